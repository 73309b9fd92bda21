"""A clock that runs as the machine's does, from eight o'clock of a working day on."""

import time
from datetime import UTC, datetime, timedelta

# a Wednesday, 08:00 at Asia/Ho_Chi_Minh: the kiosk is open, whenever the bench runs
OPENING = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)


class WorkingClock:
    """The Clock of ``office.ports`` for a bench at any hour of the day."""

    def __init__(self) -> None:
        self._begun = time.monotonic()

    def now(self) -> datetime:
        """Eight o'clock, and as long after it as this clock has run."""
        return OPENING + timedelta(seconds=time.monotonic() - self._begun)
