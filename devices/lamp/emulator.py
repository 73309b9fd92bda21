"""An emulated relay board at a pseudo terminal, for training and tests. Not on Windows."""

import os
import pty
import select
import threading
import tty
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from devices.lamp.relay import RELAYS, command

_POLL_SECONDS = 0.05
_LENGTH = len(command(1, on=True))


@dataclass(slots=True)
class Switches:
    """Misfortunes of a board; each is thrown while it runs."""

    gone: bool = False
    """Its cable comes out at the next word."""
    deaf: bool = False
    """Its controller hangs: it takes words and does nothing."""


class EmulatedRelay:
    """A board whose port is ``lamp`` in a directory; ``closed`` are the relays whose lamps are lit."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self.switches = Switches()
        self.port = directory / 'lamp'
        self.closed: set[int] = set()
        self._ends: tuple[int, int] | None = None
        self._thread: threading.Thread | None = None
        self._ending = threading.Event()

    @property
    def address(self) -> str:
        """Where it is, with three lamps: green open, yellow serving, red paused."""
        return f'serial:{self.port}?open=1&serving=2&paused=3'

    def plug(self) -> None:
        """Plug it in: the port appears, and every relay is open as after power."""
        ours, theirs = pty.openpty()
        tty.setraw(theirs)
        self._ends = (ours, theirs)
        self.closed.clear()
        self.port.unlink(missing_ok=True)
        self.port.symlink_to(os.ttyname(theirs))
        self._ending.clear()
        self._thread = threading.Thread(target=self._serve, args=(ours,), name='emulated-relay', daemon=True)
        self._thread.start()

    def unplug(self) -> None:
        """Pull its cable: the port disappears under the driver."""
        self._ending.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()
        self._pull()

    def __enter__(self) -> Self:
        self.plug()
        return self

    def __exit__(self, *_: object) -> None:
        self.unplug()

    def _pull(self) -> None:
        ends, self._ends = self._ends, None
        self.port.unlink(missing_ok=True)
        for end in ends or ():
            os.close(end)

    def _serve(self, ours: int) -> None:
        heard = b''
        while not self._ending.is_set():
            if not select.select([ours], [], [], _POLL_SECONDS)[0]:
                continue
            try:
                heard += os.read(ours, 256)
            except OSError:
                return
            if self.switches.gone:
                self.switches.gone = False
                self._pull()
                return
            while len(heard) >= _LENGTH:
                heard = self._obey(heard)

    def _obey(self, heard: bytes) -> bytes:
        """Do one word, or drop a byte that begins none; returns what is left."""
        word = heard[:_LENGTH]
        for relay in range(1, RELAYS + 1):
            for on in (True, False):
                if word == command(relay, on=on):
                    if not self.switches.deaf:
                        (self.closed.add if on else self.closed.discard)(relay)
                    return heard[_LENGTH:]
        return heard[1:]
