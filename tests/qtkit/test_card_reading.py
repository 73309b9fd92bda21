"""A reader behind Qt signals: cards arrive on the GUI thread, a pulled cable is told once, and closing is quick."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from devices.id_reader.emulator import SPECIMEN_CARD, EmulatedReader
from devices.id_reader.opening import open_id_reader
from devices.id_reader.protocol import IdRead
from office.errors import Problem
from qtkit.card_reading import CardReading
from qtkit.jobs import Bug


@pytest.fixture
def emulated(tmp_path: Path) -> Iterator[EmulatedReader]:
    """A scanner that is plugged in."""
    with EmulatedReader(tmp_path / 'usb') as emulated:
        yield emulated


class CountedReader:
    """A real driver, and how often it was asked whether it is ready."""

    def __init__(self, address: str) -> None:
        self.looks = 0
        self._driver = open_id_reader(address)
        self.read, self.close = self._driver.read, self._driver.close

    def ready(self) -> None:
        """Counted, and passed on."""
        self.looks += 1
        self._driver.ready()


@pytest.fixture
def driver(emulated: EmulatedReader) -> CountedReader:
    """The driver of the emulated scanner."""
    return CountedReader(emulated.address)


@pytest.fixture
def reading(driver: CountedReader) -> Iterator[CardReading]:
    """A reading that looks for a lost scanner twenty times a second."""
    reading = CardReading(lambda: driver, retry_seconds=0.05)
    yield reading
    reading.close()


class Told(QObject):
    """Everything that a reading said, in order, and on which thread."""

    def __init__(self, reading: CardReading) -> None:
        super().__init__()
        self.said: list[str] = []
        self.threads: set[int] = set()
        reading.read.connect(self._read)
        reading.troubled.connect(self._troubled)
        reading.recovered.connect(lambda: self.said.append('recovered'))

    def _read(self, read: IdRead) -> None:
        self.said.append(read.payload)
        self.threads.add(threading.get_ident())

    def _troubled(self, problem: Problem) -> None:
        self.said.append(problem.code)


def test_each_card_is_one_signal_on_the_gui_thread(
    qtbot: QtBot, emulated: EmulatedReader, reading: CardReading
) -> None:
    """In the order in which they were shown."""
    told = Told(reading)
    reading.start()
    assert emulated.is_listened_to(30)
    for payload in (SPECIMEN_CARD, 'H99-1', 'H99-2'):
        emulated.show(payload)
    qtbot.waitUntil(lambda: len(told.said) == 3)
    assert told.said == [SPECIMEN_CARD, 'H99-1', 'H99-2']
    assert told.threads == {threading.get_ident()}


def test_a_pulled_cable_is_told_once_and_so_is_its_return(
    qtbot: QtBot, emulated: EmulatedReader, driver: CountedReader, reading: CardReading
) -> None:
    """However often it is looked for in between; then cards are read again."""
    told = Told(reading)
    reading.start()
    assert emulated.is_listened_to(30)
    emulated.unplug()
    qtbot.waitUntil(lambda: bool(told.said))
    assert reading.trouble == 'reader.gone'
    qtbot.waitUntil(lambda: driver.looks >= 5)
    assert told.said == ['reader.gone']
    emulated.plug()
    assert_listened(qtbot, emulated)
    qtbot.waitUntil(lambda: 'recovered' in told.said)
    emulated.show()
    qtbot.waitUntil(lambda: len(told.said) == 3)
    assert told.said == ['reader.gone', 'recovered', SPECIMEN_CARD]
    assert reading.trouble == ''


def assert_listened(qtbot: QtBot, emulated: EmulatedReader) -> None:
    """A reading that retries needs its event loop meanwhile."""
    qtbot.waitUntil(lambda: emulated.is_listened_to(0))


def test_a_scanner_that_comes_after_the_program_is_found(
    qtbot: QtBot, emulated: EmulatedReader, reading: CardReading
) -> None:
    """The officer switches things on in any order."""
    emulated.unplug()
    told = Told(reading)
    reading.start()
    qtbot.waitUntil(lambda: told.said == ['reader.gone'])
    emulated.plug()
    assert_listened(qtbot, emulated)
    emulated.show()
    qtbot.waitUntil(lambda: told.said == ['reader.gone', 'recovered', SPECIMEN_CARD])


def test_closing_ends_the_thread_and_frees_the_scanner(
    qtbot: QtBot, emulated: EmulatedReader, reading: CardReading
) -> None:
    """Within a second or some on a busy machine, while it waits for a card; another program may have the scanner."""
    reading.start()
    assert emulated.is_listened_to(30)
    started = time.monotonic()
    reading.close()
    assert time.monotonic() - started < 5
    assert not any(thread.name.startswith('id-reader') for thread in threading.enumerate())
    other = open_id_reader(emulated.address)
    other.ready()
    other.close()
    reading.close()  # twice is once


def test_a_slot_may_close_the_reading(qtbot: QtBot, emulated: EmulatedReader, reading: CardReading) -> None:
    """A window that a card closes takes its reading along."""
    reading.read.connect(reading.close)
    reading.start()
    assert emulated.is_listened_to(30)
    with qtbot.waitSignal(reading.read):
        emulated.show()
    assert not any(thread.name.startswith('id-reader') for thread in threading.enumerate())


def test_a_wrong_address_is_a_trouble_and_not_a_crash(qtbot: QtBot) -> None:
    """The settings may name something that no reader driver knows; a bug in a driver is told too."""
    for opened, code in ((lambda: open_id_reader('usb:1'), 'device.address'), (lambda: 1 / 0, 'bug')):
        reading = CardReading(opened, retry_seconds=0.05)
        with qtbot.waitSignal(reading.troubled) as told:
            reading.start()
        assert told.args[0].code == code
        assert isinstance(told.args[0], Bug) == (code == 'bug')
        reading.close()
