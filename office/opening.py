"""When a centre gives queue numbers, and which of them can still be served before it closes (domain.md §8.3).

Nobody may be given a number, wait, and be sent home at noon or at closing: the minutes that are left of the day's
sessions are counted, the lunch break is not.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from office.queue import WaitRange
from office.workdays import LOCAL, Calendar, Hours

# people stand at the door before it opens; the doors of the hall are commonly open half an hour earlier
GIVEN_BEFORE = timedelta(minutes=30)


class Standing(StrEnum):
    """Whether a centre gives numbers at a moment, and why not."""

    OPEN = 'open'
    NOT_YET = 'not_yet'
    OVER = 'over'
    DAY_OFF = 'day_off'


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What a new ticket may expect: when its turn comes at the earliest and at the latest, in UTC.

    ``crosses_break`` says that a pause of the centre lies before ``latest``; ``in_doubt`` that the service may not end
    before closing; ``is_too_late`` that it can't.
    """

    earliest: datetime
    latest: datetime
    crosses_break: bool
    in_doubt: bool
    is_too_late: bool


def standing(now: datetime, *, calendar: Calendar, hours: Hours) -> Standing:
    """Whether numbers are given at a moment."""
    local = now.astimezone(LOCAL)
    if not calendar.is_working_day(local.date()):
        return Standing.DAY_OFF
    opens = datetime.combine(local.date(), hours.sessions[0][0], LOCAL)
    if local < opens - GIVEN_BEFORE:
        return Standing.NOT_YET
    return Standing.OPEN if local.time() < hours.closing else Standing.OVER


def opens_next(now: datetime, *, calendar: Calendar, hours: Hours) -> datetime:
    """The next beginning of a day's first session, in UTC.

    Raises:
        Refusal: ``calendar.endless``.
    """
    local = now.astimezone(LOCAL)
    first = hours.sessions[0][0]
    is_today = calendar.is_working_day(local.date()) and local.time() < first
    day = local.date() if is_today else calendar.next_working_day(local.date())
    return datetime.combine(day, first, LOCAL).astimezone(UTC)


def expected_turn(now: datetime, wait: WaitRange, minutes: float, hours: Hours) -> Turn:
    """When a ticket taken now may be called, with the pauses of the centre counted in.

    Args:
        now: the moment, aware.
        wait: how many minutes of service lie before it.
        minutes: how long its own service takes.
        hours: the centre's sessions.
    """
    local = now.astimezone(LOCAL)
    earliest, latest = _after(local, wait.low, hours), _after(local, wait.high, hours)
    closing = datetime.combine(local.date(), hours.closing, LOCAL)
    return Turn(
        earliest=earliest.astimezone(UTC),
        latest=latest.astimezone(UTC),
        crosses_break=latest - local > timedelta(minutes=wait.high),
        in_doubt=_after(local, wait.high + minutes, hours) > closing,
        is_too_late=_after(local, wait.low + minutes, hours) > closing,
    )


def worked(begin: datetime, end: datetime, hours: Hours) -> timedelta:
    """How much of the sessions of ``begin``'s local day lies between two moments."""
    first, last = begin.astimezone(LOCAL), end.astimezone(LOCAL)
    total = timedelta()
    for opening, closing in hours.sessions:
        opens = datetime.combine(first.date(), opening, LOCAL)
        closes = datetime.combine(first.date(), closing, LOCAL)
        total += max(timedelta(), min(last, closes) - max(first, opens))
    return total


def _after(local: datetime, minutes: float, hours: Hours) -> datetime:
    """The moment when so many minutes of the sessions have passed; beyond closing, as if the last one went on."""
    left = timedelta(minutes=minutes)
    at = local
    for begin, end in hours.sessions:
        opens, closes = datetime.combine(local.date(), begin, LOCAL), datetime.combine(local.date(), end, LOCAL)
        at = max(at, opens)
        if at >= closes:
            continue
        if left <= closes - at:
            return at + left
        left -= closes - at
        at = closes
    return at + left
