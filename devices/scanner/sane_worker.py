"""The child process that talks to libsane, so that a crash or a hang of a backend costs one scan, never the window.

One request as a JSON line on standard input, frames (``devices.framing``) on standard output, then the end:

    {"verb": "list"}                                        → devices, end
    {"verb": "describe", "device": …}                       → options, end
    {"verb": "scan", "device": …, "set": [[name, value] …], "pages": 1 | … | null,
     "stall": seconds}                                      → alive …, page …, end
    a failure                                               → failed (status, during, still_there), and nothing after

A second line on standard input, or its end, cancels.
"""

import contextlib
import ctypes
import json
import os
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, BinaryIO

from devices.framing import write_frame
from devices.scanner.libsane import CANCELLED, EOF, INVAL, IO_ERROR, NO_DOCS, Failed, Sane
from devices.scanner.pnm import Strip, as_pnm

# big enough for few calls, small enough to hear a cancel between two of them on the slowest scanner
_BLOCK = 1 << 18

# some backends give a few lines at a time; telling of each would be most of the work
_ALIVE_SECONDS = 0.1
# how soon to ask again after nothing
_IDLE_SECONDS = 0.01

# a backend that doesn't return from reading within this is told to cancel from outside
_REACTION_SECONDS = 1.0
# and if that doesn't help either, or the parent is dead, nobody waits for it any more
_LAST_SECONDS = 5.0

# what backends answer when the cable is bad, and also when there is no scanner at its end any more
_DOUBTFUL = {INVAL, EOF, IO_ERROR}

Send = Callable[[dict[str, Any], bytes | bytearray], None]


class Cancel:
    """Hears the parent's wish to stop, or its death, while the main thread may be stuck inside a backend."""

    def __init__(self, sane: Sane) -> None:
        self._sane = sane
        self._wanted = threading.Event()
        self._leaving = threading.Event()
        self._done = threading.Event()
        threading.Thread(target=self._listen, name='cancel', daemon=True).start()

    def is_wanted(self, seconds: float) -> bool:
        """Whether the scan should end; waits this long for the wish."""
        return self._wanted.wait(seconds)

    def leave(self) -> None:
        """Let the backend end the scan; the main thread may not come back from it."""
        self._leaving.set()
        self._sane.cancel()
        self._done.set()

    def _listen(self) -> None:
        sys.stdin.buffer.readline()
        self._wanted.set()
        if not self._done.wait(_REACTION_SECONDS):
            last = threading.Timer(_LAST_SECONDS, os._exit, (1,))
            last.daemon = True
            last.start()
            if not self._leaving.is_set():
                self._sane.cancel()


class Progress:
    """What comes of a frame: tells the parent, hears a cancel, and notices a scanner that gives nothing more.

    In blocking mode a backend must give at least a byte or an error; SANE's net backend, when its server is gone,
    gives nothing and no error, for ever.
    """

    def __init__(self, cancel: Cancel, send: Send, stall: float) -> None:
        self._cancel, self._send, self._stall = cancel, send, stall
        self._told = self._came = time.monotonic()

    def heard(self, part: memoryview, so_far: int) -> None:
        """Judge what a read gave.

        Raises:
            Failed: cancelled, or stalled.
        """
        now = time.monotonic()
        if self._cancel.is_wanted(0 if part else _IDLE_SECONDS):
            raise Failed(CANCELLED, 'read')
        if part:
            self._came = now
        elif now > self._came + self._stall:
            raise Failed(IO_ERROR, 'read')
        if part and now > self._told + _ALIVE_SECONDS:
            self._told = now
            self._send({'kind': 'alive', 'bytes': so_far}, b'')


def _frame_of(sane: Sane, progress: Progress) -> Strip:
    parameters = sane.start()
    wanted = parameters.bytes_per_line * max(parameters.lines, 0)
    data, block = bytearray(), ctypes.create_string_buffer(_BLOCK)
    while (part := sane.read(block)) is not None:
        data += part
        progress.heard(part, len(data))
    if not data or len(data) < wanted:
        raise Failed(IO_ERROR, 'read')
    return Strip(
        format=parameters.format,
        last=bool(parameters.last_frame),
        line_bytes=parameters.bytes_per_line,
        width=parameters.pixels_per_line,
        depth=parameters.depth,
        data=bytes(data),
    )


