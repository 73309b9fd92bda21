"""Who calls whom, agreed in the centre: no two counters get one ticket, and none waits for another."""

from collections.abc import Sequence
from datetime import timedelta

from sync.centre.asking import Asking

# until the call itself has reached the centre as a fact; after that nobody else may hold the ticket back
_HOLD = timedelta(seconds=30)
# fifty counters that ask at once each find one of their own among so many
_MOST = 200


class CentreClaims:
    """The claims of ``office.ports`` over one connection; any thread may ask, one at a time."""

    def __init__(self, address: str) -> None:
        self._asking = Asking(address)

    def claim(self, tickets: Sequence[str], counter: str, *, with_missed: bool = False) -> str | None:
        """The first of these tickets that nobody has called, kept for this counter half a minute.

        Raises:
            Refusal: as ``connect``.
            Trouble: ``centre.gone``.
        """
        if not tickets:
            return None
        asked = (list(tickets[:_MOST]), counter, _HOLD, with_missed)
        row = self._asking.ask(lambda centre: centre.execute('SELECT motcua.claim(%s, %s, %s, %s)', asked).fetchone())
        return str(row[0]) if row and row[0] else None

    def close(self) -> None:
        """Let go of the connection."""
        self._asking.close()
