"""The whole product in one page: a birth is registered, from the queue to the certificate in the mother's hand."""

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

from office import forms, slip
from office.dossier import Dossier, DossierState
from office.handover import handover_layout
from office.identity import read_card
from office.papers import PaperStatus
from office.person import Proof
from office.procedure import limit_for
from office.slip_job import SlipState
from office.ticket import Ticket
from office.workdays import LOCAL
from sync.province.reference.desk import EResult
from sync.province.reference.faults import Fault
from sync.verify import verify
from tests.journeys.whole_centre import WholeCentre
from tests.sync.hostile_files import pdf

BIRTH = '1.001193'
DECLARATION, NOTICE, SHOWN = '000.00.00.G15-KQ003204', '000.00.00.G15-KQ004389', '000.00.00.G15-KQ004946'
CARD = '001199000001||Nguyễn Thị Mẫu|02031999|Nữ|Thôn Thử, Xã Mẫu, Hà Nội|15042021'
CERTIFICATE = pdf()
HOUR = timedelta(hours=1)


def test_a_birth_is_registered_and_the_certificate_returned(centre: WholeCentre) -> None:
    """Number, call, card, papers, receipt without a network, official code, result, hand-over; the audit is clean."""
    ticket = she_takes_a_number_and_is_called(centre)
    dossier = her_papers_are_taken_in(centre, ticket)
    accepted = it_is_received_without_a_network(centre, dossier)
    centre.queueing.finish(ticket.id, '3', centre.officer.id)
    the_receipt_comes_out_once(centre, accepted)
    coded = the_network_is_back(centre, accepted)
    the_certificate_is_handed_over(centre, coded)
    assert centre.courier_goes() == []
    assert centre.province.desk.dossier(coded.code)['TrangThaiHoSo'] == '10'
    assert list(verify(centre.store)) == []


def she_takes_a_number_and_is_called(centre: WholeCentre) -> Ticket:
    """The mother takes a number, and Lan calls her to counter 3."""
    ticket = centre.queueing.issue('A', series='A', place='K1', procedure=BIRTH)
    called = centre.queueing.call_next('3', centre.officer.id, frozenset('A'))
    assert called is not None
    assert (called.id, called.label) == (ticket.id, 'A001')
    return centre.queueing.start(called.id, '3', centre.officer.id)


def her_papers_are_taken_in(centre: WholeCentre, ticket: Ticket) -> Dossier:
    """Her card says who she is and proves nothing; two papers are scanned, one is shown."""
    lan, intake = centre.officer.id, centre.intake
    dossier = intake.open_dossier(BIRTH, lan, ticket=ticket.id)
    dossier = intake.identify(dossier.id, replace(read_card(CARD).applicant(), phone='0900000001'), lan)
    assert dossier.applicant is not None
    assert dossier.applicant.proof is Proof.QR_UNPROVEN
    centre.scan(dossier, DECLARATION)
    centre.scan(dossier, NOTICE)
    return intake.mark(dossier.id, SHOWN, PaperStatus.SEEN, lan, originals=1)


def it_is_received_without_a_network(centre: WholeCentre, dossier: Dossier) -> Dossier:
    """The network is down: the dossier is received all the same, under a number that says it is provisional."""
    centre.province.switch(Fault(kind='unreachable'))
    assert centre.courier_goes() != []
    accepted = centre.intake.accept(dossier.id, centre.files(dossier), centre.officer.id)
    assert (accepted.code, accepted.provisional) == ('TẠM-Q1-261125-001', True)
    assert accepted.due_at is not None
    assert f'{accepted.due_at.astimezone(LOCAL):%H:%M %d/%m/%Y}' == '17:00 26/11/2026'
    return accepted


def the_receipt_comes_out_once(centre: WholeCentre, accepted: Dossier) -> None:
    """The receipt is asked for twice and comes out once."""
    with centre.store.read() as books:
        limit = limit_for(books.get_procedure(BIRTH, date(2026, 11, 25)), 'direct')
    now = centre.clock.now()
    receipt = slip.receipt_layout(forms.receipt_fields(accepted, centre.settings, centre.officer, limit=limit, at=now))
    assert [centre.print(receipt, 'receipt', accepted) for _ in range(2)] == [SlipState.PRINTED] * 2
    assert len(centre.printer.slips()) == 1


def the_network_is_back(centre: WholeCentre, accepted: Dossier) -> Dossier:
    """An official code, the facts, and every page byte for byte at the province."""
    centre.province.desk.clear()
    centre.clock.forward(HOUR)
    assert centre.courier_goes() == []
    coded = centre.dossier(accepted)
    assert (coded.code, coded.former_code) == ('000.12.34.H99-261125-0001', 'TẠM-Q1-261125-001')
    assert [one['TepConThieu'] for one in centre.province.desk.held()] == [[]]
    for file in coded.files:
        assert sha256(centre.province.desk.file(file.digest)).hexdigest() == file.digest
    return coded


def the_certificate_is_handed_over(centre: WholeCentre, dossier: Dossier) -> None:
    """The province issues the certificate; it is handed to the mother, whose card Lan has looked at."""
    centre.province.desk.issue(dossier.code, [EResult(code='KQ', name='Giấy khai sinh', content=CERTIFICATE)])
    assert centre.courier_goes() == []
    assert dossier.applicant is not None
    mother = replace(dossier.applicant, proof=Proof.BY_EYE)
    returned = centre.returning.hand_over(dossier.id, mother, centre.officer.id)
    assert returned.state is DossierState.RETURNED
    assert centre.store.pages().get(returned.results[0].digest) == CERTIFICATE
    handed = forms.handover_fields(returned, centre.settings, centre.officer, at=centre.clock.now())
    assert centre.print(handover_layout(handed), 'handover', returned) is SlipState.PRINTED
