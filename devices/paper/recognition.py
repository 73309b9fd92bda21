"""The text of an archive page by Tesseract's Vietnamese, in a child process that yields to everybody else.

Where Tesseract or its Vietnamese data are not installed, no page is read and nothing else changes. A page that makes
the child hang, die or eat the machine costs its own text only. Pages pass through pipes: none touches the disk in the
clear.
"""

import shutil
import subprocess
from contextlib import closing
from functools import cache

from devices.child import Child, Ended
from devices.stop import Stop
from office import codec
from office.errors import Trouble
from office.page_text import PageText

LANGUAGE = 'vie'
# a full page takes 2 to 6 s; at low priority beside a scan and a busy second core, some times that
_PATIENCE_SECONDS = 120.0
_WORKER = 'devices.paper.recognition_worker'
_ENDS = {Ended.DIED: 'text.failed', Ended.SILENT: 'text.slow', Ended.CANCELLED: 'text.cancelled'}


@cache
def is_installed() -> bool:
    """Whether this machine has Tesseract with its Vietnamese data; asked once."""
    program = shutil.which('tesseract')
    if program is None:
        return False
    run = subprocess.run([program, '--list-langs'], capture_output=True, text=True, check=False)  # noqa: S603  # fixed words
    return LANGUAGE in (run.stdout + run.stderr).split()


def recognised(page: bytes, stop: Stop, *, patience: float = _PATIENCE_SECONDS) -> PageText:
    """The text of a one-page PDF.

    Args:
        page: the file, straight already.
        stop: ends the reading early.
        patience: seconds after which a page is given up.

    Raises:
        Trouble: ``text.absent`` without Tesseract or its Vietnamese; ``text.slow`` after ``patience``; ``text.failed``
            when the child died or answered nonsense; ``text.cancelled`` after ``stop``.
    """
    if not is_installed():
        raise Trouble('text.absent')
    with closing(Child(_WORKER, patience=patience, environment={}, is_background=True)) as child:
        child.send({}, page)
        _, answer = next(child.frames(stop), ({}, None))
    if answer is None:
        raise Trouble(_ENDS[child.ended])
    try:
        return codec.load(PageText, answer.decode())
    except (ValueError, TypeError, IndexError) as error:
        raise Trouble('text.failed') from error
