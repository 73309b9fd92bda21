"""The one door off the GUI thread, and the same door back.

A ``Jobs`` is one named worker thread: what needs a connection or a device opens and uses it only there. Results come
back by a queued signal; those of an owner that is gone are dropped.
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

from office.errors import Problem

T = TypeVar('T')
log = logging.getLogger(__name__)


class Bug(Problem):
    """Something that nobody foresaw; the log has the rest."""


class Jobs(QObject):
    """One worker thread with a name."""

    _finished = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        # sent by the worker and received here, so it is queued without being told to; the name of that kind of
        # connection would bring all of Qt's enumerations, a tenth of a first frame
        self._finished.connect(self._deliver)
        self._under_way = 0
        self._is_closed = False

    def run(
        self,
        work: Callable[[], T],
        *,
        owner: QObject,
        then: Callable[[T], object],
        failed: Callable[[Problem], object],
    ) -> None:
        """Do ``work`` on the worker; then one of the two on the GUI thread, unless ``owner`` is gone by then.

        After ``close`` nothing is begun: what is left of a window may still ask.
        """
        if self._is_closed:
            return
        self._under_way += 1
        self._pool.submit(self._work, work, owner, then, failed)

    def close(self) -> None:
        """Finish what was begun and end the thread."""
        self._is_closed = True
        self._pool.shutdown(wait=True)

    @property
    def is_idle(self) -> bool:
        """Whether every job was delivered."""
        return self._under_way == 0

    def _work(
        self,
        work: Callable[[], Any],
        owner: QObject,
        then: Callable[[Any], object],
        failed: Callable[[Problem], object],
    ) -> None:
        try:
            result = work()
        except Problem as caught:
            problem = caught
            self._send(lambda: failed(problem), owner)
        except Exception as error:  # the worker's outermost loop: a bug must reach the screen, not end the thread
            log.exception('bug in a job')
            bug = Bug('bug', detail=type(error).__name__)
            self._send(lambda: failed(bug), owner)
        else:
            self._send(lambda: then(result), owner)

    def _send(self, deliver: Callable[[], object], owner: QObject) -> None:
        if isValid(self):
            self._finished.emit((deliver, owner))

    @Slot(object)
    def _deliver(self, parcel: tuple[Callable[[], object], QObject]) -> None:
        deliver, owner = parcel
        self._under_way -= 1
        if isValid(owner):
            deliver()
