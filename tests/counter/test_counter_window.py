"""An officer's work at the window: log in, call, take in, print, refuse; all by keys."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from counter.app import Counter, CounterConfig
from counter.models.work import Shift
from counter.settings import CounterSettings
from counter.views.login import Login
from counter.views.window import CounterWindow
from devices.receipt_printer.emulator.printer import EmulatedPrinter
from devices.settings import DeviceSettings
from office.centre import CentreSettings
from office.desk.province import ProvinceWord
from office.dossier import DossierState
from office.officer import Right
from office.person import Proof
from office.ticket import TicketState
from tests.offices import FixedClock, SequenceIds, settings_of

CARD = '001199000001||Nguyễn Thị Mẫu|02031999|Nữ|Thôn Thử, Xã Mẫu, Hà Nội|15042021'
PASSWORD = 'a long invented sentence'

W = TypeVar('W', bound=QWidget)


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[EmulatedPrinter]:
    """The counter's printer."""
    with EmulatedPrinter(tmp_path / 'printer') as running:
        yield running


@pytest.fixture
def counter(tmp_path: Path, printer: EmulatedPrinter) -> Iterator[Counter]:
    """A counter with one officer's account."""
    config = CounterConfig(
        centre=CentreSettings(),
        store=settings_of(tmp_path / 'store'),
        devices=DeviceSettings(receipt_printer=f'{printer.address}?seconds=1'),
        counter=CounterSettings(name='3'),
    )
    running = Counter(config, clock=FixedClock(), ids=SequenceIds())
    running.work.supervising.enrol(
        'lan', 'Lê Thị Lan', PASSWORD, position='', agency='', rights=(Right.RECEIVE, Right.RETURN), by='system'
    )
    yield running
    running.close()


@pytest.fixture
def window(counter: Counter, qtbot: QtBot) -> CounterWindow:
    """The window of an officer who has logged in."""
    login = Login(counter.work)
    qtbot.addWidget(login)
    find(login, QLineEdit, 'login').setText('lan')
    find(login, QLineEdit, 'password').setText(PASSWORD)
    with qtbot.waitSignal(login.logged_in) as logged_in:
        find(login, QPushButton, 'enter').click()
    shift = logged_in.args[0]
    assert isinstance(shift, Shift)
    made = CounterWindow(shift)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def find(parent: QWidget, kind: type[W], name: str) -> W:
    """A widget by its name."""
    found = parent.findChild(kind, name)
    assert found is not None, name
    return found


def press(window: CounterWindow, name: str) -> None:
    """Press an enabled button."""
    button = find(window, QPushButton, name)
    assert button.isEnabled(), name
    button.click()


def opened(window: CounterWindow, qtbot: QtBot) -> None:
    """A birth registration is open, and the mother's card has been scanned."""
    search = find(window, QLineEdit, 'procedure-search')
    search.setText('khai sinh')
    qtbot.waitUntil(lambda: find(window, QListWidget, 'procedures-found').count() > 0)
    find(window, QLineEdit, 'procedure-search').setText('1.001193')
    found = find(window, QListWidget, 'procedures-found')
    qtbot.waitUntil(lambda: found.count() == 1)
    QTest.keyClick(search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.dossier.dossier is not None)
    card = find(window, QLineEdit, 'card')
    card.setText(CARD)
    QTest.keyClick(card, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.dossier.dossier is not None and window.dossier.dossier.applicant is not None)


def judged(window: CounterWindow, qtbot: QtBot, *marks: str) -> None:
    """Each paper is judged in turn."""
    for at, mark in enumerate(marks):
        with qtbot.waitSignal(window.dossier.changed):
            press(window, mark)
        papers = find(window, QListWidget, 'papers')
        assert papers.currentRow() == min(at + 1, len(marks) - 1)


def test_a_dossier_is_taken_in_and_its_receipt_printed(
    window: CounterWindow, counter: Counter, printer: EmulatedPrinter, qtbot: QtBot
) -> None:
    """Call, start, find, scan the card, judge three papers, accept: seven presses, one search, one scan."""
    counter.work.queueing.issue('A', series='A', place='K1')
    press(window, 'call-next')
    qtbot.waitUntil(lambda: find(window, QLabel, 'current-number').text() == 'A001')
    press(window, 'start')
    qtbot.waitUntil(lambda: window.queue.current is not None and window.queue.current.state is TicketState.SERVING)
    opened(window, qtbot)
    judged(window, qtbot, 'seen', 'seen', 'seen')
    press(window, 'accept')
    qtbot.waitUntil(lambda: find(window, QLabel, 'told').text() == "Đã in phiếu.")
    dossier = window.dossier.dossier
    assert dossier is not None
    assert dossier.state is DossierState.ACCEPTED
    assert dossier.applicant is not None
    assert dossier.applicant.proof is Proof.QR_UNPROVEN
    assert len(printer.slips()) == 1
    press(window, 'finish')
    qtbot.waitUntil(lambda: window.queue.current is None)


