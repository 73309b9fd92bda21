"""The whole product in one page: a birth is registered, from the queue to the certificate in the mother's hand."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from devices.receipt_printer.emulator.printer import EmulatedPrinter
from devices.receipt_printer.opening import open_printer
from office import forms, slip
from office.catalogue import seed_calendar
from office.centre import CentreSettings
from office.desk.intake import Intake
from office.desk.printing import Printing
from office.desk.province import ProvinceWord
from office.desk.queueing import Queueing
from office.desk.receiving import Reception
from office.desk.returning import Returning
from office.desk.supervising import Supervising
from office.dossier import Dossier, DossierState
from office.errors import Refusal
from office.identity import read_card
from office.numbers import is_provisional
from office.officer import Officer, Right
from office.papers import ComponentFile, PageRef, PaperStatus, ResultFile
from office.person import Proof
from office.procedure import limit_for
from office.slip_job import SlipState
from office.workdays import LOCAL, parse_hours
from qtkit.slip_printing import SlipPrinting
from sync.catalogue import load_seed_if_empty
from sync.passwords import Argon2
from sync.store import Store
from sync.verify import verify
from tests.offices import FixedClock, SequenceIds, open_store

BIRTH = '1.001193'
CARD = '001199000001||Nguyễn Thị Mẫu|02031999|Nữ|Thôn Thử, Xã Mẫu, Hà Nội|15042021'
PAPERS = ('000.00.00.G15-KQ003204', '000.00.00.G15-KQ004389')
SHOWN = '000.00.00.G15-KQ004946'
PASSWORD = 'a long invented sentence'


@dataclass
class Desk:
    """A counter with its officer, its store and its use cases."""

    store: Store
    clock: FixedClock
    centre: CentreSettings
    officer: Officer
    queueing: Queueing
    intake: Intake
    returning: Returning
    province: ProvinceWord

    def scanned(self, dossier: Dossier, component: str, content: bytes) -> Dossier:
        """A page arrives: durable first, then named."""
        digest = self.store.pages().keep(content)
        page = PageRef(digest=digest, size=len(content), source='scanner')
        return self.intake.add_page(dossier.id, component, page, self.officer.id)

    def files(self, dossier: Dossier) -> list[ComponentFile]:
        """One file per scanned component; here each has a single page."""
        return [
            ComponentFile(component=part.listed.code, digest=page.digest, size=page.size, pages=1)
            for part in dossier.components
            for page in part.pages
        ]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A centre on its first morning, with one officer who may receive and return."""
    clock, ids, centre = FixedClock(), SequenceIds(), CentreSettings()
    clock.forward(timedelta(days=1))  # the 24th is Vietnam Culture Day, the office is open on the 25th
    with closing(open_store(tmp_path, clock=clock, ids=ids)) as store:
        load_seed_if_empty(store)
        officer = Supervising(store, clock, ids, Argon2()).enrol(
            'lan',
            'Lê Thị Lan',
            PASSWORD,
            position='Công chức',
            agency=centre.agency,
            rights=(Right.RECEIVE, Right.RETURN),
            by='system',
        )
        reception = Reception(
            agency=centre.agency, own_agencies=centre.own_agencies, device='Q1', hours=parse_hours(centre.hours)
        )
        yield Desk(
            store=store,
            clock=clock,
            centre=centre,
            officer=officer,
            queueing=Queueing(store, clock, ids),
            intake=Intake(store, clock, ids, seed_calendar(), reception),
            returning=Returning(store, clock),
            province=ProvinceWord(store, ids),
        )


def taken_in(desk: Desk, ticket: str | None = None) -> Dossier:
    """A birth registration, complete and not accepted yet."""
    officer = desk.officer.id
    dossier = desk.intake.open_dossier(BIRTH, officer, ticket=ticket)
    desk.intake.identify(dossier.id, replace(read_card(CARD).applicant(), phone='0900000001'), officer)
    for at, code in enumerate(PAPERS):
        dossier = desk.scanned(dossier, code, f'page {at} of {dossier.id}'.encode())
    return desk.intake.mark(dossier.id, SHOWN, PaperStatus.SEEN, officer, originals=1)


def printed_twice(desk: Desk, accepted: Dossier, tmp_path: Path) -> tuple[SlipState, int]:
    """The officer presses "print" twice: how the job stands, and how many slips came out."""
    with EmulatedPrinter(tmp_path / 'printer') as printer:
        printing = SlipPrinting(Printing(desk.store), desk.store.pages(), 'P', partial(open_printer, printer.address))
        with desk.store.read() as books:
            limit = limit_for(books.get_procedure(BIRTH, date(2026, 11, 25)), 'direct')
        receipt = forms.receipt_fields(accepted, desk.centre, desk.officer, limit=limit, at=desk.clock.now())
        layout = slip.receipt_layout(receipt)
        jobs = [
            printing.print('slip:receipt', layout, slip='receipt', about=accepted.id, actor=desk.officer.id)
            for _ in range(2)
        ]
        printing.close()
        return jobs[-1].state, len(printer.slips())


