"""Making a folder's entries durable."""

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Make what was created or renamed in a folder survive a power cut.

    Raises:
        OSError: the disk refuses.
    """
    # Windows has no handle on folders and makes renames durable with the file
    if os.name != 'posix':
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
