"""Devices watched off the GUI thread: told when they change, and gone only after three misses."""

import threading
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from devices.health import KINDS, DeviceState, Kind
from devices.id_reader.emulator import EmulatedReader
from devices.receipt_printer.emulator.printer import EmulatedPrinter
from devices.settings import DeviceSettings
from devices.stop import Stop
from qtkit.device_watch import DeviceWatch, Steady

OK = DeviceState(kind='camera', address='camera:0', state='ok')
GONE = DeviceState(kind='camera', address='camera:0', state='trouble', code='camera.gone')
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
    """A cover opens, a reader is unplugged and plugged in again; nothing is told while nothing changes."""
    with EmulatedReader(tmp_path / 'usb') as reader:
        settings = DeviceSettings(receipt_printer=printer.address, id_readers=(reader.address,))
        watch = DeviceWatch(settings, every_ms=10)
        told = Told(watch)
        watch.start()
        qtbot.waitUntil(lambda: bool(told.lists))
        assert told.lists == [{**dict.fromkeys(KINDS, 'absent'), 'receipt_printer': 'ok', 'id_reader': 'ok'}]
        printer.switches.cover_open = True
        qtbot.waitUntil(lambda: told.last('receipt_printer') == 'printer.cover_open')
        reader.unplug()
        qtbot.waitUntil(lambda: told.last('id_reader') == 'reader.gone')
        reader.plug()
        qtbot.waitUntil(lambda: told.last('id_reader') == 'ok')
        assert len(told.lists) == 4
        assert next(state.kind for state in watch.states) == 'ticket_printer'
        watch.close()


def test_a_hanging_look_never_holds_the_gui_and_none_is_begun_beside_it(qtbot: QtBot) -> None:
    """The look that hangs is heard to end by its stop; scanners have their turn in every twelfth look."""
    asked: list[Collection[Kind]] = []
    threads: set[int] = set()

    def hang(_: DeviceSettings, kinds: Collection[Kind], stop: Stop) -> list[DeviceState]:
        asked.append(kinds)
        threads.add(threading.get_ident())
        if len(asked) == 14:
            stop.wait(30)
        return [OK]

    watch = DeviceWatch(DeviceSettings(), every_ms=1, look=hang)
    told = Told(watch)
    watch.start()
    qtbot.waitUntil(lambda: len(asked) == 14)
    watch.look_now()
    watch.close()
    assert len(asked) == 14
    assert threading.get_ident() not in threads
    assert [at for at, kinds in enumerate(asked) if 'scanner' in kinds] == [0, 12]
    assert told.lists == [{'camera': 'ok'}]
    watch.look_now()
    assert len(asked) == 14


def test_a_bug_in_a_look_doesnt_end_the_watch(qtbot: QtBot) -> None:
    """The next turn comes."""
    looks: list[int] = []

    def fail_once(_: DeviceSettings, __: Collection[Kind], ___: Stop) -> list[DeviceState]:
        looks.append(1)
        return [OK] if len(looks) > 1 else [looks[7]]  # type: ignore[list-item]  # never comes that far

    watch = DeviceWatch(DeviceSettings(), every_ms=1, look=fail_once)
    with qtbot.waitSignal(watch.changed):
        watch.start()
    watch.close()
