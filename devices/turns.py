"""One user of a device at a time within this program: whoever works with it waits, whoever looks at it steps back.

A printer that serves one connection would refuse the second, and either a slip would fail because somebody looked, or
a long slip would make the printer look gone.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

_turns: dict[str, threading.Lock] = {}
_registry = threading.Lock()


@contextmanager
def working(address: str) -> Iterator[None]:
    """Have a device alone; waits for a look to end, which is bounded by the device's timeouts."""
    with _turn(address):
        yield


@contextmanager
def looking(address: str) -> Iterator[bool]:
    """Whether a device may be looked at now; False while somebody works with it."""
    turn = _turn(address)
    is_free = turn.acquire(blocking=False)
    try:
        yield is_free
    finally:
        if is_free:
            turn.release()


def _turn(address: str) -> threading.Lock:
    with _registry:
        return _turns.setdefault(address, threading.Lock())
