"""Devices watched off the GUI thread: told when they change, and gone only after three misses."""

import threading
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from devices.address import Address
from devices.health import KINDS, DeviceState, Kind, look, unplugged
from devices.id_reader.emulator import EmulatedReader
from devices.receipt_printer.emulator.printer import EmulatedPrinter
from devices.settings import DeviceSettings
from devices.stop import Stop
from devices.turns import working
from qtkit.device_watch import EVERY_MS, MISSES, DeviceWatch, Steady

OK = DeviceState(kind='camera', address='camera:0', state='ok')
GONE = DeviceState(kind='camera', address='camera:0', state='trouble', code='camera.gone')
PRINTER = DeviceState(kind='receipt_printer', address='tcp://x:1', state='ok')
PRINTER_GONE = DeviceState(kind='receipt_printer', address='tcp://x:1', state='trouble', code='printer.gone')
COVER = DeviceState(kind='camera', address='camera:0', state='trouble', code='printer.cover_open')


@pytest.mark.parametrize(
    ('seen', 'told'),
    [
        ([OK, GONE, GONE, OK], [OK]),
        ([OK, GONE, GONE, GONE, GONE, OK], [OK, GONE, OK]),
        ([OK, GONE, GONE, OK, GONE, GONE, GONE], [OK, GONE]),
        ([GONE, OK], [GONE, OK]),
        ([OK, COVER, OK], [OK, COVER, OK]),
        ([COVER, GONE, GONE, COVER], [COVER]),
        ([COVER, GONE, GONE, GONE], [COVER, GONE]),
    ],
)
def test_gone_only_after_three_misses(seen: list[DeviceState], told: list[DeviceState]) -> None:
    """What was never fine, what a person can mend and what is fine again are told at once."""
    steady, said = Steady(), []
    for state in seen:
        if steady.take([state]):
            said += steady.told()
    assert said == told


class Told(QObject):
    """What a watch told: of each device its code, list after list."""

    def __init__(self, watch: DeviceWatch) -> None:
        super().__init__()
        self.lists: list[dict[str, str]] = []
        watch.changed.connect(self._changed)

    def _changed(self, states: list[DeviceState]) -> None:
        self.lists.append({state.kind: state.code or state.state for state in states})

    def last(self, kind: str) -> str:
        """What was told of a kind last."""
        return self.lists[-1].get(kind, '') if self.lists else ''


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[EmulatedPrinter]:
    """A printer that works."""
    with EmulatedPrinter(tmp_path / 'printer') as printer:
        yield printer


def test_real_devices_come_and_go(qtbot: QtBot, tmp_path: Path, printer: EmulatedPrinter) -> None:
    """A cover opens, a reader is unplugged and plugged in again, a printer goes and comes back."""
    with EmulatedReader(tmp_path / 'usb') as reader:
        settings = DeviceSettings(receipt_printer=printer.address, id_readers=(reader.address,))
        watch = DeviceWatch(settings, every_ms=10)
        told = Told(watch)
        watch.start()
        qtbot.waitUntil(lambda: len(watch.states) == len(KINDS))
        assert told.lists[-1] == {**dict.fromkeys(KINDS, 'absent'), 'receipt_printer': 'ok', 'id_reader': 'ok'}
        known = len(told.lists)
        printer.switches.cover_open = True
        qtbot.waitUntil(lambda: told.last('receipt_printer') == 'printer.cover_open')
        reader.unplug()
        qtbot.waitUntil(lambda: told.last('id_reader') == 'reader.gone')
        reader.plug()
        qtbot.waitUntil(lambda: told.last('id_reader') == 'ok')
        assert len(told.lists) == known + 3
        assert next(state.kind for state in watch.states) == 'ticket_printer'
        port = Address.parse(printer.address).endpoint()[1]
        printer.__exit__()
        qtbot.waitUntil(lambda: told.last('receipt_printer') == 'printer.gone')
        with EmulatedPrinter(tmp_path / 'again', port=port):
            qtbot.waitUntil(lambda: told.last('receipt_printer') == 'ok')
        watch.close()


