// PouchDB on LevelDB replicates to express-pouchdb on LevelDB, over loopback, in one process.
//
//   node replicate.js FOLDER DOCUMENTS BYTES FILED ATTACHMENTS ATTACHMENT_BYTES
//
// Prints the port and waits for a line on standard input: the port to replicate the filed documents through, which may
// be a wire that cuts. Then prints what everything took as JSON.
'use strict';

const crypto = require('crypto');
const path = require('path');
const readline = require('readline');
const express = require('express');
const PouchDB = require('pouchdb');

const [folder, documents, bytes, filed, attachments, attachmentBytes] = process.argv.slice(2);
const Local = PouchDB.defaults({prefix: path.join(folder, 'local') + path.sep});
const Remote = PouchDB.defaults({prefix: path.join(folder, 'remote') + path.sep});

function text(size) {
  return crypto.randomBytes(size).toString('base64').slice(0, size);
}

async function replicated(name, url) {
  const source = new Local(name);
  const began = process.hrtime.bigint();
  let broken = 0;
  for (;;) {
    try {
      await source.replicate.to(url, {retry: false});
      break;
    } catch (error) {
      broken += 1;
      if (broken > 20) throw error;
    }
  }
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  return {seconds, broken, held: (await new Remote(name).info()).doc_count};
}

async function main() {
  const app = express();
  app.use('/', require('express-pouchdb')(Remote, {mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: path.join(folder, 'log.txt')}));
  const server = app.listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const own = server.address().port;
  await new Local('small').bulkDocs(Array.from({length: +documents}, (_, at) => ({_id: `d${at}`, text: text(+bytes)})));
  for (let at = 0; at < +filed; at++) {
    const files = {};
    for (let one = 0; one < +attachments; one++) {
      files[`${one}.pdf`] = {content_type: 'application/pdf', data: crypto.randomBytes(+attachmentBytes)};
    }
    await new Local('filed').put({_id: `d${at}`, _attachments: files});
  }
  console.log(own);
  const through = await new Promise(resolve => readline.createInterface({input: process.stdin}).once('line', resolve));
  const small = +documents ? await replicated('small', `http://127.0.0.1:${own}/small`) : null;
  const withFiles = +filed ? await replicated('filed', `http://127.0.0.1:${through}/filed`) : null;
  console.log(JSON.stringify({small, filed: withFiles}));
  process.exit(0);
}

main();
