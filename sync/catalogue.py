"""The catalogue of procedures in force: the seed at first start, and whole catalogues imported all or nothing."""

import gzip
import zlib
from collections.abc import Iterable, Sequence
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
    with store.change('system') as books:
        if books.connection.execute("SELECT 1 FROM in_force WHERE what = 'catalogue'").fetchone():
            return False
        content = _seed_text()
        _replace(books, ImportOutcome(procedures=_seed(content), bad=()), sha256(content).hexdigest())
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
    _note(books, digest, procedures=len(outcome.procedures), bad=len(outcome.bad))


def _note(books: StoreBooks, digest: str, *, procedures: int, bad: int) -> None:
    books.connection.execute(
        'INSERT INTO in_force (what, digest, signer, since, text) VALUES (?, ?, ?, ?, ?) ON CONFLICT (what)'
        ' DO UPDATE SET digest = excluded.digest, since = excluded.since',
        ('catalogue', digest, '', codec.moment(books.clock.now()), ''),
    )
    books.record('catalogue', CatalogueReplaced(digest=digest, procedures=procedures, bad=bad))


def in_force_on(store: Store, day: date) -> list[Procedure]:
    """The version of every procedure that is in force on a day, by code."""
    with store.read() as books:
        found = books.connection.execute(
            'SELECT code, body FROM procedure WHERE effective_to IS NULL AND effective_from <= ?'
            ' ORDER BY code, effective_from, row',
            (day.isoformat(),),
        )
        latest = dict(found.fetchall())
    return [codec.load(Procedure, body) for body in latest.values()]


def amend(store: Store, procedures: Sequence[Procedure], *, ended: Iterable[str], actor: str) -> None:
    """Put single procedures in force from today, in place of their versions before, and end others.

    A version that was ever in force is never written over: its dossiers go on reading it.
    """
    known = {one.code: one.keywords for one in _seed(_seed_text())}
    with store.change(actor) as books:
        today = local_day(books.clock.now())
        new = [replace(one, keywords=one.keywords or known.get(one.code, ())) for one in procedures]
        closed = [(today.isoformat(), code) for code in (*(one.code for one in new), *ended)]
        books.connection.executemany(
            'UPDATE procedure SET effective_to = ? WHERE code = ? AND effective_to IS NULL', closed
        )
        books.connection.executemany(_INSERT, [_row(_unused(books, one)) for one in new])
        kept = books.connection.execute('SELECT body FROM procedure WHERE effective_to IS NULL ORDER BY code, row')
        bodies = [str(body) for (body,) in kept.fetchall()]
        digest = sha256('\n'.join(bodies).encode()).hexdigest()
        _note(books, digest, procedures=len(bodies), bad=0)


def _unused(books: StoreBooks, procedure: Procedure) -> Procedure:
    """The procedure under a version that no other content bears."""
    taken = books.connection.execute('SELECT version FROM procedure WHERE code = ?', (procedure.code,)).fetchall()
    versions = {str(version) for (version,) in taken}
    tries = (procedure.version, *(f'{procedure.version} · {number}' for number in range(2, len(versions) + 3)))
    return replace(procedure, version=next(one for one in tries if one not in versions))


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
