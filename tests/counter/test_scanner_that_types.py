"""A scanner that types, at the counter: its codes go where cards go and into no field, and people's keys all arrive."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from counter.app import Counter
from counter.models.steps import StepName
from counter.views.window import CounterWindow
from devices.id_reader.wedge import Stroke
from office.person import Proof
from tests.counter.workstation import CARD, at_desk, began, counter_of, find, opened_window, press, told
from tests.devices.test_id_reader_wedge import LOSSY
from tests.devices.wedge_keys import by_method, pressed, written

ENTER = Qt.Key.Key_Return


class Keys:
    """A keyboard at the window, with a clock of its own: what is pressed bears the times of a scanner or a person."""

    def __init__(self, window: CounterWindow) -> None:
        self._window = window
        self._at = 1_000_000.0

    def press(self, strokes: list[Stroke], *, then: int = 0, wait: float = 1000.0) -> None:
        """Press keys, after a pause, as the system hands them to the window; ``then`` is a last key."""
        begin = self._at + wait
        for stroke in strokes:
            self._at = begin + stroke.at
            key = Qt.Key.Key_Backspace if stroke.is_back else (ord(stroke.text.upper()[0]) if stroke.text else 0)
            self._send(int(key), stroke.text, stroke.scan, is_shifted=stroke.is_shifted)
        if then:
            self._at += 3
            self._send(then, '\r' if then == ENTER else '', 0)

    def _send(self, key: int, text: str, scan: int, *, is_shifted: bool = False) -> None:
        shift = Qt.KeyboardModifier.ShiftModifier if is_shifted else Qt.KeyboardModifier.NoModifier
        event = QKeyEvent(QEvent.Type.KeyPress, key, shift, scan + 8 if scan else 0, 0, 0, text)
        event.setTimestamp(int(self._at))
        QCoreApplication.sendEvent(self._window.windowHandle(), event)


@pytest.fixture(params=['keyboard:*?method=telex'])
def typing(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Counter]:
    """A counter whose scanner types."""
    running = counter_of(tmp_path, readers=(request.param,))
    running.start_devices()
    yield running
    running.close()


@pytest.fixture
def window(typing: Counter, qtbot: QtBot) -> CounterWindow:
    """An officer's window with a dossier open."""
    made = opened_window(typing, qtbot)
    began(made, qtbot)
    return made


def texts_of(window: QWidget) -> list[str]:
    """What stands in the fields of the window."""
    return [line.text() for line in window.findChildren(QLineEdit) if line.text()]


def test_a_scan_goes_into_no_field_wherever_the_cursor_is(window: CounterWindow, qtbot: QtBot) -> None:
    """The officer types a name, and the scanner reads: the name stays as it is, and the card is read."""
    press(window, 'type-applicant')
    name = find(window, QLineEdit, 'who-name')
    qtbot.waitUntil(name.hasFocus)
    keys = Keys(window)
    keys.press(pressed('Tran', every=150))
    qtbot.waitUntil(lambda: name.text() == 'Tran')
    before = texts_of(window)
    keys.press(written(CARD), then=ENTER)
    qtbot.waitUntil(lambda: at_desk(window).applicant is not None)
    applicant = at_desk(window).applicant
    assert applicant is not None
    assert (applicant.name, applicant.proof) == ('Nguyễn Thị Mẫu', Proof.QR_UNPROVEN)
    assert 'Tran' in before
    assert not any('001199' in text for text in texts_of(window))


def test_what_a_person_types_arrives_whole_and_in_order(window: CounterWindow, qtbot: QtBot) -> None:
    """Slowly, in haste, and with two keys rolled."""
    press(window, 'type-applicant')
    name = find(window, QLineEdit, 'who-name')
    qtbot.waitUntil(name.hasFocus)
    keys = Keys(window)
    for every, word in ((150.0, 'Nguyen '), (60.0, 'Thi '), (20.0, 'Mau')):
        keys.press(pressed(word, every=every))
    qtbot.waitUntil(lambda: name.text() == 'Nguyen Thi Mau')
    keys.press([Stroke(at=0, is_back=True), *pressed('i', begin=100)])
    qtbot.waitUntil(lambda: name.text() == 'Nguyen Thi Mai')


def test_an_enter_of_a_person_is_an_enter(window: CounterWindow, qtbot: QtBot) -> None:
    """The letters before it are there when it comes."""
    window.intake.look_at(StepName.PROCEDURE)
    press(window, 'tab-dossiers')
    search = window.list_page.findChildren(QLineEdit)[0]
    search.setFocus()
    entered: list[str] = []
    search.returnPressed.connect(lambda: entered.append(search.text()))
    Keys(window).press(pressed('mau', every=20), then=ENTER)
    qtbot.waitUntil(lambda: bool(entered))
    assert entered == ['mau']


def test_under_another_layout_the_card_is_read(window: CounterWindow, qtbot: QtBot) -> None:
    """French here; others in the table of ``test_id_reader_wedge``."""
    Keys(window).press(pressed(LOSSY, layout='fr'), then=ENTER)
    qtbot.waitUntil(lambda: at_desk(window).applicant is not None)
    applicant = at_desk(window).applicant
    assert applicant is not None
    assert (applicant.name, applicant.number) == ('DO THI MAU', '001199000000')
    assert 'name.no_diacritics' in window.dossier.warnings


def test_what_the_input_method_took_is_given_back(window: CounterWindow, qtbot: QtBot) -> None:
    Keys(window).press(by_method(LOSSY, 'telex'), then=ENTER)
    qtbot.waitUntil(lambda: at_desk(window).applicant is not None)
    applicant = at_desk(window).applicant
    assert applicant is not None
    assert applicant.address == 'Khu A1, Phuong Book, Tinh Mau'


@pytest.mark.parametrize('typing', ['keyboard:*'], indirect=True)
def test_what_nobody_can_tell_is_said_and_nothing_is_written(window: CounterWindow, qtbot: QtBot) -> None:
    Keys(window).press(by_method(LOSSY, 'telex'), then=ENTER)
    qtbot.waitUntil(lambda: told(window).startswith("Bộ gõ tiếng Việt đã sửa chữ của máy quét."))
    assert at_desk(window).applicant is None
    assert not any('001199' in text for text in texts_of(window))


def test_text_that_an_input_method_hands_over_is_held_too(window: CounterWindow, qtbot: QtBot) -> None:
    """Letter by letter in haste it is a scan; one word of a person's is hers."""
    press(window, 'type-applicant')
    name = find(window, QLineEdit, 'who-name')
    qtbot.waitUntil(name.hasFocus)
    word = QInputMethodEvent()
    word.setCommitString('Nguyễn')
    QCoreApplication.sendEvent(name, word)
    qtbot.waitUntil(lambda: name.text() == 'Nguyễn')
    for char in CARD:
        letter = QInputMethodEvent()
        letter.setCommitString(char)
        QCoreApplication.sendEvent(name, letter)
    qtbot.waitUntil(lambda: at_desk(window).applicant is not None)
    assert not any('001199' in text for text in texts_of(window))


def test_a_code_of_something_else_is_looked_for(window: CounterWindow, qtbot: QtBot) -> None:
    """As with every reader: the QR of a receipt finds its dossier."""
    Keys(window).press(pressed('H99.12-261124-0001'), then=ENTER)
    qtbot.waitUntil(lambda: window.results_page.search.text() == 'H99.12-261124-0001')
