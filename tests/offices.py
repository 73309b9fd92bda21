"""What tests of every package need of the office: a clock that stands, ids in sequence, and a store in a folder."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from office.ports import Clock, Ids
from sync.settings import StoreSettings
from sync.store import Store

# a Tuesday, 08:00 at Asia/Ho_Chi_Minh
MORNING = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


class FixedClock:
    """A clock that stands until it is moved; ``step`` is how far each reading moves it."""

    def __init__(self, at: datetime = MORNING, step: timedelta = timedelta(0)) -> None:
        self.at, self.step = at, step

    def now(self) -> datetime:
        """The moment it was set to."""
        self.at += self.step
        return self.at

    def forward(self, by: timedelta) -> None:
        """Move the clock, back with a negative span."""
        self.at += by


class SequenceIds:
    """Ids of the shape of a UUID of version 7 that count from 1; ``series`` keeps two processes apart."""

    def __init__(self, series: int = 0) -> None:
        self.series, self.last = series, 0

    def new(self) -> str:
        """The next id."""
        self.last += 1
        return f'0190{self.series:04x}-0000-7000-8000-{self.last:012x}'


def settings_of(folder: Path, device: str = 'Q1') -> StoreSettings:
    """Settings of a store in a folder that asks no keyring of the machine it is tested on."""
    return StoreSettings(folder=str(folder), device=device, keyring=False, busy_seconds=5.0)


def open_store(folder: Path, *, clock: Clock | None = None, ids: Ids | None = None, device: str = 'Q1') -> Store:
    """The store of a folder, made when it isn't there."""
    return Store(settings_of(folder, device), clock=clock or FixedClock(), ids=ids or SequenceIds())


class PulledPlugError(Exception):
    """What a test raises inside a transaction to have it undone."""


def pull_the_plug() -> None:
    """End a transaction by an error of the test's own."""
    raise PulledPlugError
