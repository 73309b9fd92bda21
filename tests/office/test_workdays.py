"""Working days and due times: tables of dates, and the turn of the day and the year at UTC+7."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.catalogue import seed_calendar
from office.errors import Refusal
from office.workdays import LOCAL, Hours, due, forward_by, local_day, parse_calendar, parse_hours

HOURS = Hours()


def at(day: str, clock: str = '10:00') -> datetime:
    """A local clock time as a moment in UTC."""
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), LOCAL).astimezone(UTC)


def due_local(received: datetime, quantity: float, unit: str, convention: str = 'end_of_day') -> str:
    """The due time as a local clock reads."""
    moment = due(received, quantity, unit, calendar=seed_calendar(), hours=HOURS, convention=convention)
    return f'{moment.astimezone(LOCAL):%Y-%m-%d %H:%M}'


@pytest.mark.parametrize(
    ('received', 'quantity', 'unit', 'wanted'),
    [
        ('2026-11-23', 1, 'working_day', '2026-11-25 17:00'),
        ('2027-02-03', 1, 'working_day', '2027-02-11 17:00'),
        ('2026-08-21', 1, 'working_day', '2026-08-22 17:00'),
        ('2025-04-25', 1, 'working_day', '2025-04-26 17:00'),
        ('2026-01-09', 1, 'working_day', '2026-01-12 17:00'),
        ('2026-12-31', 1, 'working_day', '2027-01-04 17:00'),
        ('2026-11-21', 3, 'day', '2026-11-25 17:00'),
        ('2026-11-30', 3, 'month', '2027-03-01 17:00'),
        ('2026-11-25', 1, 'year', '2027-11-25 17:00'),
        ('2026-11-25', 4, 'hour', '2026-11-25 15:45'),
        ('2026-11-25', 8, 'hour', '2026-11-26 10:00'),
        ('2026-11-25', 0.5, 'working_day', '2026-11-25 15:45'),
        ('2026-11-25', 1.5, 'working_day', '2026-11-27 11:30'),
    ],
)
def test_a_result_is_due_when_the_law_says(received: str, quantity: float, unit: str, wanted: str) -> None:
    """Received at ten o'clock, counted from the next day, never ending on a day off."""
    assert due_local(at(received), quantity, unit) == wanted


def test_the_slip_may_keep_the_clock_time() -> None:
    """With the other convention the due time is the clock time of reception, moved into the sessions."""
    assert due_local(at('2026-11-25', '08:37'), 2, 'working_day', 'same_time') == '2026-11-27 08:37'
    assert due_local(at('2026-11-25', '12:10'), 2, 'working_day', 'same_time') == '2026-11-27 13:30'


def test_a_day_begins_at_midnight_in_vietnam() -> None:
    """17:00 in UTC is the next day at UTC+7, on New Year's Eve too."""
    assert local_day(datetime(2026, 12, 31, 16, 59, tzinfo=UTC)) == date(2026, 12, 31)
    assert local_day(datetime(2026, 12, 31, 17, 0, tzinfo=UTC)) == date(2027, 1, 1)


def test_papers_received_after_three_go_the_next_working_morning() -> None:
    """Until 15:00 the same day; after it, and on days off, the next working morning."""
    calendar = seed_calendar()
    before, after = (
        forward_by(at('2026-11-23', clock), calendar=calendar, hours=HOURS) for clock in ('15:00', '15:01')
    )
    assert before == at('2026-11-23', '17:00')
    assert after == at('2026-11-25', '07:30')


@pytest.mark.parametrize(
    ('received', 'days', 'wanted'),
    [
        ('2025-01-24', 3, '2025-02-05'),
        ('2025-04-24', 2, '2025-04-26'),
        ('2025-08-29', 1, '2025-09-03'),
        ('2026-02-13', 10, '2026-03-06'),
        ('2027-02-03', 5, '2027-02-17'),
        ('2027-04-29', 2, '2027-05-05'),
        ('2026-10-27', 5, '2026-11-03'),
        ('2025-05-30', 3, '2025-06-04'),
        ('2027-11-07', 7, '2027-11-16'),
        ('2027-06-09', 20, '2027-07-07'),
        ('2025-07-06', 20, '2025-08-01'),
        ('2026-04-04', 1, '2026-04-06'),
        ('2026-01-07', 3, '2026-01-12'),
        ('2027-10-15', 20, '2027-11-12'),
        ('2026-01-05', 7, '2026-01-14'),
        ('2026-08-14', 3, '2026-08-19'),
    ],
)
def test_holidays_swaps_and_weekends_are_counted_out(received: str, days: int, wanted: str) -> None:
    """Tết, September and April, 24/11, worked Saturdays, received on a day off: computed twice elsewhere."""
    assert due_local(at(received), days, 'working_day')[:10] == wanted


@given(st.dates(date(2025, 1, 1), date(2027, 6, 30)), st.integers(1, 60))
def test_a_longer_limit_is_never_due_earlier(day: date, days: int) -> None:
    """The due day is a working day after reception, and one day more is due later."""
    received = datetime.combine(day, time(10), LOCAL)
    calendar = seed_calendar()
    one = due(received, days, 'working_day', calendar=calendar, hours=HOURS, convention='end_of_day')
    more = due(received, days + 0.5, 'working_day', calendar=calendar, hours=HOURS, convention='end_of_day')
    assert calendar.is_working_day(one.astimezone(LOCAL).date())
    assert received + timedelta(hours=1) < one < more


@pytest.mark.parametrize(
    'text',
    [
        '',
        '[]',
        '{"until": "2026-12-31"}',
        '{"until": "2026-12-31", "entries": [{"date": "2026-13-01"}]}',
        '{"until": "2026-12-31", "entries": [{"date": "2027-01-01", "kind": "holiday", "name": "x"}]}',
    ],
)
def test_a_calendar_of_the_wrong_shape_is_refused(text: str) -> None:
    """Nothing is guessed from a damaged calendar."""
    with pytest.raises(Refusal, match=r'calendar\.'):
        parse_calendar(text)


@pytest.mark.parametrize('text', ['', 'morning', '07:30-11:30, 11:00-17:00', '11:30-07:30'])
def test_hours_of_the_wrong_shape_are_refused(text: str) -> None:
    """Sessions are in order and do not overlap."""
    with pytest.raises(Refusal, match=r'hours\.shape'):
        parse_hours(text)
