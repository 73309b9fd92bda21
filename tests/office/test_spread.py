"""Without the centre's server counters call different numbers, nobody is forgotten, and priority goes first."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office.facts import Priority
from office.queue import HEAD_START, in_turn
from office.spread import AT_WORK, Common, Issue, Seat, Seen, choose, counters_before
from office.ticket import Ticket, TicketState

CUT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
ALL: frozenset[str] = frozenset()


def waiting(number: int, priority: Priority = Priority.NORMAL, service: str = 'A') -> Ticket:
    """A ticket of its own minute."""
    at = CUT + timedelta(minutes=number - 100)
    return Ticket(
        id=f'ticket:{number:03d}',
        day=date(2026, 11, 24),
        series=service,
        number=number,
        service=service,
        procedure=None,
        priority=priority,
        state=TicketState.WAITING,
        issued_at=at,
        queued_at=at,
    )


def seen(name: str, services: frozenset[str] = ALL, at: datetime = CUT) -> Seen:
    return Seen(seat=Seat(f'Q{name}', name), services=services, at=at)


def given_by(tickets: Sequence[Ticket], kiosk: str = 'K1') -> tuple[Issue, ...]:
    """The numbers as one kiosk's machine gave them."""
    return tuple(Issue(ticket=one.id, machine=kiosk, service=one.service, priority=one.priority) for one in tickets)


@dataclass(slots=True)
class Desk:
    """A counter that hears nobody: what waits as far as it knows, and what it has called."""

    name: str
    counters: Sequence[Seen]
    issued: tuple[Issue, ...]
    waiting: list[Ticket]
    services: frozenset[str] = ALL
    ours: frozenset[str] = ALL
    called: list[str] = field(default_factory=list)

    def call(self) -> Ticket | None:
        common = Common(machine=f'Q{self.name}', counters=tuple(self.counters), issued=self.issued, ours=self.ours)
        ticket = choose(in_turn(self.waiting, services=self.services), common, self.name)
        if ticket is not None:
            self.waiting.remove(ticket)
            self.called.append(ticket.id)
        return ticket

    def share(self) -> list[str]:
        """What falls to it first, in the order of turns."""
        common = Common(machine=f'Q{self.name}', counters=tuple(self.counters), issued=self.issued, ours=self.ours)
        before = counters_before(common, Seat(common.machine, self.name), [one.id for one in self.waiting])
        return [one.id for one in in_turn(self.waiting, services=self.services) if not before[one.id]]


def desks(count: int, tickets: Sequence[Ticket], issued: tuple[Issue, ...] | None = None) -> list[Desk]:
    counters = [seen(str(number)) for number in range(1, count + 1)]
    known = given_by(tickets) if issued is None else issued
    return [Desk(one.seat.counter, counters, known, list(tickets)) for one in counters]


crowds = st.lists(st.sampled_from([Priority.NORMAL, Priority.NORMAL, Priority.ELDERLY]), max_size=40).map(
    lambda kinds: [waiting(number, kind) for number, kind in enumerate(kinds, start=1)]
)


@given(st.integers(1, 8), crowds, st.data())
def test_no_number_is_called_twice_while_each_keeps_to_its_share(
    count: int, crowd: list[Ticket], data: st.DataObject
) -> None:
    """In whatever order they call; together they call all, each in the order of turns, none much more than another."""
    counters = desks(count, crowd)
    shares = {desk.name: desk.share() for desk in counters}
    turns = [desk for desk in counters for _ in shares[desk.name]]
    for desk in data.draw(st.permutations(turns)):
        assert desk.call() is not None
    assert {desk.name: desk.called for desk in counters} == shares
    assert Counter(ticket for share in shares.values() for ticket in share) == Counter(one.id for one in crowd)
    # priority is dealt from the last one on: at the start of a day nobody has the more of both
    sizes = [len(share) for share in shares.values()]
    assert max(sizes) - min(sizes) <= 1


@settings(max_examples=50)
@given(st.integers(2, 8), crowds, st.data())
def test_the_share_of_counters_that_died_is_called_by_the_others(
    count: int, crowd: list[Ticket], data: st.DataObject
) -> None:
    """After their own, and by each of them that goes on alone."""
    counters = desks(count, crowd)
    alive = data.draw(st.lists(st.sampled_from(counters), min_size=1, unique_by=lambda desk: desk.name))
    shares = {desk.name: desk.share() for desk in counters}
    for desk in alive:
        while desk.call():
            pass
        own = shares[desk.name]
        assert desk.called[: len(own)] == own
        assert sorted(desk.called) == [one.id for one in crowd]


@settings(max_examples=20)
@given(st.integers(3, 8), st.integers(0, 7), st.integers(1, 3))
def test_a_dead_share_is_dealt_among_the_living(count: int, dead: int, rounds: int) -> None:
    """Each of them gets as many of it, and no two the same: as if it had been dealt to them."""
    crowd = [waiting(number) for number in range(1, count * (count - 1) * rounds + 1)]
    counters = desks(count, crowd)
    gone = counters[dead % count]
    left = set(gone.share())
    taken = []
    for desk in counters:
        if desk is gone:
            continue
        common = Common(machine=f'Q{desk.name}', counters=tuple(desk.counters), issued=desk.issued, ours=ALL)
        before = counters_before(common, Seat(common.machine, desk.name), left)
        taken.append({ticket for ticket in left if before[ticket] == 1})
    assert [len(one) for one in taken] == [rounds] * (count - 1)
    assert set().union(*taken) == left


