"""The parent's side of a driver's child process: it waits no longer than it promised, and leaves nobody behind.

A foreign library that crashes or hangs there costs one scan or one signature, never the window.
"""

import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import Any

import devices
from devices.framing import HEAD, Torn, frame_size, read_frame, write_frame
from devices.stop import Stop

# how soon a person's "cancel" is heard
_SLICE_SECONDS = 0.05
# a scanner gets this long to bring the carriage home after a cancel
_CANCEL_SECONDS = 3.0
_PIPE_BYTES = 1 << 20
# elsewhere a child of the background lowers itself
if sys.platform == 'win32':
    _BACKGROUND = subprocess.IDLE_PRIORITY_CLASS | subprocess.CREATE_NO_WINDOW
else:
    _BACKGROUND = 0


class Ended(Enum):
    """Why no more frames came."""

    DIED = 'died'
    SILENT = 'silent'
    CANCELLED = 'cancelled'


class Child:
    """One running child, a module of ours; ``ended`` holds once ``frames`` is exhausted.

    Args:
        module: what it runs.
        patience: seconds that it may say nothing while it is listened to.
        environment: what it needs beside this process's own environment.
        cancel: what is said to it when somebody wants it to stop; one that is told nothing is ended at once.
        is_background: it gives way to everybody, its own children end with it, and nobody reads its errors.
    """

    def __init__(
        self,
        module: str,
        *,
        patience: float,
        environment: Mapping[str, str],
        cancel: bytes = b'',
        is_background: bool = False,
    ) -> None:
        self._patience, self._cancel, self._is_group = patience, cancel, is_background
        self.ended = Ended.DIED
        self._process = subprocess.Popen(  # noqa: S603  # our own modules
            [sys.executable, '-m', module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if is_background else None,
            start_new_session=is_background,
            creationflags=_BACKGROUND if is_background else 0,
            # the house's own folder and nothing else of the user's Python settings
            env={**os.environ, 'PYTHONPATH': str(Path(devices.__file__).parents[1]), **environment},
        )

    def send(self, header: Mapping[str, object], payload: bytes = b'') -> None:
        """Hand a frame to the child without waiting: one that hangs takes nothing more than a pipe holds."""
        threading.Thread(target=self._send, args=(header, payload), daemon=True).start()

    def frames(self, stop: Stop) -> Iterator[tuple[dict[str, Any], bytes]]:
        """Header and payload of each frame, until the child ends, falls silent or is cancelled."""
        waiting = _Waiting(self, stop, self._patience)
        with selectors.DefaultSelector() as selector:
            selector.register(self._out(), selectors.EVENT_READ)
            buffer = bytearray()
            while waiting.may_go_on():
                if not selector.select(_SLICE_SECONDS):
                    continue
                part = os.read(self._out(), _PIPE_BYTES)
                if not part:
                    self.ended = Ended.CANCELLED if waiting.cancelled else Ended.DIED
                    return
                waiting.heard()
                buffer += part
                try:
                    yield from _whole_frames(buffer)
                except Torn:
                    return
        self.ended = waiting.ended()

    def tell(self, line: bytes) -> None:
        """Hand the child a line; one that is dead says so by the end of its output."""
        try:
            if self._process.stdin:
                self._process.stdin.write(line)
                self._process.stdin.flush()
        except BrokenPipeError:
            return

    def cancel(self) -> None:
        """Ask it to stop; it may take a moment."""
        if self._cancel:
            self.tell(self._cancel)
        else:
            self._kill()

    def close(self) -> None:
        """End the child, whatever it is doing, and collect it."""
        if self.ended is Ended.SILENT:
            # it reads nothing more: closing its input would wait for it
            self._kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                try:
                    stream.close()
                except BrokenPipeError:  # what a dead child left unread is of no interest
                    continue
        if self._process.poll() is None:
            try:
                # standard input's end is a cancel too
                self._process.wait(_CANCEL_SECONDS)
            except subprocess.TimeoutExpired:
                self._kill()
        self._process.wait()

    def _kill(self) -> None:
        if self._is_group and sys.platform != 'win32':
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        else:
            self._process.kill()

    def _send(self, header: Mapping[str, object], payload: bytes) -> None:
        try:
            if self._process.stdin:
                write_frame(self._process.stdin, header, payload)
        except (BrokenPipeError, ValueError):  # dead, or closed meanwhile
            return

    def _out(self) -> int:
        return self._process.stdout.fileno() if self._process.stdout else -1


class _Waiting:
    """How long the parent goes on listening."""

    def __init__(self, child: Child, stop: Stop, patience: float) -> None:
        self._child, self._stop, self._patience = child, stop, patience
        self._deadline = time.monotonic() + patience
        self.cancelled = False

    def may_go_on(self) -> bool:
        if self._stop.is_set() and not self.cancelled:
            self.cancelled = True
            self._deadline = min(self._deadline, time.monotonic() + _CANCEL_SECONDS)
            self._child.cancel()
        return time.monotonic() < self._deadline

    def heard(self) -> None:
        if not self.cancelled:
            self._deadline = time.monotonic() + self._patience

    def ended(self) -> Ended:
        return Ended.CANCELLED if self.cancelled else Ended.SILENT


def _whole_frames(buffer: bytearray) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Take every complete frame off the front of the buffer."""
    while len(buffer) >= HEAD:
        head = bytes(buffer[:HEAD])
        end = HEAD + frame_size(head)
        if len(buffer) < end:
            return
        body = bytes(buffer[HEAD:end])
        del buffer[:end]
        yield read_frame(head, body)
