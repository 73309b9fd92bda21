"""Finding dossiers and procedures by what a person half remembers: any part of a name, an ID number, a code.

Three indexes, each for what it is quick at: the B-trees for a whole code or number, trigrams for any part of three
letters and more, beginnings of words for less and for words in another order. The newest dossiers come first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from office import codec
from office.dossier import DossierState
from office.search_key import fold
from sync.connection import Connection

# trigrams know nothing shorter
_SHORTEST_PART = 3
# so many rows are read one by one in 15 ms; among more, an index of the text finds a screenful sooner
_FEW = 3000
# what ``line_of`` reads, of a dossier ``d``
COLUMNS = (
    'd.id, d.state, d.officer, d.opened_at, d.procedure, d.procedure_name, d.code, d.former_code, d.provisional,'
    ' d.name, d.number, d.due_at, d.finished_at'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierLine:
    """A dossier as a list shows it; ``name`` and ``number`` are the applicant's, unmasked.

    ``tracking`` and ``posted_at`` are given where a list of what the post carries was asked for, and nowhere else.
    """

    id: str
    state: DossierState
    officer: str
    opened_at: datetime
    procedure: str
    procedure_name: str
    code: str
    former_code: str
    provisional: bool
    name: str
    number: str
    due_at: datetime | None
    finished_at: datetime | None
    tracking: str = ''
    posted_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureLine:
    """A procedure as a list shows it."""

    code: str
    version: str
    name: str
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which dossiers a list asks for; '' and () ask for all."""

    text: str = ''
    officer: str = ''
    states: Sequence[DossierState] = ()
    limit: int = 50
    offset: int = 0


def dossiers(connection: Connection, wanted: Wanted) -> list[DossierLine]:
    """The dossiers that are wanted, newest first; a whole code or number finds its own and no others."""
    needle = fold(wanted.text)
    if not needle and wanted.text.strip():
        return []
    if wanted.officer or wanted.states:
        few = _few(connection, wanted, needle)
        if few is not None:
            return few
    if not needle:
        return _lines(connection, wanted, _ALL)
    for source, asked in _tries(needle, wanted.text.strip().upper()):
        found = _lines(connection, wanted, source, *asked)
        # a page after the last of what this try found isn't for the next try to fill
        if found or (wanted.offset and _lines(connection, replace(wanted, limit=1, offset=0), source, *asked)):
            return found
    return []


def _few(connection: Connection, wanted: Wanted, needle: str) -> list[DossierLine] | None:
    """The wanted of an officer or of some states, through the index of those; None when there are too many to read.

    Without a text only the newest are read, however many there are.
    """
    most = _FEW if needle else wanted.limit + wanted.offset
    states = [state.value for state in wanted.states or DossierState]
    officer = 'officer = ? AND ' if wanted.officer else ''
    piece = f'SELECT * FROM (SELECT row FROM dossier WHERE {officer}state = ? ORDER BY row DESC LIMIT ?)'  # noqa: S608  # our own names
    rows = ' UNION ALL '.join([piece] * len(states))
    bound: tuple[str, ...] = (wanted.officer,) if officer else ()
    values: list[str | int] = []
    for state in states:
        values += [*bound, state, most]
    words = needle.split()
    if words:
        counted = f'SELECT count(*) FROM ({rows})'  # noqa: S608  # our own names
        (count,) = connection.execute(counted, values).fetchone()
        if count >= _FEW:
            return None
    holds = ''.join(" AND d.needle LIKE '%' || ? || '%'" for _ in words)
    return _lines(
        connection, replace(wanted, officer='', states=()), f'dossier d WHERE d.row IN ({rows}){holds}', *values, *words
    )


def _tries(needle: str, typed: str) -> Iterator[tuple[str, Sequence[str]]]:
    """How a text is looked for, the quickest way first; the first that finds anything ends the search.

    Whole words are found in their own lists. A beginning is found in its list where it is short, and costs a merge of
    the lists of all words that begin so where it is long. A part of several common words walks a list per letter.
    """
    yield _EXACT, (typed, typed, typed)
    words = [f'"{word}"' for word in needle.split()]
    if len(words) > 1:
        yield _WORDS, (' '.join(words),)
        yield _WORDS, (f'{" ".join(words)}*',)
    if len(needle) >= _SHORTEST_PART:
        yield _PART, (f'"{needle}"',)
    yield _WORDS, (' '.join(f'{word}*' for word in words),)


# the joins are CROSS so that the index named first is walked from its newest row, and only as far as needed
_ALL = 'dossier d WHERE 1'
# what is '' is in none of these indexes, and saying so lets them be used
_EXACT = (
    "dossier d WHERE d.row IN (SELECT row FROM dossier WHERE code = ? AND code <> ''"
    " UNION SELECT row FROM dossier WHERE former_code = ? AND former_code <> ''"
    " UNION SELECT row FROM dossier WHERE number = ? AND number <> '')"
)
_PART = 'dossier_part f CROSS JOIN dossier d ON d.row = f.rowid WHERE dossier_part MATCH ?'
_WORDS = 'dossier_word f CROSS JOIN dossier d ON d.row = f.rowid WHERE dossier_word MATCH ?'


def _lines(connection: Connection, wanted: Wanted, source: str, *values: str | int) -> list[DossierLine]:
    order = 'f.rowid' if ' f ' in source else 'd.row'
    # the + keeps these from choosing the index: the source has done so
    conditions, filters = '', list[str]()
    if wanted.officer:
        conditions += ' AND +d.officer = ?'
        filters.append(wanted.officer)
    if wanted.states:
        conditions += f' AND +d.state IN ({", ".join("?" * len(wanted.states))})'
        filters += [state.value for state in wanted.states]
    found = connection.execute(
        f'SELECT {COLUMNS} FROM {source}{conditions} ORDER BY {order} DESC LIMIT ? OFFSET ?',  # noqa: S608  # our own names
        (*values, *filters, wanted.limit, wanted.offset),
    )
    return [line_of(row) for row in found.fetchall()]


def line_of(row: tuple[Any, ...]) -> DossierLine:
    """A line from the columns of ``COLUMNS``."""
    return DossierLine(
        id=row[0],
        state=DossierState(row[1]),
        officer=row[2],
        opened_at=codec.at(row[3]),
        procedure=row[4],
        procedure_name=row[5],
        code=row[6],
        former_code=row[7],
        provisional=bool(row[8]),
        name=row[9],
        number=row[10],
        due_at=codec.at(row[11]) if row[11] else None,
        finished_at=codec.at(row[12]) if row[12] else None,
    )


def procedures(connection: Connection, text: str, on: date, limit: int) -> list[ProcedureLine]:
    """The procedures in force on a day whose code or folded words hold every word of the text, shortest name first."""
    words = fold(text).split()
    conditions = ''.join(" AND needle LIKE '%' || ? || '%'" for _ in words)
    found = connection.execute(
        'SELECT code, version, name, field, max(effective_from) FROM procedure'  # noqa: S608  # our own names
        f' WHERE effective_to IS NULL AND effective_from <= ?{conditions}'
        ' GROUP BY code ORDER BY length(name), code LIMIT ?',
        (on.isoformat(), *words, limit),
    )
    return [ProcedureLine(code=row[0], version=row[1], name=row[2], field=row[3]) for row in found.fetchall()]
