"""From facts to tables: the same step that writes a table row rebuilds it, so that the two can be compared.

``step`` is used by the ledger each time a fact is recorded; ``fold`` replays all facts and gives the tables as they
must be. ``fold(facts) == tables`` is a property test and the field command ``motcua-sync verify``.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from office import dossier_facts, facts, numbers, officer, question, rating, slip_job, ticket
from office.dossier import Dossier
from office.numbers import CodeBlock
from office.officer import Officer
from office.question import Question
from office.rating import Rating
from office.slip_job import SlipJob
from office.ticket import Ticket

Subject = Ticket | Dossier | SlipJob | CodeBlock | Officer | Rating | Question

# the table a subject's row stands in, by the word before its id: 'ticket:0190…'
TABLES: dict[str, type[Subject]] = {
    'ticket': Ticket,
    'dossier': Dossier,
    'slip': SlipJob,
    'codes': CodeBlock,
    'officer': Officer,
    'rating': Rating,
    'question': Question,
}


def table_of(subject: str) -> type[Subject] | None:
    """The kind of row a subject has, None for facts about the whole machine (catalogue, calendar, strays)."""
    return TABLES.get(subject.partition(':')[0])


def step(before: Subject | None, fact: facts.Fact) -> Subject | None:
    """The row of a fact's subject after the fact; None for subjects without a row.

    Raises:
        Refusal: the fact is no legal move of its subject.
    """
    kind, body = table_of(fact.subject), fact.body
    if kind is Dossier:
        known = before if isinstance(before, Dossier) else None
        return dossier_facts.apply(known, fact.subject, body, at=fact.at, actor=fact.actor)
    if kind is Ticket:
        return ticket.apply(before if isinstance(before, Ticket) else None, fact.subject, body, fact.at)
    if kind is Rating:
        return rating.apply(before if isinstance(before, Rating) else None, fact.subject, body, fact.at)
    if kind is Question:
        asked = before if isinstance(before, Question) else None
        return question.apply(asked, fact.subject, body, at=fact.at, actor=fact.actor)
    return _small(kind, before, fact.subject, body)


def _small(kind: type[Subject] | None, before: Subject | None, subject: str, body: facts.FactBody) -> Subject | None:
    """The rows that no time stands in."""
    if kind is SlipJob:
        return slip_job.apply(before if isinstance(before, SlipJob) else None, subject, body)
    if kind is CodeBlock:
        return numbers.apply(before if isinstance(before, CodeBlock) else None, subject, body)
    if kind is Officer:
        return officer.apply(before if isinstance(before, Officer) else None, subject, body)
    return None


@dataclass(slots=True)
class Tables:
    """All rows by subject, as the facts make them."""

    rows: dict[str, Subject] = field(default_factory=dict)


def fold(recorded: Iterable[facts.Fact]) -> Tables:
    """Replay facts in order of ``seq`` into tables."""
    tables = Tables()
    for fact in recorded:
        after = step(tables.rows.get(fact.subject), fact)
        if after is not None:
            tables.rows[fact.subject] = after
    return tables
