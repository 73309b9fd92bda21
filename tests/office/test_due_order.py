"""Whatever the convention, more time is never due earlier; and a calendar that contradicts itself is refused."""

import json
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.catalogue import seed_calendar
from office.errors import Refusal
from office.workdays import CONVENTIONS, LOCAL, Hours, due, parse_calendar

# rewritten by hand from the announcements: day received, working days, day due
COUNTED = [
    ('2025-01-23', 4, '2025-02-05'),
    ('2025-04-25', 4, '2025-05-05'),
    ('2026-02-12', 2, '2026-02-23'),
    ('2026-04-24', 1, '2026-04-28'),
    ('2026-08-20', 4, '2026-08-25'),
    ('2026-08-28', 1, '2026-09-03'),
    ('2026-12-31', 1, '2027-01-04'),
    ('2027-02-02', 2, '2027-02-11'),
    ('2027-04-30', 1, '2027-05-04'),
    ('2027-11-23', 1, '2027-11-25'),
]


def due_at(received: datetime, quantity: float, unit: str, convention: str = 'end_of_day') -> datetime:
    """The due time by the seed's calendar and the usual sessions, as a local clock reads."""
    moment = due(received, quantity, unit, calendar=seed_calendar(), hours=Hours(), convention=convention)
    assert moment.tzinfo is UTC
    return moment.astimezone(LOCAL)


@pytest.mark.parametrize(('received', 'days', 'wanted'), COUNTED)
def test_days_off_and_swapped_saturdays_are_counted_as_announced(received: str, days: int, wanted: str) -> None:
    """Tet, the Kings' day made up on Monday, the two Saturdays worked, and New Year."""
    moment = datetime.combine(date.fromisoformat(received), time(9), LOCAL)
    assert due_at(moment, days, 'working_day').date().isoformat() == wanted


@given(
    st.dates(date(2025, 1, 1), date(2027, 10, 1)).filter(seed_calendar().is_working_day),
    st.times(time(7, 30), time(16, 59)),
    st.integers(1, 60),
    st.sampled_from(CONVENTIONS),
)
def test_half_a_day_more_is_due_later(day: date, clock: time, halves: int, convention: str) -> None:
    """In half days, from one half on, for everything handed in while the centre works."""
    received = datetime.combine(day, clock, LOCAL)
    less, more = (due_at(received, count / 2, 'working_day', convention) for count in (halves, halves + 1))
    assert less < more
    assert any(begin <= less.time() <= end for begin, end in Hours().sessions)
    assert seed_calendar().is_working_day(less.date())


@given(
    st.datetimes(datetime(2025, 1, 1), datetime(2027, 6, 1)),  # noqa: DTZ001 - local wall clock, zone added below
    st.sampled_from(['hour', 'working_day', 'day', 'month', 'year']),
    st.integers(1, 40),
)
def test_a_result_is_never_due_before_reception_or_outside_the_sessions(clock: datetime, unit: str, count: int) -> None:
    """Whatever the unit, the citizen finds the doors open."""
    received = clock.replace(tzinfo=LOCAL)
    moment = due_at(received, count, unit)
    assert moment > received
    assert seed_calendar().is_working_day(moment.date())
    assert any(begin <= moment.time() <= end for begin, end in Hours().sessions)


@pytest.mark.parametrize(
    ('quantity', 'unit', 'convention', 'code'),
    [
        (0, 'day', 'end_of_day', 'limit.quantity'),
        (1, 'other', 'end_of_day', 'limit.unit'),
        (1, 'day', 'end of day', 'limit.convention'),
    ],
)
def test_what_cannot_be_counted_is_refused(quantity: float, unit: str, convention: str, code: str) -> None:
    """Nothing stands in for a limit that isn't one, nor for a misspelt setting."""
    with pytest.raises(Refusal) as refused:
        due_at(datetime(2026, 11, 25, 9, tzinfo=LOCAL), quantity, unit, convention)
    assert refused.value.code == code


def test_a_day_both_off_and_worked_is_refused() -> None:
    """Unless one of the two entries is not in force."""
    entries = [{'date': '2026-08-22', 'kind': kind, 'name': 'x'} for kind in ('comp_off', 'swap_working')]
    with pytest.raises(Refusal, match=r'calendar\.conflict'):
        parse_calendar(json.dumps({'until': '2026-12-31', 'entries': entries}))
    entries[0]['in_force'] = False  # type: ignore[assignment]  # JSON mixes kinds
    assert parse_calendar(json.dumps({'until': '2026-12-31', 'entries': entries})).worked == {date(2026, 8, 22)}


def test_a_calendar_without_a_working_day_never_hangs_the_desk() -> None:
    """A file that closes everything is refused when a day is asked for."""
    days = [date.fromordinal(date(2026, 1, 1).toordinal() + count).isoformat() for count in range(4000)]
    entries = [{'date': day, 'kind': 'holiday', 'name': 'x'} for day in days]
    calendar = parse_calendar(json.dumps({'until': days[-1], 'entries': entries}))
    with pytest.raises(Refusal, match=r'calendar\.endless'):
        calendar.next_working_day(date(2026, 1, 1))
