"""What is typed survives: the window closes, the counter starts again, and the words are where they were."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from counter.app import Counter, Opened
from counter.config import CounterConfig
from counter.models.work import Shift
from counter.settings import CounterSettings
from counter.views.dossiers_page import SHELVES
from counter.views.window import CounterWindow
from devices.settings import DeviceSettings
from office.centre import CentreSettings
from tests.counter.workstation import at_desk, began, counter_of, find, judged, opened, opened_window, press
from tests.offices import FixedClock, SequenceIds, settings_of


def typed(window: CounterWindow, name: str, text: str) -> None:
    """Plain letters typed into a line."""
    line = find(window, QLineEdit, name)
    line.setFocus()
    QTest.keyClicks(line, text)


def started_again(folder: Path, shift: Shift, qtbot: QtBot) -> tuple[Counter, CounterWindow]:
    """The counter after a restart, with the same store and officer."""
    config = CounterConfig(
        centre=CentreSettings(),
        store=settings_of(folder / 'store'),
        devices=DeviceSettings(),
        counter=CounterSettings(name='3'),
    )
    counter = Counter(config, Opened(config, clock=FixedClock(), ids=SequenceIds(7)))
    window = CounterWindow(Shift(work=counter.work, officer=shift.officer))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    return counter, window


def test_half_a_reception_is_taken_up_after_a_restart(tmp_path: Path, qtbot: QtBot) -> None:
    """The unfinished dossier is offered; opened, it has the reason and the phone number as typed."""
    counter = counter_of(tmp_path)
    window = opened_window(counter, qtbot)
    opened(window, qtbot)
    judged(window, qtbot, 'seen', 'missing', 'seen')
    typed(window, 'supplement-reason', 'Thieu giay chung sinh')
    press(window, 'step-who')
    press(window, 'type-applicant')
    typed(window, 'who-phone', '0900000001')
    known, shift = at_desk(window), window.shift
    window.close()
    counter.close()

    counter, window = started_again(tmp_path, shift, qtbot)
    found = find(window, QListWidget, 'procedures-found')
    qtbot.waitUntil(lambda: found.count() == 1)
    found.setFocus()
    QTest.keyClick(found, Qt.Key.Key_Down)
    QTest.keyClick(found, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.dossier.dossier is not None)
    assert at_desk(window) == known
    qtbot.waitUntil(lambda: find(window, QLineEdit, 'supplement-reason').text() == 'Thieu giay chung sinh')
    assert find(window, QLineEdit, 'who-phone').text() == '0900000001'
    window.close()
    counter.close()


def test_what_was_typed_for_one_citizen_is_not_shown_to_the_next(window: CounterWindow, qtbot: QtBot) -> None:
    """Another dossier begins with empty lines; the first one's words come back with it."""
    opened(window, qtbot)
    first = at_desk(window).id
    press(window, 'step-finish')
    typed(window, 'reason', 'Khong thuoc tham quyen')
    press(window, 'new')
    began(window, qtbot)
    assert find(window, QLineEdit, 'reason').text() == ''
    window.dossier.open(first)
    qtbot.waitUntil(lambda: at_desk(window).id == first)
    qtbot.waitUntil(lambda: find(window, QLineEdit, 'reason').text() == 'Khong thuoc tham quyen')


def test_an_officers_tables_look_as_she_left_them(tmp_path: Path, qtbot: QtBot) -> None:
    """Sorting, widths and filters are hers, at her next shift too."""
    counter = counter_of(tmp_path)
    window = opened_window(counter, qtbot)
    window.list_page.show_shelf(list(SHELVES)[2])
    window.list_page.table.setColumnWidth(2, 171)
    window.list_page.table.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    shift = window.shift
    window.close()
    counter.close()
    counter, window = started_again(tmp_path, shift, qtbot)
    table = window.list_page.table
    qtbot.waitUntil(lambda: table.columnWidth(2) == 171)
    assert table.horizontalHeader().sortIndicatorSection() == 3
    assert find(window, QComboBox, 'shelf').currentIndex() == 2
    window.close()
    counter.close()