def test_an_incomplete_dossier_is_not_accepted(window: CounterWindow, qtbot: QtBot) -> None:
    """The message names the paper, and nothing has changed."""
    opened(window, qtbot)
    press(window, 'accept')
    qtbot.waitUntil(lambda: find(window, QLabel, 'told').text().startswith("Còn giấy tờ chưa xem"))
    dossier = window.dossier.dossier
    assert dossier is not None
    assert dossier.state is DossierState.OPEN


def test_a_supplement_is_asked_once_for_all_that_is_missing(
    window: CounterWindow, printer: EmulatedPrinter, qtbot: QtBot
) -> None:
    """Form 02 lists what was marked missing and comes out; asking again is no longer offered."""
    opened(window, qtbot)
    judged(window, qtbot, 'seen', 'missing', 'seen')
    find(window, QLineEdit, 'reason').setText('Thiếu giấy chứng sinh')
    press(window, 'supplement')
    qtbot.waitUntil(lambda: len(printer.slips()) == 1)
    qtbot.waitUntil(lambda: find(window, QLabel, 'told').text() == "Đã in phiếu.")
    assert not find(window, QPushButton, 'supplement').isEnabled()


def test_a_lost_answer_of_the_printer_is_asked_of_the_officer(
    window: CounterWindow, printer: EmulatedPrinter, counter: Counter, qtbot: QtBot
) -> None:
    """The slip came out and nobody said so: it is not printed again until the officer says that it isn't there."""
    printer.switches.lose_answer = True
    opened(window, qtbot)
    find(window, QLineEdit, 'reason').setText('Không thuộc thẩm quyền')
    press(window, 'refuse')
    qtbot.waitUntil(lambda: find(window, QPushButton, 'slip-is-there').isVisible())
    assert len(printer.slips()) == 1
    press(window, 'slip-is-there')
    qtbot.waitUntil(lambda: not find(window, QPushButton, 'slip-is-there').isVisible())
    press(window, 'print')
    qtbot.waitUntil(lambda: counter.work.print_jobs.is_idle)
    assert len(printer.slips()) == 1


def test_a_result_is_handed_to_its_applicant(window: CounterWindow, counter: Counter, qtbot: QtBot) -> None:
    """The result waits in the list; without a look at the card it is not handed over."""
    opened(window, qtbot)
    judged(window, qtbot, 'seen', 'seen', 'seen')
    press(window, 'accept')
    qtbot.waitUntil(lambda: find(window, QLabel, 'told').text() == "Đã in phiếu.")
    dossier = window.dossier.dossier
    assert dossier is not None
    ProvinceWord(counter.store, SequenceIds(9)).result(dossier.code, [], happened_at=FixedClock().now())
    window.results.look()
    rows = find(window, QListWidget, 'results')
    qtbot.waitUntil(lambda: rows.count() == 1)
    window.results.open(dossier.id)
    qtbot.waitUntil(lambda: find(window, QPushButton, 'hand-over').isEnabled())
    press(window, 'hand-over')
    qtbot.waitUntil(lambda: find(window, QLabel, 'told').text().startswith("Chưa xác nhận đúng người"))
    window.results.hand_over(seen=True)
    qtbot.waitUntil(lambda: find(window, QLabel, 'told').text() == "Đã trả kết quả.")


def test_a_wrong_password_lets_nobody_in(counter: Counter, qtbot: QtBot) -> None:
    """The window says what to do, and forgets what was typed."""
    login = Login(counter.work)
    qtbot.addWidget(login)
    find(login, QLineEdit, 'login').setText('lan')
    find(login, QLineEdit, 'password').setText('wrong password')
    find(login, QPushButton, 'enter').click()
    told = find(login, QLabel, 'login-told')
    qtbot.waitUntil(lambda: told.text().startswith("Tên đăng nhập hoặc mật khẩu không đúng"))
    assert find(login, QLineEdit, 'password').text() == ''
