"""Slip jobs, code blocks and accounts: legal moves are made, others are refused by name."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office import facts, numbers, officer, slip_job
from office.errors import Refusal
from office.facts import FactBody
from office.slip_job import MOVES, SlipJob, SlipState

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)

MOVING: tuple[FactBody, ...] = (
    facts.SlipSending(printer='P'),
    facts.SlipPrinted(),
    facts.SlipFailed(code='printer.paper_out'),
    facts.SlipUnsure(),
    facts.SlipSettled(printed=True),
)


@pytest.mark.parametrize('state', SlipState)
@pytest.mark.parametrize('body', MOVING, ids=lambda body: type(body).__name__)
def test_a_slip_moves_only_as_the_table_says(state: SlipState, body: FactBody) -> None:
    """A printed or an unknown slip is never sent by itself again; only a person settles an unknown one."""
    job = SlipJob(id='slip:1', slip='receipt', about='dossier:1', layout='d', state=state)
    settled = isinstance(body, facts.SlipSettled) and state is SlipState.UNKNOWN
    wanted = SlipState.PRINTED if settled else MOVES.get((state, type(body)))
    if wanted is None:
        with pytest.raises(Refusal, match=r'slip\.move'):
            slip_job.apply(job, 'slip:1', body)
    else:
        assert slip_job.apply(job, 'slip:1', body).state is wanted


@given(st.integers(1, 40), st.lists(st.integers(0, 50), max_size=60))
def test_no_code_of_a_block_is_taken_twice(size: int, tries: list[int]) -> None:
    """Whatever numbers are tried, each is taken at most once and only inside the block."""
    reserved = facts.CodesReserved(prefix='H99.12-261123-', first=1, last=size, width=4, usable_on=None)
    block = numbers.apply(None, 'codes:1', reserved)
    taken = []
    for number in tries:
        try:
            block = numbers.apply(block, 'codes:1', facts.CodeTaken(number=number, dossier='d'))
        except Refusal:
            continue
        taken.append(number)
    assert taken == list(range(1, len(taken) + 1))
    assert len(taken) <= size


def test_what_is_returned_of_a_block_is_exactly_what_was_left() -> None:
    """After a return no code of the block is taken, and nothing is returned twice."""
    reserved = facts.CodesReserved(prefix='H99.12-261123-', first=1, last=9, width=4, usable_on=None)
    block = numbers.apply(numbers.apply(None, 'codes:1', reserved), 'codes:1', facts.CodeTaken(number=1, dossier='d'))
    for wrong in (facts.CodesReturned(first=1, last=9, reason=''), facts.CodesReturned(first=2, last=8, reason='')):
        with pytest.raises(Refusal):
            numbers.apply(block, 'codes:1', wrong)
    rest = facts.CodesReturned(first=2, last=9, reason='day_over')
    empty = numbers.apply(block, 'codes:1', rest)
    assert (empty.left, empty.serves(date(2026, 11, 23))) == (0, False)
    for again in (rest, facts.CodeTaken(number=10, dossier='d')):
        with pytest.raises(Refusal):
            numbers.apply(empty, 'codes:1', again)


def test_a_block_bound_to_a_day_serves_no_other() -> None:
    """A code that carries its date is given on that local day only."""
    day = date(2026, 11, 23)
    reserved = facts.CodesReserved(prefix='H99.12-261123-', first=1, last=9, width=4, usable_on=day)
    block = numbers.apply(None, 'codes:1', reserved)
    assert block.serves(day)
    assert not block.serves(day + timedelta(days=1))
    assert block.code(7) == 'H99.12-261123-0007'


def test_a_provisional_number_looks_like_none_of_the_province() -> None:
    """Nobody takes a provisional number for an official code."""
    number = numbers.provisional('M1', date(2026, 11, 23), 4)
    assert number == 'TẠM-M1-261123-004'
    assert numbers.is_provisional(number)


def test_an_account_locks_and_opens_again() -> None:
    """A lock-out holds until its moment, and a success clears the count."""
    enrolled = facts.OfficerEnrolled(login='lan', name='Lê Lan', position='', agency='', rights=('receive',))
    account = officer.apply(None, 'officer:1', enrolled)
    until = AT + timedelta(minutes=15)
    locked = officer.apply(account, 'officer:1', facts.LoginFailed(counter='3', locked_until=until))
    assert locked.is_locked(AT)
    assert not locked.is_locked(until)
    assert officer.apply(locked, 'officer:1', facts.LoginSucceeded(counter='3')).locked_until is None
    revised = facts.OfficerRevised(login='lan2', rights=('post',), is_shut=True)
    shut = officer.apply(locked, 'officer:1', revised)
    assert (shut.login, shut.rights, shut.is_shut, shut.locked_until) == ('lan2', (officer.Right.POST,), True, until)
    # she may still be logged in somewhere
    assert (shut.may(officer.Right.POST), replace(shut, is_shut=False).may(officer.Right.POST)) == (False, True)
    with pytest.raises(Refusal, match=r'officer\.exists'):
        officer.apply(account, 'officer:1', enrolled)
