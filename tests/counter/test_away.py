"""The officer goes away: the counter locks by itself or by her key, and nothing of it is lost or shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from counter.app import Counter
from counter.settings import CounterSettings
from counter.start import main
from counter.views.idleness import Idleness
from counter.views.window import CounterWindow
from counter.views.workstation import Workstation
from devices.id_reader.emulator import EmulatedReader
from office import command
from office.officer import Right
from tests.counter.workstation import PASSWORD, at_desk, began, counter_of, find, press


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[EmulatedReader]:
    """A reader of cards on a wire."""
    with EmulatedReader(tmp_path / 'usb') as running:
        yield running


@pytest.fixture
def counter(tmp_path: Path, reader: EmulatedReader) -> Iterator[Counter]:
    """A counter that two officers share."""
    running = counter_of(tmp_path, readers=(reader.address,))
    running.work.supervising.enrol(
        'mai', 'Trần Thị Mai', PASSWORD, position='', agency='', rights=(Right.RECEIVE,), by='system'
    )
    yield running
    running.close()


@pytest.fixture
def station(counter: Counter, qtbot: QtBot) -> Iterator[Workstation]:
    """The counter's screens, with the log-in shown."""
    made = Workstation(counter.work)
    qtbot.addWidget(made.login)
    made.start()
    yield made
    if made.window is not None:
        made.window.close()


def enter(station: Workstation, qtbot: QtBot, name: str = '') -> CounterWindow:
    """An officer logs in; whose name stands there already types her password only."""
    if name:
        find(station.login, QLineEdit, 'login').setText(name)
    find(station.login, QLineEdit, 'password').setText(PASSWORD)
    with qtbot.waitSignal(station.login.logged_in):
        find(station.login, QPushButton, 'enter').click()
    window = station.window
    assert window is not None
    qtbot.waitExposed(window)
    return window


def typing(window: CounterWindow, qtbot: QtBot) -> QLineEdit:
    """A dossier is open, and its applicant's name half typed."""
    began(window, qtbot)
    press(window, 'type-applicant')
    line = find(window, QLineEdit, 'who-name')
    QTest.keyClicks(line, 'Do Thi')
    return line


def test_a_counter_locks_after_ten_minutes_by_default(station: Workstation, qtbot: QtBot) -> None:
    """And a touch begins the ten minutes anew; while it is locked nothing is counted."""
    assert CounterSettings().lock_minutes == 10
    timer = station.idleness.timer
    assert not timer.isActive()
    window = enter(station, qtbot, 'lan')
    assert (timer.isActive(), timer.interval()) == (True, 600_000)
    timer.stop()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert timer.isActive()
    press(window, 'lock')
    assert not timer.isActive()


def test_nothing_typed_is_lost_while_it_locks_itself(station: Workstation, qtbot: QtBot) -> None:
    """The log-in says why it is there; the same officer finds the half-typed name, and the page she was at."""
    window = enter(station, qtbot, 'lan')
    typing(window, qtbot)
    station.idleness.timer.setInterval(1)
    station.idleness.timer.start()
    qtbot.waitUntil(station.login.isVisible)
    assert not window.isVisible()
    assert (
        find(station.login, QLabel, 'login-told').text().startswith("Quầy tự khóa vì 10 phút không ai dùng. Lê Thị Lan")
    )
    station.idleness.timer.setInterval(600_000)
    assert enter(station, qtbot) is window
    assert window.isVisible()
    assert find(window, QLineEdit, 'who-name').text() == 'Do Thi'


def test_a_card_shown_to_a_locked_counter_is_nobodys(
    station: Workstation, counter: Counter, reader: EmulatedReader, qtbot: QtBot
) -> None:
    """The dossier behind the lock gets no applicant."""
    window = enter(station, qtbot, 'lan')
    counter.start_devices()
    began(window, qtbot)
    press(window, 'lock')
    qtbot.waitUntil(lambda: reader.is_listened_to(0))
    with qtbot.waitSignal(counter.work.identifying.readers[0].read):
        reader.show()
    qtbot.waitUntil(lambda: counter.work.store_jobs.is_idle)
    assert at_desk(window).applicant is None


def test_another_officer_sees_nothing_of_the_first(station: Workstation, qtbot: QtBot) -> None:
    """She gets a window of her own; what the first one typed waits for her in its dossier's draft."""
    first = enter(station, qtbot, 'lan')
    typing(first, qtbot)
    dossier = at_desk(first).id
    press(first, 'lock')
    second = enter(station, qtbot, 'mai')
    assert second is not first
    assert second.dossier.dossier is None
    QTest.keyClick(second, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: station.window is None)
    assert find(station.login, QLineEdit, 'login').text() == ''
    again = enter(station, qtbot, 'lan')
    again.dossier.open(dossier)
    qtbot.waitUntil(lambda: find(again, QLineEdit, 'who-name').text() == 'Do Thi')


def test_nought_minutes_is_never(qtbot: QtBot) -> None:
    """A counter behind a door may stay open."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    never = Idleness(0)
    never.watch(window)
    assert not never.timer.isActive()


def test_an_account_that_is_shut_ends_the_shift_at_once(
    tmp_path: Path, counter: Counter, station: Workstation, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the administrator's command, on this machine or through the centre; what was half typed is kept."""
    window = enter(station, qtbot, 'lan')
    typing(window, qtbot)
    dossier = at_desk(window).id
    config = tmp_path / 'quay.toml'
    config.write_text(f'[store]\nfolder = "{counter.store.settings.folder}"\nkeyring = false\n', encoding='utf-8')
    assert main(['--config', str(config), '--revise', 'lan', '--shut']) == command.DONE
    assert 'đã đóng' in capsys.readouterr().out
    qtbot.waitUntil(lambda: station.window is None)
    assert station.login.isVisible()
    assert "Lê Thị Lan vừa bị đóng" in find(station.login, QLabel, 'login-told').text()
    qtbot.waitUntil(lambda: counter.work.store_jobs.is_idle)
    assert any(dossier in key for (key,) in _drafts(counter))
    assert main(['--config', str(config), '--revise', 'lan', '--no-shut', '--rights', 'return']) == command.DONE
    assert main(['--config', str(config), '--revise', 'nobody', '--shut']) == command.REFUSED
    assert enter(station, qtbot, 'lan').shift.officer.rights == (Right.RETURN,)


def _drafts(counter: Counter) -> list[tuple[str]]:
    with counter.store.read() as books:
        return list(books.connection.execute('SELECT key FROM draft'))
