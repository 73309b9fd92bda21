"""A counter, its printer and its window, for the tests of this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from counter.app import Counter
from counter.views.window import CounterWindow
from devices.receipt_printer.emulator.printer import EmulatedPrinter
from tests.counter.workstation import counter_of, opened_window


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