@dataclass(slots=True)
class Plugged:
    """A printer as a watch meets it: asked or glanced at, and what stood in each round."""

    is_there: bool = True
    rounds: list[str] = field(default_factory=list)

    def look(self, _: DeviceSettings, kinds: Collection[Kind], __: Stop) -> list[DeviceState]:
        """Answer for the printer alone."""
        if 'receipt_printer' not in kinds:
            return []
        self.rounds.append('asked')
        return [PRINTER if self.is_there else PRINTER_GONE]

    def glance(self, _: DeviceSettings, kinds: Collection[Kind]) -> list[Kind]:
        """See whether it is there."""
        if 'receipt_printer' in kinds:
            self.rounds.append('glanced')
        return [] if self.is_there or 'receipt_printer' not in kinds else ['receipt_printer']


def test_a_printer_is_asked_seldom_and_missed_at_the_next_glance(qtbot: QtBot) -> None:
    """Three rounds after it went it is told to be gone, one round after it came it is told to be back: within 2 s."""
    plugged = Plugged()
    watch = DeviceWatch(
        DeviceSettings(receipt_printer='tcp://x:1'), every_ms=1, look=plugged.look, glance=plugged.glance
    )
    told, told_at = Told(watch), list[int]()
    watch.changed.connect(lambda _: told_at.append(len(plugged.rounds)))
    watch.start()
    qtbot.waitUntil(lambda: len(plugged.rounds) >= 12)
    assert plugged.rounds[:11] == ['asked', *['glanced'] * 9, 'asked']
    gone_from = len(plugged.rounds)
    plugged.is_there = False
    qtbot.waitUntil(lambda: told.last('receipt_printer') == 'printer.gone')
    # the look that was under way may have been the regular one
    assert MISSES <= plugged.rounds[gone_from : told_at[-1]].count('asked') <= MISSES + 1
    qtbot.waitUntil(lambda: plugged.rounds[-3:] == ['asked'] * 3)
    plugged.is_there = True
    qtbot.waitUntil(lambda: told.last('receipt_printer') == 'ok')
    watch.close()
    # the wait for the first miss, the two after it, and what the looks themselves may take
    assert (MISSES + 0.5) * EVERY_MS < 2000


def test_a_printer_at_its_work_is_not_looked_at(printer: EmulatedPrinter) -> None:
    """A long slip never makes it look gone, and nobody's question fails a slip."""
    settings = DeviceSettings(receipt_printer=printer.address)
    asked: tuple[Kind, ...] = ('receipt_printer',)
    with working(printer.address):
        printer.switches.gone = True
        assert look(settings, asked) == []
        assert unplugged(settings, asked) == []
    assert [state.code for state in look(settings, asked)] == ['printer.gone']


def test_a_hanging_look_never_holds_the_gui_nor_another_round(qtbot: QtBot) -> None:
    """Scanners that keep the system from answering delay no reader; the look that hangs is heard to end by its stop."""
    asked: list[Collection[Kind]] = []
    threads: set[int] = set()

    def hang(_: DeviceSettings, kinds: Collection[Kind], stop: Stop) -> list[DeviceState]:
        asked.append(kinds)
        threads.add(threading.get_ident())
        if 'scanner' in kinds:
            stop.wait(30)
        return [OK]

    watch = DeviceWatch(DeviceSettings(), every_ms=1, look=hang)
    told = Told(watch)
    watch.start()
    qtbot.waitUntil(lambda: sum('camera' in kinds for kinds in asked) > 3)
    watch.look_now()
    watch.close()
    count = len(asked)
    assert threading.get_ident() not in threads
    assert sum('scanner' in kinds for kinds in asked) == 1
    assert told.lists == [{'camera': 'ok'}]
    watch.look_now()
    assert len(asked) == count


def test_a_bug_in_a_look_doesnt_end_the_watch(qtbot: QtBot) -> None:
    """The next turn comes."""
    looks: list[int] = []

    def fail_once(_: DeviceSettings, __: Collection[Kind], ___: Stop) -> list[DeviceState]:
        looks.append(1)
        return [OK] if len(looks) > 3 else [looks[7]]  # type: ignore[list-item]  # never comes that far

    watch = DeviceWatch(DeviceSettings(), every_ms=1, look=fail_once)
    with qtbot.waitSignal(watch.changed):
        watch.start()
    watch.close()
