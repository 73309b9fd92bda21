"""Who calls whom, agreed in the centre: no two counters get one ticket, and none waits for another."""

import threading
import time
from collections.abc import Sequence
from datetime import timedelta

from office.errors import Problem, Trouble
from sync.centre.connection import Connection, connect, telling

# until the call itself has reached the centre as a fact; after that nobody else may hold the ticket back
_HOLD = timedelta(seconds=30)
# an officer who presses the button waits no longer than this for the centre, in milliseconds
_PATIENCE_MS = 2000
# and the next one isn't kept waiting again for a server that was gone a moment ago
_REST_S = 10.0
# fifty counters that ask at once each find one of their own among so many
_MOST = 200


class CentreClaims:
    """The claims of ``office.ports`` over one connection; any thread may ask, one at a time."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._lock = threading.Lock()
        self._connection: Connection | None = None
        self._rests_until = 0.0

    def claim(self, tickets: Sequence[str], counter: str, *, with_missed: bool = False) -> str | None:
        """The first of these tickets that nobody has called, kept for this counter half a minute.

        Raises:
            Refusal: as ``connect``.
            Trouble: ``centre.gone``.
        """
        if not tickets:
            return None
        asked = (list(tickets[:_MOST]), counter, _HOLD, with_missed)
        with self._lock:
            if time.monotonic() < self._rests_until:
                raise Trouble('centre.gone', detail='')
            try:
                with telling():
                    row = self._open().execute('SELECT motcua.claim(%s, %s, %s, %s)', asked).fetchone()
            except Problem:
                self._let_go()
                self._rests_until = time.monotonic() + _REST_S
                raise
        return str(row[0]) if row and row[0] else None

    def close(self) -> None:
        """Let go of the connection."""
        with self._lock:
            self._let_go()

    def _open(self) -> Connection:
        if self._connection is None or self._connection.closed:
            self._connection = connect(self._address, tcp_user_timeout=str(_PATIENCE_MS))
            self._connection.execute(f'SET statement_timeout = {_PATIENCE_MS}')
        return self._connection

    def _let_go(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
