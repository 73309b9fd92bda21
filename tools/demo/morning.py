"""The clock of the morning that is played: the true time while the centre is open, else that of its last morning.

Outside opening hours the kiosk gives no numbers, so the clocks of all the demo's programs are then set back by one
span; they run on as clocks do. ``python -m tools.demo.morning SECONDS MODULE …`` runs a command so.
"""

import importlib
import sys
from datetime import UTC, datetime, time, timedelta

from office.catalogue import seed_calendar
from office.centre import CentreSettings
from office.workdays import LOCAL, parse_hours
from sync.clock import SystemClock

# a citizen who comes then is served before anybody thinks of lunch
_COMES_AT = time(8, 5)
# what the demo needs at most before a session ends
_NEEDED = timedelta(minutes=10)


class MorningClock:
    """The machine's clock, set back by a span."""

    def __init__(self, back: timedelta) -> None:
        self._back, self._true = back, SystemClock()

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        return self._true.now() - self._back


def span_back(now: datetime) -> timedelta:
    """How far to set the clocks back: nothing while the centre is open, else to its last morning; whole seconds."""
    calendar, hours = seed_calendar(), parse_hours(CentreSettings().hours)
    local = now.astimezone(LOCAL)
    is_open = any(
        datetime.combine(local.date(), opens, LOCAL) <= local <= datetime.combine(local.date(), closes, LOCAL) - _NEEDED
        for opens, closes in hours.sessions
    )
    if is_open and calendar.is_working_day(local.date()):
        return timedelta(0)
    day = local.date()
    while not calendar.is_working_day(day) or datetime.combine(day, _COMES_AT, LOCAL) > local:
        day -= timedelta(days=1)
    span = now - datetime.combine(day, _COMES_AT, LOCAL).astimezone(UTC)
    return timedelta(seconds=int(span.total_seconds()))


def main() -> int:
    """Run a command of the product whose clock is set back."""
    back, command = timedelta(seconds=int(sys.argv[1])), importlib.import_module(sys.argv[2])
    true = SystemClock.now
    # the one clock of the product, and so of the whole program
    SystemClock.now = lambda self: true(self) - back  # type: ignore[method-assign]  # that is what this is for
    return int(command.main(sys.argv[3:]))


if __name__ == '__main__':
    sys.exit(main())
