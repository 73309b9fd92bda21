"""The server is gone, and counters that hear nobody call different numbers, from the keys that officers press."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from counter.app import Counter, Opened
from counter.config import CounterConfig
from counter.models.queue_model import QueueModel
from counter.settings import CounterSettings
from devices.settings import DeviceSettings
from office import facts
from office.centre import CentreSettings
from office.desk.queueing import Queueing
from office.desk.supervising import Supervising
from office.facts import Priority
from office.officer import Right
from office.spread import Common, Seat, Seen
from office.ticket import TicketState
from sync.centre.founding import init_centre
from sync.passwords import Argon2
from tests.counter.workstation import PASSWORD
from tests.sync.centre.machines import MACHINES, Centre, Machine
from tests.sync.centre.servers import Server
from tests.sync.contract_ledger import DAY

COUNTERS = ('Q1', 'Q2', 'Q3')


class Desk:
    """An officer at a running counter, by the keys of her left region."""

    def __init__(self, counter: Counter, qtbot: QtBot) -> None:
        self.counter, self.qtbot = counter, qtbot
        self.queue = QueueModel(counter.work.log_in(f'lan{counter.work.counter}', PASSWORD))
        self.nobody = False
        self.queue.told.connect(self._on_told)

    def _on_told(self, _words: str) -> None:
        self.nobody = True

    def call(self) -> str:
        """The number that she calls, '' when nobody waits."""
        self.nobody = False
        self.queue.call_next()
        self.qtbot.waitUntil(lambda: self.nobody or self.queue.current is not None, timeout=10_000)
        return self.queue.current.label if self.queue.current else ''

    def serve(self) -> None:
        """The citizen sits down and leaves."""
        self.queue.start()
        self.qtbot.waitUntil(lambda: self._state() is TicketState.SERVING)
        self.queue.finish()
        self.qtbot.waitUntil(lambda: self._state() is None)

    def _state(self) -> TicketState | None:
        return self.queue.current.state if self.queue.current else None

    def serve_all(self) -> list[str]:
        """Everybody whom she knows to wait."""
        called = []
        while label := self.call():
            called.append(label)
            self.serve()
        return called


def _counter(machine: Machine, name: str) -> Counter:
    config = CounterConfig(
        centre=CentreSettings(),
        store=machine.store.settings,
        devices=DeviceSettings(),
        counter=CounterSettings(name=name, services=('A',)),
    )
    running = Counter(config, Opened(config, clock=machine.store.clock, ids=machine.store.ids))
    running.work.supervising.enrol(
        f'lan{name}', 'Lê Thị Lan', PASSWORD, position='', agency='', rights=tuple(Right), by='x'
    )
    return running


@pytest.fixture
def ban(trung_tam_rieng: Centre, qtbot: QtBot) -> Iterator[list[Desk]]:
    """Three officers who logged in at three machines."""
    centre = trung_tam_rieng
    machines = {**MACHINES, 'Q3': 'counter'}
    made = init_centre(centre.server.admin, centre.database, machines, centre.folder / 'accounts')
    centre.founded = {one.device: one for one in made}
    counters = [_counter(centre.machine(device, seeded=True), device[1:]) for device in COUNTERS]
    yield [Desk(counter, qtbot) for counter in counters]
    for counter in counters:
        counter.close()


def _issue(centre: Centre, priorities: list[Priority]) -> None:
    kiosk = centre.machine('K1').store
    for priority in priorities:
        centre.clock.forward(timedelta(minutes=1))
        Queueing(kiosk, centre.clock, kiosk.ids).issue('A', series='A', place='K1', priority=priority)


def _meet(centre: Centre, *, anew: bool = False) -> list[Machine]:
    machines = [centre.machine(device) for device in ('K1', *COUNTERS)]
    for machine in machines if anew else ():
        machine.reconnect()
    for machine in (*machines, *machines):
        machine.exchange()
    return machines


def _in_common(machine: Machine) -> Common:
    with machine.store.read() as books:
        return books.in_common(DAY)


def test_counters_without_the_server_call_different_numbers(
    trung_tam_rieng: Centre, may_chu: Server, ban: list[Desk]
) -> None:
    """All at once, priority first, and nothing crosses. Then one of them dies too, and the others call its share."""
    centre, normal, elderly = trung_tam_rieng, Priority.NORMAL, Priority.ELDERLY
    _issue(centre, [normal] * 3)
    _meet(centre)
    assert [desk.call() for desk in ban] == ['A001', 'A002', 'A003']
    _issue(centre, [normal, normal, normal, elderly, normal, elderly])
    _meet(centre)
    may_chu.stop()
    for desk in ban:
        desk.serve()
    assert [desk.call() for desk in ban] == ['A004', 'A009', 'A007']
    for desk in ban:
        desk.serve()
    assert [desk.call() for desk in ban] == ['A008', 'A005', 'A006']
    for desk in ban:
        desk.serve()
    may_chu.start()
    machines = _meet(centre, anew=True)
    assert [machine.crossed() for machine in machines] == [[]] * 4
    _issue(centre, [normal] * 6)
    _meet(centre)
    may_chu.stop()
    one, other = ban[0].serve_all(), ban[1].serve_all()
    # two each are their own, and of the dead one's two they begin with different ones
    assert (one[:2], other[:2]) == (['A012', 'A015'], ['A010', 'A013'])
    assert {'A011', 'A014'} <= {*one[2:4], *other[2:4]}
    assert set(one) == set(other) == {f'A{number:03d}' for number in range(10, 16)}
    may_chu.start()
    machines = _meet(centre, anew=True)
    assert all(machine.is_sound() for machine in machines)
    # each of them called all six in the end: the calls that came second are told, as ever
    told = [about for about, kind, void in machines[3].crossed() if (kind, void) == ('TicketCalled', True)]
    assert len(set(told)) == len(told) == 6
    assert {machines[3].ticket(about).state for about in told} == {TicketState.DONE}


def test_machines_that_heard_each_other_deal_from_the_same(trung_tam: Centre) -> None:
    """And what one of them has not told yet is not dealt: what it alone knows to wait is its own to call."""
    one, other, kiosk, second = (trung_tam.machine(name) for name in ('Q1', 'Q2', 'K1', 'K2'))
    tickets = [kiosk.issue(1), second.issue(1), kiosk.issue(2)]
    for machine, services in ((one, ('B', 'A')), (other, ())):
        desk = Supervising(machine.store, trung_tam.clock, machine.store.ids, Argon2())
        login = machine.store.settings.device
        desk.enrol(login, 'Lê Thị Lan', PASSWORD, position='', agency='', rights=(), by='system')
        desk.log_in(login, PASSWORD, '7', services)
    assert _in_common(one).counters == ()
    for machine in (kiosk, second, one, other, one):
        machine.exchange()
    assert replace(_in_common(one), machine='') == replace(_in_common(other), machine='')
    known = _in_common(other)
    at = trung_tam.clock.now()
    assert set(known.counters) == {
        Seen(seat=Seat('Q1', '7'), services=frozenset('AB'), at=at),
        Seen(seat=Seat('Q2', '7'), services=frozenset(), at=at),
    }
    assert [one.ticket for one in known.issued] == [tickets[0], tickets[2], tickets[1]]
    one.record(tickets[0], facts.TicketCalled(counter='7'), facts.TicketPutBack(reason='x'))
    assert (_in_common(one).ours, _in_common(other).ours) == (frozenset(tickets[:1]), frozenset())
    one.exchange()
    assert _in_common(one).ours == frozenset()
    # the counter gets another name: the old one is at work no more
    trung_tam.clock.forward(timedelta(minutes=5))
    Supervising(one.store, trung_tam.clock, one.store.ids, Argon2()).log_in('Q1', PASSWORD, '8', ('A',))
    one.exchange()
    signs = {seen.seat: seen.at for seen in _in_common(one).counters}
    later = trung_tam.clock.now()
    assert signs == {Seat('Q1', '7'): at, Seat('Q1', '8'): later, Seat('Q2', '7'): at}
