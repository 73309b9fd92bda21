"""A connection for people who wait: a server that doesn't answer is given up soon, and then left alone for a while."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

from office.errors import Trouble
from sync.centre.connection import Connection, connect, telling

T = TypeVar('T')

# an officer who presses a button waits no longer than this for the centre
_PATIENCE_S = 2.0
# and the next one isn't kept waiting again for a server that was gone a moment ago
_REST_S = 10.0


class Asking:
    """Any thread may ask, one at a time; an answer that takes longer than ``patience`` seconds is given up."""

    def __init__(self, address: str, *, patience: float = _PATIENCE_S) -> None:
        self._address, self._patience = address, patience
        self._lock = threading.Lock()
        self._connection: Connection | None = None
        self._rests_until = 0.0

    def ask(self, work: Callable[[Connection], T]) -> T:
        """What ``work`` gives on an open connection.

        Raises:
            Refusal: as ``connect``.
            Trouble: ``centre.gone``.
        """
        with self._lock:
            if time.monotonic() < self._rests_until:
                raise Trouble('centre.gone', detail='')
            try:
                with telling():
                    return work(self._open())
            except Exception:
                self._let_go()
                self._rests_until = time.monotonic() + _REST_S
                raise

    def close(self) -> None:
        """Let go of the connection."""
        with self._lock:
            self._let_go()

    def _open(self) -> Connection:
        if self._connection is None or self._connection.closed:
            self._connection = connect(self._address, patience=self._patience)
            self._connection.execute(f'SET statement_timeout = {int(self._patience * 1000)}')
        return self._connection

    def _let_go(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
