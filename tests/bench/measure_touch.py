"""From a citizen's touch to the last byte of her ticket at the printer's socket, and from a call to the board.

A real kiosk and a real board on one store with a million facts, touched off-screen by QtTest; the printer is an
emulated one over TCP in its own process.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from escpos.printer import Network
from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from devices.receipt_printer.opening import open_printer
from devices.receipt_printer.paper import paper_of
from devices.receipt_printer.protocol import Printed, PrintJob, ReceiptPrinter
from devices.receipt_printer.raster import render
from devices.settings import DeviceSettings
from kiosk.app import Kiosk, Opened
from kiosk.board_app import Board
from kiosk.config import KioskConfig
from kiosk.settings import BoardSettings, KioskSettings
from office.centre import CentreSettings
from office.desk.queueing import Queueing
from office.slip_layout import Layout
from sync.ids import TimeIds
from sync.settings import StoreSettings
from sync.store import Store
from tests.bench.figures import Figure, hand_over, median, p95, progress
from tests.bench.seed_store import CACHED, seeded
from tests.bench.sizes import size_of
from tests.bench.working_clock import WorkingClock

FACTS, TOUCHES = size_of('FACTS'), size_of('TOUCHES')
WARM = 3
PATIENCE_MS = 20_000


@contextmanager
def printer(folder: Path) -> Iterator[tuple[str, Callable[[], int]]]:
    """A printer's address, and what waits for the moment at which its next slip was whole."""
    child = subprocess.Popen(
        [sys.executable, '-m', 'tests.bench.printer_child', str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    lines = child.stdout
    try:
        yield lines.readline().strip(), lambda: int(lines.readline())
    finally:
        child.communicate()


def until(condition: Callable[[], bool]) -> None:
    """Let the application run as it always does until something is so."""
    loop, look, late = QEventLoop(), QTimer(interval=2), QTimer(interval=PATIENCE_MS, singleShot=True)
    look.timeout.connect(lambda: loop.quit() if condition() else None)
    late.timeout.connect(loop.quit)
    look.start()
    late.start()
    loop.exec()
    if not condition():
        raise TimeoutError


def items(item: QQuickItem) -> Iterator[QQuickItem]:
    """An item and the visible ones inside it."""
    if item.isVisible():
        yield item
        for child in item.childItems():
            yield from items(child)


def middle_of(window: QQuickWindow, name: str) -> QPoint:
    """Where to touch an item."""
    item = next(one for one in items(window.contentItem()) if one.objectName() == name)
    return item.mapToScene(QPoint(int(item.width() / 2), int(item.height() / 2))).toPoint()


def touch(window: QQuickWindow, at: QPoint) -> None:
    """A touch."""
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def tickets(kiosk: Kiosk, whole: Callable[[], int]) -> list[float]:
    """Milliseconds from the touch that takes a number to the slip's last byte, for each of many citizens."""
    times = []
    for _ in range(WARM + TOUCHES):
        kiosk.session.start_over()
        touch(kiosk.window, middle_of(kiosk.window, 'service-A'))
        until(lambda: kiosk.session.screen == 'procedures')
        at = middle_of(kiosk.window, 'procedure-1.001193')
        begun = time.monotonic_ns()
        touch(kiosk.window, at)
        until(lambda: kiosk.session.screen == 'ticket' and kiosk.print_jobs.is_idle)
        times.append((whole() - begun) / 1e6)
    return times[WARM:]


def calls(kiosk: Kiosk, board: Board) -> tuple[list[float], list[float]]:
    """Milliseconds of calling the next ticket, and from the call to the board's frame that shows it."""
    clock = WorkingClock()
    queueing = Queueing(kiosk.store, clock, TimeIds(clock))
    calling: list[float] = []
    shown: list[float] = []
    seen: list[int] = []
    board.model.called.connect(
        lambda: board.window.frameSwapped.connect(
            lambda: seen.append(time.monotonic_ns()), Qt.ConnectionType.SingleShotConnection
        )
    )
    # a terminal is not called to a hall: the counter's own process calls, here the store's thread
    for number in range(WARM + TOUCHES):
        seen.clear()
        spans: list[tuple[int, int]] = []

        def call(spans: list[tuple[int, int]] = spans) -> None:
            begun = time.monotonic_ns()
            queueing.call_next('3', 'officer:1', frozenset('A'))
            spans.append((begun, time.monotonic_ns()))

        kiosk.store_jobs.run(call, owner=kiosk.session, then=lambda _: None, failed=print)
        until(lambda: bool(seen))
        begun, done = spans[0]
        if number >= WARM:
            calling.append((done - begun) / 1e6)
            shown.append((seen[0] - begun) / 1e6)
    return calling, shown


class Remembering:
    """A printer that remembers the last slip it was given."""

    def __init__(self, printer: ReceiptPrinter, slips: list[Layout]) -> None:
        self._printer, self._slips = printer, slips
        self.status, self.send, self.close = printer.status, printer.send, printer.close

    def print(self, job: PrintJob) -> Printed:
        """Print it."""
        self._slips[:] = [job.layout]
        return self._printer.print(job)


def bare_slips(address: str, layout: Layout, whole: Callable[[], int]) -> list[float]:
    """The same slip drawn and sent by python-escpos' own network printer: no screen, no store, no answer awaited."""
    parts = urlsplit(address)
    times = []
    for _ in range(WARM + 20):
        begun = time.monotonic_ns()
        network = Network(parts.hostname or '', port=parts.port or 0, profile=paper_of(576).profile)
        network.image(render(layout, 576), impl='bitImageRaster')
        network.cut()
        times.append((whole() - begun) / 1e6)
        network.close()
    return times[WARM:]


def bare_commits(kiosk: Kiosk) -> list[float]:
    """One row written to the same file, with the same key and pragmas."""
    connection = kiosk.store.connect()
    connection.execute('CREATE TABLE bare (body TEXT)')
    times = []
    for _ in range(WARM + TOUCHES):
        begun = time.monotonic_ns()
        connection.execute('BEGIN IMMEDIATE')
        connection.execute('INSERT INTO bare (body) VALUES (?)', ('x' * 400,))
        connection.execute('COMMIT')
        times.append((time.monotonic_ns() - begun) / 1e6)
    connection.execute('DROP TABLE bare')
    connection.close()
    return times[WARM:]


@dataclass(frozen=True, kw_only=True)
class Times:
    """Milliseconds: of touches and of bare slips, of calls and of bare commits, and until a call was on the board."""

    touched: list[float]
    bare_slips: list[float]
    calling: list[float]
    bare_commits: list[float]
    shown: list[float]


def measured(address: str, whole: Callable[[], int]) -> Times:
    """Run kiosk and board on the store and use them."""
    settings, clock = StoreSettings(folder=str(CACHED), keyring=False), WorkingClock()
    config = KioskConfig(
        centre=CentreSettings(),
        store=settings,
        devices=DeviceSettings(ticket_printer=address),
        kiosk=KioskSettings(full_screen=False, keep_hours=False, voice=''),
    )
    kiosk = Kiosk(config, Opened(config, clock=clock), size=(720, 1280))
    assert kiosk.printing is not None
    slips: list[Layout] = []
    kiosk.printing.open_printer = lambda: Remembering(open_printer(address), slips)
    until(kiosk.window.isExposed)
    board = Board(
        Store(settings, clock=clock, ids=TimeIds(clock)), BoardSettings(full_screen=False, voice=''), size=(1280, 720)
    )
    progress(f'{TOUCHES} citizens')
    touched = tickets(kiosk, whole)
    progress(f'{TOUCHES} calls')
    calling, shown = calls(kiosk, board)
    kiosk.printing.close()
    times = Times(
        touched=touched,
        bare_slips=bare_slips(address, slips[0], whole),
        calling=calling,
        bare_commits=bare_commits(kiosk),
        shown=shown,
    )
    board.close()
    kiosk.close()
    return times


def figures(times: Times) -> list[Figure]:
    """The three promises, each beside what it can't be faster than."""
    return [
        Figure(
            name=f'touch → last ticket byte at the printer, p95 ({FACTS:,} facts)',
            value=p95(times.touched),
            unit='ms',
            baseline=p95(times.bare_slips),
            against='the same slip drawn by us and sent by python-escpos alone: no screen, store, status',
            bound=150,
            note=f'median {median(times.touched):.1f} ms of {TOUCHES} touches',
        ),
        Figure(
            name='call next, one machine, p95',
            value=p95(times.calling),
            unit='ms',
            baseline=p95(times.bare_commits),
            against='a commit of one row in the same file, p95',
            bound=50,
        ),
        Figure(
            name='call → the board shows it, p95',
            value=p95(times.shown),
            unit='ms',
            baseline=p95(times.calling),
            against='the call itself, p95',
            bound=300,
        ),
    ]


def main() -> None:
    """Seed if need be, touch, call and show."""
    progress(f'a store of {FACTS:,} facts')
    store = seeded(CACHED, FACTS)
    store.close()
    app = QGuiApplication(['bench'])
    with tempfile.TemporaryDirectory() as folder, printer(Path(folder)) as (address, whole):
        times = measured(address, whole)
    del app
    hand_over(figures(times))


if __name__ == '__main__':
    main()
