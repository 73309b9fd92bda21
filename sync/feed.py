"""How every process hears of every change: the database is the bus."""

import threading
import time

from office.facts import Fact
from sync import chain
from sync.connection import telling
from sync.store import Store

# half of a tenth of a second: a call shows on the board within 0.3 s, and one look costs ten microseconds
_PAUSE = 0.05


class Feed:
    """The facts as they come, whichever process wrote them; used by one thread at a time.

    A look at ``PRAGMA data_version`` costs microseconds and tells whether anybody else has committed, so the facts are
    only asked for when there may be new ones.
    """

    def __init__(self, store: Store, pause: float = _PAUSE) -> None:
        self._connection = store.connect(reads_only=True)
        self._pause = pause
        self._seen = -1

    def latest_seq(self) -> int:
        """The number of the newest fact, 0 while there is none."""
        with telling():
            (latest,) = self._connection.execute('SELECT coalesce(max(seq), 0) FROM fact').fetchone()
        return int(latest)

    def facts_after(self, seq: int, limit: int = 1000) -> list[Fact]:
        """The facts after a number, in order; at most ``limit`` of them, so that a long absence is read in pieces."""
        with telling():
            return list(chain.facts(self._connection, 'WHERE seq > ? ORDER BY seq LIMIT ?', seq, limit))

    def wait(self, stop: threading.Event, timeout: float) -> bool:
        """Wait until somebody has changed the database since the last call, at most ``timeout`` seconds.

        Returns:
            True when something changed (at the first call always), False when ``stop`` was set or time ran out.
        """
        until = time.monotonic() + timeout
        while not stop.is_set():
            if self._has_changed():
                return True
            left = until - time.monotonic()
            if left <= 0:
                return False
            stop.wait(min(self._pause, left))
        return False

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _has_changed(self) -> bool:
        with telling():
            (version,) = self._connection.execute('PRAGMA data_version').fetchone()
        changed = bool(version != self._seen)
        self._seen = version
        return changed
