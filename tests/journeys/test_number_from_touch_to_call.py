"""A citizen takes a number at the kiosk, the slip comes out, a counter calls it, and the board shows it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from devices.receipt_printer.emulator.printer import EmulatedPrinter
from devices.settings import DeviceSettings
from kiosk.app import Kiosk, KioskConfig
from kiosk.board_app import Board
from kiosk.settings import BoardSettings, KioskSettings
from office.centre import CentreSettings
from office.desk.queueing import Queueing
from office.slip_job import SlipState
from tests.offices import FixedClock, SequenceIds, settings_of

PORTRAIT = (720, 1280)


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[EmulatedPrinter]:
    """The kiosk's printer."""
    with EmulatedPrinter(tmp_path / 'printer') as running:
        yield running


@pytest.fixture
def kiosk(tmp_path: Path, printer: EmulatedPrinter, qtbot: QtBot) -> Iterator[Kiosk]:
    """A kiosk on its own store and an emulated printer."""
    config = KioskConfig(
        centre=CentreSettings(),
        store=settings_of(tmp_path / 'store'),
        devices=DeviceSettings(ticket_printer=printer.address),
        kiosk=KioskSettings(full_screen=False),
    )
    running = Kiosk(config, clock=FixedClock(), ids=SequenceIds(), size=PORTRAIT)
    qtbot.waitUntil(running.window.isExposed)
    yield running
    running.close()


def below(item: QQuickItem) -> Iterator[QQuickItem]:
    """An item and all visible items inside it."""
    if item.isVisible():
        yield item
        for child in item.childItems():
            yield from below(child)


def find(window: QQuickWindow, name: str) -> QQuickItem:
    """A visible item of a window by its name."""
    return next(item for item in below(window.contentItem()) if item.objectName() == name)


def touch(window: QQuickWindow, name: str) -> None:
    """Touch the middle of an item."""
    item = find(window, name)
    middle = item.mapToScene(QPoint(int(item.width() / 2), int(item.height() / 2)))
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle.toPoint())


def touch_to_ticket(kiosk: Kiosk, qtbot: QtBot) -> None:
    """The common case: what for, which procedure; two touches and there is a number."""
    touch(kiosk.window, 'service-A')
    qtbot.waitUntil(lambda: kiosk.session.screen == 'procedures')
    touch(kiosk.window, 'procedure-1.001193')
    qtbot.waitUntil(lambda: kiosk.session.screen == 'ticket')


def test_a_citizen_takes_a_number_and_is_called(
    kiosk: Kiosk, printer: EmulatedPrinter, tmp_path: Path, qtbot: QtBot
) -> None:
    """Two touches give a durable number on screen and paper; a call shows on the board."""
    touch_to_ticket(kiosk, qtbot)
    qtbot.waitUntil(lambda: find(kiosk.window, 'print-state').property('text').startswith("Mời ông/bà nhận phiếu"))
    assert find(kiosk.window, 'ticket-label').property('text') == 'A001'
    assert len(printer.slips()) == 1

    queueing = Queueing(kiosk.store, FixedClock(), SequenceIds(7))
    board = Board(
        settings_of(tmp_path / 'store'),
        BoardSettings(full_screen=False),
        clock=FixedClock(),
        ids=SequenceIds(8),
        size=(1280, 720),
    )
    qtbot.waitUntil(lambda: board.model.waiting_rows.rows == ({'label': 'A001'},))
    with qtbot.waitSignal(board.model.called):
        called = queueing.call_next('3', 'officer:1', frozenset('A'))
    assert called is not None
    assert board.model.called_rows.rows == ({'label': 'A001', 'counter': '3', 'isNew': True},)
    assert find(board.window, 'called-A001').property('text') == 'A001'
    board.close()


@pytest.mark.parametrize('switch', ['paper_out', 'cover_open', 'mute'])
def test_a_number_stays_valid_when_the_printer_fails(
    kiosk: Kiosk, printer: EmulatedPrinter, qtbot: QtBot, switch: str
) -> None:
    """The number is on the screen with what to do; the store knows that no paper came out."""
    setattr(printer.switches, switch, True)
    touch_to_ticket(kiosk, qtbot)
    qtbot.waitUntil(lambda: "Máy chưa in được phiếu" in find(kiosk.window, 'print-state').property('text'))
    assert find(kiosk.window, 'ticket-label').property('text') == 'A001'
    assert len(kiosk.readings.slips(SlipState.FAILED)) == 1
    assert printer.slips() == []


def test_nothing_of_a_citizen_stays(kiosk: Kiosk, qtbot: QtBot) -> None:
    """After the idle time a warning shows; a touch keeps the screen, silence wipes it."""
    touch_to_ticket(kiosk, qtbot)
    qtbot.waitUntil(lambda: kiosk.print_jobs.is_idle)
    for _ in range(20):
        kiosk.session._second()
    assert kiosk.session.warns
    touch(kiosk.window, 'stay')
    assert not kiosk.session.warns
    for _ in range(30):
        kiosk.session._second()
    assert kiosk.session.screen == 'welcome'
    assert kiosk.session.ticket == {}


def test_a_search_needs_no_diacritics(kiosk: Kiosk, qtbot: QtBot) -> None:
    """Typing "khai sinh" on the letters finds the birth procedures of all services."""
    touch(kiosk.window, 'search')
    qtbot.waitUntil(lambda: kiosk.session.screen == 'procedures')
    for letter in 'KHAI SINH':
        touch(kiosk.window, f'key-{letter}')
    assert [row['code'] for row in kiosk.session.procedure_rows.rows][:1] == ['1.001193']


def test_an_unknown_code_is_answered_plainly(kiosk: Kiosk, qtbot: QtBot) -> None:
    """A code that this centre doesn't know gets a sentence and a next step, not an error."""
    touch(kiosk.window, 'lookup')
    qtbot.waitUntil(lambda: kiosk.session.screen == 'lookup')
    for letter in 'H99':
        touch(kiosk.window, f'key-{letter}')
    touch(kiosk.window, 'look')
    qtbot.waitUntil(lambda: kiosk.session.answer.startswith("Chưa tìm thấy mã này"))


def test_the_board_says_how_old_it_is(tmp_path: Path, qtbot: QtBot) -> None:
    """When the store stops answering, the board keeps what it knew and says its age."""
    clock = FixedClock()
    board = Board(
        settings_of(tmp_path / 'store'),
        replace(BoardSettings(), full_screen=False),
        clock=clock,
        ids=SequenceIds(),
        size=(1280, 720),
    )
    qtbot.waitUntil(lambda: board.model._seen_at is not None)
    assert board.model.age == ''
    board.model.stop()
    clock.forward(clock.at.replace(minute=1) - clock.at)
    assert board.model.age.startswith("Thông tin của 60 giây trước")
    board.close()
