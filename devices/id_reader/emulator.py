"""A QR scanner that isn't there, on a pseudo terminal: for training, drills and tests. Linux and macOS only.

The driver can't tell it from a scanner in serial mode. Each misfortune is one switch of ``Switches``; a scanner is
unplugged by ``unplug`` and plugged in again by ``plug``, at the same address.
"""

import fcntl
import os
import select
import struct
import termios
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from devices.emulated_port import EmulatedCable
from office.errors import Trouble

# what a card's QR says; nobody bears this number
SPECIMEN_CARD = '001199000000|012345678|ĐỖ THỊ MẪU|02031999|Nữ|Thôn Mẫu, Xã Mẫu, Tỉnh Mẫu|15042021'

_PIECE = 10


@dataclass(slots=True)
class Switches:
    """What may go wrong; each may be thrown while the scanner runs.

    Attributes:
        half: only the first half of a code is sent, and no line end.
        garbage: the speed is wrong: every byte arrives with its bits upside down.
        other_encoding: the scanner sends windows-1258 instead of UTF-8.
        no_line_end: nothing follows a code.
        glued: a code is sent twice with nothing between, as when two cards are shown in one sweep.
        slow_seconds: so long between two pieces of ten bytes.
    """

    half: bool = False
    garbage: bool = False
    other_encoding: bool = False
    no_line_end: bool = False
    glued: bool = False
    slow_seconds: float = 0.0

    def bytes_of(self, payload: str) -> bytes:
        """What the scanner sends for a code."""
        encoding = 'cp1258' if self.other_encoding else 'utf-8'
        data = payload.encode(encoding, errors='replace') * (2 if self.glued else 1)
        if self.half:
            return data[: len(data) // 2]
        if self.garbage:
            data = bytes(byte ^ 0xFF for byte in data)
        return data if self.no_line_end else data + b'\r\n'


class EmulatedReader(EmulatedCable):
    """A scanner whose port is ``reader`` in a directory; it is plugged in when the ``with`` block begins."""

    def __init__(self, directory: Path, *, switches: Switches | None = None) -> None:
        super().__init__(directory / 'reader')
        self.switches = switches or Switches()
        self._pause = threading.Event()

    @property
    def address(self) -> str:
        """Where it is, as a device address."""
        return f'serial:{self.port}'

    def is_listened_to(self, seconds: float) -> bool:
        """Whether a driver opens the port within so many seconds; asked once for each opening."""
        ours, _ = self._plugged()
        while select.select([ours], [], [], seconds)[0]:
            if os.read(ours, 4096)[0] & termios.TIOCPKT_FLUSHREAD:
                return True
        return False

    def show(self, payload: str = SPECIMEN_CARD) -> None:
        """Hold a code before it; comes back when everything is sent."""
        ours, _ = self._plugged()
        data = self.switches.bytes_of(payload)
        piece = _PIECE if self.switches.slow_seconds else len(data)
        # nobody listens, and what was sent before fills the cable: lost, as with a real one
        with suppress(BlockingIOError):
            for at in range(0, len(data), piece):
                os.write(ours, data[at : at + piece])
                self._pause.wait(self.switches.slow_seconds)

    def _set_up(self, ours: int) -> None:
        # in packet mode a driver that opens the port, and so empties its buffer, is heard here
        fcntl.ioctl(ours, termios.TIOCPKT, struct.pack('i', 1))
        os.set_blocking(ours, False)

    def _plugged(self) -> tuple[int, int]:
        if self._ends is None:
            raise Trouble('reader.gone')
        return self._ends
