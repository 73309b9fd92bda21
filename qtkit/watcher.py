"""What anybody writes into the store, heard on the GUI thread: facts from the feed become calls of slots.

One thread waits at the feed (``sync.feed`` looks every twentieth of a second); its answers come back through
``qtkit.jobs``. An answer also says that the store lives, so that a screen knows how old its knowledge is.
"""

import threading
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, QTimer, Signal

from office.errors import Problem
from office.facts import Fact, FactBody
from qtkit.jobs import Jobs
from sync.feed import Feed

# without news the store is heard of once a second
ANSWER_SECONDS = 1.0

# a store that failed is asked again after so long
RETRY_MS = 1_000

Heard = Callable[[Fact], object]


class Watcher(QObject):
    """Listens from ``start`` to ``close``; ``open_feed`` is called on the listening thread, anew after a failure.

    Signals:
        changed: somebody wrote something.
        answered: the store answered, with news or without; at least once a second while it lives.
        failed(Problem): it did not; it is asked again.
    """

    changed = Signal()
    answered = Signal()
    failed = Signal(object)

    def __init__(self, open_feed: Callable[[], Feed]) -> None:
        super().__init__()
        self._open_feed = open_feed
        self._jobs = Jobs('feed')
        self._stop = threading.Event()
        self._feed: Feed | None = None
        self._seq: int | None = None
        self._slots: dict[type[FactBody], list[Heard]] = defaultdict(list)
        self._retry = QTimer(self, singleShot=True, interval=RETRY_MS)
        self._retry.timeout.connect(self._listen)

    def on(self, kind: type[FactBody], slot: Heard) -> None:
        """Call a slot with every fact of a kind that is written from now on."""
        self._slots[kind].append(slot)

    def start(self) -> None:
        """Begin to listen; facts written before are not told."""
        self._listen()

    def close(self) -> None:
        """Listen no more and end the thread."""
        self._stop.set()
        self._retry.stop()
        self._jobs.close()
        if self._feed is not None:
            self._feed.close()
            self._feed = None

    def _listen(self) -> None:
        self._jobs.run(self._hear, owner=self, then=self._on_heard, failed=self._on_failed)

    def _hear(self) -> list[Fact]:
        try:
            if self._feed is None:
                self._feed = self._open_feed()
            if self._seq is None:
                self._seq = self._feed.latest_seq()
            self._feed.wait(self._stop, ANSWER_SECONDS)
            heard = self._feed.facts_after(self._seq)
        except Problem:
            if self._feed is not None:
                # what is broken already may not close in order
                with suppress(Problem):
                    self._feed.close()
                self._feed = None
            raise
        if heard:
            self._seq = heard[-1].seq
        return heard

    def _on_heard(self, heard: list[Fact]) -> None:
        if self._stop.is_set():
            return
        self._listen()
        self.answered.emit()
        if heard:
            for fact in heard:
                for slot in self._slots.get(type(fact.body), ()):
                    slot(fact)
            self.changed.emit()

    def _on_failed(self, problem: Problem) -> None:
        if not self._stop.is_set():
            self.failed.emit(problem)
            self._retry.start()
