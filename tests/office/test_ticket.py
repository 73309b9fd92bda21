"""Every legal move of a ticket is made, every other is refused by name."""

from datetime import UTC, date, datetime

import pytest

from office import facts, ticket
from office.errors import Refusal
from office.facts import FactBody
from office.ticket import MOVES, Ticket, TicketState

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)

BODIES: tuple[FactBody, ...] = (
    facts.TicketCalled(counter='3'),
    facts.TicketRecalled(counter='3'),
    facts.TicketMissed(counter='3'),
    facts.TicketPutBack(reason='form'),
    facts.ServiceStarted(counter='3'),
    facts.ServiceFinished(counter='3'),
    facts.TicketGone(reason='left'),
)

ISSUED = facts.TicketIssued(
    day=date(2026, 11, 23),
    series='A',
    number=7,
    service='A',
    procedure=None,
    priority=facts.Priority.NORMAL,
    place='K1',
)


def in_state(state: TicketState) -> Ticket:
    """A ticket put into a state by hand."""
    return Ticket(
        id='ticket:1',
        day=date(2026, 11, 23),
        series='A',
        number=7,
        service='A',
        procedure=None,
        priority=facts.Priority.NORMAL,
        state=state,
        issued_at=AT,
        queued_at=AT,
    )


@pytest.mark.parametrize('state', TicketState)
@pytest.mark.parametrize('body', BODIES, ids=lambda body: type(body).__name__)
def test_a_ticket_moves_only_as_the_table_says(state: TicketState, body: FactBody) -> None:
    """A move in the table leads where it says; any other is refused with the ticket's number and state."""
    wanted = MOVES.get((state, type(body)))
    if wanted is None:
        with pytest.raises(Refusal) as refused:
            ticket.apply(in_state(state), 'ticket:1', body, AT)
        assert refused.value.code == 'ticket.move'
        assert refused.value.params['ticket'] == 'A007'
    else:
        assert ticket.apply(in_state(state), 'ticket:1', body, AT).state is wanted


def test_a_ticket_is_issued_once() -> None:
    """The same id can't be issued twice, and nothing happens to a ticket that nobody issued."""
    issued = ticket.apply(None, 'ticket:1', ISSUED, AT)
    assert issued.label == 'A007'
    with pytest.raises(Refusal, match=r'ticket\.exists'):
        ticket.apply(issued, 'ticket:1', ISSUED, AT)
    with pytest.raises(Refusal, match=r'ticket\.unknown'):
        ticket.apply(None, 'ticket:1', facts.TicketCalled(counter='3'), AT)


def test_a_citizen_sent_to_mend_a_form_keeps_her_place() -> None:
    """Putting a ticket back leaves its place in the queue as it was when it was issued."""
    serving = in_state(TicketState.SERVING)
    back = ticket.apply(serving, 'ticket:1', facts.TicketPutBack(reason='form'), AT.replace(hour=5))
    assert (back.state, back.queued_at, back.counter) == (TicketState.WAITING, AT, None)
