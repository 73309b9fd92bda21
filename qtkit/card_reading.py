"""One reader of identity cards, watched on a thread of its own: each card reaches the GUI thread as a signal.

The thread is a ``Jobs``: it opens, reads and closes the reader, and nobody else does. A reader that is unplugged is
told once as a trouble, looked for again every second, and told once as recovered.
"""

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from devices.id_reader.protocol import IdRead, IdReader
from devices.stop import Stop
from office.errors import Problem
from qtkit.jobs import Jobs

# a person who plugs a cable in again looks at the screen for about that long
_RETRY_SECONDS = 1.0

log = logging.getLogger(__name__)


class CardReading(QObject):
    """Reads card after card from ``start`` to ``close``.

    Signals:
        read: an ``IdRead``.
        troubled: a ``Problem``, when the reader stops working, and again when the reason changes.
        recovered: the reader works again.
    """

    read = Signal(object)
    troubled = Signal(object)
    recovered = Signal()

    def __init__(self, open_reader: Callable[[], IdReader], *, retry_seconds: float = _RETRY_SECONDS) -> None:
        super().__init__()
        self._open_reader = open_reader
        self._retry_seconds = retry_seconds
        self._reader: IdReader | None = None
        self._stop = Stop()
        self._jobs = Jobs('id-reader')
        self._trouble = ''
        self._is_open = False

    def start(self) -> None:
        """Begin; a reader that isn't there yet is told as a trouble."""
        self._is_open = True
        self._run(self._ready, self._is_ready)

    def close(self) -> None:
        """End within a second, and let go of the reader; a card that is being read is dropped.

        A camera in the network that is just being connected to may take its patience longer.
        """
        if self._is_open:
            self._is_open = False
            self._stop.set()
            self._run(self._let_go, lambda _: None)
        self._jobs.close()

    @property
    def trouble(self) -> str:
        """The code of what keeps it from reading, '' when it reads or was never started."""
        return self._trouble

    def _run(self, work: Callable[[], object], then: Callable[[object], object]) -> None:
        self._jobs.run(work, owner=self, then=then, failed=self._failed)

    # on the worker

    def _ready(self) -> None:
        if self._trouble:
            self._stop.wait(self._retry_seconds)
        if self._reader is None:
            self._reader = self._open_reader()
        if not self._stop.is_set():
            self._reader.ready()

    def _read(self) -> IdRead:
        if self._reader is None:
            self._reader = self._open_reader()
        return self._reader.read(self._stop)

    def _let_go(self) -> None:
        if self._reader is not None:
            self._reader.close()

    # on the GUI thread

    def _is_ready(self, _: object) -> None:
        if not self._is_open:
            return
        if self._trouble:
            self._trouble = ''
            self.recovered.emit()
        self._run(self._read, self._was_read)

    def _was_read(self, read: object) -> None:
        if self._is_open:
            self.read.emit(read)
        if self._is_open:  # a slot may have closed it
            self._run(self._read, self._was_read)

    def _failed(self, problem: Problem) -> None:
        if not self._is_open:
            return
        if problem.code != self._trouble:
            log.warning('reader in trouble: %s', problem.code)
            self._trouble = problem.code
            self.troubled.emit(problem)
        if self._is_open:
            self._run(self._ready, self._is_ready)
