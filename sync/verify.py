"""The audit of a store: do the facts hold together, and do tables, outbox and pages say what the facts say?

It runs beside the working centre, on one consistent view, and needs memory for one subject at a time.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from office import codec
from office.dossier import Dossier
from office.errors import Problem
from office.facts import Fact, ItemResent, NothingToTell, ProvinceForgot, ProvinceReceipt, ProvinceRefusal
from office.fold import TABLES, Subject, table_of
from office.slip_job import SlipJob
from sync import chain, merged, rows
from sync.connection import Connection, telling
from sync.merged import Known
from sync.purge import province_has, purged
from sync.status import ADMINISTRATOR, NOBODY, PROVINCE
from sync.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that isn't as it must be: a code such as ``'fact.digest'`` and what it is about, by id or digest.

    ``who`` can act on a damaged page, as ``sync.status`` names them: NOBODY where it was healed.
    """

    code: str
    about: str
    who: str = ''


def verify(store: Store, whole: Callable[[str], bytes] | None = None) -> list[Finding]:
    """Everything that is wrong with a store, chain first, then tables and outbox, then pages; [] is a clean bill.

    Codes: ``fact.gap``, ``fact.chain``, ``fact.monotonic``, ``fact.digest``, ``fact.unread`` (of a newer version),
    ``fact.illegal``, ``table.missing``, ``table.differs``, ``table.extra``, ``search.differs``, ``outbox.missing``,
    ``outbox.state``, ``outbox.extra``, ``page.missing``, ``page.damaged``, ``page.healed``,
    ``page.disk`` (which can't be read).

    Args:
        store: which.
        whole: reads a page that is damaged here from the centre, which heals it; None where there is no centre.

    Raises:
        Trouble: what ``sync.connection.telling`` tells.
    """
    connection = store.connect(reads_only=True)
    try:
        with telling():
            connection.execute('BEGIN')
            named: set[str] = set()
            found = [*_chain(connection), *_tables(connection, named), *_extra(connection)]
            named -= purged(connection, store.settings.device)
            connection.execute('ROLLBACK')
    finally:
        connection.close()
    return [*found, *_pages(store, named, whole)]


def _chain(connection: Connection) -> Iterator[Finding]:
    last: dict[str, tuple[int, str]] = {}
    expected = 1
    for row, home in merged.rows(connection):
        seq, fact, monotonic, device, previous, digest = row[0], row[1], row[6], row[8], row[10], row[11]
        former, head = last.get(device, (0, chain.BEGINNING))
        if seq != expected:
            yield Finding(code='fact.gap', about=fact)
        # a kiosk may not read all that another machine says; the centre has judged that chain before it took the fact
        if previous != head and home is None:
            yield Finding(code='fact.chain', about=fact)
        if monotonic <= former:
            yield Finding(code='fact.monotonic', about=fact)
        if chain.digest_of(row if home is None else (home, *row[1:])) != digest:
            yield Finding(code='fact.digest', about=fact)
        last[device], expected = (monotonic, digest), seq + 1


def _tables(connection: Connection, named: set[str]) -> Iterator[Finding]:
    """Fold each subject's facts and compare; the digests that its row names go into ``named``."""
    # a second cursor runs inside the loop, so the facts are read in the order of an index and not gathered
    for subject, group in groupby(merged.by_subject(connection), key=_subject):
        recorded = [known for known in group if known.counts]
        row, void = merged.folded(recorded)
        yield from _outbox(connection, subject, recorded, {known.fact.id for known in void})
        kind = table_of(subject)
        if kind is None:
            continue
        if any(isinstance(known.fact.body, chain.Unread) for known in recorded):
            yield Finding(code='fact.unread', about=subject)
            continue
        if any(known.home is None and not _is_told(connection, known.fact) for known in void):
            yield Finding(code='fact.illegal', about=subject)
            continue
        if row is not None:
            named.update(_digests(row) if all(known.home is None for known in recorded) else ())
            yield from _row(connection, row)


def _subject(known: Known) -> str:
    return known.fact.subject


def _is_told(connection: Connection, fact: Fact) -> bool:
    """Whether a person was told that this fact is void."""
    told = connection.execute('SELECT 1 FROM fact WHERE subject = ?', (merged.crossing_of(fact.id),))
    return told.fetchone() is not None


def _row(connection: Connection, row: Subject) -> Iterator[Finding]:
    shape = rows.SHAPES[type(row)]
    found = connection.execute(
        f'SELECT body, {", ".join(shape.names)} FROM {shape.table} WHERE id = ?',  # noqa: S608  # our own names
        (row.id,),
    ).fetchone()
    if found is None:
        yield Finding(code='table.missing', about=row.id)
    elif tuple(found[1:]) != shape.columns(row) or codec.load(type(row), found[0]) != row:
        yield Finding(code='table.differs', about=row.id)


