"""A printer at a device file of Linux, such as ``usb:/dev/usb/lp0``: the kernel's own printer driver."""

import os
import select
from time import monotonic

from devices.receipt_printer.transport import Written, trouble_of
from office.errors import Trouble

_MOST = 4096


class NodeWire:
    """A character device, read and written without ever blocking longer than asked."""

    answers = True
    confirms = False

    def __init__(self, path: str) -> None:
        self._path = path
        self._file: int | None = None

    def ready(self) -> None:
        """Open it, or see that it is there; see ``Transport.ready``."""
        self._see(self._opened())

    def write(self, data: bytes, seconds: float, *, title: str = '') -> Written:  # noqa: ARG002 - a file has no titles
        """Send; see ``Transport.write``."""
        file, until, at = self._opened(), monotonic() + seconds, 0
        try:
            while at < len(data):
                _, free, _ = select.select([], [file], [], max(0.0, until - monotonic()))
                if not free:
                    break
                at += os.write(file, data[at : at + _MOST])
        except OSError:
            self.close()
            return Written.UNKNOWN
        if at == len(data):
            return Written.ALL
        self.close()
        return Written.UNKNOWN if at else Written.NONE

    def read(self, seconds: float) -> bytes:
        """Receive; see ``Transport.read``. usblp answers a read with nothing at once when nothing came."""
        file, until = self._opened(), monotonic() + seconds
        try:
            while select.select([file], [], [], max(0.0, until - monotonic()))[0]:
                if answer := os.read(file, _MOST):
                    return answer
                self._see(file)
                if monotonic() >= until:
                    break
                select.select([], [], [], 0.01)  # the kernel says "readable" without a byte: let a moment pass
        except OSError as error:
            self.close()
            raise Trouble('printer.gone', printer=self._path) from error
        return b''

    def close(self) -> None:
        """Let go of it."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _see(self, file: int) -> None:
        """See that the printer still hangs on its cable."""
        hung_up = select.poll()
        hung_up.register(file, select.POLLERR | select.POLLHUP)
        if hung_up.poll(0):
            self.close()
            raise Trouble('printer.gone', printer=self._path)

    def _opened(self) -> int:
        if self._file is None:
            try:
                self._file = os.open(self._path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
                while select.select([self._file], [], [], 0)[0] and os.read(self._file, _MOST):
                    continue  # answers to questions of whoever asked before
            except OSError as error:
                self.close()
                raise trouble_of(error, self._path) from error
        return self._file
