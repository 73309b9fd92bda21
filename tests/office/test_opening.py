"""Numbers are given while they can be served, and what a citizen is told of her turn counts the lunch break in."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.opening import Standing, expected_turn, opens_next, standing, worked
from office.queue import WaitRange
from office.workdays import LOCAL, Calendar, Hours

HOURS = Hours()
CALENDAR = Calendar(
    days_off={date(2026, 11, 24): "Ngày Văn hóa Việt Nam"}, worked=frozenset(), known_until=date(2027, 12, 31)
)


def at(text: str) -> datetime:
    """A local moment from ``dd/mm hh:mm`` of 2026."""
    return datetime.strptime(f'2026/{text}', '%Y/%d/%m %H:%M').replace(tzinfo=LOCAL)


@pytest.mark.parametrize(
    ('moment', 'wanted'),
    [
        ('25/11 06:59', Standing.NOT_YET),
        ('25/11 07:00', Standing.OPEN),
        ('25/11 12:10', Standing.OPEN),
        ('25/11 16:59', Standing.OPEN),
        ('25/11 17:00', Standing.OVER),
        ('24/11 09:00', Standing.DAY_OFF),
        ('28/11 09:00', Standing.DAY_OFF),
    ],
)
def test_numbers_are_given_on_working_days_from_a_little_before_opening(moment: str, wanted: Standing) -> None:
    """The doors open half an hour before the counters, and stay open over lunch."""
    assert standing(at(moment), calendar=CALENDAR, hours=HOURS) is wanted


@pytest.mark.parametrize(
    ('moment', 'wanted'),
    [
        ('25/11 06:00', '25/11 07:30'),
        ('25/11 17:30', '26/11 07:30'),
        ('23/11 18:00', '25/11 07:30'),
        ('27/11 18:00', '30/11 07:30'),
    ],
)
def test_a_closed_centre_says_when_it_opens(moment: str, wanted: str) -> None:
    """The next first session of a working day."""
    assert opens_next(at(moment), calendar=CALENDAR, hours=HOURS) == at(wanted)


@pytest.mark.parametrize(
    ('moment', 'wait', 'turn', 'judged'),
    [
        ('25/11 08:00', (10, 25), ('25/11 08:10', '25/11 08:25'), (False, False, False)),
        ('25/11 11:20', (7, 20), ('25/11 11:27', '25/11 13:40'), (True, False, False)),
        ('25/11 12:00', (0, 5), ('25/11 13:30', '25/11 13:35'), (True, False, False)),
        ('25/11 07:10', (0, 5), ('25/11 07:30', '25/11 07:35'), (True, False, False)),
        ('25/11 16:30', (10, 25), ('25/11 16:40', '25/11 16:55'), (False, True, False)),
        ('25/11 16:30', (25, 50), ('25/11 16:55', '25/11 17:20'), (False, True, True)),
    ],
)
def test_a_turn_is_told_by_the_clock(
    moment: str, wait: tuple[int, int], turn: tuple[str, str], judged: tuple[bool, bool, bool]
) -> None:
    """Pauses count in; what can't end before closing is in doubt, and what surely can't is too late."""
    told = expected_turn(at(moment), WaitRange(low=wait[0], high=wait[1]), 10, HOURS)
    assert (told.earliest, told.latest) == tuple(at(each) for each in turn)
    assert (told.crosses_break, told.in_doubt, told.is_too_late) == judged


@given(st.integers(0, 1439), st.integers(0, 300), st.integers(0, 300), st.integers(1, 60))
def test_who_waits_longer_is_never_told_an_earlier_turn(minute: int, low: int, more: int, own: int) -> None:
    """Turns keep the order of the waits, and doubt comes before certainty."""
    now = datetime(2026, 11, 25, minute // 60, minute % 60, tzinfo=LOCAL)
    turn = expected_turn(now, WaitRange(low=low, high=low + more), own, HOURS)
    assert now <= turn.earliest <= turn.latest
    assert turn.in_doubt or not turn.is_too_late


@pytest.mark.parametrize(
    ('begin', 'end', 'minutes'),
    [
        ('25/11 08:00', '25/11 08:30', 30),
        ('25/11 11:20', '25/11 13:40', 20),
        ('25/11 06:50', '25/11 07:40', 10),
        ('25/11 16:50', '26/11 09:00', 10),
        ('25/11 09:00', '25/11 08:00', 0),
    ],
)
def test_only_minutes_of_the_sessions_count_as_worked(begin: str, end: str, minutes: int) -> None:
    """Lunch, night and a clock set back count for nothing."""
    assert worked(at(begin), at(end), HOURS) == timedelta(minutes=minutes)
