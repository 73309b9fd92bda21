"""The text of an archive page by Tesseract's Vietnamese, in a child process that yields to everybody else.

Where Tesseract or its Vietnamese data are not installed, no page is read and nothing else changes. A page that makes
the child hang, die or eat the machine costs its own text only. Pages pass through pipes: none touches the disk in the
clear.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from functools import cache
from pathlib import Path

import devices
from devices.stop import Stop
from office import codec
from office.errors import Trouble
from office.page_text import PageText

LANGUAGE = 'vie'
# a full page takes 2 to 6 s; at low priority beside a scan and a busy second core, some times that
_PATIENCE_SECONDS = 120.0
# elsewhere the child lowers itself
if sys.platform == 'win32':
    _FLAGS = subprocess.IDLE_PRIORITY_CLASS | subprocess.CREATE_NO_WINDOW
else:
    _FLAGS = 0
# how soon the end of the program is heard
_SLICE_SECONDS = 0.1


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
    process = subprocess.Popen(
        [sys.executable, '-m', 'devices.paper.recognition_worker'],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, 'PYTHONPATH': str(Path(devices.__file__).parents[1]), 'OMP_THREAD_LIMIT': '1'},
        # so that Tesseract, the child's child, ends with it
        start_new_session=True,
        creationflags=_FLAGS,
    )
    answers: list[bytes] = []
    talk = threading.Thread(target=lambda: answers.append(process.communicate(page)[0]), name='reading', daemon=True)
    talk.start()
    try:
        _wait(talk, stop, time.monotonic() + patience)
    finally:
        _end(process)
        talk.join()
    if process.returncode != 0:
        raise Trouble('text.failed', status=process.returncode)
    try:
        return codec.load(PageText, answers[0].decode())
    except (ValueError, TypeError, IndexError) as error:
        raise Trouble('text.failed', status=0) from error


def _wait(talk: threading.Thread, stop: Stop, deadline: float) -> None:
    while talk.is_alive():
        if stop.is_set():
            raise Trouble('text.cancelled')
        if time.monotonic() > deadline:
            raise Trouble('text.slow')
        talk.join(_SLICE_SECONDS)


def _end(process: 'subprocess.Popen[bytes]') -> None:
    """Leave nobody behind, whatever it is doing."""
    if process.poll() is None:
        if sys.platform == 'win32':
            process.kill()
        else:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
