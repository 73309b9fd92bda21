"""The emulated printer at a serial port or device file: a pseudo terminal around the mechanism. Not on Windows."""

import os
import pty
import select
import threading
import tty
from pathlib import Path
from typing import Self

from devices.receipt_printer.emulator.mechanism import USUAL_DOTS, Mechanism, Switches

_POLL_SECONDS = 0.05


class PortPrinter:
    """A printer whose port is ``port`` in a directory; plugged in when the ``with`` block begins."""

    def __init__(self, directory: Path, *, switches: Switches | None = None, dots: int = USUAL_DOTS) -> None:
        self.switches = switches or Switches()
        self.mechanism = Mechanism(directory, self.switches, dots)
        self.port = directory / 'port'
        self._ends: tuple[int, int] | None = None
        self._thread: threading.Thread | None = None
        self._ending = threading.Event()

    @property
    def address(self) -> str:
        """Where it is, as the address of a serial device."""
        return f'serial:{self.port}'

    def plug(self) -> None:
        """Plug it in: the port appears."""
        ours, theirs = pty.openpty()
        tty.setraw(theirs)
        self._ends = (ours, theirs)
        self.port.unlink(missing_ok=True)
        self.port.symlink_to(os.ttyname(theirs))
        self._ending.clear()
        self._thread = threading.Thread(target=self._serve, args=(ours,), name='emulated-port', daemon=True)
        self._thread.start()

    def unplug(self) -> None:
        """Pull its cable: the port disappears under the driver. The printer keeps what it has heard."""
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
        while not self._ending.is_set():
            if not select.select([ours], [], [], _POLL_SECONDS)[0]:
                self._answer(ours, self.mechanism.work())
                continue
            try:
                data = os.read(ours, 65536)
            except OSError:
                return
            if self.switches.gone:
                self._pull()
                return
            said = self.mechanism.take(data)
            self._ending.wait(self.switches.slow_seconds)
            self._answer(ours, said + self.mechanism.work())

    def _answer(self, ours: int, data: bytes) -> None:
        try:
            while data:
                data = data[os.write(ours, data) :]
        except OSError:
            return
