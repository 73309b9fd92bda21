"""Files from outside judged in the background, each once, when it has come: from the queue to the fact.

Nobody waits for it. What can't be judged now (the reader broke, the authorities' certificates can't be read, the file
lies on another machine) is tried again later, and at the next start. The reading itself is done in a child process.
"""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer

from devices.stop import Stop
from office.desk.judging import Judging
from office.errors import Problem, Refusal, Trouble
from office.judgement import UNSIGNED, FoundSignature, TrustStore
from office.ports import Pages
from qtkit.jobs import Jobs

if TYPE_CHECKING:
    from devices.signer.verification import CheckedSignature, Verified
    from sync.unjudged import Received

log = logging.getLogger(__name__)

# the courier's process brings results, and nobody tells us: to look costs a tenth of a millisecond
LOOK_MS = 5_000

# a file no reader can make anything of: what was found, and no trouble of this machine
_BROKEN = 'signature.file'

Judge = Callable[[bytes, Stop], 'Verified']


class Queue(Protocol):
    """The files that wait; ``sync.unjudged`` keeps this promise."""

    def alone(self) -> AbstractContextManager[None]:
        """Be the only judge of this machine."""
        ...

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        ...

    def hurry(self) -> None:
        """Try everything once more."""
        ...

    def begin(self) -> 'Received | None':
        """The file to be judged now; it waits some time before it is given out again."""
        ...

    def drop(self, file: 'Received') -> None:
        """It was judged before."""
        ...


class FileJudging(QObject):
    """Judges until nothing waits, each time it looks; from ``start`` to ``close``."""

    def __init__(self, queue: Queue, desk: Judging, pages: Pages, judge: Judge) -> None:
        super().__init__()
        self._queue, self._desk, self._pages, self._judge = queue, desk, pages, judge
        self._jobs = Jobs('judging')
        self._stop = Stop()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.wake)
        self._is_going = False

    def start(self) -> None:
        """Begin with what an earlier run left behind."""
        self._timer.start()
        self._go(self._first)

    def wake(self) -> None:
        """Files may have come."""
        self._go(self._one)

    def close(self) -> None:
        """End the judging that goes on, and the thread."""
        self._stop.set()
        self._timer.stop()
        self._jobs.close()

    def _go(self, work: Callable[[], bool]) -> None:
        if not self._is_going and not self._stop.is_set():
            self._is_going = True
            self._jobs.run(work, owner=self, then=self._on_done, failed=self._on_problem)

    def _first(self) -> bool:
        self._queue.hurry()
        return self._one()

    def _one(self) -> bool:
        """Judge the next file; whether there was one."""
        if self._queue.is_empty:
            return False
        with self._queue.alone():
            file = self._queue.begin()
            if file is None:
                return False
            try:
                self._judged(file)
            except Problem as problem:
                if self._stop.is_set():
                    return False
                log.warning('file not judged: %s', problem.code)
            return True

    def _judged(self, file: 'Received') -> None:
        if self._desk.is_judged(file.dossier, file.digest):
            self._queue.drop(file)
            return
        code, signatures, trust = found_in(self._pages.get(file.digest), self._judge, self._stop)
        self._desk.judged(file.dossier, file.digest, code=code, signatures=signatures, trust=trust)

    def _on_done(self, was_one: bool) -> None:  # noqa: FBT001  # what a job gives
        self._is_going = False
        if was_one:
            self.wake()

    def _on_problem(self, problem: Problem) -> None:
        self._is_going = False
        if not isinstance(problem, Refusal):
            log.warning('judging waits: %s', problem.code)


def found_in(content: bytes, judge: Judge, stop: Stop) -> tuple[str, tuple[FoundSignature, ...], TrustStore]:
    """The outcome for a file, each of its signatures, and by whose word.

    Raises:
        Trouble: ``signature.roots`` or ``signature.reader``.
    """
    try:
        verified = judge(content, stop)
    except Trouble as trouble:
        if trouble.code != _BROKEN:
            raise
        return _BROKEN, (), TrustStore()
    return verified.code or UNSIGNED, tuple(_found(one) for one in verified.signatures), verified.trust


def _found(one: 'CheckedSignature') -> FoundSignature:
    known = one.certificate
    return FoundSignature(
        code=one.code,
        holder=known.holder if known else '',
        organisation=known.organisation if known else '',
        issuer=known.issuer if known else '',
        serial=known.serial if known else '',
        until=known.until if known else None,
        is_known_unrevoked=one.is_known_unrevoked,
        signed_at=one.signed_at,
        stamped_at=one.stamped_at,
    )
