"""The chip reader of a counter, on a thread of its own: a card that is laid, how far it is read, what it says.

One thing is done at a time: what was asked for before is let go when something new is asked for, and is heard of no
more. Nothing that a card said is kept here.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from devices.stop import Stop
from office.errors import Problem
from qtkit.jobs import Jobs

if TYPE_CHECKING:
    from devices.id_reader.chip.face import Face
    from devices.id_reader.chip.key import Key
    from devices.id_reader.chip.reader import ChipReader
    from devices.id_reader.chip.reading import ChipRead

T = TypeVar('T')
log = logging.getLogger(__name__)


class ChipReading(QObject):
    """Waits for cards and reads them, as it is asked to.

    Signals:
        found: the reader is there.
        laid: a card lies there and wakes up.
        progressed: bytes read, and all of the longest file.
        read: a ``ChipRead``, and its face as a ``QImage``, None where there is none that can be opened.
        troubled: a ``Problem``; nothing goes on after it until something is asked for.
    """

    found = Signal()
    laid = Signal()
    progressed = Signal(int, int)
    read = Signal(object, object)
    troubled = Signal(object)
    _came_far = Signal(object, int, int)

    def __init__(self, open_reader: 'Callable[[], ChipReader]') -> None:
        super().__init__()
        self._open_reader = open_reader
        self._reader: ChipReader | None = None
        self._stop = Stop()
        self._jobs = Jobs('chip-reader')
        # sent by the worker, heard here
        self._came_far.connect(self._on_progress)

    def start(self) -> None:
        """Open the reader, so that a card may be laid at any time; one that isn't there is heard of later."""
        self._jobs.run(lambda: self._opened().ready(), owner=self, then=lambda _: None, failed=self._on_shut)

    def look(self) -> None:
        """Say ``found`` when the reader is there, ``troubled`` when it isn't."""
        stop = self._begun()
        self._run(lambda: self._opened().ready(), stop, lambda _: self.found.emit())

    def wait_for_card(self) -> None:
        """Say ``laid`` when a card lies there."""
        stop = self._begun()
        self._run(lambda: self._opened().wait(stop), stop, lambda _: self.laid.emit())

    def read_card(self, key: 'Key') -> None:
        """Read the card that lies there, or the next one that is laid."""
        stop = self._begun()

        def work() -> 'tuple[ChipRead, QImage | None]':
            read = self._opened().read(key, stop, lambda done, whole: self._came_far.emit(stop, done, whole))
            return read, _picture(read.face)

        self._run(work, stop, lambda made: self.read.emit(*made))

    def stop(self) -> None:
        """Let go of whatever goes on, within half a second; nothing more is heard of it."""
        self._stop.set()

    def close(self) -> None:
        """End, and let go of the reader."""
        self._stop.set()
        self._jobs.run(self._let_go, owner=self, then=lambda _: None, failed=self._on_shut)
        self._jobs.close()

    def _begun(self) -> Stop:
        self._stop.set()
        self._stop = Stop()
        return self._stop

    def _run(self, work: Callable[[], T], stop: Stop, then: Callable[[T], object]) -> None:
        def heard(result: T) -> None:
            if not stop.is_set():
                then(result)

        def failed(problem: Problem) -> None:
            if not stop.is_set():
                log.info('chip reader: %s', problem.code)
                self.troubled.emit(problem)

        self._jobs.run(work, owner=self, then=heard, failed=failed)

    # on the worker

    def _opened(self) -> 'ChipReader':
        if self._reader is None:
            self._reader = self._open_reader()
        return self._reader

    def _let_go(self) -> None:
        if self._reader is not None:
            with suppress(Problem):
                self._reader.close()

    # on the GUI thread

    def _on_progress(self, stop: Stop, done: int, whole: int) -> None:
        if stop is self._stop and not stop.is_set():
            self.progressed.emit(done, whole)

    def _on_shut(self, problem: Problem) -> None:
        log.warning('chip reader: %s', problem.code)


def _picture(face: 'Face | None') -> QImage | None:
    # imported here, on the worker: the first frame doesn't wait for the ciphers
    from devices.id_reader.chip.face import decoded  # noqa: PLC0415  # slow, seldom wanted

    if face is None:
        return None
    try:
        made = decoded(face)
    except Problem:
        return None
    return QImage(made.rgb, made.width, made.height, 3 * made.width, QImage.Format.Format_RGB888).copy()
