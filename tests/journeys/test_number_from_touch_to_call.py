"""A citizen takes a number at the kiosk, the slip comes out, a counter calls it, and the board shows it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from devices.receipt_printer.emulator.printer import EmulatedPrinter
from kiosk.app import Kiosk
from kiosk.board_app import Board
from kiosk.settings import BoardSettings
from office.desk.queueing import Queueing
from office.slip_job import SlipState
from tests.kiosk.touching import WORKDAY, find, kiosk_on, seconds_pass, shows, touch, touch_to_ticket
from tests.offices import FixedClock, SequenceIds, open_store


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[EmulatedPrinter]:
    """The kiosk's printer."""
    with EmulatedPrinter(tmp_path / 'printer') as running:
        yield running


@pytest.fixture
def kiosk(tmp_path: Path, printer: EmulatedPrinter, qtbot: QtBot) -> Iterator[Kiosk]:
    """A kiosk on its own store and an emulated printer."""
    running = kiosk_on(tmp_path / 'store', qtbot, printer=printer.address)
    yield running
    running.close()


def said_of_print(kiosk: Kiosk) -> str:
    """What the ticket screen says about the slip."""
    return str(kiosk.session.face['ticket']['print'])


def test_a_citizen_takes_a_number_and_is_called(
    kiosk: Kiosk, printer: EmulatedPrinter, tmp_path: Path, qtbot: QtBot
) -> None:
    """Two touches give a durable number on screen and paper; a call shows on the board."""
    touch_to_ticket(kiosk, qtbot)
    qtbot.waitUntil(lambda: said_of_print(kiosk).startswith("Mời ông/bà nhận phiếu"))
    assert find(kiosk.window, 'ticket-label').property('text') == 'A001'
    assert len(printer.slips()) == 1

    queueing = Queueing(kiosk.store, FixedClock(WORKDAY), SequenceIds(7))
    board = Board(
        open_store(tmp_path / 'store', clock=FixedClock(WORKDAY), ids=SequenceIds(8)),
        BoardSettings(full_screen=False, chime=False, voice=''),
        size=(1280, 720),
    )
    qtbot.waitUntil(lambda: len(board.model.waiting_rows.rows) == 1)
    assert board.model.waiting_rows.rows[0]['labels'] == 'A001'
    with qtbot.waitSignal(board.model.called):
        called = queueing.call_next('3', 'officer:1', frozenset('A'))
    assert called is not None
    assert board.model.called_rows.rows == ({'label': 'A001', 'counter': '3', 'isNew': True},)
    assert find(board.window, 'called-A001').property('text') == 'A001'
    assert find(board.window, 'counter-A001').property('text') == '3'
    board.close()


@pytest.mark.parametrize('switch', ['paper_out', 'cover_open', 'mute'])
def test_a_number_stays_valid_when_the_printer_fails(
    kiosk: Kiosk, printer: EmulatedPrinter, qtbot: QtBot, switch: str
) -> None:
    """The number is on the screen with what to do, long enough to copy it; the store knows that no paper came out."""
    setattr(printer.switches, switch, True)
    touch_to_ticket(kiosk, qtbot)
    qtbot.waitUntil(lambda: "Máy chưa in được phiếu" in said_of_print(kiosk))
    assert find(kiosk.window, 'ticket-label').property('text') == 'A001'
    assert len(kiosk.readings.slips(SlipState.FAILED)) == 1
    assert printer.slips() == []
    seconds_pass(kiosk, 60)
    assert find(kiosk.window, 'ticket-label').property('text') == 'A001'
    assert not kiosk.session.warns


def test_a_slip_that_did_not_come_out_is_printed_again(kiosk: Kiosk, printer: EmulatedPrinter, qtbot: QtBot) -> None:
    """With new paper the same ticket comes out once, and the button goes."""
    printer.switches.paper_out = True
    touch_to_ticket(kiosk, qtbot)
    qtbot.waitUntil(lambda: shows(kiosk.window, 'print-again'))
    printer.switches.paper_out = False
    touch(kiosk.window, 'print-again')
    qtbot.waitUntil(lambda: said_of_print(kiosk).startswith("Mời ông/bà nhận phiếu"))
    assert len(printer.slips()) == 1
    assert not shows(kiosk.window, 'print-again')
