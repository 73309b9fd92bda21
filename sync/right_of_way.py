"""Who goes first on a narrow line: a file waits while messages get their answers, for a bounded time."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

# a day's messages take half a minute of a line of 2 Mbit/s
_LONGEST_S = 60.0
# messages that get no answer for so long are no reason to wait: the province's files may be better off
_STANDS_S = 2.0
# how soon a file's lane hears that it may go, or is to end
_HEARS_S = 0.25


class RightOfWay:
    """Shared by the lanes of one process.

    Messages are small and late after seconds; a file is large and late after a day, and beside it every message would
    wait behind a piece of it.
    """

    def __init__(self) -> None:
        self._free = threading.Event()
        self._free.set()
        self._answered = 0.0

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Messages are being told."""
        self.answered()
        self._free.clear()
        try:
            yield
        finally:
            self._free.set()

    def answered(self) -> None:
        """One of them was answered: they move."""
        self._answered = time.monotonic()

    def give(self, stop: threading.Event) -> None:
        """Wait with a file while messages move, at most a minute, or until told to stop."""
        until = time.monotonic() + _LONGEST_S
        while not stop.is_set() and time.monotonic() < min(until, self._answered + _STANDS_S):
            if self._free.wait(_HEARS_S):
                return
