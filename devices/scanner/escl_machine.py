"""What an emulated network scanner does and says, with a switch per misfortune and per bad habit.

It scans pictures: each lies as one side of a sheet in its feeder, the first that is left also on its glass.
"""

import threading
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from devices.scanner import escl_papers as papers
from devices.scanner.escl_papers import Wish

ROOT = '/eSCL'
# the share of a picture that comes before a sheet sticks
_CUT = 0.5


@dataclass(slots=True)
class Switches:
    """What may go wrong, and how this scanner says so; each may be thrown while it runs.

    Attributes:
        jam, cover_open, double_feed, io: the next sheet meets it: 200 with an empty body, and the job is aborted.
        lost: the next picture is counted and never sent.
        empty: nobody put sheets in.
        busy: it works for somebody else.
        denied: it wants a password.
        refuses: it takes no settings.
        mute: it takes connections and says nothing.
        gone: it hangs up.
        cut: a sheet that sticks comes half: a body that ends early in good order.
        short: every picture breaks off before the length that was told.
        padded: a sheet that sticks comes as a whole picture, filled up with white.
        chunked: bodies come in chunks, without a length.
        absolute: ``Location`` is an address, of a host that nobody can reach.
        conflict: the end of the stack is 409, not 404.
        empty_end: the end of the stack is 200 with an empty body, the job completed.
        always_loaded: the feeder calls itself loaded whatever happens.
        accepts_busy: busy is said with 201, then 503 for ever.
        unready: each page is 503 once before it comes.
        silent_jobs: its status tells of no jobs.
    """

    jam: bool = False
    cover_open: bool = False
    double_feed: bool = False
    io: bool = False
    lost: bool = False
    empty: bool = False
    busy: bool = False
    denied: bool = False
    refuses: bool = False
    mute: bool = False
    gone: bool = False
    cut: bool = False
    short: bool = False
    padded: bool = False
    chunked: bool = False
    absolute: bool = False
    conflict: bool = False
    empty_end: bool = False
    always_loaded: bool = False
    accepts_busy: bool = False
    unready: bool = False
    silent_jobs: bool = False

    def stuck(self) -> str:
        """The state of a feeder in which a sheet can't go on, '' when it can."""
        states = {'jam': 'ScannerAdfJam', 'cover_open': 'ScannerAdfHatchOpen'}
        states['double_feed'] = 'ScannerAdfMultipickDetected'
        return next((state for name, state in states.items() if getattr(self, name)), '')


@dataclass(slots=True)
class Task:
    """A job of the scanner's."""

    wish: Wish
    state: str = 'Processing'
    reason: str = 'JobScanning'
    completed: int = 0
    was_unready: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What goes back over the wire; ``length`` is what is told where that isn't true."""

    status: int
    body: bytes = b''
    kind: str = 'text/xml'
    location: str = ''
    length: int | None = None


@dataclass(slots=True)
class Machine:
    """The scanner itself, whatever carries its words; which sheets are left it remembers from job to job."""

    sheets: Sequence[bytes]
    duplex: bool = False
    switches: Switches = field(default_factory=Switches)
    jobs: dict[str, Task] = field(default_factory=dict)
    _fed: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, verb: str, path: str, document: bytes) -> Answer:
        """What it says to a request; one at a time."""
        with self._lock:
            if self.switches.denied:
                return Answer(status=401)
            if verb == 'GET' and path == f'{ROOT}/ScannerCapabilities':
                return Answer(status=200, body=papers.capabilities(duplex=self.duplex))
            if verb == 'GET' and path == f'{ROOT}/ScannerStatus':
                return Answer(status=200, body=self._status())
            if verb == 'POST' and path == f'{ROOT}/ScanJobs':
                return self._begin(document)
            return self._of_job(verb, path)

    def _of_job(self, verb: str, path: str) -> Answer:
        location, _, what = path.partition('/NextDocument')
        task = self.jobs.get(location)
        if task is None or what:
            return Answer(status=404)
        if verb == 'DELETE':
            if task.state == 'Processing':
                self._end(task, 'Canceled', 'JobCanceledByUser')
            return Answer(status=200)
        return self._next(task) if path.endswith('/NextDocument') else Answer(status=404)

    def _status(self) -> bytes:
        state = 'Processing' if self.switches.busy or self._working() else 'Idle'
        feeder = self.switches.stuck() or ('ScannerAdfEmpty' if self._is_empty() else 'ScannerAdfLoaded')
        if self.switches.always_loaded:
            feeder = 'ScannerAdfLoaded'
        told = [] if self.switches.silent_jobs else list(self.jobs.items())
        return papers.status(
            state, feeder, [(path, task.state, task.reason, task.completed) for path, task in reversed(told)]
        )

    def _working(self) -> bool:
        return any(task.state == 'Processing' for task in self.jobs.values())

    def _is_empty(self) -> bool:
        return self.switches.empty or not self.sheets

    def _begin(self, document: bytes) -> Answer:
        wish = papers.wish_of(document)
        is_busy = self.switches.busy or self._working()
        if wish is None or self.switches.refuses:
            return Answer(status=409)
        if is_busy and not self.switches.accepts_busy:
            return Answer(status=503)
        path = f'{ROOT}/ScanJobs/{uuid.uuid5(uuid.NAMESPACE_OID, str(len(self.jobs)))}'
        self.jobs[path] = Task(wish, state='Pending' if is_busy else 'Processing')
        return Answer(status=201, location=f'http://scanner.invalid{path}' if self.switches.absolute else path)

    def _next(self, task: Task) -> Answer:
        if task.state == 'Pending':
            return Answer(status=503)
        at_end = self._fed >= len(self.sheets) or self._is_empty()
        if task.wish.source == 'Platen':
            at_end = bool(task.completed)
        if task.state != 'Processing' or at_end:
            return self._no_more(task)
        if self.switches.unready and not task.was_unready:
            task.was_unready = True
            return Answer(status=503)
        task.was_unready = False
        if self.switches.io or (self.switches.stuck() and task.wish.source != 'Platen'):
            return self._stuck(task)
        return self._picture(task)

    def _picture(self, task: Task) -> Answer:
        if self.switches.lost:
            self.switches.lost = False
            self._feed(task)
            return self._next(task)
        sheet = self.sheets[self._fed % len(self.sheets)]
        image = papers.scanned(sheet, task.wish)
        self._feed(task)
        if self.switches.short:
            return Answer(status=200, body=image[: len(image) // 2], kind=task.wish.media, length=len(image))
        return Answer(status=200, body=image, kind=task.wish.media)

    def _feed(self, task: Task) -> None:
        task.completed += 1
        if task.wish.source != 'Platen':
            self._fed += 1

    def _stuck(self, task: Task) -> Answer:
        image = papers.scanned(self.sheets[self._fed % len(self.sheets)], task.wish)
        if not self.switches.padded:
            image = image[: round(len(image) * _CUT)] if self.switches.cut else b''
        self._end(task, 'Aborted', 'ResourcesAreNotReady')
        return Answer(status=200, body=image, kind=task.wish.media)

    def _no_more(self, task: Task) -> Answer:
        if task.state == 'Processing':
            self._end(task, 'Completed', 'JobCompletedSuccessfully')
        if self.switches.empty_end:
            return Answer(status=200, kind=task.wish.media)
        return Answer(status=409 if self.switches.conflict else 404)

    def _end(self, task: Task, state: str, reason: str) -> None:
        task.state, task.reason = state, reason
        if self._fed >= len(self.sheets):
            # somebody lays the same stack in again
            self._fed = 0
