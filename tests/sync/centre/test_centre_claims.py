"""No ticket is called twice while the centre answers, whoever asks at once; without it counters go on."""

import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from office import facts
from office.desk.queueing import Queueing
from office.ticket import TicketState
from sync.centre.claims import CentreClaims
from tests.offices import SequenceIds
from tests.sync.centre.machines import Centre, Machine, refuses


class Desk:
    """A counter's use of the queue."""

    def __init__(self, centre: Centre, machine: Machine) -> None:
        self.machine = machine
        self.claims = CentreClaims(machine.address)
        self.queueing = Queueing(machine.store, centre.clock, SequenceIds(), self.claims)

    def call(self, counter: str = '1') -> str | None:
        called = self.queueing.call_next(counter, 'officer:1', frozenset())
        return called.id if called else None


@pytest.fixture
def ban(trung_tam: Centre) -> Iterator[tuple[Desk, Desk]]:
    """Two counters that know the same four tickets."""
    kiosk = trung_tam.machine('K1')
    for number in range(4):
        kiosk.issue(number)
    kiosk.exchange()
    for name in ('Q1', 'Q2'):
        trung_tam.machine(name).exchange()
    desks = Desk(trung_tam, trung_tam.machine('Q1')), Desk(trung_tam, trung_tam.machine('Q2'))
    yield desks
    for desk in desks:
        desk.claims.close()


def test_each_calls_another_ticket_though_neither_has_heard_of_the_other(ban: tuple[Desk, Desk]) -> None:
    one, other = ban
    assert [one.call(), other.call('2'), other.call('2'), one.call()] == [f'ticket:K1-{number}' for number in range(4)]
    assert (one.call(), other.call('2')) == (None, None)


def test_many_at_once_never_get_one_ticket_twice(trung_tam: Centre) -> None:
    tickets = [f'ticket:{number}' for number in range(60)]
    addresses = [trung_tam.founded[name].address for name in ('Q1', 'Q2')]
    go = threading.Barrier(12)

    def serve(number: int) -> list[str]:
        claims, got = CentreClaims(addresses[number % 2]), []
        go.wait()
        while ticket := claims.claim(tickets, str(number)):
            # the next asking gives another one only when this one is called for good
            with psycopg.connect(f'{trung_tam.server.admin} dbname={trung_tam.database}', autocommit=True) as owner:
                owner.execute("UPDATE motcua.turn SET state = 'taken' WHERE ticket = %s", (ticket,))
            got.append(ticket)
        claims.close()
        return got

    with ThreadPoolExecutor(12) as pool:
        served = [ticket for got in pool.map(serve, range(12)) for ticket in got]
    assert Counter(served) == Counter(tickets)


def test_a_call_that_never_arrived_holds_nobody_back_for_long(trung_tam: Centre, ban: tuple[Desk, Desk]) -> None:
    one, other = ban
    assert one.claims.claim(['ticket:K1-0'], '1') == 'ticket:K1-0'
    assert other.claims.claim(['ticket:K1-0'], '2') is None
    # the same counter asks again: its answer was lost
    assert one.claims.claim(['ticket:K1-0'], '1') == 'ticket:K1-0'
    with psycopg.connect(f'{trung_tam.server.admin} dbname={trung_tam.database}', autocommit=True) as owner:
        owner.execute("UPDATE motcua.turn SET held_until = clock_timestamp() - interval '1 ms'")
    assert other.claims.claim(['ticket:K1-0'], '2') == 'ticket:K1-0'


def test_a_missed_ticket_is_called_by_name_and_by_one(ban: tuple[Desk, Desk]) -> None:
    one, other = ban
    ticket = str(one.call())
    one.machine.record(ticket, facts.TicketMissed(counter='1'))
    for desk in (one, other):
        desk.machine.exchange()
    assert ticket not in {one.call(), other.call('2')}
    assert other.queueing.call(ticket, '2', 'officer:2').state is TicketState.CALLED
    with refuses('ticket.taken'):
        one.queueing.call(ticket, '1', 'officer:1')


def test_a_ticket_put_back_is_called_again(ban: tuple[Desk, Desk]) -> None:
    one, other = ban
    ticket = one.call()
    one.machine.record(str(ticket), facts.TicketPutBack(reason='x'))
    for desk in (one, other):
        desk.machine.exchange()
    assert other.call('2') == ticket


def test_without_the_centre_each_goes_on_and_a_double_call_is_told(trung_tam: Centre, ban: tuple[Desk, Desk]) -> None:
    one, other = ban
    for desk in ban:
        desk.queueing = Queueing(
            desk.machine.store, trung_tam.clock, SequenceIds(), CentreClaims('port=1 host=127.0.0.1')
        )
    assert (one.call(), other.call('2')) == ('ticket:K1-0', 'ticket:K1-0')
    for desk in (one, other, one):
        desk.machine.exchange()
    told = [('ticket:K1-0', 'TicketCalled', True)]
    assert one.machine.crossed() == other.machine.crossed() == told
    assert one.machine.ticket('ticket:K1-0').counter == '1'
    assert (other.call('2'), one.call()) == ('ticket:K1-1', 'ticket:K1-1')
    for desk in (one, other, one):
        desk.machine.exchange()
        assert desk.machine.is_sound()


def test_an_account_that_is_refused_keeps_no_citizen_waiting(trung_tam: Centre, ban: tuple[Desk, Desk]) -> None:
    passfile = trung_tam.founded['Q1'].passfile
    passfile.write_text(passfile.read_text().rpartition(':')[0] + ':sai\n')
    with refuses('centre.login'):
        ban[0].claims.claim(['ticket:K1-0'], '1')
    assert ban[0].call() == 'ticket:K1-0'
