"""Around the officer: the lamp says how her counter is, the drawer opens for cash, the bell rings at a call."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from counter.app import Counter, Opened
from counter.config import CounterConfig
from counter.settings import CounterSettings
from counter.views.window import CounterWindow
from counter.views.workstation import Workstation
from devices.lamp.emulator import EmulatedRelay
from devices.lamp.protocol import Light
from devices.receipt_printer.emulator.printer import EmulatedPrinter
from devices.settings import DeviceSettings
from office.centre import CentreSettings
from office.officer import Right
from office.papers import FeeLine, Payment, PayMethod
from tests.counter.test_away import enter
from tests.counter.workstation import PASSWORD, at_desk, began, find, identified, press, told
from tests.offices import FixedClock, SequenceIds, settings_of


@pytest.fixture
def board(tmp_path: Path) -> Iterator[EmulatedRelay]:
    """The lamp's board."""
    with EmulatedRelay(tmp_path / 'lamp') as running:
        yield running


@pytest.fixture
def counter(tmp_path: Path, printer: EmulatedPrinter, board: EmulatedRelay) -> Iterator[Counter]:
    """A counter with a lamp, and a drawer and a bell behind its printer."""
    config = CounterConfig(
        centre=CentreSettings(),
        store=settings_of(tmp_path / 'store'),
        devices=DeviceSettings(
            receipt_printer=f'{printer.address}?seconds=1&drawer=yes&buzzer=yes', lamp=board.address
        ),
        counter=CounterSettings(name='3', ring_on_call=True),
    )
    running = Counter(config, Opened(config, clock=FixedClock(), ids=SequenceIds()))
    running.work.supervising.enrol(
        'lan', 'Lê Thị Lan', PASSWORD, position='', agency='', rights=(Right.RECEIVE, Right.RETURN), by='system'
    )
    yield running
    running.close()
    assert board.closed == {3}


def test_the_lamp_says_how_the_counter_is(counter: Counter, board: EmulatedRelay, qtbot: QtBot) -> None:
    """Paused before anybody came, open, serving, paused while locked; and right again after its cable was out."""
    station = Workstation(counter.work)
    qtbot.addWidget(station.login)
    station.start()
    qtbot.waitUntil(lambda: board.closed == {3})
    window = enter(station, qtbot, 'lan')
    qtbot.waitUntil(lambda: board.closed == {1})
    counter.work.queueing.issue('A', series='A', place='kiosk:1')
    window.queue.call_next()
    qtbot.waitUntil(lambda: board.closed == {2})
    press(window, 'lock')
    qtbot.waitUntil(lambda: board.closed == {3})
    board.unplug()
    enter(station, qtbot)
    lamp = counter.work.lamp
    assert lamp is not None
    qtbot.waitUntil(lambda: lamp.trouble == 'lamp.gone')
    board.plug()
    lamp.timer.setInterval(10)
    qtbot.waitUntil(lambda: board.closed == {2})
    assert lamp.light is Light.SERVING
    window.close()


def test_the_bell_rings_at_a_call_and_no_paper_moves(
    counter: Counter, printer: EmulatedPrinter, window: CounterWindow, qtbot: QtBot
) -> None:
    """A recall rings again."""
    counter.work.queueing.issue('A', series='A', place='kiosk:1')
    press(window, 'call-next')
    qtbot.waitUntil(lambda: printer.mechanism.rings == 1)
    press(window, 'recall')
    qtbot.waitUntil(lambda: printer.mechanism.rings == 2)
    assert printer.slips() == []


def collected(window: CounterWindow, qtbot: QtBot, method: PayMethod) -> None:
    """A fee comes in."""
    began(window, qtbot, '1.004873')
    identified(window, qtbot)
    window.dossier.assess([FeeLine(code='', name="Lệ phí", kind="Lệ phí", amount=15000, due=15000)])
    qtbot.waitUntil(lambda: at_desk(window).fee_due == 15000)
    window.dossier.collect(Payment(amount=15000, method=method))
    qtbot.waitUntil(lambda: at_desk(window).fee_paid == 15000)


def test_the_drawer_opens_for_cash_alone(
    counter: Counter, printer: EmulatedPrinter, window: CounterWindow, qtbot: QtBot
) -> None:
    """A transfer needs no drawer."""
    collected(window, qtbot, PayMethod.TRANSFER)
    qtbot.waitUntil(lambda: counter.work.print_jobs.is_idle)
    assert printer.mechanism.pulses == 0
    window.dossier.clear()
    collected(window, qtbot, PayMethod.CASH)
    qtbot.waitUntil(lambda: printer.mechanism.pulses == 1)
    assert printer.slips() == []


def test_a_drawer_that_stays_shut_costs_no_fee(printer: EmulatedPrinter, window: CounterWindow, qtbot: QtBot) -> None:
    """What came in is written down; the officer hears why the drawer is shut."""
    printer.switches.cover_open = True
    collected(window, qtbot, PayMethod.CASH)
    qtbot.waitUntil(lambda: "ngăn kéo chưa mở" in told(window))
    assert "Nắp máy in" in told(window)


def test_the_lamps_are_tried_from_the_devices_page(
    counter: Counter, board: EmulatedRelay, window: CounterWindow, qtbot: QtBot
) -> None:
    """Each is lit in turn, and then what is true."""
    counter.start_devices()
    press(window, 'tab-devices')
    qtbot.waitUntil(lambda: any(one.seen.kind == 'lamp' and one.seen.state == 'ok' for one in window.devices.rows))
    qtbot.waitUntil(lambda: board.closed == {3})
    press(window, 'try-lamp')
    qtbot.waitUntil(lambda: board.closed == {1})
    qtbot.waitUntil(lambda: "lần lượt sáng" in find(window, QLabel, 'trial-lamp').text())
    qtbot.waitUntil(lambda: board.closed == {3})
