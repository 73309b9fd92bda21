"""The log-in shows before the store is open: letters are taken, Enter waits, and a store that stays shut says why."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from counter.app import Opened
from counter.config import CounterConfig
from counter.settings import CounterSettings
from counter.start import RIGHTS, Start
from devices.settings import DeviceSettings
from office.centre import CentreSettings
from office.desk.supervising import Supervising
from office.officer import Right
from sync.keys import KEY_FILE
from sync.passwords import Argon2
from sync.settings import StoreSettings
from tests.counter.workstation import PASSWORD, find
from tests.offices import FixedClock, SequenceIds


@pytest.fixture
def config(tmp_path: Path) -> CounterConfig:
    """A counter whose one officer has an account; its store is closed."""
    made = CounterConfig(
        centre=CentreSettings(),
        store=StoreSettings(folder=str(tmp_path), keyring=False, busy_seconds=0.1),
        devices=DeviceSettings(),
        counter=CounterSettings(name='3'),
    )
    opened = Opened(made, clock=FixedClock(), ids=SequenceIds())
    Supervising(opened.store, opened.clock, opened.ids, Argon2()).enrol(
        'lan', "Lê Thị Lan", PASSWORD, position='', agency='', rights=(Right.RECEIVE,), by='system'
    )
    opened.close()
    return made


@pytest.fixture
def start(config: CounterConfig, qtbot: QtBot) -> Iterator[Start]:
    """The log-in on the screen, and nothing behind it yet."""
    made = Start(config)
    made.login.ask()
    qtbot.waitExposed(made.login)
    yield made
    for window in (made.desk.window if made.desk else None, made.login):
        if window is not None:
            window.close()
            window.deleteLater()
    made.close()


def typed(start: Start) -> None:
    """The officer types her name and her password, and presses Enter."""
    find(start.login, QLineEdit, 'login').setText('lan')
    find(start.login, QLineEdit, 'password').setText(PASSWORD)
    find(start.login, QPushButton, 'enter').click()


def says(start: Start) -> str:
    """What the log-in says beside its fields, '' for nothing."""
    told = find(start.login, QLabel, 'login-told')
    return told.text() if told.isVisible() else ''


def brought(module: str, heavy: tuple[str, ...]) -> list[str]:
    """Which of some modules a fresh Python has after importing one."""
    call = f'import json, sys, {module}; print(json.dumps([one for one in {heavy} if one in sys.modules]))'
    run = subprocess.run([sys.executable, '-c', call], capture_output=True, text=True, timeout=60, check=True)
    found: list[str] = json.loads(run.stdout)
    return found


def test_the_log_in_brings_no_store_before_its_first_frame() -> None:
    """What makes it show at once: neither the rules nor the store nor its ciphers are imported for it."""
    heavy = ('sync.store', 'sqlcipher3', 'cryptography', 'office.facts', 'office.workdays', 'counter.views.window')
    assert brought('counter.start', heavy) == []


@pytest.mark.parametrize('program', ['counter', 'kiosk'])
def test_no_source_is_read_and_kept_for_what_is_imported(program: str) -> None:
    """Qt's own hook reads every module's, for a feature that nothing here uses; that was 8 MB of a counter."""
    call = f'import linecache, {program}.start, {program}.app; print(*linecache.cache)'
    run = subprocess.run([sys.executable, '-c', call], capture_output=True, text=True, timeout=60, check=True)
    assert not [one for one in run.stdout.split() if f'/{program}/' in one or '/sync/' in one]


def test_an_account_can_be_given_every_right_that_there_is() -> None:
    """The command spells the rights as the rules do."""
    assert tuple(Right) == RIGHTS


def test_the_work_brings_only_what_every_officer_uses() -> None:
    """The courier and its log, pictures, printers' bytes and PDFs arrive with the first that needs them, if ever."""
    heavy = (
        'structlog',
        'asyncio',
        'sqlite_utils',
        'numpy',
        'cv2',
        'PIL',
        'escpos',
        'pikepdf',
        'argon2',
        'keyring',
        'cryptography',
    )
    assert brought('counter.app', heavy) == []


def test_enter_before_the_store_is_open_comes_in_when_it_is(start: Start, qtbot: QtBot) -> None:
    """The button waits and says so; nothing is to be typed again."""
    typed(start)
    assert says(start) == "Đang mở dữ liệu, mở xong sẽ đăng nhập ngay."
    assert not find(start.login, QPushButton, 'enter').isEnabled()
    with qtbot.waitSignal(start.login.logged_in) as came_in:
        start.open()
    assert came_in.args[0].officer.login == 'lan'
    assert start.desk is not None
    assert start.desk.window is not None
    assert start.desk.window.isVisible()


def test_begun_it_opens_by_itself(start: Start, qtbot: QtBot) -> None:
    """Nobody has pressed anything: the log-in is silent and answers at the first Enter."""
    start.begin()
    qtbot.waitUntil(lambda: start.desk is not None)
    assert says(start) == ''
    with qtbot.waitSignal(start.login.logged_in):
        typed(start)


def test_a_lost_key_is_said_in_the_log_in_and_tried_again(start: Start, tmp_path: Path, qtbot: QtBot) -> None:
    """What was typed stays; once the administrator has put the key back, Enter is enough."""
    key = tmp_path / KEY_FILE
    kept = key.read_text(encoding='ascii')
    key.unlink()
    typed(start)
    start.open()
    qtbot.waitUntil(lambda: says(start).startswith("Không thấy khóa"))
    assert find(start.login, QPushButton, 'enter').isEnabled()
    assert find(start.login, QLineEdit, 'password').text() == PASSWORD
    key.write_text(kept, encoding='ascii')
    key.chmod(0o600)
    with qtbot.waitSignal(start.login.logged_in):
        find(start.login, QPushButton, 'enter').click()


@pytest.mark.parametrize(
    ('harm', 'sentence'),
    [
        ('wrong', "Khóa không mở được dữ liệu"),
        ('open', "Người khác đọc được tệp khóa"),
        ('newer', "Dữ liệu do phiên bản mới hơn"),
        ('busy', "Máy khác đang ghi dữ liệu"),
    ],
)
def test_a_store_that_stays_shut_says_why(
    harm: str, sentence: str, start: Start, config: CounterConfig, qtbot: QtBot
) -> None:
    """Each with its own sentence, in the window and not on a console that nobody sees."""
    other, key = Opened(config, clock=FixedClock(), ids=SequenceIds(5)), Path(config.store.folder) / KEY_FILE
    if harm == 'wrong':
        key.write_text('00' * 32, encoding='ascii')
    elif harm == 'open':
        key.chmod(0o644)
    elif harm == 'newer':
        other.store._connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('motcua', 'm9999_later', '')"
        )
    else:
        other.store._connection.execute('BEGIN IMMEDIATE')
    start.open()
    qtbot.waitUntil(lambda: says(start).startswith(sentence))
    assert start.desk is None
    other.close()


def test_hours_that_nobody_can_read_are_said_too(config: CounterConfig, qtbot: QtBot) -> None:
    """A slip in the settings that shows only once the store is open: the log-in doesn't wait for ever."""
    start = Start(replace(config, centre=replace(config.centre, hours='from seven')))
    qtbot.addWidget(start.login)
    start.login.ask()
    typed(start)
    start.open()
    qtbot.waitUntil(lambda: 'hours.shape' in says(start))
    assert find(start.login, QPushButton, 'enter').isEnabled()
    start.close()
