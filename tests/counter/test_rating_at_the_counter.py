"""How she was served is hers to say: by touch or by the keys that are handed to her, once, and not for the officer."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from counter.app import Counter
from counter.views.window import CounterWindow
from counter.views.workstation import Workstation
from office.errors import Trouble
from office.papers import PaperStatus
from office.person import Applicant
from sync.ratings import figures
from sync.verify import verify
from tests.counter.test_away import enter
from tests.counter.test_citizen_display import SINGLE, Cable, faced, words
from tests.counter.workstation import at_desk, counter_of, find, press


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    """A counter with one officer's account."""
    running = counter_of(tmp_path)
    yield running
    running.close()


def stationed(counter: Counter, qtbot: QtBot, *, display: str) -> Workstation:
    """The counter's screens, with a display for the citizen or without."""
    made = Workstation(replace(counter.work, citizen_display=display), displays=Cable())
    qtbot.addWidget(made.login)
    made.start()
    return made


def received(station: Workstation, counter: Counter, qtbot: QtBot) -> CounterWindow:
    """A dossier has just been received."""
    window = enter(station, qtbot, 'lan')
    intake, officer = counter.work.intake, window.shift.officer.id
    known = intake.open_dossier(SINGLE, officer)
    intake.identify(known.id, Applicant(name="Nguyễn Thị Mẫu", number='001199000001'), officer)
    for part in known.components:
        intake.mark(known.id, part.listed.code, PaperStatus.SEEN, officer, originals=1)
    window.dossier.open(known.id)
    qtbot.waitUntil(lambda: window.dossier.dossier is not None)
    window.dossier.accept()
    qtbot.waitUntil(lambda: bool(at_desk(window).code))
    return window


def all_words(widget: QWidget) -> str:
    """Everything that a window says, shown or not."""
    return '\n'.join(one.text() for kind in (QLabel, QPushButton) for one in widget.findChildren(kind))


def test_she_says_by_touch_what_she_is_not_satisfied_with(counter: Counter, qtbot: QtBot) -> None:
    """Her answer is durable before it is thanked for; the officer learns that she answered, and nothing of what."""
    station = stationed(counter, qtbot, display='2')
    window = received(station, counter, qtbot)
    screen = faced(station)
    assert find(window, QPushButton, 'ask-rating').isEnabled()
    find(screen, QPushButton, 'citizen-rate').click()
    find(screen, QPushButton, 'rate-not').click()
    find(screen, QPushButton, 'opinion-wait').click()
    find(screen, QPushButton, 'opinion-late').click()
    find(screen, QPushButton, 'opinion-late').click()
    assert figures(counter.store) == []
    find(screen, QPushButton, 'rate-send').click()
    qtbot.waitUntil(lambda: "Cảm ơn" in words(screen))
    (figure,) = figures(counter.store)
    assert (figure.not_satisfied, figure.rated, figure.opinions) == (1, 1, ("Phải chờ lâu (1)",))
    assert "hài lòng" not in all_words(window)
    assert "Phải chờ" not in all_words(window)
    assert find(window, QPushButton, 'ask-rating').text() == "Đã trả lời (Shift+F12)"
    assert not find(window, QPushButton, 'ask-rating').isEnabled()
    assert verify(counter.store) == []
    window.close()
    station.second.close()


def test_without_a_display_the_counter_is_handed_over(counter: Counter, qtbot: QtBot) -> None:
    """Full screen, nothing of hers but the question; her key answers, and the officer has her window again."""
    station = stationed(counter, qtbot, display='')
    window = received(station, counter, qtbot)
    assert station.second.screen is None
    press(window, 'ask-rating')
    handed = station.second.handed
    assert handed is not None
    assert "Nguyễn" not in words(handed)
    QTest.keyClick(handed, Qt.Key.Key_7)
    QTest.keyClick(handed, Qt.Key.Key_Escape)
    assert station.second.handed is None
    assert figures(counter.store) == []
    press(window, 'ask-rating')
    handed = station.second.handed
    assert handed is not None
    QTest.keyClick(handed, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: "Cảm ơn" in words(handed))
    assert figures(counter.store)[0].very == 1
    station.second._thanked.setInterval(1)
    station.second._thanked.start()
    qtbot.waitUntil(lambda: station.second.handed is None)
    window.close()


def test_a_display_that_cannot_be_touched_is_turned_by_the_officer(counter: Counter, qtbot: QtBot) -> None:
    """And asks with keys; locking takes it back at once."""
    station = Workstation(replace(counter.work, citizen_display='2', citizen_touch=False), displays=Cable())
    qtbot.addWidget(station.login)
    station.start()
    window = received(station, counter, qtbot)
    screen, before = faced(station), station.citizen.at
    for _page in range(9):
        press(window, 'citizen-next')
        if station.citizen.at is not before:
            break
    assert station.citizen.at is not before
    press(window, 'citizen-speak')
    assert "Counter 3" in words(screen)
    press(window, 'ask-rating')
    assert station.second.handed is not None
    press(window, 'lock')
    assert station.second.handed is None
    window.close()
    station.second.close()


def test_declining_is_as_easy_and_counts_for_nobody(counter: Counter, qtbot: QtBot) -> None:
    """After a restart the same reception is not asked about again: the store refuses, she is thanked."""
    station = stationed(counter, qtbot, display='2')
    window = received(station, counter, qtbot)
    find(faced(station), QPushButton, 'citizen-rate').click()
    find(faced(station), QPushButton, 'rate-decline').click()
    qtbot.waitUntil(lambda: not station.citizen.rating.is_open)
    (figure,) = figures(counter.store)
    assert (figure.rated, figure.declined) == (0, 1)
    station.citizen.rating._given.clear()
    station.second.ask()
    find(faced(station), QPushButton, 'rate-very').click()
    qtbot.waitUntil(lambda: not station.citizen.rating.is_open)
    assert figures(counter.store) == [figure]
    window.close()
    station.second.close()


def test_an_answer_that_cannot_be_kept_is_said_so(
    counter: Counter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is thanked for that isn't there; the officer may ask again."""
    station = stationed(counter, qtbot, display='2')
    window = received(station, counter, qtbot)
    find(faced(station), QPushButton, 'citizen-rate').click()

    def full(*_args: object) -> None:
        raise Trouble('store.disk_full')

    with monkeypatch.context() as patched:
        patched.setattr(type(counter.store), 'change', full)
        find(faced(station), QPushButton, 'rate-very').click()
        qtbot.waitUntil(lambda: "chưa ghi được" in words(faced(station)))
    press(window, 'ask-rating')
    find(faced(station), QPushButton, 'rate-very').click()
    qtbot.waitUntil(lambda: "Cảm ơn" in words(faced(station)))
    window.close()
    station.second.close()
