"""What every receipt printer does, whoever made it.

Troubles that its verbs raise. All of them say: *this slip did not come out whole, and it will not come out later by
itself*; so the same job may be printed again once a person has seen to the cause.

    printer.gone         no connection: switched off, unplugged, another address
    printer.mute         connected, but it takes or answers nothing
    printer.paper_out    no paper
    printer.cover_open   its cover is open
    printer.error        its cutter is stuck, or it must be switched off and on
    printer.font         this machine has no font with Vietnamese letters
    printer.denied       this account may not use the printer's port
    printer.busy         another program holds the printer's port
    printer.library      this machine lacks what speaks to such a printer
    printer.paused       somebody stopped the system's queue, or it refuses jobs
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Protocol

from office.slip_layout import Layout


class Printed(StrEnum):
    """How a job ended when no trouble was raised."""

    SENT = 'sent'
    """The printer confirmed that it has processed the whole slip."""
    UNKNOWN = 'unknown'
    """The bytes left and the answer was lost: only a person who looks at the printer can say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """One slip to print; ``id`` is the same at every attempt, which makes a retry the same job.

    ``opens_drawer`` and ``rings`` are wishes: a printer that has no drawer or bell prints all the same. With an empty
    layout they are all that is asked for, and no paper moves.
    """

    id: str
    layout: Layout
    opens_drawer: bool = False
    rings: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperStatus:
    """What the printer says of itself at this moment; ``unsaid`` where its wire brings no word of paper."""

    paper: Literal['adequate', 'near_end', 'out', 'unsaid']
    cover_open: bool = False
    error: bool = False

    def trouble(self) -> str:
        """The code of what keeps it from printing, or ``''``; the cover first: people open it for paper."""
        if self.cover_open:
            return 'printer.cover_open'
        if self.paper == 'out':
            return 'printer.paper_out'
        return 'printer.error' if self.error else ''


class ReceiptPrinter(Protocol):
    """A printer of slips. One thread owns it; both verbs come back within the driver's timeouts."""

    def status(self) -> PaperStatus:
        """Ask the printer how it is.

        Raises:
            Trouble: ``printer.gone`` or ``printer.mute``; silence is never taken for paper.
        """
        ...

    def identity(self) -> dict[str, str]:
        """What it says of itself: some of ``firmware``, ``maker``, ``model`` and ``serial``; {} where it doesn't.

        Asked of a printer without trouble only: it answers in its turn.

        Raises:
            Trouble: ``printer.gone``.
        """
        ...

    def print(self, job: PrintJob) -> Printed:
        """Print one slip and cut it.

        Raises:
            Trouble: any of the codes above, only when the slip certainly didn't come out whole.
        """
        ...

    def send(self, job: str, data: bytes) -> Printed:
        """Print bytes that are ESC/POS already, as one slip; the outcomes and troubles are those of ``print``."""
        ...

    def close(self) -> None:
        """Let go of the device; further verbs may connect again."""
        ...