def test_a_birth_is_registered_and_the_certificate_returned(desk: Desk, tmp_path: Path) -> None:
    """Number, call, intake, code, due time, receipt, result, hand-over; and the audit finds nothing amiss."""
    officer = desk.officer.id
    desk.province.reserve('codes:1', prefix='H99.12-261125-', first=1, last=20, width=4, usable_on=date(2026, 11, 25))
    ticket = desk.queueing.issue('A', series='A', place='K1', procedure=BIRTH)
    called = desk.queueing.call_next('3', officer, frozenset('A'))
    assert called is not None
    desk.queueing.start(called.id, '3', officer)

    dossier = taken_in(desk, ticket.id)
    accepted = desk.intake.accept(dossier.id, desk.files(dossier), officer)
    desk.queueing.finish(called.id, '3', officer)
    assert (accepted.code, accepted.provisional) == ('H99.12-261125-0001', False)
    assert accepted.due_at is not None
    assert f'{accepted.due_at.astimezone(LOCAL):%H:%M %d/%m/%Y}' == '17:00 26/11/2026'
    assert accepted.applicant is not None
    assert accepted.applicant.proof is Proof.QR_UNPROVEN

    assert printed_twice(desk, accepted, tmp_path) == (SlipState.PRINTED, 1)

    result = b'%PDF the certificate'
    kept = ResultFile(code='KQ', name='Giấy khai sinh', digest=desk.store.pages().keep(result), size=len(result))
    for _ in range(2):  # the feed overlaps on purpose
        desk.province.result(accepted.code, [kept], happened_at=desk.clock.now())
    mother = replace(accepted.applicant, proof=Proof.BY_EYE)
    returned = desk.returning.hand_over(accepted.id, mother, officer)
    assert returned.state is DossierState.RETURNED
    assert returned.results[0].digest == sha256(result).hexdigest()
    handed = slip.handover_layout(forms.handover_fields(returned, desk.centre, desk.officer, at=desk.clock.now()))
    assert any('Giấy khai sinh' in str(element) for element in handed)
    assert list(verify(desk.store)) == []


def test_without_reserved_codes_the_number_is_visibly_provisional(desk: Desk) -> None:
    """Both numbers find the dossier once the province has given a code, and the slip says what it is."""
    dossier = taken_in(desk)
    accepted = desk.intake.accept(dossier.id, desk.files(dossier), desk.officer.id)
    assert is_provisional(accepted.code)
    receipt = forms.receipt_fields(accepted, desk.centre, desk.officer, limit=None, at=desk.clock.now())
    assert any('SỐ TẠM' in str(element) for element in slip.receipt_layout(receipt))
    desk.province.reserve('codes:1', prefix='H99.12-261125-', first=7, last=9, width=4, usable_on=date(2026, 11, 25))
    with desk.store.read() as books:
        for code in (accepted.code, 'H99.12-261125-0007'):
            found = books.find_dossier(code)
            assert found is not None
            assert found.id == accepted.id


def test_nothing_is_received_that_is_not_complete(desk: Desk) -> None:
    """A missing paper, a missing person and a stranger without authorisation are each refused by name."""
    officer = desk.officer.id
    opened = desk.intake.open_dossier(BIRTH, officer)
    with pytest.raises(Refusal, match=r'dossier\.no_applicant'):
        desk.intake.accept(opened.id, [], officer)
    desk.intake.identify(opened.id, read_card(CARD).applicant(), officer)
    with pytest.raises(Refusal, match=r'dossier\.incomplete'):
        desk.intake.accept(opened.id, [], officer)
    dossier = taken_in(desk)
    desk.intake.accept(dossier.id, desk.files(dossier), officer)
    with desk.store.read() as books:
        code = books.get_dossier(dossier.id).code
    desk.province.result(code, [], happened_at=desk.clock.now())
    mother = read_card(CARD).applicant()
    stranger = replace(mother, number='001199000002', name='Trần Văn Lạ', proof=Proof.BY_EYE)
    with pytest.raises(Refusal, match=r'return\.unproven'):
        desk.returning.hand_over(dossier.id, mother, officer)
    with pytest.raises(Refusal, match=r'return\.not_applicant'):
        desk.returning.hand_over(dossier.id, stranger, officer)


def test_a_result_for_an_unknown_dossier_is_kept_for_a_person(desk: Desk) -> None:
    """The province speaks of a dossier that this centre never had: nothing breaks and nothing is lost."""
    assert desk.province.result('H99.99-261125-0001', [], happened_at=desk.clock.now()) is None
    assert list(verify(desk.store)) == []


def test_guessing_a_password_locks_the_account(desk: Desk) -> None:
    """Five wrong tries lock the account for a quarter of an hour; then the right one opens it."""
    supervising = Supervising(desk.store, desk.clock, SequenceIds(5), Argon2())
    codes = []
    for _ in range(6):
        with pytest.raises(Refusal) as refused:
            supervising.log_in('lan', 'wrong', '3')
        codes.append(refused.value.code)
    assert codes == ['login.wrong'] * 4 + ['login.locked'] * 2
    with pytest.raises(Refusal, match=r'login\.locked'):
        supervising.log_in('lan', PASSWORD, '3')
    desk.clock.forward(timedelta(minutes=15))
    assert supervising.log_in('lan', PASSWORD, '3').id == desk.officer.id
