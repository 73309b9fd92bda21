"""A kiosk's ticket of unknown outcome, as all machines of its centre see it."""

from contextlib import closing
from functools import partial

from office import facts
from office.slip_job import SlipState, ticket_job
from sync.kiosk_tickets import unsure_tickets
from sync.readings import Readings, SlipLine
from sync.status import status
from tests.sync.centre.machines import Centre, Machine


def test_a_kiosks_open_ticket_is_settled_at_any_counter(trung_tam: Centre) -> None:
    """Tickets' slips are everybody's, other slips are their machine's; of two answers the first one counts."""
    one, other, kiosk = (trung_tam.machine(name) for name in ('Q1', 'Q2', 'K1'))
    ticket = kiosk.issue(1)
    moves = (facts.SlipSending(printer='usb:'), facts.SlipUnsure())
    queued = partial(facts.SlipQueued, about=ticket, layout='e' * 64)
    kiosk.record(ticket_job(ticket), queued(slip='ticket'), *moves, actor='kiosk:K1')
    kiosk.record('slip:receipt-1', queued(slip='receipt'), *moves, actor='kiosk:K1')
    for machine in (kiosk, one, other):
        machine.exchange()
        found = unsure_tickets(machine.store)
        assert [(line.ticket.id, line.kiosk) for line in found] == [(ticket, 'K1')]
    assert [line.device for line in _unsure(one)] == ['K1']
    for machine, printed in ((one, True), (other, False)):
        machine.record(ticket_job(ticket), facts.SlipSettled(printed=printed))
    for machine in (one, other, one):
        machine.exchange()
    for machine in (one, other):
        assert unsure_tickets(machine.store) == []
        assert machine.is_sound()
        with machine.store.read() as books:
            assert books.get_slip_job(ticket_job(ticket)).state is SlipState.PRINTED
    assert [crossed.about for crossed in status(other.store).crossed] == [other.ticket(ticket).label]


def _unsure(machine: Machine) -> list[SlipLine]:
    with closing(Readings(machine.store)) as readings:
        return readings.slips(SlipState.UNKNOWN)