def _digests(row: Subject) -> Iterator[str]:
    """What a row names in the page store."""
    if isinstance(row, SlipJob):
        yield row.layout
    if isinstance(row, Dossier):
        yield from (page.digest for part in row.components for page in part.pages)
        yield from (part.signed.file.digest for part in row.components if part.signed is not None)
        yield from (file.digest for file in row.files)
        yield from (result.digest for result in row.results if result.digest)
        if row.returned is not None and row.returned.signature:
            yield row.returned.signature


def _outbox(connection: Connection, subject: str, recorded: Iterable[Known], void: set[str]) -> Iterator[Finding]:
    states = _states(recorded, void)
    if not states:
        return
    found = dict(connection.execute('SELECT id, state FROM outbox WHERE subject = ?', (subject,)).fetchall())
    for item, state in states.items():
        stands = found.pop(item, None)
        if stands is None:
            if state:
                yield Finding(code='outbox.missing', about=item)
        elif state and (stands if stands in ('done', 'parked') else 'waiting') != state:
            yield Finding(code='outbox.state', about=item)
    yield from (Finding(code='outbox.extra', about=item) for item in found)


def _states(recorded: Iterable[Known], void: set[str]) -> dict[str, str]:
    """The items that a subject's facts owe, and what its receipts and refusals made of them; '' where any will do."""
    states: dict[str, str] = {}
    keys: set[tuple[str, str]] = set()
    for known in recorded:
        fact = known.fact
        for item, lane, _, _, digest, *_ in merged.owed(fact, 0, known.home):
            if (lane, digest) not in keys:
                keys.add((lane, digest))
                # what is void waits for a person, unless it was told before anybody knew
                states[item] = 'waiting' if fact.id not in void else ''
        about = ProvinceReceipt | ProvinceRefusal | ItemResent | NothingToTell | ProvinceForgot
        # a file's receipt is of no concern to a machine that doesn't owe the file
        if isinstance(fact.body, about) and states.get(fact.body.item):
            states[fact.body.item] = _MOVED[type(fact.body)]
    return states


_MOVED = {
    ProvinceReceipt: 'done',
    ProvinceRefusal: 'parked',
    ItemResent: 'waiting',
    NothingToTell: 'done',
    ProvinceForgot: 'waiting',
}


def _extra(connection: Connection) -> Iterator[Finding]:
    """Rows that no fact made."""
    tables = [(rows.SHAPES[kind].table, 'id', 'table.extra') for kind in TABLES.values()]
    for table, column, code in [*tables, ('outbox', 'subject', 'outbox.extra')]:
        found = connection.execute(
            f'SELECT id FROM {table} t'  # noqa: S608  # our own names
            f' WHERE NOT EXISTS (SELECT 1 FROM fact WHERE fact.subject = t.{column})'
        )
        yield from (Finding(code=code, about=row) for (row,) in found)
    for table in ('dossier_part', 'dossier_word'):
        unlike = connection.execute(
            "SELECT (SELECT count(*) FROM dossier WHERE needle <> '')"  # noqa: S608  # our own names
            f' <> (SELECT count(*) FROM {table}_docsize)'
        ).fetchone()[0]
        if unlike:
            yield Finding(code='search.differs', about=table)


def _pages(store: Store, named: set[str], whole: Callable[[str], bytes] | None) -> Iterator[Finding]:
    """Read every page that is here, and miss every page that is named."""
    pages, damaged = store.pages(), list[str]()
    here = set(pages.digests())
    for digest in sorted(here):
        try:
            pages.get(digest)
        except Problem as problem:
            if problem.code == 'pages.damaged':
                damaged.append(digest)
            else:
                yield Finding(code=problem.code.replace('pages.', 'page.'), about=digest)
    yield from _damaged(store, damaged, whole)
    yield from (Finding(code='page.missing', about=digest) for digest in sorted(named - here))


def _damaged(store: Store, digests: Iterable[str], whole: Callable[[str], bytes] | None) -> Iterator[Finding]:
    """Heal what the centre holds, and say of each other page who can act; the courier asks the province for its own."""
    left = []
    for digest in digests:
        if whole is None or not _is_had(whole, digest):
            left.append(digest)
        else:
            yield Finding(code='page.healed', about=digest, who=NOBODY)
    held = province_has(store, left)
    for digest in left:
        yield Finding(code='page.damaged', about=digest, who=PROVINCE if digest in held else ADMINISTRATOR)


def _is_had(whole: Callable[[str], bytes], digest: str) -> bool:
    try:
        whole(digest)
    except Problem:
        return False
    return True
