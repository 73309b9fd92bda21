"""Facts of several machines: everyone comes to the same rows, nothing is missed, and what crossed is told."""

import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from office import facts
from office.dossier import DossierState
from office.errors import Refusal
from office.ticket import TicketState
from sync import chain
from sync.centre.connection import connect
from sync.centre.process import one_pass
from sync.centre.sharing import unsent
from sync.status import status
from tests.sync.centre.machines import Centre, Machine, every_row, refuses
from tests.sync.contract_ledger import DAY, accepted, identified, opened

CODE = '000.12.34.H99-261124-0500'


def test_every_counter_finds_every_ticket_and_dossier(trung_tam: Centre) -> None:
    one, other, kiosk = (trung_tam.machine(name) for name in ('Q1', 'Q2', 'K1'))
    ticket = kiosk.issue(1)
    kiosk.exchange()
    one.exchange()
    one.record(ticket, facts.TicketCalled(counter='1'), facts.ServiceStarted(counter='1'))
    one.record('dossier:1', opened(), identified("Nguyễn Thị Mẫu", '001199000001'), accepted(CODE))
    one.exchange()
    other.exchange()
    kiosk.exchange()
    with other.store.read() as books:
        found = books.find_dossier(CODE)
    assert found is not None
    assert found.state is DossierState.ACCEPTED
    assert other.ticket(ticket) == one.ticket(ticket) == kiosk.ticket(ticket)
    assert other.ticket(ticket).state is TicketState.SERVING
    assert one.is_sound()
    assert other.is_sound()
    assert kiosk.is_sound()


def test_a_fact_stays_as_its_machine_wrote_it(trung_tam: Centre) -> None:
    one, other = trung_tam.machine('Q1'), trung_tam.machine('Q2')
    for number in range(3):
        other.issue(number)
        one.issue(number)
    one.exchange()
    other.exchange()
    one.exchange()
    theirs, ours = _facts(one, 'Q2'), _facts(other, 'Q2')
    assert [row[1:] for row in theirs] == [row[1:] for row in ours]
    assert [row[10] for row in theirs][1:] == [row[11] for row in theirs][:-1]
    assert one.is_sound()
    assert other.is_sound()


def test_what_is_done_again_changes_nothing(trung_tam: Centre) -> None:
    one, other = trung_tam.machine('Q1'), trung_tam.machine('Q2')
    one.issue(1)
    one.sharing.push()
    with one.store.change('system') as books:
        books.connection.execute("UPDATE cursor SET value = '0' WHERE feed = 'centre.sent'")
    assert (one.sharing.push(), one.sharing.push()) == (1, 0)
    assert (other.sharing.pull(), other.sharing.pull()) == (1, 0)
    assert trung_tam.ask('SELECT count(*) FROM motcua.fact') == [(1,)]
    with one.store.read() as books:
        assert unsent(books) == 0


def test_more_than_one_piece_travels(trung_tam: Centre) -> None:
    one, other = trung_tam.machine('Q1'), trung_tam.machine('Q2')
    for number in range(450):
        one.issue(number)
    assert (one.sharing.push(), other.sharing.pull()) == (450, 450)
    assert len(every_row(other)) == 450


def test_interleaved_transactions_lose_nothing_to_a_reader(trung_tam: Centre) -> None:
    """The first to take a place commits last: a reader that went by place alone would pass it over for ever."""
    one, other, reader = (trung_tam.machine(name) for name in ('Q1', 'Q2', 'K1'))
    first, second = one.issue(1), other.issue(2)
    epoch = trung_tam.ask('SELECT epoch FROM motcua.centre')[0][0]
    slow = connect(one.address)
    waits = threading.Thread(target=other.sharing.push)
    with slow.transaction():
        slow.execute('SELECT motcua.append(%s, %s)', (epoch, Jsonb(_as_sent(one))))
        waits.start()
        _until_waiting(trung_tam)
        assert reader.sharing.pull() == 0
    waits.join()
    slow.close()
    assert reader.sharing.pull() == 2
    assert trung_tam.ask('SELECT place, subject FROM motcua.fact ORDER BY place') == [(1, first), (2, second)]


