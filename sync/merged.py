"""The one order of facts in a centre of many machines, and the rows that they make in it.

Facts that the centre has numbered come first, by their place there; what this machine has not yet found there follows,
in its own order. All machines that have read as far fold the same facts in the same order, so their rows are the same.
A fact that is no legal move where it came to stand is *void*: it stays, it changes no row, and the machine it came from
tells so by a fact of its own (``FactsCrossed``).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from office.dossier import Dossier
from office.errors import Refusal
from office.facts import Fact, OfficerEnrolled
from office.fold import Subject, step, table_of
from office.officer import Officer
from office.question import Question
from office.rating import Rating
from office.slip_job import TICKET_JOBS
from office.ticket import Ticket
from sync import chain, outbox
from sync.connection import Connection

# the subjects that machines share, and tickets' slips; other slips and code blocks belong to the machine that made them
SHARED: frozenset[type[Subject] | None] = frozenset({Ticket, Dossier, Rating, Question, Officer})

_IN_ORDER = f'SELECT {chain.COLUMNS}, home FROM fact LEFT JOIN placed ON placed.fact = fact.seq'  # noqa: S608  # our own names
_ORDER = 'place IS NULL, place, seq'


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A fact as this machine knows it; ``home`` is its number in another machine's ledger, None for our own."""

    fact: Fact
    home: int | None

    @property
    def counts(self) -> bool:
        """Whether it may move a row of this machine."""
        return self.home is None or is_shared(self.fact.subject)


def is_shared(subject: str) -> bool:
    """Whether all machines keep this subject's row."""
    return table_of(subject) in SHARED or subject.startswith(TICKET_JOBS)


def of_subject(connection: Connection, subject: str) -> list[Known]:
    """The facts of a subject in the centre's order."""
    return list(_known(connection, f'WHERE subject = ? ORDER BY {_ORDER}', subject))


def by_subject(connection: Connection) -> Iterator[Known]:
    """All facts, subject by subject, each in the centre's order."""
    yield from _known(connection, f'ORDER BY subject, {_ORDER}')


def rows(connection: Connection) -> Iterator[tuple[chain.Row, int | None]]:
    """The rows of all facts in this machine's own order, each with its home."""
    for row in connection.execute(f'{_IN_ORDER} ORDER BY seq'):
        yield row[:-1], row[-1]


def folded(recorded: Iterable[Known]) -> tuple[Subject | None, list[Known]]:
    """The row that facts of one subject make, and those among them that are void."""
    row: Subject | None = None
    void: list[Known] = []
    for known in recorded:
        if not known.counts:
            continue
        try:
            row = step(row, known.fact)
        except Refusal:
            void.append(known)
    return row, void


def as_it_stood(connection: Connection, subject: str, seq: int) -> tuple[Subject | None, Fact | None]:
    """The row of a subject right after one of its facts, and the fact; (None, None) when there is no such fact."""
    recorded = of_subject(connection, subject)
    at = next((index for index, known in enumerate(recorded) if known.fact.seq == seq), None)
    if at is None:
        return None, None
    return folded(recorded[: at + 1])[0], recorded[at].fact


def enrolled(connection: Connection, officer: str) -> OfficerEnrolled | None:
    """How an officer of any machine was enrolled, None where nobody told it."""
    found = chain.facts(connection, "WHERE subject = ? AND kind = 'OfficerEnrolled' LIMIT 1", officer)
    return next((fact.body for fact in found if isinstance(fact.body, OfficerEnrolled)), None)


def name_of(connection: Connection, officer: str) -> str:
    """The name of an officer of any machine, '' where nobody told it."""
    known = enrolled(connection, officer)
    return known.name if known is not None else ''


def owed(fact: Fact, size: int, home: int | None) -> list[outbox.Item]:
    """What a fact owes from here: any machine may tell another's message, but files go out where they were taken in."""
    return [item for item in outbox.owed(fact, size) if home is None or item[1] != 'pages']


def crossing_of(fact: str) -> str:
    """The subject under which it is told that one of our facts crossed another machine's."""
    return f'crossed:{fact}'


def _known(connection: Connection, condition: str, *values: str) -> Iterator[Known]:
    for row in connection.execute(f'{_IN_ORDER} {condition}', values):
        yield Known(fact=chain.fact_of(row[:-1]), home=row[-1])
