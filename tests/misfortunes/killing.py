"""A counter that is killed at its n-th durable step: in the middle of a commit, a file, a slip's bytes.

Run as ``python -m tests.misfortunes.killing PRINTER``. Each line on its standard input, ``[n, folder]``, makes a child
that takes up the dossier of the store in ``folder``, scans a page, turns it, receives it, prints the receipt, and gets
a SIGKILL of its own at step n; the answer is a line with the signal or, when the work ended before step n, 0. The
parent process never opens anything, so that every child begins as a counter that was just started.
"""

import json
import os
import re
import signal
import socket
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from sqlcipher3 import dbapi2 as sqlcipher

import sync.connection
from counter.app import Counter, Opened
from counter.config import CounterConfig
from counter.models.dossier_model import DossierModel
from counter.models.work import Shift
from counter.settings import CounterSettings
from devices.paper import turning as _early  # noqa: F401  # so that no child imports it anew
from devices.receipt_printer.wires import tcp
from devices.scanner.protocol import ScanOptions, Source
from devices.settings import DeviceSettings
from devices.stop import Stop
from office.centre import CentreSettings
from office.dossier import Dossier
from office.slip_job import SlipState
from qtkit.binding import bound
from qtkit.page_capture import PageCapture, ScanTask
from tests.offices import FixedClock, SequenceIds, settings_of

FIRST_PAPER = '000.00.00.G15-KQ003204'
# the feeder with one sheet lies in the store's folder, so that it is copied with it
FEEDER, DPI = 'feeder', 100
PATIENCE_MS = 60_000
# a slip is tens of kilobytes, a question about the paper three bytes
LONG = 1000
# what commits: a transaction, and a note that is its own
LASTING = re.compile(r'COMMIT$|(INSERT INTO|DELETE FROM) draft')


class Steps:
    """Counts what makes something durable, before and after it, and dies at the n-th."""

    def __init__(self) -> None:
        self.last, self.done = 0, 0

    def take(self) -> None:
        """One step further."""
        self.done += 1
        if self.done == self.last:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, work: Callable[..., Any]) -> Callable[..., Any]:
        """``work`` with a step before it and one after it."""

        def stepping(*given: Any, **named: Any) -> Any:
            self.take()
            result = work(*given, **named)
            self.take()
            return result

        return stepping

    def watch(self) -> None:
        """Count files made durable and renamed, commits, and slips of which half has left, then all."""
        steps = self

        class Connection(sqlcipher.Connection):  # type: ignore[misc]  # the library ships no types
            def execute(self, sql: str, *values: Any) -> Any:
                work = super().execute
                return steps.around(work)(sql, *values) if LASTING.match(sql) else work(sql, *values)

        class Line(socket.socket):
            def sendall(self, data: Any, flags: int = 0) -> None:
                if len(data) > LONG:
                    super().sendall(data[: len(data) // 2], flags)
                    steps.take()
                    data = data[len(data) // 2 :]
                super().sendall(data, flags)
                steps.take()

        def connected(where: tuple[str, int], timeout: float) -> socket.socket:
            with socket.create_connection(where, timeout) as plain:
                line = Line(fileno=plain.detach())
            line.settimeout(timeout)
            return line

        os.fsync, os.rename, os.replace = (self.around(one) for one in (os.fsync, os.rename, os.replace))
        sync.connection.sqlcipher = _With(sqlcipher, connect=partial(sqlcipher.connect, factory=Connection))
        tcp.socket = _With(socket, create_connection=connected)


class _With:
    """A module with something of it replaced."""

    def __init__(self, module: Any, **replaced: Any) -> None:
        self._module = module
        self.__dict__.update(replaced)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._module, name)


def counter_on(folder: Path, printer: str, series: int) -> Counter:
    """A counter on a store; ``series`` keeps the ids of one start apart from another's."""
    config = CounterConfig(
        centre=CentreSettings(),
        store=settings_of(folder),
        devices=DeviceSettings(
            read_text=False,
            receipt_printer=f'{printer}?seconds=5',
            scanner=f'folder:{folder / FEEDER}?dpi={DPI}',
            scan_dpi=DPI,
        ),
        counter=CounterSettings(name='3'),
    )
    return Counter(config, Opened(config, clock=FixedClock(), ids=SequenceIds(series)))


def at_desk(counter: Counter) -> DossierModel:
    """The desk of the one officer, with the pages bound as the counter binds them."""
    with counter.store.read() as books:
        officer = books.find_officer('lan')
    assert officer is not None
    model = DossierModel(Shift(work=counter.work, officer=officer))
    model.files_of = lambda known: bound(known, counter.work.pages)
    return model


def the_dossier(counter: Counter) -> str:
    """The id of the only dossier."""
    with counter.store.read() as books:
        ((found,),) = books.connection.execute('SELECT id FROM dossier').fetchall()
    return str(found)


def scan(counter: Counter, known: Dossier) -> Dossier:
    """The second page of the first paper is scanned; what a crash left of it is taken up first."""
    capture: PageCapture | None = counter.work.capture
    assert capture is not None
    capture.recover(known.id, known.officer)
    if pages_of(counter, known.id) == 1:
        options = ScanOptions(source=Source.FEEDER, dpi=DPI)
        end = capture.scan(
            ScanTask(dossier=known.id, component=FIRST_PAPER, officer=known.officer, options=options),
            Stop(),
            lambda _page: None,
        )
        assert end.problem is None
    with counter.store.read() as books:
        return books.get_dossier(known.id)


def turned(counter: Counter, known: Dossier) -> Dossier:
    """That page is turned once; what a crash left of it is taken up first."""
    counter.work.turning.recover(known.id, known.officer)
    with counter.store.read() as books:
        known = books.get_dossier(known.id)
        (done,) = books.connection.execute("SELECT count(*) FROM fact WHERE kind = 'PageRemoved'").fetchone()
    if done:
        return known
    last = known.component(FIRST_PAPER).pages[-1]
    return counter.work.turning.turn(known.id, FIRST_PAPER, [last.digest], 1, known.officer).dossier


def pages_of(counter: Counter, dossier: str) -> int:
    """How many pages the first paper has."""
    with counter.store.read() as books:
        return len(books.get_dossier(dossier).component(FIRST_PAPER).pages)


def work_through(at: int, folder: Path, printer: str) -> None:
    """The child's whole life: a page, turned, the reception, the receipt; 0 is its exit code when that is printed."""
    app = QApplication(['counter'])
    steps = Steps()
    steps.watch()
    counter = counter_on(folder, printer, series=2)
    model = at_desk(counter)

    def begin() -> None:
        if model.dossier is None:
            return
        model.changed.disconnect(begin)
        steps.done, steps.last = 0, at
        model.take(turned(counter, scan(counter, model.dossier)))
        model.accept()

    def look() -> None:
        if model.slips.job is not None:
            os._exit(0 if model.slips.job.state is SlipState.PRINTED else 1)

    model.slips.changed.connect(look)
    model.changed.connect(begin)
    model.open(the_dossier(counter))
    QTimer.singleShot(PATIENCE_MS, lambda: os._exit(1))
    app.exec()


def main() -> None:
    """Make a child for each line."""
    for line in sys.stdin:
        at, folder = json.loads(line)
        child = os.fork()
        if not child:
            work_through(at, Path(folder), sys.argv[1])
        _, status = os.waitpid(child, 0)
        print(json.dumps([os.WTERMSIG(status), os.waitstatus_to_exitcode(status)]), flush=True)


if __name__ == '__main__':
    main()
