"""What every printer of sheets does: a PDF in, and one of the outcomes that slips have too.

Troubles that its verbs raise; all of them say: *no sheet came out, and none will later by itself*.

    printer.gone         no such queue, no print service, or its printer is off
    printer.mute         the print service doesn't answer, or took the job and never began it
    printer.paper_out    the queue says so of its printer
    printer.cover_open   the same
    printer.error        the same
    printer.denied       this account may not print there
    printer.paused       somebody stopped the queue, or it refuses jobs
    pdf.unreadable       what was to be printed is no PDF
    pdf.not_printed      the system's printer takes nothing
"""

from dataclasses import dataclass, field
from typing import Protocol

from devices.receipt_printer.protocol import Printed
from devices.spooler.protocol import Sheets


@dataclass(frozen=True, slots=True, kw_only=True)
class FormJob:
    """One document to print; ``id`` is its name in the system's queue too."""

    id: str
    content: bytes
    sheets: Sheets = field(default_factory=Sheets)


class FormPrinter(Protocol):
    """A printer of sheets. One thread owns it; its verb comes back within the driver's patience."""

    def print(self, job: FormJob) -> Printed:
        """Print a document.

        Returns:
            ``SENT`` when the printer itself said that the sheets are out; ``UNKNOWN`` when only a person can say.

        Raises:
            Trouble: any of the codes above, only when certainly no sheet came out.
        """
        ...

    def left(self, job: str) -> Printed | None:
        """What became of a document that was being sent when this program ended; what still waits is taken back.

        Returns:
            ``SENT`` or ``UNKNOWN`` as ``print``; None when certainly no sheet came out and none will.
        """
        ...

    def close(self) -> None:
        """Let go of the printer; further verbs may open it again."""
        ...