def test_a_transaction_that_is_undone_leaves_no_gap(trung_tam: Centre) -> None:
    one, other = trung_tam.machine('Q1'), trung_tam.machine('Q2')
    one.issue(1)
    other.issue(1)
    epoch = trung_tam.ask('SELECT epoch FROM motcua.centre')[0][0]
    with connect(one.address) as lost, lost.transaction(force_rollback=True):
        lost.execute('SELECT motcua.append(%s, %s)', (epoch, Jsonb(_as_sent(one))))
    other.sharing.push()
    one.sharing.push()
    assert trung_tam.ask('SELECT place, device FROM motcua.fact ORDER BY place') == [(1, 'Q2'), (2, 'Q1')]


def test_two_counters_that_called_one_ticket_are_told(trung_tam: Centre) -> None:
    one, other, kiosk = (trung_tam.machine(name) for name in ('Q1', 'Q2', 'K1'))
    ticket = kiosk.issue(1)
    for machine in (kiosk, one, other):
        machine.exchange()
    one.record(ticket, facts.TicketCalled(counter='1'))
    other.record(ticket, facts.TicketCalled(counter='2'), facts.ServiceStarted(counter='2'))
    for machine in (one, other, one, kiosk, other):
        machine.exchange()
    called, started = (ticket, 'TicketCalled', True), (ticket, 'ServiceStarted', False)
    assert one.crossed() == other.crossed() == [called, started]
    assert {one.ticket(ticket), other.ticket(ticket), kiosk.ticket(ticket)} == {one.ticket(ticket)}
    assert all(machine.is_sound() for machine in (one, other, kiosk))


def test_two_officers_in_one_dossier_are_told_even_where_both_may_be_right(trung_tam: Centre) -> None:
    one, other = trung_tam.machine('Q1'), trung_tam.machine('Q2')
    one.record('dossier:1', opened())
    one.exchange()
    other.exchange()
    one.record('dossier:1', identified("Trần Văn Một"))
    other.record('dossier:1', identified("Trần Văn Hai"), actor='officer:2')
    for machine in (one, other, one):
        machine.exchange()
    assert one.crossed() == other.crossed() == [('dossier:1', 'ApplicantIdentified', False)]
    assert every_row(one) == every_row(other)
    with one.store.read() as books:
        applicant = books.get_dossier('dossier:1').applicant
    assert applicant is not None
    assert applicant.name == "Trần Văn Hai"


def test_who_works_after_the_other_is_told_nothing(trung_tam: Centre) -> None:
    one, other = trung_tam.machine('Q1'), trung_tam.machine('Q2')
    one.record('dossier:1', opened())
    for machine in (one, other):
        machine.exchange()
    other.record('dossier:1', identified("Trần Văn Hai"))
    for machine in (other, one):
        machine.exchange()
    one.record('dossier:1', accepted(CODE))
    for machine in (one, other, one):
        machine.exchange()
    assert one.crossed() == other.crossed() == []
    assert every_row(one) == every_row(other)


def test_what_could_not_happen_any_more_waits_for_a_person(trung_tam: Centre) -> None:
    one, other = trung_tam.machine('Q1'), trung_tam.machine('Q2')
    one.record('dossier:1', opened(), identified("Trần Văn Một"))
    for machine in (one, other):
        machine.exchange()
    other.record('dossier:1', facts.DossierAbandoned(reason='đi về'))
    one.record('dossier:1', accepted(CODE))
    for machine in (other, one, other):
        machine.exchange()
    with one.store.read() as books:
        stands = books.connection.execute('SELECT state, answer FROM outbox').fetchall()
        assert books.get_dossier('dossier:1').state is DossierState.ABANDONED
    assert stands == [('parked', 'centre.crossed: ')]
    assert other.crossed() == [('dossier:1', 'DossierAccepted', True)]
    assert every_row(one) == every_row(other)
    assert one.is_sound()
    assert other.is_sound()


