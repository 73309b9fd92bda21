"""What happens to a queue ticket."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from office.facts.body import Body


class Priority(StrEnum):
    """Why a ticket goes before others, in the order centres commonly give (domain.md §9); NORMAL has none."""

    NORMAL = 'normal'
    ELDERLY = 'elderly'
    DISABLED = 'disabled'
    PREGNANT = 'pregnant'
    MERIT = 'merit'
    APPOINTMENT = 'appointment'


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketIssued(Body):
    """A citizen took a number; ``day`` is the local day of the series."""

    day: date
    series: str
    number: int
    service: str
    procedure: str | None
    priority: Priority
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCalled(Body):
    """A counter called the ticket."""

    counter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRecalled(Body):
    """The counter called it again."""

    counter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketMissed(Body):
    """Nobody came."""

    counter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketPutBack(Body):
    """The ticket waits again at its old place."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceStarted(Body):
    """The citizen sits down."""

    counter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFinished(Body):
    """The citizen leaves."""

    counter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketGone(Body):
    """The ticket ends unserved: the citizen left or the day closed."""

    reason: str
