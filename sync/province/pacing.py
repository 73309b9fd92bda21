"""How fast files may travel: in office hours the centre's line belongs to the people at its counters first."""

import threading

from office.ports import Clock
from office.workdays import LOCAL, parse_hours
from sync.province.settings import ProvinceSettings

# 1 kbit/s in bytes a second
_KBIT = 125
# a second's worth a request; below this, requests cost more than what they carry
_SMALLEST = 16_384


class Pace:
    """The pace of one wire; ``office_kbps`` 0 means that nothing is held back.

    A day off has the same hours as a working day: a file that waits for noon on a Sunday harms nobody.
    """

    def __init__(self, settings: ProvinceSettings, clock: Clock) -> None:
        """Read the settings.

        Raises:
            Refusal: ``hours.shape``.
        """
        self._rate = settings.office_kbps * _KBIT
        self._sessions = parse_hours(settings.office_hours).sessions
        self._clock = clock
        self._waiting = threading.Event()

    def rate(self) -> int:
        """How many bytes a second may go now, 0 for as many as will."""
        now = self._clock.now().astimezone(LOCAL).time()
        return self._rate if any(begin <= now < end for begin, end in self._sessions) else 0

    def piece(self, most: int) -> int:
        """How many bytes to send in one request."""
        rate = self.rate()
        return min(most, max(_SMALLEST, rate)) if rate else most

    def wait(self, sent: int) -> None:
        """Keep quiet for as long as this many bytes should have taken."""
        rate = self.rate()
        if rate:
            self._waiting.wait(sent / rate)
