"""The ESC/POS driver over TCP: our own thin transport, python-escpos for the bytes.

python-escpos' own network printer reports a dead printer as "paper adequate" (devices.md §3), so the socket and the
status are ours. After the slip a process id request (``GS ( H`` function 48) is sent: the printer answers it when it
has worked off everything before it, and only that answer counts as printed.
"""

import socket
import zlib
from typing import Literal

from devices.receipt_printer.paper import paper_of
from devices.receipt_printer.protocol import PaperStatus, Printed, PrintJob
from office.errors import Trouble
from office.slip_layout import Layout

# a printer in the same room answers in milliseconds; half a second is a dead cable
CONNECT_SECONDS = 2.0
ANSWER_SECONDS = 1.0

# the slowest receipt printers do 50 mm a second and a long form is 300 mm; twice that
PRINT_SECONDS = 12

_OFFLINE, _ERROR, _PAPER = (b'\x10\x04' + bytes([n]) for n in (2, 3, 4))
_COVER_BIT, _ERROR_BIT, _END_BITS, _NEAR_BITS = 0x04, 0x40, 0x60, 0x0C
_STUCK_BITS = 0x28  # cutter, and errors that don't mend themselves

# every real-time status byte has bit 1 and bit 4 set and bits 0 and 7 clear (ESC/POS, DLE EOT)
_STATUS_MASK, _STATUS_FIXED = 0x93, 0x12

_CUT = b'\x1dV\x42\x00'

# DLE DC4 function 8 drops the buffer at once, stopped or not, and is answered when it is empty
_CLEAR, _CLEARED = b'\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08', b'\x37\x25\x00'


def slip_bytes(layout: Layout, dots: int) -> bytes:
    """A layout as ESC/POS: start, raster picture, feed and cut."""
    # imported here: who only asks the printer how it is needs neither, and they cost a third of a second and 16 MB
    from escpos.printer import Dummy  # noqa: PLC0415  # slow, wanted with a slip

    from devices.receipt_printer.raster import render  # noqa: PLC0415  # brings Pillow

    printer = Dummy(profile=paper_of(dots).profile)
    printer.hw('INIT')
    printer.image(render(layout, dots), impl='bitImageRaster', center=False)
    return bytes(printer.output) + _CUT


def process_id(job: str) -> bytes:
    """Four printable characters that stand for a job in the printer's answer."""
    return b'%04X' % (zlib.crc32(job.encode()) & 0xFFFF)


class EscPosTcp:
    """A printer at a TCP port, used by one thread."""

    def __init__(self, host: str, port: int, *, dots: int, print_seconds: float = PRINT_SECONDS) -> None:
        self._where = (host, port)
        self._dots = dots
        self._print_seconds = print_seconds
        self._socket: socket.socket | None = None

    def status(self) -> PaperStatus:
        """Ask the printer; see ``ReceiptPrinter.status``."""
        offline, error, paper = (self._asked(question) for question in (_OFFLINE, _ERROR, _PAPER))
        near_end: Literal['near_end', 'adequate'] = 'near_end' if paper & _NEAR_BITS else 'adequate'
        return PaperStatus(
            paper='out' if paper & _END_BITS else near_end,
            cover_open=bool(offline & _COVER_BIT),
            error=bool(offline & _ERROR_BIT or error & _STUCK_BITS),
        )

    def print(self, job: PrintJob) -> Printed:
        """Print a slip; see ``ReceiptPrinter.print``."""
        _refuse_unready(self.status())
        data = slip_bytes(job.layout, self._dots)
        wanted = process_id(job.id)
        try:
            self._open().settimeout(self._print_seconds)
            self._open().sendall(data + b'\x1d(H\x06\x00\x30\x30' + wanted)
        except OSError:
            self.close()
            return Printed.UNKNOWN
        if self._awaits(b'\x37\x22' + wanted + b'\x00'):
            return Printed.SENT
        return self._judged_after()

    def close(self) -> None:
        """Let go of the printer."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _judged_after(self) -> Printed:
        """What is known when no confirmation came.

        A printer that says it stopped is told to drop its buffer; only when it answers that it did is the slip
        certainly not whole, for otherwise the rest may come out when the paper is in.
        """
        try:
            after = self.status()
            if after.trouble() and self._told(_CLEAR, _CLEARED):
                self.close()
                _refuse_unready(after)
        except Trouble as trouble:
            self.close()
            if trouble.code not in ('printer.mute', 'printer.gone'):
                raise
            return Printed.UNKNOWN
        self.close()
        return Printed.UNKNOWN

    def _told(self, command: bytes, answer: bytes) -> bool:
        """Whether a command is answered as it should be."""
        try:
            connection = self._open()
            connection.settimeout(ANSWER_SECONDS)
            connection.sendall(command)
            return self._awaits(answer)
        except OSError:
            return False

    def _awaits(self, expected: bytes) -> bool:
        """Whether an answer arrives before the connection's patience ends."""
        answer = b''
        try:
            while expected not in answer:
                part = self._open().recv(64)
                if not part:
                    self.close()
                    return False
                answer += part
        except OSError:
            return False
        return True

    def _open(self) -> socket.socket:
        if self._socket is None:
            try:
                self._socket = socket.create_connection(self._where, CONNECT_SECONDS)
            except OSError as error:
                raise Trouble('printer.gone', printer=f'{self._where[0]}:{self._where[1]}') from error
        return self._socket

    def _asked(self, question: bytes) -> int:
        for attempt in (1, 2):
            try:
                connection = self._open()
                connection.settimeout(ANSWER_SECONDS)
                connection.sendall(question)
                while True:
                    answer = connection.recv(1)
                    if not answer:
                        raise ConnectionResetError
                    if answer[0] & _STATUS_MASK == _STATUS_FIXED:
                        return answer[0]
            except TimeoutError as error:
                self.close()
                raise Trouble('printer.mute') from error
            except OSError as error:
                # a printer that was switched off and on drops the old connection: one fresh one is fair
                self.close()
                if attempt == 2:  # noqa: PLR2004 - the second attempt
                    raise Trouble('printer.gone', printer=self._where[0]) from error
        raise Trouble('printer.gone', printer=self._where[0])


def _refuse_unready(status: PaperStatus) -> None:
    if code := status.trouble():
        raise Trouble(code)
