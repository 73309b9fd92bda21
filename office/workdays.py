"""Working days and due times (domain.md §5): dated data in, a moment out.

The day of reception is not counted (Civil Code Art. 147). A period in calendar days or months that ends on a day off
ends on the next working day (Art. 148). Hours run inside the centre's sessions, eight of them to a day. Times come and
go in UTC; days are days at Asia/Ho_Chi_Minh.
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from office.errors import Refusal

LOCAL = ZoneInfo('Asia/Ho_Chi_Minh')

# after this hour papers go to the agency at the start of the next working day (Decree 309/2026 Art. 18.2)
FORWARD_UNTIL = time(15, 0)

# no legal time limit runs longer; a calendar that never yields a working day must not hang the desk
_LONGEST_SEARCH = 3660

SATURDAY = 5

# both are found on real slips (domain.md §5.2)
CONVENTIONS = ('end_of_day', 'same_time')


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Days off by name, and Saturdays worked in exchange; ``known_until`` is the last day the data speaks of."""

    days_off: dict[date, str]
    worked: frozenset[date]
    known_until: date

    def is_working_day(self, day: date) -> bool:
        """Whether centres work on a local day."""
        return day in self.worked or (day.weekday() < SATURDAY and day not in self.days_off)

    def next_working_day(self, day: date) -> date:
        """The first working day after a day.

        Raises:
            Refusal: ``calendar.endless`` when the data leaves none within ten years.
        """
        for _ in range(_LONGEST_SEARCH):
            day += timedelta(days=1)
            if self.is_working_day(day):
                return day
        raise Refusal('calendar.endless', day=day.isoformat())


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """The sessions of a working day, in order and without overlap."""

    sessions: tuple[tuple[time, time], ...] = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 0)))

    @property
    def closing(self) -> time:
        """When the last session ends."""
        return self.sessions[-1][1]


def local_day(at: datetime) -> date:
    """The day at Asia/Ho_Chi_Minh of a moment."""
    return at.astimezone(LOCAL).date()


def parse_hours(text: str) -> Hours:
    """Sessions from text such as ``07:30-11:30, 13:30-17:00``.

    Raises:
        Refusal: ``hours.shape`` when a session can't be read, ends before it begins, or overlaps the one before.
    """
    try:
        sessions = tuple(
            (time.fromisoformat(begin.strip()), time.fromisoformat(end.strip()))
            for begin, end in (part.split('-') for part in text.split(','))
        )
    except ValueError as error:
        raise Refusal('hours.shape', hours=text) from error
    edges = [edge for session in sessions for edge in session]
    if edges != sorted(set(edges)):
        raise Refusal('hours.shape', hours=text)
    return Hours(sessions=sessions)


def parse_calendar(text: str) -> Calendar:
    """A calendar from its JSON text: ``{"until", "entries": [{"date", "kind", "name", "in_force", "source"}]}``.

    Kinds are ``holiday``, ``comp_off`` and ``swap_working``; an entry with ``in_force`` false is kept for the reader
    and has no effect; ``source`` says where it is written and how sure it is, for the reader too.

    Raises:
        Refusal: ``calendar.shape``, ``calendar.entry`` or ``calendar.conflict`` for a day that is both off and worked
            (both with the entry's position from 1).
    """
    try:
        read = json.loads(text)
        until = date.fromisoformat(read['until'])
        entries = list(read['entries'])
    except (ValueError, KeyError, TypeError) as error:
        raise Refusal('calendar.shape') from error
    off: dict[date, str] = {}
    worked: set[date] = set()
    for position, entry in enumerate(entries, start=1):
        try:
            day, kind, name = date.fromisoformat(entry['date']), entry['kind'], str(entry['name'])
        except (ValueError, KeyError, TypeError) as error:
            raise Refusal('calendar.entry', position=position) from error
        if kind not in ('holiday', 'comp_off', 'swap_working') or day > until:
            raise Refusal('calendar.entry', position=position)
        if not entry.get('in_force', True):
            continue
        if kind == 'swap_working':
            worked.add(day)
        else:
            off[day] = name
        if day in off and day in worked:
            raise Refusal('calendar.conflict', position=position)
    return Calendar(days_off=off, worked=frozenset(worked), known_until=until)


