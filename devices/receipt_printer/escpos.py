"""The ESC/POS driver: what a slip needs of a printer, over whichever wire it hangs on.

python-escpos' own network printer reports a dead printer as "paper adequate" (devices.md §3), so wires and status
are ours. How a slip is known to be printed depends on the printer (decision 0003):

``id``      After the slip a process id request (``GS ( H`` function 48) is sent. The printer answers it when it has
            worked off everything before it, and only that answer counts.
``status``  For printers without process ids: a status request that waits its turn (``GS r``). Its answer counts when
            it says that there was paper, and nothing is wrong with the printer afterwards.
``queue``   By the system's queue: the administrator holds "completed" for printed.
``person``  Nothing tells. Every slip is asked about.
"""

import zlib
from typing import Literal

from devices.receipt_printer.conversation import Conversation
from devices.receipt_printer.encoding import Abilities, slip_bytes
from devices.receipt_printer.protocol import PaperStatus, Printed, PrintJob
from devices.receipt_printer.transport import Transport, Written
from office.errors import Trouble

# the slowest receipt printers do 50 mm a second and a long form is 300 mm; twice that
PRINT_SECONDS = 12

# between two looks at a printer that prints: cover and paper are told while it happens, not when patience ends
LOOK_SECONDS = 1.0

Confirm = Literal['id', 'status', 'queue', 'person']
CONFIRMS: tuple[Confirm, ...] = ('id', 'status', 'queue', 'person')


def process_id(job: str) -> bytes:
    """Four printable characters that stand for a job in the printer's answer."""
    return b'%04X' % (zlib.crc32(job.encode()) & 0xFFFF)


class EscPosPrinter:
    """A printer on a wire, used by one thread."""

    def __init__(
        self, wire: Transport, can: Abilities, *, confirm: Confirm = 'id', print_seconds: float = PRINT_SECONDS
    ) -> None:
        self._wire, self._can = wire, can
        self._confirm = confirm
        self._print_seconds = print_seconds
        self._talk = Conversation(wire, 'status' if confirm == 'status' else 'id')

    def status(self) -> PaperStatus:
        """Ask the printer; see ``ReceiptPrinter.status``."""
        if self._wire.answers:
            return self._talk.status()
        self._wire.ready()
        return PaperStatus(paper='unsaid')

    def identity(self) -> dict[str, str]:
        """Ask what it is; see ``ReceiptPrinter.identity``."""
        return self._talk.identity() if self._wire.answers else {}

    def print(self, job: PrintJob) -> Printed:
        """Print a slip; see ``ReceiptPrinter.print``."""
        _refuse_unready(self.status())
        data = slip_bytes(job.layout, self._can, is_opening_drawer=job.opens_drawer, is_ringing=job.rings)
        return self._sent(job.id, data)

    def send(self, job: str, data: bytes) -> Printed:
        """Print bytes that are ESC/POS already; see ``ReceiptPrinter.send``."""
        _refuse_unready(self.status())
        return self._sent(job, data)

    def close(self) -> None:
        """Let go of the printer."""
        self._wire.close()

    def _sent(self, job: str, data: bytes) -> Printed:
        if not self._wire.answers:
            return self._spooled(data, job)
        if self._confirm == 'person':
            return self._unconfirmed(data)
        name = process_id(job)
        if not self._talk.is_in_step(_other(name)):
            # it prints, perhaps, and tells nothing: whatever it says later is no proof of this slip
            return self._unconfirmed(data)
        self._talk.forget()
        written = self._wire.write(data + self._talk.request(name), self._print_seconds)
        if written is Written.ALL and self._hears(name):
            return Printed.SENT
        return self._judged_after(written)

    def _hears(self, name: bytes) -> bool:
        """Whether the printer confirms; a stop that it reports meanwhile ends the waiting."""
        left = self._print_seconds
        try:
            while left > 0:
                if self._talk.hears(name, min(LOOK_SECONDS, left)):
                    return self._confirm == 'id' or not self._talk.status().trouble()
                left -= LOOK_SECONDS
                if left > 0 and self._talk.status().trouble():
                    return False
        except Trouble:
            return False
        return False

    def _judged_after(self, written: Written) -> Printed:
        """What is known when no confirmation came.

        A printer that says it stopped is told to drop its buffer; only when it answers that it did is the slip
        certainly not whole, for otherwise the rest may come out when the paper is in.
        """
        if written is Written.NONE:
            self._wire.close()
            raise Trouble('printer.mute')
        try:
            after = self._talk.status()
            if after.trouble() and self._talk.dropped():
                _refuse_unready(after)
        except Trouble as trouble:
            if trouble.code not in ('printer.mute', 'printer.gone'):
                raise
        finally:
            self._wire.close()
        return Printed.UNKNOWN

    def _unconfirmed(self, data: bytes) -> Printed:
        if self._wire.write(data, self._print_seconds) is Written.NONE:
            raise Trouble('printer.mute')
        self._wire.close()
        return Printed.UNKNOWN

    def _spooled(self, data: bytes, title: str) -> Printed:
        """By a queue: its own word counts only where it has the printer's, or where the administrator says so."""
        written = self._wire.write(data, self._print_seconds, title=title)
        if written is Written.NONE:
            raise Trouble('printer.mute')
        is_believed = self._wire.confirms or self._confirm == 'queue'
        return Printed.SENT if written is Written.ALL and is_believed else Printed.UNKNOWN


def _other(name: bytes) -> bytes:
    """A name that no answer to ``name`` can be taken for."""
    return b'%04X' % (int(name, 16) ^ 0xFFFF)


def _refuse_unready(status: PaperStatus) -> None:
    if code := status.trouble():
        raise Trouble(code)
