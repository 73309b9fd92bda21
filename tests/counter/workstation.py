"""What tests of the counter share: a running counter with its printer, and an officer who has logged in."""

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from counter.app import Counter, Opened
from counter.config import CounterConfig
from counter.models.work import Shift
from counter.settings import CounterSettings
from counter.views.login import Login
from counter.views.window import CounterWindow
from devices.settings import DeviceSettings
from office.centre import CentreSettings
from office.dossier import Dossier, DossierState
from office.officer import Right
from tests.offices import FixedClock, SequenceIds, settings_of

CARD = '001199000001||Nguyễn Thị Mẫu|02031999|Nữ|Thôn Thử, Xã Mẫu, Hà Nội|15042021'
PASSWORD = 'a long invented sentence'
BIRTH = '1.001193'

W = TypeVar('W', bound=QWidget)


def counter_of(
    folder: Path,
    printer: str = '',
    centre: CentreSettings | None = None,
    readers: tuple[str, ...] = (),
    *,
    chip_reader: str = '',
    face_camera: str = '',
    camera: str = '',
) -> Counter:
    """A counter with one officer's account."""
    config = CounterConfig(
        centre=centre or CentreSettings(),
        store=settings_of(folder / 'store'),
        devices=DeviceSettings(
            receipt_printer=f'{printer}?seconds=1' if printer else '',
            id_readers=readers,
            chip_reader=chip_reader,
            face_camera=face_camera,
            camera=camera,
        ),
        counter=CounterSettings(name='3'),
    )
    running = Counter(config, Opened(config, clock=FixedClock(), ids=SequenceIds()))
    running.work.supervising.enrol(
        'lan', 'Lê Thị Lan', PASSWORD, position='', agency='', rights=(Right.RECEIVE, Right.RETURN), by='system'
    )
    return running


def logged_in(counter: Counter, qtbot: QtBot) -> Shift:
    """The shift of an officer who typed her name and password."""
    login = Login(counter.work.centre.name, counter.work.counter)
    login.open_to(counter.work)
    qtbot.addWidget(login)
    find(login, QLineEdit, 'login').setText('lan')
    find(login, QLineEdit, 'password').setText(PASSWORD)
    with qtbot.waitSignal(login.logged_in) as came_in:
        find(login, QPushButton, 'enter').click()
    shift = came_in.args[0]
    assert isinstance(shift, Shift)
    return shift


def opened_window(counter: Counter, qtbot: QtBot) -> CounterWindow:
    """The window of an officer who has logged in."""
    made = CounterWindow(logged_in(counter, qtbot))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def find(parent: QWidget, kind: type[W], name: str) -> W:
    """A widget by its name."""
    found = parent.findChild(kind, name)
    assert found is not None, name
    return found


def told(window: CounterWindow) -> str:
    """The last message."""
    return find(window, QLabel, 'told').text()


def press(window: CounterWindow, name: str) -> None:
    """Press an enabled button."""
    button = find(window, QPushButton, name)
    assert button.isEnabled(), name
    button.click()


def at_desk(window: CounterWindow) -> Dossier:
    """The dossier at the desk."""
    known = window.dossier.dossier
    assert known is not None
    return known


def began(window: CounterWindow, qtbot: QtBot, procedure: str = BIRTH) -> None:
    """A dossier of a procedure's first case is open."""
    search = find(window, QLineEdit, 'procedure-search')
    search.setText(procedure)
    found = find(window, QListWidget, 'procedures-found')
    qtbot.waitUntil(lambda: found.count() == 1)
    cases = find(window, QListWidget, 'cases')
    QTest.keyClick(search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.dossier.dossier is not None or cases.hasFocus())
    if window.dossier.dossier is None:
        QTest.keyClick(cases, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.dossier.dossier is not None)


def identified(window: CounterWindow, qtbot: QtBot) -> None:
    """The applicant's card has been scanned."""
    card = find(window, QLineEdit, 'card')
    card.setText(CARD)
    QTest.keyClick(card, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: at_desk(window).applicant is not None)


def opened(window: CounterWindow, qtbot: QtBot) -> None:
    """A birth registration is open, and the mother's card has been scanned."""
    began(window, qtbot)
    identified(window, qtbot)


def judged(window: CounterWindow, qtbot: QtBot, *marks: str) -> None:
    """Each paper is judged in turn."""
    for mark in marks:
        before = at_desk(window)
        press(window, mark)
        qtbot.waitUntil(lambda before=before: at_desk(window) != before)


def accepted(window: CounterWindow, qtbot: QtBot) -> Dossier:
    """A birth registration has been received, and its receipt printed."""
    opened(window, qtbot)
    judged(window, qtbot, 'seen', 'seen', 'seen')
    press(window, 'accept')
    qtbot.waitUntil(lambda: told(window) == "Đã in phiếu.")
    dossier = at_desk(window)
    assert dossier.state is DossierState.ACCEPTED
    return dossier
