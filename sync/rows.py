"""How an aggregate stands in its table: the columns that queries need, and the whole of it as ``body``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from office import codec
from office.dossier import Dossier
from office.fold import Subject
from office.numbers import CodeBlock
from office.officer import Officer
from office.person import Applicant
from office.question import Question
from office.rating import Rating
from office.remembered import by_identity
from office.search_key import fold
from office.slip_job import SlipJob
from office.ticket import Ticket
from sync.connection import Connection

S = TypeVar('S', bound=Subject)
Column = str | int | None


@dataclass(frozen=True, slots=True)
class Shape:
    """A table and its columns beside ``id`` and ``body``; ``columns`` gives their values in the same order."""

    table: str
    names: tuple[str, ...]
    columns: Callable[[Any], tuple[Column, ...]]


def _ticket(ticket: Ticket) -> tuple[Column, ...]:
    return ticket.day.isoformat(), ticket.state.value, codec.moment(ticket.queued_at)


def _dossier(dossier: Dossier) -> tuple[Column, ...]:
    applicant = dossier.applicant
    return (
        dossier.state.value,
        dossier.officer,
        codec.moment(dossier.opened_at),
        dossier.procedure,
        dossier.procedure_name,
        dossier.code,
        dossier.former_code,
        int(dossier.provisional),
        applicant.owner if applicant else '',
        applicant.owner_number if applicant else '',
        codec.moment(dossier.due_at) if dossier.due_at else None,
        codec.moment(dossier.finished_at) if dossier.finished_at else None,
        needle_of(dossier),
    )


def needle_of(dossier: Dossier) -> str:
    """What search reads of a dossier, folded, one part a line: a person's name, her number, the codes, the post's."""
    applicant = dossier.applicant
    parts = tuple(dict.fromkeys(_of_applicant(applicant))) if applicant else ()
    codes = (dossier.code, dossier.former_code, *dossier.other_codes)
    posted = tuple(item.tracking for item in dossier.postal_items)
    return '\n'.join(folded for part in (*parts, *codes, *posted) if (folded := _folded(part)))


def _of_applicant(applicant: Applicant) -> tuple[str, ...]:
    """An organisation is found by its own name and number, and by whoever speaks for it."""
    return applicant.owner, applicant.owner_number, applicant.name, applicant.number


def _slip(job: SlipJob) -> tuple[Column, ...]:
    return job.about, job.state.value


def _codes(block: CodeBlock) -> tuple[Column, ...]:
    return block.usable_on.isoformat() if block.usable_on else None, block.left


def _officer(officer: Officer) -> tuple[Column, ...]:
    return (officer.login,)


def _rating(rating: Rating) -> tuple[Column, ...]:
    return rating.month, rating.procedure


def _question(question: Question) -> tuple[Column, ...]:
    return question.state.value, codec.moment(question.asked_at)


SHAPES: Mapping[type, Shape] = {
    Ticket: Shape('ticket', ('day', 'state', 'queued_at'), _ticket),
    Dossier: Shape(
        'dossier',
        (
            *('state', 'officer', 'opened_at', 'procedure', 'procedure_name', 'code', 'former_code', 'provisional'),
            *('name', 'number', 'due_at', 'finished_at', 'needle'),
        ),
        # a row's columns are asked for when it is written, and again when the next fact moves it
        by_identity(_dossier),
    ),
    SlipJob: Shape('slip', ('about', 'state'), _slip),
    CodeBlock: Shape('codes', ('usable_on', 'left'), _codes),
    Officer: Shape('officer', ('login',), _officer),
    Rating: Shape('rating', ('month', 'procedure'), _rating),
    Question: Shape('question', ('state', 'asked_at'), _question),
}


def read(connection: Connection, kind: type[S], subject: str) -> S | None:
    """The row of a subject, None where there is none."""
    return next(iter(select(connection, kind, 'WHERE id = ?', subject)), None)


def select(connection: Connection, kind: type[S], condition: str, *values: str | int) -> list[S]:
    """The rows under a condition, such as ``'WHERE login = ?'``."""
    found = connection.execute(f'SELECT body FROM {SHAPES[kind].table} {condition}', values)  # noqa: S608  # our own names
    return [codec.load(kind, body) for (body,) in found]


def write(connection: Connection, before: Subject | None, after: Subject) -> None:
    """Put a row in the place of the one before; only columns that differ are touched, and so only their indexes."""
    shape = SHAPES[type(after)]
    values = shape.columns(after)
    if before is None:
        marks = ', '.join('?' * (len(values) + 2))
        connection.execute(
            f'INSERT INTO {shape.table} (id, {", ".join(shape.names)}, body) VALUES ({marks})',  # noqa: S608  # our own names
            (after.id, *values, codec.dump(after)),
        )
        changed = dict(zip(shape.names, values, strict=True))
    else:
        old = shape.columns(before)
        changed = {name: new for name, new, was in zip(shape.names, values, old, strict=True) if new != was}
        assigned = ''.join(f'{name} = ?, ' for name in changed)
        connection.execute(
            f'UPDATE {shape.table} SET {assigned}body = ? WHERE id = ?',  # noqa: S608  # our own names
            (*changed.values(), codec.dump(after), after.id),
        )
    if changed.get('needle'):
        _index(connection, after.id, str(changed['needle']), is_new=before is None)


def _index(connection: Connection, subject: str, needle: str, *, is_new: bool) -> None:
    row = connection.execute('SELECT row FROM dossier WHERE id = ?', (subject,)).fetchone()[0]
    for table in ('dossier_part', 'dossier_word'):
        if not is_new:
            connection.execute(f'DELETE FROM {table} WHERE rowid = ?', (row,))  # noqa: S608  # our own names
        connection.execute(f'INSERT INTO {table} (rowid, needle) VALUES (?, ?)', (row, needle))  # noqa: S608  # our own names


# an applicant's name is folded at every save of her dossier, and stays the same
_folded = lru_cache(maxsize=256)(fold)