def test_two_machines_of_one_name_are_stopped(trung_tam: Centre) -> None:
    """A machine made from another one's disk image: the chain would have two ends."""
    one = trung_tam.machine('Q1')
    one.issue(1)
    one.exchange()
    trung_tam.machines['ban goc'] = one
    del trung_tam.machines['Q1']
    trung_tam.folder = trung_tam.folder / 'anh'
    copy = trung_tam.machine('Q1')
    copy.issue(9)
    for attempt in (copy.sharing.push, copy.sharing.pull):
        with refuses('centre.same_device'):
            attempt()
    assert trung_tam.ask('SELECT count(*) FROM motcua.fact') == [(1,)]
    # its people are told, and it repeats no number
    assert [problem.code for problem in one_pass(copy.store, None)] == ['centre.same_device']
    found = status(copy.store)
    assert (found.twin, found.unmet) == (True, True)
    with copy.store.change('officer:1') as books:
        assert books.next_provisional(DAY).startswith('TẠM-Q1.')
    assert one_pass(one.store, None) == []
    assert not status(one.store).twin


def test_a_code_block_stays_with_its_machine(trung_tam: Centre) -> None:
    one, other = trung_tam.machine('Q1'), trung_tam.machine('Q2')
    one.record('codes:1', facts.CodesReserved(prefix='H', first=1, last=9, width=4, usable_on=None), actor='courier')
    for machine in (one, other):
        machine.exchange()
    with other.store.read() as books:
        assert books.connection.execute('SELECT count(*) FROM codes').fetchone() == (0,)
    assert one.is_sound()
    assert other.is_sound()


@pytest.mark.parametrize('device', ['Q1', 'K1'])
def test_a_server_that_is_gone_is_trouble(trung_tam: Centre, device: str) -> None:
    machine = trung_tam.machine(device)
    machine.issue(1)
    trung_tam.ask(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()'
        ' AND pid <> pg_backend_pid()'
    )
    with refuses('centre.gone'):
        machine.sharing.push()
    machine.reconnect()
    assert machine.sharing.push() == 1


_WORK = st.lists(
    st.tuples(
        st.sampled_from(['Q1', 'Q2']), st.sampled_from(['call', 'miss', 'back', 'start', 'end', 'x', 'push', 'pull'])
    ),
    max_size=25,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(work=_WORK)
def test_however_machines_work_they_come_to_the_same_rows(trung_tam: Centre, work: list[tuple[str, str]]) -> None:
    """Any interleaving of work and exchange: afterwards rows agree, audits are clean, and what is void is told."""
    counters = [trung_tam.machine(name) for name in ('Q1', 'Q2')]
    ticket = counters[0].issue(len(every_row(counters[0])) + 1)
    _all_exchange(counters)
    bodies: dict[str, facts.FactBody] = {
        'call': facts.TicketCalled(counter='1'),
        'miss': facts.TicketMissed(counter='1'),
        'back': facts.TicketPutBack(reason='x'),
        'start': facts.ServiceStarted(counter='1'),
        'end': facts.ServiceFinished(counter='1'),
    }
    for name, deed in work:
        machine = trung_tam.machine(name)
        if deed == 'push':
            machine.sharing.push()
        elif deed == 'pull':
            machine.sharing.pull()
        elif deed == 'x':
            _all_exchange(counters)
        else:
            try:
                machine.record(ticket, bodies[deed])
            except Refusal:
                continue
    _all_exchange(counters)
    assert every_row(counters[0]) == every_row(counters[1])
    assert sorted(counters[0].crossed()) == sorted(counters[1].crossed())
    assert all(machine.is_sound() for machine in counters)


def _all_exchange(machines: list[Machine]) -> None:
    for machine in [*machines, *machines]:
        machine.exchange()


def _facts(machine: Machine, device: str) -> list[chain.Row]:
    with machine.store.read() as books:
        return list(chain.rows(books.connection, 'WHERE device = ? ORDER BY seq', device))


def _as_sent(machine: Machine) -> list[dict[str, object]]:
    names = ('home', *chain.COLUMNS.split(', ')[1:])
    return [dict(zip(names, row, strict=True)) for row in _facts(machine, machine.store.settings.device)]


def _until_waiting(centre: Centre) -> None:
    """Until a backend of this centre waits for another one's lock."""
    waits = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    pause = threading.Event()
    while centre.ask(waits) == [(0,)]:
        pause.wait(0.01)
