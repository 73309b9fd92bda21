"""Whose turn it is, and that nobody waits for ever."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.desk.queueing import Queueing
from office.errors import Refusal
from office.facts import Priority
from office.queue import HEAD_START, ahead, in_turn, priority_of_age, wait_range
from office.ticket import Ticket, TicketState
from tests.offices import FixedClock, SequenceIds, open_store

OPENING = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


def waiting(number: int, minutes: int, priority: Priority = Priority.NORMAL, service: str = 'A') -> Ticket:
    """A waiting ticket that was issued so many minutes after opening."""
    at = OPENING + timedelta(minutes=minutes)
    return Ticket(
        id=f'ticket:{number}',
        day=date(2026, 11, 23),
        series=service,
        number=number,
        service=service,
        procedure=None,
        priority=priority,
        state=TicketState.WAITING,
        issued_at=at,
        queued_at=at,
    )


def test_an_elderly_person_goes_before_those_who_came_a_little_earlier() -> None:
    """Priority passes a normal ticket that came less than the head start before."""
    normal, elderly = waiting(1, 0), waiting(2, 20, Priority.ELDERLY)
    assert in_turn([normal, elderly], services=frozenset()) == [elderly, normal]


def test_a_counter_calls_only_what_it_serves() -> None:
    """A ticket of another service stays for the counter that serves it; a missed one is called by hand."""
    other = waiting(1, 0, service='B')
    missed = replace(waiting(2, 1), state=TicketState.MISSED)
    assert in_turn([other, missed], services=frozenset('A')) == []


@given(st.lists(st.tuples(st.integers(0, 300), st.sampled_from(list(Priority))), max_size=40))
def test_no_normal_ticket_is_passed_by_one_that_came_much_later(crowd: list[tuple[int, Priority]]) -> None:
    """A normal ticket is passed only by priority tickets that came within the head start after it."""
    mine = waiting(0, 60)
    others = [waiting(number, minutes, priority) for number, (minutes, priority) in enumerate(crowd, start=1)]
    passed_by = [one for one in others if one.queued_at > mine.queued_at]
    before = ahead([mine, *others], mine)
    earlier = len(others) - len(passed_by)
    within = [one for one in passed_by if one.queued_at <= mine.queued_at + HEAD_START]
    assert before <= earlier + len([one for one in within if one.priority is not Priority.NORMAL])


def test_the_told_wait_is_a_range_in_fives() -> None:
    """Three people of ten minutes each at one counter take from about twenty to about fifty minutes."""
    told = wait_range(3, 10, 1)
    assert (told.low, told.high) == (21, 50)
    assert wait_range(0, 10, 2).high == 5


@pytest.mark.parametrize(
    ('birth', 'wanted'),
    [
        (date(1951, 11, 25), Priority.ELDERLY),
        (date(1951, 11, 26), Priority.NORMAL),
        (date(1952, 2, 29), Priority.NORMAL),
        (date(1930, 1, 1), Priority.ELDERLY),
        (None, Priority.NORMAL),
    ],
)
def test_age_gives_priority_from_the_birthday_on(birth: date | None, wanted: Priority) -> None:
    """Seventy-five on the very day counts; an unknown date of birth gives nothing."""
    assert priority_of_age(birth, date(2026, 11, 25), 75) is wanted


def test_kiosks_of_one_centre_give_numbers_of_their_own_ranges(tmp_path: Path) -> None:
    """Though neither hears the other, no label is given twice."""
    desks = []
    for device in ('K1', 'K2'):
        store = open_store(tmp_path / device, device=device)
        desks.append((store, Queueing(store, FixedClock(), SequenceIds(1))))
    labels = [
        desk.issue('A', series='A', place='K', first=first).label
        for first, (_, desk) in zip((1, 501), desks, strict=True)
        for _ in range(2)
    ]
    assert labels == ['A001', 'A002', 'A501', 'A502']
    for store, _ in desks:
        store.close()


def test_the_last_number_of_the_day_is_given_once(tmp_path: Path) -> None:
    """With a daily cap the next citizen is refused by name, and no number is skipped."""
    store = open_store(tmp_path)
    desk = Queueing(store, FixedClock(), SequenceIds(1))
    assert [desk.issue('A', series='A', place='K1', daily_cap=2).number for _ in range(2)] == [1, 2]
    with pytest.raises(Refusal, match=r'queue\.full'):
        desk.issue('B', series='B', place='K1', daily_cap=2)
    assert desk.issue('A', series='A', place='K1').number == 3
    store.close()
