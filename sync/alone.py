"""One courier per store, and one reader of pages: the locks that say so, apart from those who hold them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from office.errors import Refusal, Trouble

LOCK = 'courier.lock'
# somebody may just be looking whether a courier runs
_PROBED = 1.0


@contextmanager
def alone(folder: Path, lock_name: str = LOCK) -> Iterator[None]:
    """Be the only courier of a store, or the only one to hold another lock of its folder.

    An empty SQLite file is the lock, because its locks work on every system and die with their process.

    Raises:
        Refusal: ``courier.running`` when another one is (for another lock its file's first name, as in ``x.running``).
        Trouble: ``store.disk`` when the lock can't be had for another reason.
    """
    try:
        lock = sqlcipher.connect(str(folder / lock_name), isolation_level=None, timeout=_PROBED)
    except sqlcipher.OperationalError as error:
        raise Trouble('store.disk', detail=str(error)) from error
    try:
        try:
            lock.execute('BEGIN EXCLUSIVE')
        except sqlcipher.OperationalError as error:
            raise Refusal(f'{Path(lock_name).stem}.running') from error
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
