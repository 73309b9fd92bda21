"""New identities: UUIDs of version 7 that sort as they were made."""

import secrets
import threading

from office.ports import Clock

# RFC 9562 §5.7: 48 bits of milliseconds, 4 of version, 12 + 62 of which the version and variant take none
_TAIL_BITS = 74
# each further id of one millisecond goes up by a random step: in order, and not to be guessed
_STEP = 1 << 32


class TimeIds:
    """Ids that grow within a process even when the clock stands still or goes back; safe to share between threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._last = 0

    def new(self) -> str:
        """A UUID of version 7 as 36 characters."""
        millis = int(self._clock.now().timestamp() * 1000)
        with self._lock:
            fresh = millis << _TAIL_BITS | secrets.randbits(_TAIL_BITS - 1)
            self._last = fresh if fresh > self._last else self._last + 1 + secrets.randbelow(_STEP)
            return _spelt(self._last)


def _spelt(value: int) -> str:
    """122 bits of time and chance as a UUID, with version 7 and variant 2 in their places."""
    millis, tail = value >> _TAIL_BITS, value & (1 << _TAIL_BITS) - 1
    high, low = tail >> 62, tail & (1 << 62) - 1
    spelt = f'{millis << 80 | 7 << 76 | high << 64 | 2 << 62 | low:032x}'
    return f'{spelt[:8]}-{spelt[8:12]}-{spelt[12:16]}-{spelt[16:20]}-{spelt[20:]}'