def due(
    received_at: datetime, quantity: float, unit: str, *, calendar: Calendar, hours: Hours, convention: str
) -> datetime:
    """When the result is due, in UTC.

    Args:
        received_at: the complete reception, aware.
        quantity: how many units; halves are allowed for working days.
        unit: ``hour``, ``working_day``, ``day``, ``month`` or ``year``.
        calendar: the days off.
        hours: the centre's sessions.
        convention: ``end_of_day`` or ``same_time``: both are found on real slips, so it is a setting.

    Raises:
        Refusal: ``limit.unit``, ``limit.quantity`` or ``limit.convention``.
    """
    if convention not in CONVENTIONS:
        raise Refusal('limit.convention', convention=convention)
    if quantity <= 0:
        raise Refusal('limit.quantity', quantity=str(quantity))
    local = received_at.astimezone(LOCAL)
    if unit == 'hour':
        return _after_hours(local, quantity, calendar, hours).astimezone(UTC)
    if unit == 'working_day' and quantity < 1:
        return _after_hours(local, quantity * 8, calendar, hours).astimezone(UTC)
    part = 0.0
    if unit == 'working_day':
        day, part = local.date(), quantity % 1
        for _ in range(int(quantity)):
            day = calendar.next_working_day(day)
    else:
        day = _calendar_end(local.date(), quantity, unit)
        day = day if calendar.is_working_day(day) else calendar.next_working_day(day)
    moment = hours.closing if convention == 'end_of_day' else _inside(local.time(), hours)
    whole = datetime.combine(day, moment, LOCAL)
    return (_half_later(whole, part, calendar, hours) if part else whole).astimezone(UTC)


def forward_by(received_at: datetime, *, calendar: Calendar, hours: Hours) -> datetime:
    """By when papers must go to the handling agency: the same day, after 15:00 the start of the next working day."""
    local = received_at.astimezone(LOCAL)
    if local.time() <= FORWARD_UNTIL and calendar.is_working_day(local.date()):
        return datetime.combine(local.date(), hours.closing, LOCAL).astimezone(UTC)
    day = calendar.next_working_day(local.date())
    return datetime.combine(day, hours.sessions[0][0], LOCAL).astimezone(UTC)


def _half_later(whole: datetime, part: float, calendar: Calendar, hours: Hours) -> datetime:
    """A part of a day after whole ones, so that more is never due earlier; at closing time it is a session."""
    if whole.time() >= hours.closing:
        return datetime.combine(calendar.next_working_day(whole.date()), hours.sessions[0][1], LOCAL)
    return _after_hours(whole, part * 8, calendar, hours)


def _calendar_end(day: date, quantity: float, unit: str) -> date:
    if unit not in ('day', 'month', 'year'):
        raise Refusal('limit.unit', unit=unit)
    if unit == 'day':
        return day + timedelta(days=int(-(-quantity // 1)))
    months = int(quantity * (12 if unit == 'year' else 1))
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    # a period in months ends on the same date, or on the month's last day where there is no such date (Art. 148)
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))


def _inside(moment: time, hours: Hours) -> time:
    """A clock time moved into the sessions: nobody is asked to come during the lunch break or at night."""
    for begin, end in hours.sessions:
        if moment <= end:
            return max(moment, begin).replace(microsecond=0)
    return hours.closing


def _after_hours(local: datetime, quantity: float, calendar: Calendar, hours: Hours) -> datetime:
    left = timedelta(hours=quantity)
    day = local.date() if calendar.is_working_day(local.date()) else calendar.next_working_day(local.date())
    start = local if day == local.date() else datetime.combine(day, time(0), LOCAL)
    # eight hours are one day of law, whatever the sessions add up to
    scale = _session_length(hours) / timedelta(hours=8)
    left *= scale
    while True:
        for begin, end in hours.sessions:
            opens, closes = datetime.combine(day, begin, LOCAL), datetime.combine(day, end, LOCAL)
            at = max(start, opens)
            if at < closes:
                if left <= closes - at:
                    return at + left
                left -= closes - at
        day = calendar.next_working_day(day)
        start = datetime.combine(day, time(0), LOCAL)


def _session_length(hours: Hours) -> timedelta:
    return sum(
        (datetime.combine(date.min, end) - datetime.combine(date.min, begin) for begin, end in hours.sessions),
        timedelta(),
    )
