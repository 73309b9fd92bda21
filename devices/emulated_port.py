"""A thing at a serial port that isn't there, on a pseudo terminal, for training and tests. Not on Windows.

The driver can't tell it from metal: the port appears when the thing is plugged in and disappears when it is unplugged.
"""

import os
import pty
import select
import threading
import tty
from pathlib import Path
from typing import Self

_POLL_SECONDS = 0.05
_PIECE = 65_536


class EmulatedCable:
    """The port at the end of a cable, with nothing that answers by itself; ``with`` plugs it in."""

    def __init__(self, port: Path) -> None:
        port.parent.mkdir(parents=True, exist_ok=True)
        self.port = port
        self._ends: tuple[int, int] | None = None

    def plug(self) -> None:
        """Plug it in: the port appears."""
        ours, theirs = pty.openpty()
        tty.setraw(theirs)
        self._set_up(ours)
        self._ends = (ours, theirs)
        self.port.unlink(missing_ok=True)
        self.port.symlink_to(os.ttyname(theirs))

    def unplug(self) -> None:
        """Pull its cable: the port disappears under the driver."""
        ends, self._ends = self._ends, None
        self.port.unlink(missing_ok=True)
        for end in ends or ():
            os.close(end)

    def obey(self, word: str) -> bool:
        """``plug`` or ``unplug``, as somebody types it; False for any other word."""
        if word not in ('plug', 'unplug'):
            return False
        self.unplug()
        if word == 'plug':
            self.plug()
        return True

    def __enter__(self) -> Self:
        self.plug()
        return self

    def __exit__(self, *_: object) -> None:
        self.unplug()

    def _set_up(self, ours: int) -> None:
        """Set up this side of the cable, before a driver can open the other."""


class EmulatedPort(EmulatedCable):
    """Whoever stands behind ``port`` says in ``take`` and ``rest`` how it behaves."""

    def __init__(self, port: Path) -> None:
        super().__init__(port)
        self._thread: threading.Thread | None = None
        self._ending = threading.Event()

    def take(self, data: bytes) -> bytes:
        """What it says to what came in; it may wait with ``pause``."""
        raise NotImplementedError

    def rest(self) -> bytes:
        """What it says by itself while nothing comes in."""
        return b''

    def is_pulled(self) -> bool:
        """Whether its cable comes out at this word."""
        return False

    def pause(self, seconds: float) -> None:
        """Take its time, unless it is unplugged meanwhile."""
        self._ending.wait(seconds)

    def unplug(self) -> None:
        """Pull its cable, once nobody listens to it."""
        self._ending.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()
        super().unplug()

    def _set_up(self, ours: int) -> None:
        """Listen."""
        self._ending.clear()
        self._thread = threading.Thread(target=self._serve, args=(ours,), name='emulated-port', daemon=True)
        self._thread.start()

    def _serve(self, ours: int) -> None:
        while not self._ending.is_set():
            if not select.select([ours], [], [], _POLL_SECONDS)[0]:
                self._say(ours, self.rest())
                continue
            try:
                data = os.read(ours, _PIECE)
            except OSError:
                return
            if self.is_pulled():
                super().unplug()
                return
            self._say(ours, self.take(data))

    def _say(self, ours: int, data: bytes) -> None:
        try:
            while data:
                data = data[os.write(ours, data) :]
        except OSError:
            return
