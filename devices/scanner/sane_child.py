"""The parent's side of the scanner's child process: it waits no longer than it promised, and leaves nobody behind."""

import json
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

import devices
from devices.scanner.framing import HEAD, Torn, frame_size, read_frame
from devices.stop import Stop

# how soon a person's "cancel" is heard
_SLICE_SECONDS = 0.05
# a backend gets this long to bring the carriage home after a cancel
_CANCEL_SECONDS = 3.0
_PIPE_BYTES = 1 << 20


class Ended(Enum):
    """Why no more frames came."""

    DIED = 'died'
    SILENT = 'silent'
    CANCELLED = 'cancelled'


class Child:
    """One running ``sane_worker`` with one request; ``ended`` holds once ``frames`` is exhausted."""

    def __init__(self, request: dict[str, Any], *, patience: float, config: str = '') -> None:
        self._patience = patience
        self.ended = Ended.DIED
        # the house's own folder and nothing else of the user's Python settings
        environment = {**os.environ, 'PYTHONPATH': str(Path(devices.__file__).parents[1])}
        if config:
            environment['SANE_CONFIG_DIR'] = config
        self._process = subprocess.Popen(
            [sys.executable, '-m', 'devices.scanner.sane_worker'],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
        )
        self._tell(json.dumps(request).encode() + b'\n')

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

    def cancel(self) -> None:
        """Ask the child to stop; it may take a moment."""
        self._tell(b'cancel\n')

    def close(self) -> None:
        """End the child, whatever it is doing, and collect it."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                try:
                    stream.close()
                except BrokenPipeError:  # what a dead child left unread is of no interest
                    continue
        if self._process.poll() is None:
            try:
                # standard input's end is a cancel too
                self._process.wait(_CANCEL_SECONDS if self.ended is not Ended.SILENT else 0)
            except subprocess.TimeoutExpired:
                self._process.kill()
        self._process.wait()

    def _out(self) -> int:
        return self._process.stdout.fileno() if self._process.stdout else -1

    def _tell(self, line: bytes) -> None:
        try:
            if self._process.stdin:
                self._process.stdin.write(line)
                self._process.stdin.flush()
        except BrokenPipeError:
            return  # dead already: the end of its output says so


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
