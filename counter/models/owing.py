"""What the province is still owed, as a counter reads it; ``sync.status`` keeps these promises."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol


class OwedItem(Protocol):
    """One item: what it is, how it fares, and who can act."""

    @property
    def item(self) -> str:
        """Its id."""
        ...

    @property
    def subject(self) -> str:
        """Whose it is, as a rule a dossier's id."""
        ...

    @property
    def lane(self) -> str:
        """``facts``, ``pages``, …"""
        ...

    @property
    def state(self) -> str:
        """``waiting``, ``sending`` or ``parked``."""
        ...

    @property
    def what(self) -> str:
        """The kind of the fact it follows from."""
        ...

    @property
    def dossier(self) -> str:
        """The dossier's code, its id where it has none."""
        ...

    @property
    def since(self) -> datetime:
        """Since when it is owed."""
        ...

    @property
    def tries(self) -> int:
        """How often it was tried."""
        ...

    @property
    def answer(self) -> str:
        """The code of the last answer, '' before the first."""
        ...

    @property
    def said(self) -> str:
        """The words that came with it."""
        ...

    @property
    def next_at(self) -> datetime | None:
        """When it is tried again; None where nothing happens by itself."""
        ...

    @property
    def who(self) -> str:
        """Who can act: ``officer``, ``administrator``, ``province`` or ``nobody``."""
        ...


class LaneFares(Protocol):
    """How a lane fares as a whole."""

    @property
    def answer(self) -> str:
        """Why it rests, '' while it goes."""
        ...

    @property
    def heard_at(self) -> datetime | None:
        """When the province last answered it."""
        ...

    @property
    def rest_until(self) -> datetime | None:
        """Until when it leaves the province alone."""
        ...


class Crossing(Protocol):
    """Two machines changed one thing, neither knowing of the other."""

    @property
    def about(self) -> str:
        """A dossier's code or a ticket's number."""
        ...


class Owing(Protocol):
    """Everything that is owed; ``unsent`` counts by ``lane.state``."""

    @property
    def running(self) -> bool:
        """Whether the courier runs."""
        ...

    @property
    def unsent(self) -> Mapping[str, int]:
        """How many items, by lane and state."""
        ...

    @property
    def strays(self) -> int:
        """How many of the province's news fit no dossier here."""
        ...

    @property
    def twin(self) -> bool:
        """Whether this machine has stopped because another one sends under its name."""
        ...

    @property
    def uncoded(self) -> int:
        """How many dossiers still have their provisional number."""
        ...

    @property
    def crossed(self) -> Sequence[Crossing]:
        """What two machines of the centre did to one thing within a day."""
        ...

    @property
    def centre(self) -> LaneFares | None:
        """How the centre's server fares; None where one machine is the whole centre."""
        ...

    @property
    def clock_ahead_s(self) -> int:
        """By how many seconds this machine's clock is wrong, 0 within what may be."""
        ...

    @property
    def lanes(self) -> Sequence[LaneFares]:
        """The lanes."""
        ...

    @property
    def items(self) -> Sequence[OwedItem]:
        """The items, the oldest first."""
        ...


class Health(Protocol):
    """The worst that is the case; ``sync.health`` keeps this promise."""

    @property
    def level(self) -> str:
        """``good``, ``watch`` or ``act``."""
        ...

    @property
    def code(self) -> str:
        """What is the case."""
        ...

    @property
    def count(self) -> int:
        """How many things it is about."""
        ...


ReadOwing = Callable[[], Owing]
