"""A counter, its printer and its window, for the tests of this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counter.app import Counter
from counter.views.style import use_palette
from counter.views.window import CounterWindow
from devices.paper.specimen import write_specimens
from devices.receipt_printer.emulator.printer import EmulatedPrinter
from sync.verify import verify
from tests.counter.capture_bench import Bench
from tests.counter.workstation import counter_of, opened_window
from tests.qtkit.sheets import DPI, KINDS


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[None]:
    """Letters are as large as an officer sees them."""
    use_palette(qapp, 'light')
    yield
    qapp.setStyleSheet('')


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[EmulatedPrinter]:
    """The counter's printer."""
    with EmulatedPrinter(tmp_path / 'printer') as running:
        yield running


@pytest.fixture
def counter(tmp_path: Path, printer: EmulatedPrinter) -> Iterator[Counter]:
    """A counter with one officer's account."""
    running = counter_of(tmp_path, printer.address)
    yield running
    running.close()


@pytest.fixture
def window(counter: Counter, qtbot: QtBot) -> CounterWindow:
    """The window of an officer who has logged in."""
    return opened_window(counter, qtbot)


@pytest.fixture(scope='module')
def drawn(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Five sheets, drawn once."""
    return write_specimens(tmp_path_factory.mktemp('drawn'), KINDS, dpi=DPI)


@pytest.fixture
def bench(tmp_path: Path, drawn: list[Path], qtbot: QtBot) -> Iterator[Bench]:
    """A counter that hasn't started; whatever was started is closed and audited."""
    with EmulatedPrinter(tmp_path / 'printer') as printer:
        made = Bench(folder=tmp_path, drawn=drawn, printer=printer, qtbot=qtbot)
        yield made
        for counter in made.counters:
            if counter is made.counters[-1]:
                counter.work.store_jobs.close()
                assert list(verify(counter.store)) == []
            counter.close()
