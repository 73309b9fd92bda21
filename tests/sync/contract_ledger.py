"""What every ledger must keep of ``office.ports``; a test class that gives ``ledger`` and ``clock`` inherits it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from office import facts
from office.dossier import DossierState
from office.errors import Refusal
from office.papers import ListedComponent
from office.person import Applicant, Proof
from office.ports import Books, Ledger
from office.ticket import TicketState
from tests.offices import FixedClock, PulledPlugError, pull_the_plug

DAY = date(2026, 11, 24)
TICKET, DOSSIER, BLOCK = 'ticket:1', 'dossier:1', 'codes:1'


def issued(number: int = 1) -> facts.TicketIssued:
    """A ticket of series A."""
    return facts.TicketIssued(
        day=DAY,
        series='A',
        number=number,
        service='A',
        procedure=None,
        priority=facts.Priority.NORMAL,
        place='k1',
    )


def opened() -> facts.DossierOpened:
    """A dossier of two papers."""
    return facts.DossierOpened(
        ticket=None,
        procedure='1.001193',
        procedure_version='1',
        procedure_name="Thủ tục đăng ký khai sinh",
        case='',
        channel='direct',
        components=tuple(ListedComponent(code=code, name=f"Giấy {code}", originals=1, copies=0) for code in 'ab'),
    )


def accepted(code: str, *, provisional: bool = False) -> facts.DossierAccepted:
    """A reception without files."""
    return facts.DossierAccepted(
        code=code,
        provisional=provisional,
        serial='1',
        received_at=datetime(2026, 11, 24, 1, tzinfo=UTC),
        due_at=None,
        competent_agency="UBND xã",
        here_competent=True,
        return_method='direct',
        sets=1,
        files=(),
    )


def identified(name: str, number: str = '') -> facts.ApplicantIdentified:
    """Who applies."""
    return facts.ApplicantIdentified(applicant=Applicant(name=name, number=number, proof=Proof.BY_EYE))


class LedgerContract:
    """The promises; each test stands for one."""

    def test_a_fact_moves_its_row(self, ledger: Ledger) -> None:
        with ledger.change('kiosk:k1') as books:
            fact = books.record(TICKET, issued())
        with ledger.read() as books:
            assert books.get_ticket(TICKET).state is TicketState.WAITING
        assert (fact.seq, fact.kind, fact.subject, fact.actor) == (1, 'TicketIssued', TICKET, 'kiosk:k1')

    def test_what_raises_is_undone(self, ledger: Ledger) -> None:
        with pytest.raises(PulledPlugError), ledger.change('kiosk:k1') as books:  # noqa: PT012  # undoing takes a block
            books.next_number('s')
            books.record(TICKET, issued())
            pull_the_plug()
        with ledger.change('kiosk:k1') as books:
            assert books.next_number('s') == 1
            with pytest.raises(Refusal) as refused:
                books.get_ticket(TICKET)
            assert refused.value.code == 'ticket.unknown'
            assert books.record(TICKET, issued()).seq == 1

    def test_a_refused_fact_leaves_no_trace(self, ledger: Ledger) -> None:
        with ledger.change('officer:1') as books:
            books.record(TICKET, issued())
            with pytest.raises(Refusal):
                books.record(TICKET, facts.ServiceFinished(counter='1'))
            assert books.record(TICKET, facts.TicketCalled(counter='1')).seq == 2

    def test_reading_books_record_nothing(self, ledger: Ledger) -> None:
        with ledger.read() as books, pytest.raises(RuntimeError):
            books.record(TICKET, issued())

    def test_books_are_of_no_use_after_their_transaction(self, ledger: Ledger) -> None:
        with ledger.change('kiosk:k1') as books:
            books.record(TICKET, issued())
        with pytest.raises(RuntimeError):
            books.record(TICKET, facts.TicketCalled(counter='1'))

    def test_facts_are_chained(self, ledger: Ledger) -> None:
        with ledger.change('kiosk:k1') as books:
            one, two = books.record(TICKET, issued()), books.record('ticket:2', issued(2))
        assert two.previous == one.digest
        assert len(two.digest) == 64

    def test_the_counter_never_goes_back(self, ledger: Ledger, clock: FixedClock) -> None:
        with ledger.change('kiosk:k1') as books:
            one = books.record(TICKET, issued())
        clock.forward(-timedelta(hours=1))
        with ledger.change('kiosk:k1') as books:
            two = books.record('ticket:2', issued(2))
        assert two.at < one.at
        assert two.monotonic > one.monotonic

    def test_waiting_tickets_stand_in_order_of_issue(self, ledger: Ledger, clock: FixedClock) -> None:
        with ledger.change('officer:1') as books:
            for number in (3, 1, 2):
                clock.forward(timedelta(seconds=1))
                books.record(f'ticket:{number}', issued(number))
            books.record('ticket:3', facts.TicketCalled(counter='1'))
            books.record('ticket:3', facts.TicketMissed(counter='1'))
            books.record('ticket:1', facts.TicketCalled(counter='1'))
            assert [ticket.number for ticket in books.waiting_tickets(DAY)] == [3, 2]
            assert books.count_tickets(DAY) == 3
            assert books.count_tickets(DAY + timedelta(days=1)) == 0

    def test_numbers_count_by_series(self, ledger: Ledger) -> None:
        with ledger.change('kiosk:k1') as books:
            assert [books.next_number('a'), books.next_number('a'), books.next_number('b')] == [1, 2, 1]

    def test_a_dossier_is_found_by_both_numbers(self, ledger: Ledger) -> None:
        with ledger.change('officer:1') as books:
            books.record(DOSSIER, opened())
            assert books.find_dossier('') is None
            books.record(DOSSIER, accepted('TẠM-1', provisional=True))
            assert [one.id for one in books.uncoded_dossiers()] == [DOSSIER]
            books.record(DOSSIER, facts.CodeBound(code='H1'))
            assert books.uncoded_dossiers() == []
        with ledger.read() as books:
            for code in ('H1', 'TẠM-1'):
                found = books.find_dossier(code)
                assert found is not None
                assert found.state is DossierState.ACCEPTED
            assert books.find_dossier('H2') is None

    def test_the_oldest_block_with_codes_serves(self, ledger: Ledger) -> None:
        with ledger.change('courier') as books:
            for block, day in ((BLOCK, DAY + timedelta(days=1)), ('codes:2', None), ('codes:3', DAY)):
                body = facts.CodesReserved(prefix='H', first=7, last=7, width=3, usable_on=day)
                books.record(block, body)
            first = books.find_code_block(DAY)
            assert first is not None
            assert (first.id, first.code(first.next)) == ('codes:2', 'H007')
            books.record('codes:2', facts.CodeTaken(number=7, dossier=DOSSIER))
            assert _block(books) == 'codes:3'
            books.record('codes:3', facts.CodeTaken(number=7, dossier=DOSSIER))
            assert books.find_code_block(DAY) is None
            assert books.get_code_block('codes:3').left == 0

    def test_a_secret_is_kept_beside_the_facts(self, ledger: Ledger) -> None:
        body = facts.OfficerEnrolled(login='lan', name="Lê Thị Lan", position='', agency='', rights=('receive',))
        with ledger.change('system') as books:
            books.record('officer:1', body)
            assert books.secret_of('officer:1') is None
            books.keep_secret('officer:1', 'one')
            books.keep_secret('officer:1', 'two')
        with ledger.read() as books:
            known = books.find_officer('lan')
            assert known == books.get_officer('officer:1')
            assert books.secret_of('officer:1') == 'two'
            assert books.find_officer('hoa') is None

    def test_an_unknown_procedure_is_refused(self, ledger: Ledger) -> None:
        with ledger.read() as books, pytest.raises(Refusal) as refused:
            books.get_procedure('9.999999', DAY)
        assert refused.value.code == 'procedure.unknown'


def _block(books: Books) -> str:
    found = books.find_code_block(DAY)
    return found.id if found else ''
