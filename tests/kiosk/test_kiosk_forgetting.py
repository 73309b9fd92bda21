"""Nothing of a citizen stays at the kiosk, and she has no way out of it."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.app import Kiosk
from kiosk.models.idle import IdleClock
from tests.kiosk.touching import below, find, kiosk_on, seconds_pass, shows, touch, touch_to_ticket, type_in


@pytest.fixture
def kiosk(tmp_path: Path, qtbot: QtBot) -> Iterator[Kiosk]:
    """A kiosk without printer and reader."""
    running = kiosk_on(tmp_path / 'store', qtbot)
    yield running
    running.close()


def words_on(kiosk: Kiosk) -> str:
    """Every visible text of the window."""
    texts = (item.property('text') for item in below(kiosk.window.contentItem()))
    return '\n'.join(text for text in texts if isinstance(text, str))


def test_seconds_pass_by_themselves(qtbot: QtBot) -> None:
    """Where no test counts them."""
    owner = QObject()
    clock = IdleClock(owner)
    with qtbot.waitSignal(clock.ticked):
        assert clock.seconds == 0
    assert clock.seconds == 1
    clock.stop()


def test_the_warning_keeps_the_screen_for_who_is_there(kiosk: Kiosk, qtbot: QtBot) -> None:
    """A typed code survives the warning when she touches it, and the seconds that are left are counted down."""
    touch(kiosk.window, 'lookup')
    type_in(kiosk, 'H99')
    seconds_pass(kiosk, 45)
    assert shows(kiosk.window, 'idle-warning')
    assert kiosk.session.warning == "Màn hình sẽ trở về đầu sau 10 giây."
    seconds_pass(kiosk, 4)
    assert kiosk.session.warning == "Màn hình sẽ trở về đầu sau 6 giây."
    touch(kiosk.window, 'stay')
    assert not shows(kiosk.window, 'idle-warning')
    assert kiosk.session.face['code'] == 'H99'


def test_everything_is_wiped_in_under_a_second(kiosk: Kiosk, qtbot: QtBot) -> None:
    """Ticket, typed words, answer, language, text size and colours: gone when the last second is over."""
    touch(kiosk.window, 'language')
    touch(kiosk.window, 'text-size')
    touch(kiosk.window, 'contrast')
    touch_to_ticket(kiosk, qtbot)
    size = kiosk.theme.body
    seconds_pass(kiosk, 99)
    assert shows(kiosk.window, 'ticket-label')
    begun = time.monotonic()
    seconds_pass(kiosk, 1)
    kiosk.window.grabWindow()
    assert time.monotonic() - begun < 1
    assert kiosk.session.screen == 'welcome'
    assert kiosk.texts.language == 'vi'
    assert kiosk.theme.body < size
    assert kiosk.theme.paper == '#FAF9F6'
    assert kiosk.session.face['ticket'] == {}
    assert 'A001' not in words_on(kiosk)


def test_an_answer_that_comes_after_she_left_is_told_to_nobody(kiosk: Kiosk, qtbot: QtBot) -> None:
    """A look-up under way at the moment of wiping shows on no later screen."""
    touch(kiosk.window, 'lookup')
    type_in(kiosk, 'H99')
    touch(kiosk.window, 'look')
    kiosk.session.wipe()
    kiosk.session.open_lookup()
    qtbot.waitUntil(lambda: kiosk.store_jobs.is_idle)
    assert kiosk.session.face['answer'] == {}
    assert kiosk.session.face['code'] == ''


def test_at_home_only_the_language_is_forgotten_and_nobody_is_asked(kiosk: Kiosk) -> None:
    """Somebody touched "English" and walked away."""
    touch(kiosk.window, 'language')
    seconds_pass(kiosk, 44)
    assert kiosk.texts.language == 'en'
    seconds_pass(kiosk, 1)
    assert kiosk.texts.language == 'vi'
    assert not shows(kiosk.window, 'idle-warning')


def test_nobody_is_sent_away_while_her_number_is_written(kiosk: Kiosk, qtbot: QtBot) -> None:
    """However long the store takes, the number is shown; touches meanwhile do nothing."""
    touch(kiosk.window, 'service-A')
    qtbot.waitUntil(lambda: kiosk.session.screen == 'procedures')
    kiosk.session.take('1.001193')
    seconds_pass(kiosk, 70)
    kiosk.session.start_over()
    kiosk.session.take('1.001193')
    qtbot.waitUntil(lambda: kiosk.session.screen == 'ticket')
    qtbot.waitUntil(lambda: kiosk.store_jobs.is_idle)
    assert find(kiosk.window, 'ticket-label').property('text') == 'A001'
    assert len(kiosk.readings.waiting(kiosk.store.clock.now().date())) == 1


def test_a_citizen_has_no_way_out(tmp_path: Path, qtbot: QtBot) -> None:
    """In full screen the window has no frame, refuses to be closed, and no key does anything."""
    kiosk = kiosk_on(tmp_path / 'locked', qtbot, full_screen=True)
    window = kiosk.window
    assert window.flags() & Qt.WindowType.FramelessWindowHint
    keys = (Qt.Key.Key_Escape, Qt.Key.Key_F11, Qt.Key.Key_Q, Qt.Key.Key_F4, Qt.Key.Key_Tab, Qt.Key.Key_Return)
    modifiers = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier)
    for key in keys:
        for modifier in modifiers:
            QTest.keyClick(window, key, modifier)
    assert not window.close()
    assert window.isVisible()
    assert kiosk.session.screen == 'welcome'
    kiosk.close()


def test_a_training_window_can_be_closed(kiosk: Kiosk) -> None:
    """Without full screen it is a window like any other."""
    assert kiosk.window.close()
