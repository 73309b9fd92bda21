"""A full disk while a page is made: libraries with temporary files raise ``OSError``, people need a ``Trouble``."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from office.errors import Trouble

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def disk_told() -> Iterator[None]:
    """Turn the disk's errors into the page store's own.

    Raises:
        Trouble: ``pages.disk_full`` or ``pages.disk``.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise Trouble('pages.disk_full') from error
        raise Trouble('pages.disk', detail=error.strerror or '') from error
