"""What happened at the province, pulled by cursor: each change is written down once, in one transaction.

A change whose file can't be had waits aside, in sight, and is tried again; the feed goes on past it.
"""

import json
import threading
from datetime import timedelta
from hashlib import sha256

from office import codec
from office.desk.province import COURIER, ProvinceWord
from office.errors import Problem, Trouble
from office.papers import ResultFile, SupplementItem
from sync.outside import RESULTS, checked
from sync.province import protocol
from sync.province.gateway.feed import read_change
from sync.province.protocol import Province
from sync.store import Store

_PIECE = 100
_FEED = 'province'
# a file that an official has to put right: asked again four times an hour
_AGAIN = timedelta(minutes=15)
# these say something of the file, and so does what ``sync.outside`` refuses; any other trouble says something of the
# way, and ends the pass
_OF_THE_FILE = ('province.garbled', 'province.refused', 'file.')


def pull(store: Store, province: Province, stop: threading.Event) -> bool:
    """Write down what happened since the cursor; the cursor follows what is written.

    Returns:
        True: the province answered.

    Raises:
        Refusal, Trouble: as the province; what was written stays.
    """
    _ask_again(store, province)
    with store.read() as books:
        row = books.connection.execute('SELECT value FROM cursor WHERE feed = ?', (_FEED,)).fetchone()
    cursor, more = (str(row[0]) if row else ''), True
    while more and not stop.is_set():
        news = province.changes(cursor, _PIECE)
        for change in news.items:
            _take(store, province, change)
        more = news.more and news.cursor != cursor
        if news.cursor != cursor:
            cursor = news.cursor
            _remember(store, cursor)
    return True


def _remember(store: Store, cursor: str) -> None:
    with store.change(COURIER) as books:
        books.connection.execute(
            'INSERT INTO cursor (feed, value, at) VALUES (?, ?, ?) ON CONFLICT (feed)'
            ' DO UPDATE SET value = excluded.value, at = excluded.at',
            (_FEED, cursor, codec.moment(store.clock.now())),
        )


def _take(store: Store, province: Province, change: protocol.Change) -> None:
    with store.read() as books:
        known = books.connection.execute(
            'SELECT 1 FROM heard WHERE change = :id UNION ALL SELECT 1 FROM aside WHERE change = :id', {'id': change.id}
        ).fetchone()
    if known and change.id:
        return
    try:
        _note(store, province, change)
    except Problem as problem:
        if not problem.code.startswith(_OF_THE_FILE):
            raise
        _put_aside(store, change, problem)


def _put_aside(store: Store, change: protocol.Change, problem: Problem) -> None:
    now = store.clock.now()
    body = json.dumps(dict(change.raw), ensure_ascii=False)
    with store.change(COURIER) as books:
        books.connection.execute(
            'INSERT INTO aside (change, dossier, body, since, tries, next_at, answer) VALUES (?, ?, ?, ?, 1, ?, ?)'
            ' ON CONFLICT (change) DO UPDATE SET tries = tries + 1, next_at = excluded.next_at,'
            ' answer = excluded.answer',
            (change.id, change.dossier, body, codec.moment(now), codec.moment(now + _AGAIN), problem.code),
        )


def _ask_again(store: Store, province: Province) -> None:
    """Try what waits aside and is due; a clock that was set back makes nothing wait longer."""
    now = store.clock.now()
    due = (codec.moment(now), codec.moment(now + _AGAIN))
    with store.read() as books:
        found = books.connection.execute(
            'SELECT body FROM aside WHERE next_at <= ? OR next_at > ? ORDER BY since', due
        ).fetchall()
    for (body,) in found:
        change = read_change(json.loads(body))
        try:
            _note(store, province, change)
        except Problem as problem:
            if not problem.code.startswith(_OF_THE_FILE):
                raise
            _put_aside(store, change, problem)
        else:
            with store.change(COURIER) as books:
                books.connection.execute('DELETE FROM aside WHERE change = ?', (change.id,))


def _note(store: Store, province: Province, change: protocol.Change) -> None:
    word = ProvinceWord(store, store.ids)
    at = change.at or store.clock.now()
    match change:
        case protocol.StateChanged(status=status, note=note, due_at=due_at):
            word.state(change.dossier, status, note=note, happened_at=at, due_at=due_at, change=change.id)
        case protocol.SupplementAsked(papers=papers, reason=reason, serial=serial):
            asked = [SupplementItem(component=one.component, name=one.name, what=one.what) for one in papers]
            word.supplement(change.dossier, asked, reason=reason, serial=serial, change=change.id)
        case protocol.ResultIssued(results=results):
            kept = [_fetched(store, province, one) for one in results]
            word.result(change.dossier, kept, happened_at=at, change=change.id)
        case protocol.CodeBound(code=code):
            word.renumbered(change.dossier, code, change=change.id)
        case _:
            kind = getattr(change, 'kind', type(change).__name__)
            word.stray(change.dossier, f'unknown {kind}', change=change.id)


def _fetched(store: Store, province: Province, result: protocol.IssuedResult) -> ResultFile:
    pages = store.pages()
    if result.digest and not pages.holds(result.digest):
        content = province.download(result.digest)
        if sha256(content).hexdigest() != result.digest:
            raise Trouble('province.garbled', what='digest')
        checked(content, RESULTS)
        pages.keep(content)
    return ResultFile(code=result.code, name=result.name, digest=result.digest, size=result.size)
