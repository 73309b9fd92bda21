"""The catalogue of procedures in force: the seed at first start, and whole catalogues imported all or nothing."""

import gzip
import zlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from office import codec
from office.catalogue import FOLDER
from office.catalogue_import import ImportOutcome, read
from office.errors import Refusal, Trouble
from office.facts import CatalogueReplaced
from office.procedure import Procedure
from office.search_key import fold
from office.workdays import local_day
from sync.books import StoreBooks
from sync.store import Store

_GZIP = b'\x1f\x8b'
_INSERT = (
    'INSERT INTO procedure (code, version, effective_from, name, field, needle, body) VALUES (?, ?, ?, ?, ?, ?, ?)'
    ' ON CONFLICT (code, version) DO UPDATE SET effective_from = excluded.effective_from, effective_to = NULL,'
    ' name = excluded.name, field = excluded.field, needle = excluded.needle, body = excluded.body'
)


def load_seed_if_empty(store: Store) -> bool:
    """Put the product's own everyday procedures in force where no catalogue is; whether that was so."""
    content = _seed_text()
    procedures = _seed(content)
    with store.change('system') as books:
        if books.connection.execute("SELECT 1 FROM in_force WHERE what = 'catalogue'").fetchone():
            return False
        _replace(books, ImportOutcome(procedures=procedures, bad=()), sha256(content).hexdigest())
        return True


def import_catalogue(store: Store, path: Path, actor: str) -> ImportOutcome:
    """Put the catalogue of a file in force: JSON lines, packed with gzip or not.

    The file is the whole catalogue: a procedure that it lacks can no longer be opened from that day on. Versions that
    were in force stay readable for the dossiers that were opened under them.

    Raises:
        Refusal: ``catalogue.shape`` when the file is something else; the one in force stays.
        Trouble: ``catalogue.unreadable``, or what the store's ``change`` raises; the one in force stays.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Trouble('catalogue.unreadable', file=str(path), detail=error.strerror or '') from error
    try:
        text = gzip.decompress(content) if content.startswith(_GZIP) else content
        lines = text.decode('utf-8-sig').split('\n')
    except (ValueError, EOFError, OSError, zlib.error) as error:
        raise Refusal('catalogue.shape', bad=0) from error
    outcome = _with_own_words(read(lines))
    rows = [_row(procedure) for procedure in outcome.procedures]
    with store.change(actor) as books:
        _replace(books, outcome, sha256(content).hexdigest(), rows)
    return outcome


def _with_own_words(outcome: ImportOutcome) -> ImportOutcome:
    """The same procedures, found as well by what people call those that the product knows ("sổ đỏ", "bằng lái")."""
    known = {one.code: one.keywords for one in _seed(_seed_text())}
    listed = (replace(one, keywords=known.get(one.code, one.keywords)) for one in outcome.procedures)
    return replace(outcome, procedures=tuple(listed))


def _seed_text() -> bytes:
    return (FOLDER / 'procedures.jsonl').read_bytes()


def _seed(content: bytes) -> tuple[Procedure, ...]:
    return tuple(codec.load(Procedure, line) for line in content.decode().splitlines())


def catalogue_digest(store: Store) -> str | None:
    """The SHA-256 of the catalogue file in force, None before the first."""
    with store.read() as books:
        found = books.connection.execute("SELECT digest FROM in_force WHERE what = 'catalogue'").fetchone()
    return str(found[0]) if found else None


_Row = tuple[str, str, str, str, str, str, str]


def _row(procedure: Procedure) -> _Row:
    return (
        procedure.code,
        procedure.version,
        procedure.effective_from.isoformat(),
        procedure.name,
        procedure.field,
        fold(' '.join((procedure.code, procedure.name, procedure.field, *procedure.keywords))),
        codec.dump(procedure),
    )


def _replace(books: StoreBooks, outcome: ImportOutcome, digest: str, rows: Iterable[_Row] | None = None) -> None:
    now = books.clock.now()
    _close_others(books, outcome.procedures, local_day(now))
    books.connection.executemany(_INSERT, rows or [_row(procedure) for procedure in outcome.procedures])
    books.connection.execute(
        'INSERT INTO in_force (what, digest, signer, since, text) VALUES (?, ?, ?, ?, ?) ON CONFLICT (what)'
        ' DO UPDATE SET digest = excluded.digest, since = excluded.since',
        ('catalogue', digest, '', codec.moment(now), ''),
    )
    body = CatalogueReplaced(digest=digest, procedures=len(outcome.procedures), bad=len(outcome.bad))
    books.record('catalogue', body)


def _close_others(books: StoreBooks, procedures: Iterable[Procedure], today: date) -> None:
    """End today what the new catalogue lacks, and versions that its own would otherwise lose against by date.

    An older version of the same procedure stays open: it is in force until the new one's effective date.
    """
    begins = {procedure.code: procedure.effective_from.isoformat() for procedure in procedures}
    known = books.connection.execute('SELECT row, code, effective_from FROM procedure WHERE effective_to IS NULL')
    ended = [
        (today.isoformat(), row)
        for row, code, effective_from in known.fetchall()
        if code not in begins or effective_from >= begins[code]
    ]
    books.connection.executemany('UPDATE procedure SET effective_to = ? WHERE row = ?', ended)
