"""Pages read in the background, one after the other, behind everybody's back: from the queue to the kept text.

The reading itself is a child process of the lowest priority (``devices.paper.recognition``); the thread here waits
for it. Closing ends a reading that goes on, which is then begun anew another day.
"""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from devices.stop import Stop
from office.errors import Problem, Refusal, Trouble
from office.page_text import PageText
from office.ports import Pages
from qtkit.jobs import Jobs

log = logging.getLogger(__name__)

# what the world refused, or what another program of this machine is doing, may be over by then
RETRY_MS = 30_000

Recognise = Callable[[bytes, Stop], PageText]


class Queue(Protocol):
    """The queue of pages and their texts; ``sync.page_texts`` keeps this promise."""

    def alone(self) -> AbstractContextManager[None]:
        """Be the only reader of this machine."""
        ...

    def gather(self) -> None:
        """Queue what came, forget what went."""
        ...

    def begin(self) -> str | None:
        """The page to be read next."""
        ...

    def keep(self, digest: str, text: PageText) -> None:
        """Keep what was read."""
        ...

    def give_up(self, digest: str, trouble: Trouble) -> None:
        """Leave a page without text."""
        ...

    def put_back(self, digest: str) -> None:
        """Leave a page for another day."""
        ...


class TextReading(QObject):
    """Reads until nothing waits, each time it is woken.

    Signals:
        settled(str): the page of this digest has its text, or was given up.
    """

    settled = Signal(str)

    def __init__(self, queue: Queue, pages: Pages, recognise: Recognise, *, is_able: Callable[[], bool]) -> None:
        super().__init__()
        self._queue, self._pages, self._recognise, self._is_able = queue, pages, recognise, is_able
        self._jobs = Jobs('reading')
        self._stop = Stop()
        self._retry = QTimer(self, singleShot=True, interval=RETRY_MS)
        self._retry.timeout.connect(self.wake)
        self._is_going = self._is_woken = False
        # None until the first look
        self.is_able: bool | None = None

    def wake(self) -> None:
        """Pages may have come, or gone."""
        self._is_woken = True
        if not self._is_going and not self._stop.is_set():
            self._is_going, self._is_woken = True, False
            self._jobs.run(self._one, owner=self, then=self._on_read, failed=self._on_problem)

    def close(self) -> None:
        """End the reading that goes on, and the thread."""
        self._stop.set()
        self._retry.stop()
        self._jobs.close()

    def _one(self) -> str | None:
        """Read the next page; its digest, None when nothing waits."""
        if self.is_able is None:
            self.is_able = self._is_able()
        if not self.is_able:
            return None
        with self._queue.alone():
            self._queue.gather()
            digest = self._queue.begin()
            if digest is None:
                return None
            try:
                self._queue.keep(digest, self._recognise(self._pages.get(digest), self._stop))
            except Trouble as trouble:
                if self._stop.is_set():
                    self._queue.put_back(digest)
                    return None
                log.warning('page not read: %s', trouble.code)
                self._queue.give_up(digest, trouble)
            return digest

    def _on_read(self, digest: str | None) -> None:
        self._is_going = False
        # told too when nothing was read: by then it is known whether this machine can
        self.settled.emit(digest or '')
        if digest is not None or self._is_woken:
            self.wake()

    def _on_problem(self, problem: Problem) -> None:
        self._is_going = False
        if not isinstance(problem, Refusal):
            log.warning('reading waits: %s', problem.code)
        self._retry.start()
