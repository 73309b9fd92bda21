"""A queue ticket: its states, the legal moves between them, and how a fact moves it.

WAITING --called--> CALLED --started--> SERVING --finished--> DONE
   ^                  |                    |
   |<---put back------+--missed--> MISSED  |
   |<---put back----------------------+----+
WAITING | MISSED --gone--> GONE      MISSED --called--> CALLED      CALLED --recalled--> CALLED
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from office import facts
from office.errors import Refusal


class TicketState(StrEnum):
    """Where a ticket stands."""

    WAITING = 'waiting'
    CALLED = 'called'
    SERVING = 'serving'
    DONE = 'done'
    MISSED = 'missed'
    GONE = 'gone'


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A citizen's place in the queue of one local day; it holds no personal data.

    ``queued_at`` decides the order: it is the moment of issue, and survives being put back, so that nobody who was
    sent away to mend a form starts again at the end.
    """

    id: str
    day: date
    series: str
    number: int
    service: str
    procedure: str | None
    priority: facts.Priority
    state: TicketState
    issued_at: datetime
    queued_at: datetime
    counter: str | None = None
    called_at: datetime | None = None
    calls: int = 0
    started_at: datetime | None = None
    finished_at: datetime | None = None

    @property
    def label(self) -> str:
        """What is printed, shown and called: the series and at least three digits, such as ``A017``."""
        return f'{self.series}{self.number:03d}'


MOVES: Mapping[tuple[TicketState, type[facts.FactBody]], TicketState] = {
    (TicketState.WAITING, facts.TicketCalled): TicketState.CALLED,
    (TicketState.MISSED, facts.TicketCalled): TicketState.CALLED,
    (TicketState.CALLED, facts.TicketRecalled): TicketState.CALLED,
    (TicketState.CALLED, facts.TicketMissed): TicketState.MISSED,
    (TicketState.CALLED, facts.TicketPutBack): TicketState.WAITING,
    (TicketState.MISSED, facts.TicketPutBack): TicketState.WAITING,
    (TicketState.SERVING, facts.TicketPutBack): TicketState.WAITING,
    (TicketState.CALLED, facts.ServiceStarted): TicketState.SERVING,
    (TicketState.SERVING, facts.ServiceFinished): TicketState.DONE,
    (TicketState.WAITING, facts.TicketGone): TicketState.GONE,
    (TicketState.MISSED, facts.TicketGone): TicketState.GONE,
}


def apply(ticket: Ticket | None, subject: str, body: facts.FactBody, at: datetime) -> Ticket:
    """The ticket after a fact.

    Raises:
        Refusal: ``ticket.move`` when the move is not in the table, ``ticket.exists`` when it is issued twice.
    """
    if isinstance(body, facts.TicketIssued):
        if ticket is not None:
            raise Refusal('ticket.exists', ticket=subject)
        return _issued(subject, body, at)
    if ticket is None:
        raise Refusal('ticket.unknown', ticket=subject)
    state = MOVES.get((ticket.state, type(body)))
    if state is None:
        raise Refusal('ticket.move', ticket=ticket.label, state=ticket.state.value, move=type(body).__name__)
    return _stamped(replace(ticket, state=state), body, at)


def _issued(subject: str, body: facts.TicketIssued, at: datetime) -> Ticket:
    return Ticket(
        id=subject,
        day=body.day,
        series=body.series,
        number=body.number,
        service=body.service,
        procedure=body.procedure,
        priority=body.priority,
        state=TicketState.WAITING,
        issued_at=at,
        queued_at=at,
    )


def _stamped(ticket: Ticket, body: facts.FactBody, at: datetime) -> Ticket:
    match body:
        case facts.TicketCalled() | facts.TicketRecalled():
            return replace(ticket, counter=body.counter, called_at=at, calls=ticket.calls + 1)
        case facts.TicketPutBack():
            return replace(ticket, counter=None, called_at=None, started_at=None)
        case facts.ServiceStarted():
            return replace(ticket, counter=body.counter, started_at=at)
        case facts.ServiceFinished():
            return replace(ticket, finished_at=at)
        case _:
            return ticket