def _page(sane: Sane, progress: Progress) -> bytes:
    strips = [_frame_of(sane, progress)]
    while not strips[-1].last:
        strips.append(_frame_of(sane, progress))
    return as_pnm(strips)


def _scan(sane: Sane, request: dict[str, Any], send: Send) -> None:
    """Scan, and say how it ended before the backend is asked to end it: some never come back from that.

    SANE's helper threads are cancelled wherever they are, inside malloc too, and the next to allocate then waits for
    ever (seen with its test device, once in some hundred scans).
    """
    cancel = Cancel(sane)
    try:
        _feed(sane, request, cancel, send)
    except Failed as failed:
        if failed.status not in _DOUBTFUL:
            send(_told(failed, still_there=True), b'')
            cancel.leave()
            return
        with _Deadline(failed, send):
            cancel.leave()
            is_there = _still_there(sane, request['device'])
        send(_told(failed, still_there=is_there), b'')
    else:
        send({'kind': 'end'}, b'')
        cancel.leave()


def _feed(sane: Sane, request: dict[str, Any], cancel: Cancel, send: Send) -> None:
    count = 0
    try:
        for name, value in request['set']:
            sane.set(name, value)
        while request['pages'] is None or count < request['pages']:
            page = _page(sane, Progress(cancel, send, request['stall']))
            send({'kind': 'page', 'index': count}, page)
            count += 1
    except Failed as failed:
        if failed.status != NO_DOCS or not count:
            raise


class _Deadline:
    """Says what failed, and ends this process, when the backend doesn't come back in time."""

    def __init__(self, failed: Failed, send: Send) -> None:
        self._failed, self._send = failed, send
        self._timer = threading.Timer(_LAST_SECONDS, self._give_up)
        self._timer.daemon = True
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        # whoever holds the lock first speaks, and nobody after it
        self._lock.acquire()
        self._timer.cancel()

    def _give_up(self) -> None:
        with self._lock:
            self._send(_told(self._failed, still_there=True), b'')
            os._exit(1)


def _still_there(sane: Sane, device: str) -> bool:
    """Whether the device can be opened again, which tells a bad cable from an absent scanner."""
    try:
        sane.close()
        sane.open(device)
    except Failed:
        return False
    return True


def _answer(sane: Sane, request: dict[str, Any], send: Send) -> None:
    if request['verb'] == 'list':
        send({'kind': 'devices', 'devices': sane.devices()}, b'')
    else:
        sane.open(request['device'])
        if request['verb'] == 'scan':
            _scan(sane, request, send)
            return
        send({'kind': 'options', 'options': sane.options()}, b'')
    send({'kind': 'end'}, b'')


def _told(failed: Failed, *, still_there: bool) -> dict[str, Any]:
    return {'kind': 'failed', 'status': failed.status, 'during': failed.during, 'still_there': still_there}


def serve(request: dict[str, Any], out: BinaryIO) -> None:
    """Work one request off."""

    def send(header: dict[str, Any], payload: bytes | bytearray) -> None:
        write_frame(out, header, payload)

    try:
        _answer(Sane(), request, send)
    except Failed as failed:
        send(_told(failed, still_there=True), b'')


def main() -> None:
    """Keep standard output for the frames alone: some backends print to it."""
    out = os.fdopen(os.dup(1), 'wb')
    os.dup2(2, 1)
    # a parent that has what it wanted, or is dead, reads no further
    with contextlib.suppress(BrokenPipeError):
        serve(json.loads(sys.stdin.buffer.readline()), out)
    # not sane_exit, and no atexit handlers: backends hang there, and the kernel frees the rest
    os._exit(0)


if __name__ == '__main__':
    main()
