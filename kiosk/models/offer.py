"""What the kiosk can offer at this moment: read off the GUI thread every few seconds, never guessed at a touch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from office.opening import Standing, Turn
from office.procedure import Procedure
from office.service import Service
from office.ticket import Ticket

# fewer finished tickets than this say little; the service's expected time stands until then
ENOUGH = 3

# so long may the first of a queue wait before "nobody has called this service today" is worth saying
PATIENCE = timedelta(minutes=30)


class Calls(Protocol):
    """Who is called or served at this moment."""

    @property
    def called(self) -> Sequence[Ticket]:
        """The tickets at counters."""
        ...


class Measured(Protocol):
    """What the store has measured today."""

    def service_minutes(self, day: date, service: str, limit: int = 20) -> list[float]:
        """How many minutes the last finished tickets of a service took."""
        ...

    def board(self, day: date) -> Calls:
        """Who is at a counter."""
        ...

    def has_twin(self) -> bool:
        """Whether another machine of the centre bears this one's name."""
        ...

    def centre_lost_since(self, now: datetime) -> datetime | None:
        """When the centre's server was last heard, if it isn't now."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast a service moves: minutes for one citizen, counters at work on it, whether anybody calls it at all."""

    minutes: float
    counters: int
    is_unserved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceOffer:
    """A service with its procedures in force, how many wait for it, and what one more ticket may expect."""

    service: Service
    procedures: tuple[Procedure, ...]
    waiting: int
    turn: Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Everything that is offered; ``left`` is how many numbers the daily cap leaves, None where there is no cap."""

    standing: Standing
    opens_at: datetime
    left: int | None
    services: tuple[ServiceOffer, ...]

    @property
    def gives_numbers(self) -> bool:
        """Whether any number is given now."""
        return self.standing is Standing.OPEN and self.left != 0
