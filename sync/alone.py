"""One courier per store: the lock that says so, apart from the courier, for whoever only asks whether one runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from office.errors import Refusal, Trouble

LOCK = 'courier.lock'
# somebody may just be looking whether a courier runs
_PROBED = 1.0


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Be the only courier of a store.

    An empty SQLite file is the lock, because its locks work on every system and die with their process.

    Raises:
        Refusal: ``courier.running`` when another one is.
        Trouble: ``store.disk`` when the lock can't be had for another reason.
    """
    try:
        lock = sqlcipher.connect(str(folder / LOCK), isolation_level=None, timeout=_PROBED)
    except sqlcipher.OperationalError as error:
        raise Trouble('store.disk', detail=str(error)) from error
    try:
        try:
            lock.execute('BEGIN EXCLUSIVE')
        except sqlcipher.OperationalError as error:
            raise Refusal('courier.running') from error
        yield
    finally:
        lock.close()


def is_running(folder: Path) -> bool:
    """Whether a courier runs on a store."""
    try:
        with alone(folder):
            return False
    except Refusal:
        return True
