"""The centre's backup and its restoring: one sealed file, one consistent moment, checked before it is believed.

Inside (``sync.centre.sealed_file``) a ZIP of the tables as COPY writes them, and ``manifest.json`` with the SHA-256 of
each. Passwords and the key of the pages aren't in it: they lie with the machines.
"""

import io
import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, LiteralString, cast

from psycopg import sql

from office.errors import Refusal, Trouble
from sync.centre import migrations
from sync.centre.connection import Connection, telling, unhurried
from sync.centre.founding import KEY_IN_USE
from sync.centre.sealed_file import SealedReader, SealedWriter, Secret
from sync.durable import sync_folder

_FORMAT, _MANIFEST = 'motcua-centre-2', 'manifest.json'
# in the order in which they are written and read; the counter of places comes last
_TABLES = (
    'fact',
    'machine',
    'turn',
    'cursor',
    'heard',
    'page',
    'page_piece',
    'page_wanted',
    'secret',
    'shelf',
    'centre',
)
# sealed bytes: as text they would be twice as long, and nothing makes them shorter
_BINARY = frozenset({'page_piece'})
_PIECE = 1 << 20


def backup(admin: str, database: str, file: Path, secret: Secret) -> int:
    """Write everything that the centre holds into a file that only the secret opens; returns how many facts.

    The centre works on meanwhile; the file has its name only when every byte is durable.

    Raises:
        Refusal, Trouble: as ``unhurried``; ``centre.disk`` when the file can't be written.
    """
    part = file.with_name(f'{file.name}.part')
    try:
        handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, 'w+b') as out:
            with unhurried(admin, database) as centre, telling():
                sealed = SealedWriter(out, secret)
                facts = _written(centre, sealed)
                sealed.finish()
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
        sync_folder(file.resolve().parent)
    except OSError as error:
        raise Trouble('centre.disk', detail=error.strerror or '') from error
    return facts


def _written(centre: Connection, out: SealedWriter) -> int:
    with zipfile.ZipFile(cast(BinaryIO, out), 'w', zipfile.ZIP_DEFLATED) as bag, centre.transaction():
        centre.execute('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY')
        steps = [name for (name,) in centre.execute('SELECT name FROM public.motcua_steps ORDER BY name')]
        digests = {}
        for table in _TABLES:
            digest = sha256()
            # without a date: what is in it is of one moment, and ZIP's own dates know no zone
            about = zipfile.ZipInfo(table)
            about.compress_type = zipfile.ZIP_STORED if table in _BINARY else zipfile.ZIP_DEFLATED
            with (
                bag.open(about, 'w', force_zip64=True) as entry,
                centre.cursor().copy(_copy('COPY motcua.{} TO STDOUT', table)) as rows,
            ):
                for piece in rows:
                    digest.update(piece)
                    entry.write(piece)
            digests[table] = digest.hexdigest()
        row = centre.execute('SELECT count(*) FROM motcua.fact').fetchone()
        facts = int(row[0]) if row else 0
        manifest = {'format': _FORMAT, 'steps': steps, 'digests': digests, 'facts': facts}
        bag.writestr(_MANIFEST, json.dumps(manifest))
    return facts


def restore(admin: str, database: str, file: Path, secret: Secret) -> dict[str, str]:
    """Fill a centre that was just set up and holds nothing yet; returns the kinds of its machines by device.

    The centre has a new epoch afterwards: every machine sends everything again, and what came after the backup is back
    as soon as each has been on.

    Raises:
        Refusal: ``centre.backup`` for a file that is none, ``centre.backup_key`` for another secret or one that was
            altered or cut, ``centre.newer`` for one of a newer version, ``centre.not_empty``; nothing has changed then.
            As ``unhurried``.
        Trouble: ``centre.gone``, ``centre.disk``.
    """
    with (
        _opened(file, secret) as bag,
        unhurried(admin, database) as centre,
        telling(),
        centre.transaction(),
    ):
        return _filled(centre, bag)


def machines_of(file: Path, secret: Secret) -> dict[str, str]:
    """The kinds of a backup's machines by device, read from the file alone.

    Raises:
        Refusal: ``centre.backup``, ``centre.backup_key``, ``centre.newer``.
        Trouble: ``centre.disk``.
    """
    with _opened(file, secret) as bag:
        lines = bag.read('machine').decode().splitlines()
    return {fields[1]: fields[2] for fields in (line.split('\t') for line in lines)}


@contextmanager
def _opened(file: Path, secret: Secret) -> Iterator[zipfile.ZipFile]:
    """The backup, every byte of it proved."""
    try:
        with file.open('rb') as sealed:
            plain = SealedReader(sealed, secret, str(file))
            plain.prove()
            with zipfile.ZipFile(cast(BinaryIO, io.BufferedReader(plain))) as bag:
                _prove(bag)
                yield bag
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise Refusal('centre.backup', file=str(file)) from error
    except OSError as error:
        raise Trouble('centre.disk', detail=error.strerror or '') from error


def _prove(bag: zipfile.ZipFile) -> None:
    manifest: dict[str, Any] = json.loads(bag.read(_MANIFEST))
    if manifest['format'] != _FORMAT or set(manifest['digests']) != set(_TABLES):
        raise ValueError('no backup of ours')
    later = set(manifest['steps']) - {step.__name__ for step in migrations.STEPS}
    if later:
        raise Refusal('centre.newer', step=max(later))
    for table, wanted in manifest['digests'].items():
        digest = sha256()
        with bag.open(table) as entry:
            while piece := entry.read(_PIECE):
                digest.update(piece)
        if digest.hexdigest() != wanted:
            raise ValueError('altered')


def _filled(centre: Connection, bag: zipfile.ZipFile) -> dict[str, str]:
    centre.execute('LOCK TABLE motcua.centre IN ACCESS EXCLUSIVE MODE')
    if centre.execute('SELECT 1 FROM motcua.fact LIMIT 1').fetchone():
        raise Refusal('centre.not_empty')
    for table in ('centre', 'machine', 'shelf', 'cursor'):
        centre.execute(sql.SQL('DELETE FROM motcua.{}').format(sql.Identifier(table)))
    for table in _TABLES:
        with (
            bag.open(table) as entry,
            centre.cursor().copy(_copy('COPY motcua.{} FROM STDIN', table)) as rows,
        ):
            while piece := entry.read(_PIECE):
                rows.write(piece)
    # which key is in use is said by the folder of accounts with which the centre is founded again
    centre.execute('DELETE FROM motcua.cursor WHERE feed = %s', (KEY_IN_USE,))
    if centre.execute('SELECT 1 FROM motcua.fact f WHERE motcua.digest_of(f) <> digest LIMIT 1').fetchone():
        raise Refusal('centre.altered', detail='')
    centre.execute('UPDATE motcua.centre SET epoch = gen_random_uuid()::text')
    return dict(centre.execute('SELECT device, kind FROM motcua.machine ORDER BY device').fetchall())


def _copy(statement: LiteralString, table: str) -> sql.Composed:
    form = ' (FORMAT binary)' if table in _BINARY else ''
    return sql.SQL('{}{}').format(sql.SQL(statement).format(sql.Identifier(table)), sql.SQL(form))
