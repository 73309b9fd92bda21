"""An enterprise applies: typed with its representative, printed, found again, and told in every shape's own words."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from counter.app import Counter
from counter.views.window import CounterWindow
from office.centre import CentreSettings
from office.forms import receipt_fields
from office.person import Applicant, Organisation, OrganisationKind
from office.slip import receipt_layout
from office.slip_layout import Pair
from sync.dossier_report import report_of
from sync.province.record import dossier_record
from sync.province.report import ReportedProcedure
from sync.province.sixcalls.spelling import created
from sync.province.validation import problems
from tests.counter.workstation import CARD, accepted, at_desk, began, find, judged, press, told

ENTERPRISE, HOUSEHOLD, STATE, OTHER = OrganisationKind
PROCEDURE = ReportedProcedure(code='1.001193', name="Khai sinh", field_code='G15-TP07', field_name="Hộ tịch")


def typed(window: CounterWindow, **texts: str) -> None:
    """Fields as an officer types into them."""
    for name, text in texts.items():
        line = find(window, QLineEdit, name.replace('_', '-'))
        line.setText(text)
        line.textEdited.emit(text)


def choose(window: CounterWindow, kind: str) -> None:
    """The kind of applicant is chosen."""
    box = find(window, QComboBox, 'who-kind')
    box.setCurrentIndex(box.findData(kind))


def test_an_enterprise_is_typed_received_and_printed(window: CounterWindow, counter: Counter, qtbot: QtBot) -> None:
    """The check digit is doubted, a number of no shape refused; a card afterwards names who speaks for it."""
    began(window, qtbot)
    press(window, 'type-applicant')
    assert not find(window, QLineEdit, 'body-name').isVisible()
    choose(window, 'enterprise')
    typed(window, who_name="Trần Văn Đô", body_name="Công ty TNHH Mẫu Thử", body_number='010023348')
    press(window, 'write-applicant')
    qtbot.waitUntil(lambda: "chưa đúng" in told(window))
    assert at_desk(window).applicant is None
    typed(window, body_number='0100 233 480')
    assert "sai chữ số kiểm tra" in find(window, QLabel, 'who-doubts').text()
    typed(window, body_number='0100233488', body_address="Số 1 đường Mẫu")
    press(window, 'write-applicant')
    qtbot.waitUntil(lambda: at_desk(window).applicant is not None)
    assert told(window) == ''
    assert find(window, QLabel, 'citizen').text() == "Công ty TNHH Mẫu Thử"
    assert "Trần Văn Đô" in find(window, QLabel, 'citizen-more').text()
    find(window, QPushButton, 'step-who').click()
    card = find(window, QLineEdit, 'card')
    card.setText(CARD)
    QTest.keyClick(card, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: at_desk(window).applicant is not None and '001199000001' in str(at_desk(window).applicant))
    who = at_desk(window).applicant
    assert who is not None
    assert (who.name, who.owner, who.owner_number) == ("Nguyễn Thị Mẫu", "Công ty TNHH Mẫu Thử", '0100233488')
    judged(window, qtbot, 'seen', 'seen', 'seen')
    press(window, 'accept')
    qtbot.waitUntil(lambda: told(window) == "Đã in phiếu.")
    pairs = printed(window, counter)
    assert (pairs["Hồ sơ của"], pairs["Mã số thuế"]) == ("Công ty TNHH Mẫu Thử", '0100233488')
    assert pairs["Người đại diện"] == "Nguyễn Thị Mẫu"
    for part in ('cong ty tnhh', '0100233488', 'nguyen thi mau', '001199000001'):
        assert [line.id for line in counter.readings.my_dossiers('', part)] == [at_desk(window).id], part


def printed(window: CounterWindow, counter: Counter) -> dict[str, str]:
    """What form 01 says, by what it says it of."""
    known, officer = at_desk(window), window.shift.officer
    fields = receipt_fields(known, CentreSettings(), officer, limit=None, at=counter.work.clock.now())
    assert fields.form.signer == "Nguyễn Thị Mẫu"
    return {one.left: one.right for one in receipt_layout(fields) if isinstance(one, Pair)}


def test_an_organisation_that_is_not_chosen_any_more_is_none(window: CounterWindow, qtbot: QtBot) -> None:
    """Chosen by mistake: back to a citizen, nothing of it is written down."""
    began(window, qtbot)
    press(window, 'type-applicant')
    choose(window, 'other')
    typed(window, who_name="Trần Văn Đô", body_name="Hội Mẫu")
    press(window, 'write-applicant')
    qtbot.waitUntil(lambda: find(window, QLabel, 'citizen').text() == "Hội Mẫu")
    find(window, QPushButton, 'step-who').click()
    press(window, 'type-applicant')
    choose(window, '')
    press(window, 'write-applicant')
    qtbot.waitUntil(lambda: find(window, QLabel, 'citizen').text() == "Trần Văn Đô")
    who = at_desk(window).applicant
    assert who is not None
    assert who.organisation is None


# kind and number, what S1 and S2 say, what S3 says; None: it has no number for it
TOLD = [
    (None, '', '1', 0),
    (ENTERPRISE, '0100233488', '2', 1),
    (ENTERPRISE, '0314409058-002', '2', 1),
    (HOUSEHOLD, '001199000001', '2', 2),
    (STATE, 'H99.12', '3', None),
    (OTHER, '', '4', None),
]


def test_each_shape_numbers_them_in_its_own_way(window: CounterWindow, qtbot: QtBot) -> None:
    """And nothing of the record is against the portal's rules."""
    dossier = replace(accepted(window, qtbot), code='000.12.34.H99-261124-0007', components=())
    for kind, number, portal, six in TOLD:
        body = Organisation(kind=kind, name="Công ty Mẫu", number=number) if kind else None
        who = Applicant(name="Trần Văn Đô", number='001099000002', organisation=body)
        report = report_of(
            replace(dossier, applicant=who), PROCEDURE, code=dossier.code, agency='UBND', names=lambda _actor: ''
        )
        record = dossier_record(report, link=lambda digest: digest)
        assert record['LoaiDoiTuong'] == portal
        assert record['ThongTinKhac'] == ("Người đại diện nộp: Trần Văn Đô" if body else '')
        faults = [one.field for one in problems(record)]
        assert faults == ([] if who.owner_number else ['DinhDanhCHS'])
        if six is None:
            with pytest.raises(Exception, match='LoaiDoiTuong'):
                created(record, 'H99', lambda _digest: '')
            continue
        said = created(record, 'H99', lambda _digest: '')
        submitter = said['ThongTinNguoiNop']
        assert isinstance(submitter, dict)
        details = submitter['ThongTinChiTiet']
        assert isinstance(details, dict)
        assert (said['LoaiDoiTuong'], submitter['LoaiDoiTuong'], said['ChuHoSo']) == (six, six, who.owner)
        assert (details['TenNguoiNop'], details['SoDinhDanhChuHs']) == ("Trần Văn Đô", who.owner_number)
