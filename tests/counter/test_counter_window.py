"""An officer's work at the window: log in, call, take in, print, refuse; all by keys."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from counter.app import Counter
from counter.models.steps import StepName
from counter.views.dossier_table import DossierTable
from counter.views.login import Login
from counter.views.window import CounterWindow
from devices.receipt_printer.emulator.printer import EmulatedPrinter
from office.desk.province import ProvinceWord
from office.dossier import DossierState
from office.person import Proof
from office.ticket import TicketState
from tests.counter.workstation import accepted, at_desk, find, judged, opened, press, told
from tests.offices import FixedClock, SequenceIds


def test_a_dossier_is_taken_in_and_its_receipt_printed(
    window: CounterWindow, counter: Counter, printer: EmulatedPrinter, qtbot: QtBot
) -> None:
    """Call, start, find, scan the card, judge three papers, accept: seven presses, one search, one scan."""
    counter.work.queueing.issue('A', series='A', place='K1')
    press(window, 'call-next')
    qtbot.waitUntil(lambda: find(window, QLabel, 'current-number').text() == 'A001')
    press(window, 'start')
    qtbot.waitUntil(lambda: window.queue.current is not None and window.queue.current.state is TicketState.SERVING)
    dossier = accepted(window, qtbot)
    assert dossier.applicant is not None
    assert dossier.applicant.proof is Proof.QR_UNPROVEN
    assert len(printer.slips()) == 1
    press(window, 'finish')
    qtbot.waitUntil(lambda: window.queue.current is None)
    assert window.dossier.dossier is None


def test_an_incomplete_dossier_cannot_be_accepted(window: CounterWindow, qtbot: QtBot) -> None:
    """The step says why, and its button is not to be pressed."""
    opened(window, qtbot)
    judged(window, qtbot, 'seen')
    assert not find(window, QPushButton, 'accept').isEnabled()
    assert find(window, QLabel, 'about-finish').toolTip() == "còn 2 giấy tờ chưa xem"
    assert at_desk(window).state is DossierState.OPEN


def test_a_supplement_is_asked_once_for_all_that_is_missing(
    window: CounterWindow, printer: EmulatedPrinter, qtbot: QtBot
) -> None:
    """Form 02 lists what was marked missing and comes out; asking again is no longer offered."""
    opened(window, qtbot)
    judged(window, qtbot, 'seen', 'missing', 'seen')
    find(window, QLineEdit, 'supplement-reason').setText("Thiếu giấy chứng sinh")
    press(window, 'supplement')
    qtbot.waitUntil(lambda: len(printer.slips()) == 1)
    qtbot.waitUntil(lambda: told(window) == "Đã in phiếu.")
    assert not find(window, QPushButton, 'supplement').isEnabled()
    asked = at_desk(window).supplements[0]
    assert [item.what for item in asked.items] == ["nộp 1 bản chính"]


def test_a_dossier_opened_by_mistake_is_put_away_with_a_reason_and_no_slip(
    window: CounterWindow, printer: EmulatedPrinter, counter: Counter, qtbot: QtBot
) -> None:
    """Without a reason nothing happens; afterwards it is nobody's unfinished work, and the reason stays with it."""
    opened(window, qtbot)
    known = at_desk(window)
    window.intake.look_at(StepName.FINISH)
    press(window, 'abandon')
    assert told(window) == "Ghi lý do bỏ hồ sơ vào ô lý do."
    assert at_desk(window).state is DossierState.OPEN
    find(window, QLineEdit, 'reason').setText("Mở nhầm thủ tục")
    QTest.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: at_desk(window).state is DossierState.ABANDONED)
    qtbot.waitUntil(lambda: told(window) == "Đã bỏ hồ sơ, không in gì.")
    press(window, 'new')
    qtbot.waitUntil(lambda: counter.work.store_jobs.is_idle)
    assert window.dossiers.unfinished == []
    assert printer.slips() == []
    with counter.store.read() as books:
        assert books.get_dossier(known.id).state is DossierState.ABANDONED


def test_a_lost_answer_of_the_printer_is_asked_of_the_officer(
    window: CounterWindow, printer: EmulatedPrinter, counter: Counter, qtbot: QtBot
) -> None:
    """The slip came out and nobody said so: it is not printed again until the officer says that it isn't there."""
    printer.switches.lose_answer = True
    opened(window, qtbot)
    find(window, QLineEdit, 'reason').setText("Không thuộc thẩm quyền")
    press(window, 'refuse')
    there = find(window, QPushButton, 'slip-is-there')
    qtbot.waitUntil(there.isVisible)
    assert len(printer.slips()) == 1
    press(window, 'slip-is-there')
    qtbot.waitUntil(lambda: not there.isVisible())
    press(window, 'print')
    qtbot.waitUntil(lambda: counter.work.print_jobs.is_idle)
    assert len(printer.slips()) == 1


def test_a_result_is_handed_to_its_applicant(
    window: CounterWindow, counter: Counter, printer: EmulatedPrinter, qtbot: QtBot
) -> None:
    """The result waits in the list; without a look at the card it is not handed over, and then a slip comes out."""
    dossier = accepted(window, qtbot)
    ProvinceWord(counter.store, SequenceIds(9)).result(dossier.code, [], happened_at=FixedClock().now())
    press(window, 'tab-results')
    rows = find(window, DossierTable, 'results')
    qtbot.waitUntil(lambda: rows.count == 1)
    rows.open_chosen()
    qtbot.waitUntil(lambda: find(window, QPushButton, 'hand-over').isEnabled())
    press(window, 'hand-over')
    qtbot.waitUntil(lambda: told(window).startswith("Chưa xác nhận đúng người"))
    window.results.hand_over(seen=True)
    qtbot.waitUntil(lambda: len(printer.slips()) == 2)
    with counter.store.read() as books:
        returned = books.get_dossier(dossier.id).returned
    assert returned is not None
    assert returned.collector.proof is Proof.BY_EYE


def test_a_wrong_password_lets_nobody_in(counter: Counter, qtbot: QtBot) -> None:
    """The window says what to do, and forgets what was typed."""
    login = Login(counter.work.centre.name, counter.work.counter)
    login.open_to(counter.work)
    qtbot.addWidget(login)
    find(login, QLineEdit, 'login').setText('lan')
    find(login, QLineEdit, 'password').setText('wrong password')
    find(login, QPushButton, 'enter').click()
    said = find(login, QLabel, 'login-told')
    qtbot.waitUntil(lambda: said.text().startswith("Tên đăng nhập hoặc mật khẩu không đúng"))
    assert find(login, QLineEdit, 'password').text() == ''