@settings(max_examples=50)
@given(crowds, st.sampled_from([ALL, frozenset('B')]))
def test_a_counter_alone_in_its_service_calls_as_ever(crowd: list[Ticket], others_serve: frozenset[str]) -> None:
    """Whether it is the only one, or the others serve something else, or they are closed."""
    closed = CUT - AT_WORK - timedelta(minutes=1)
    others = [seen('2', frozenset('B'))] if others_serve else [seen('2', ALL, closed), seen('3', ALL, closed)]
    for counters in ([], [seen('1')], [seen('1'), *others]):
        desk = Desk('1', counters, given_by(crowd), list(crowd), services=frozenset('A'))
        while desk.call():
            pass
        assert desk.called == [one.id for one in in_turn(crowd, services=frozenset('A'))]


def test_priority_goes_first_at_as_many_counters_as_it_needs() -> None:
    """Three elderly people who came last of all are called by three counters at once; a fourth one calls the first."""
    crowd = [*(waiting(number) for number in range(1, 9)), *(waiting(10 + n, Priority.ELDERLY) for n in range(3))]
    called = {desk.call() for desk in desks(4, crowd)}
    assert {one.id for one in called if one} == {'ticket:010', 'ticket:011', 'ticket:012', 'ticket:001'}


def test_what_is_left_of_others_begins_with_priority_and_then_at_the_end() -> None:
    """Where the other counter comes last."""
    crowd = [*(waiting(number) for number in range(1, 5)), *(waiting(10 + n, Priority.DISABLED) for n in range(2))]
    first, _ = desks(2, crowd)
    calls = [first.call() for _ in crowd]
    assert [one.number for one in calls if one] == [11, 1, 3, 10, 4, 2]


@given(crowds, crowds, st.integers(0, 40), st.integers(0, 40), st.integers(2, 6))
def test_who_missed_the_newest_facts_still_deals_alike(
    first: list[Ticket], second: list[Ticket], known: int, called: int, count: int
) -> None:
    """Of two kiosks one counter has read less than another, and one missed what was called: shares stay apart."""
    late = [replace(one, id=f'{one.id}x', number=500 + one.number) for one in second]
    everything = [*first, *late]
    issued = (*given_by(first), *given_by(late, 'K2'))
    counters = desks(count, everything, issued)
    # this one has heard little of the second kiosk, that one knows that some were called
    some = late[:known]
    counters[0].issued = (*given_by(first), *given_by(some, 'K2'))
    counters[0].waiting = [*first, *some]
    counters[1].waiting = in_turn(everything, services=ALL)[called:]
    shares = [ticket for desk in counters for ticket in desk.share()]
    assert max(Counter(shares).values(), default=0) <= 1


def test_a_counter_that_was_closed_begins_where_nobody_is() -> None:
    """Two whom nobody expected begin at the end, each with another number; the three expected ones at the head."""
    crowd = [waiting(number) for number in range(1, 31)]
    counters = [*(seen(str(n)) for n in (1, 2, 3)), *(seen(str(n), ALL, CUT - 2 * AT_WORK) for n in (4, 5))]
    made = [Desk(one.seat.counter, counters, given_by(crowd), list(crowd)) for one in counters]
    for _ in range(6):
        for desk in made:
            desk.call()
    called = [ticket for desk in made for ticket in desk.called]
    assert sorted(called) == [one.id for one in crowd]
    assert [desk.called[0] for desk in made[:3]] == ['ticket:001', 'ticket:002', 'ticket:003']
    assert set(made[3].called) | set(made[4].called) == {f'ticket:{number:03d}' for number in range(19, 31)}


@pytest.mark.parametrize('minutes', [1, int(HEAD_START.total_seconds() / 60) + 1])
def test_numbers_that_came_here_alone_pass_nobody_for_ever(minutes: int) -> None:
    """With a kiosk of its own a counter gets new ones all day; those of a dead counter still have their turn."""
    old = [waiting(1), waiting(2)]
    new = waiting(2 + minutes)
    desk = desks(2, old)[0]
    assert desk.call() == old[0]
    desk.waiting.append(new)
    desk.ours = frozenset({new.id})
    assert desk.call() == (new if minutes == 1 else old[1])


def test_who_was_sent_to_mend_a_form_keeps_her_place_where_she_was() -> None:
    """Nobody else knows that she waits again."""
    crowd = [waiting(number) for number in range(1, 7)]
    desk = desks(2, crowd)[0]
    desk.ours = frozenset({crowd[1].id})
    assert [one.number for one in (desk.call(), desk.call(), desk.call()) if one] == [1, 2, 3]


@settings(max_examples=50)
@given(crowds, st.lists(st.sampled_from(['', 'A', 'B', 'AB']), min_size=2, max_size=6))
def test_counters_of_some_services_call_those_alone_and_leave_none(crowd: list[Ticket], served: list[str]) -> None:
    tickets = [replace(one, service='AB'[one.number % 2]) for one in crowd]
    counters = [seen(str(number), frozenset(letters)) for number, letters in enumerate(served)]
    made = [Desk(one.seat.counter, counters, given_by(tickets), list(tickets), one.services) for one in counters]
    shares = {desk.name: desk.share() for desk in made}
    assert max(Counter(ticket for share in shares.values() for ticket in share).values(), default=0) <= 1
    for desk in made:
        while desk.call():
            pass
        assert desk.called[: len(shares[desk.name])] == shares[desk.name]
    wanted = {one.id for one in tickets if any(not of or one.service in of for of in served)}
    assert {ticket for desk in made for ticket in desk.called} == wanted
    assert {ticket for share in shares.values() for ticket in share} == wanted
