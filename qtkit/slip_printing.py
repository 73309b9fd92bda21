"""A slip from its layout to paper: kept, queued, sent, and its honest outcome written down.

Runs on the printer's own thread. The first byte leaves only after "sending" is durable, so a crash in between leaves a
slip that somebody must look for, never one that is printed twice.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass

from devices.receipt_printer.protocol import Printed, PrintJob, ReceiptPrinter
from office.codec import canonical
from office.desk.printing import Printing
from office.errors import Refusal, Trouble
from office.ports import Pages
from office.slip_job import SlipJob, SlipState
from office.slip_layout import Layout


@dataclass(slots=True)
class SlipPrinting:
    """One printer and the books of its jobs; ``open_printer`` is called on the thread that prints."""

    printing: Printing
    pages: Pages
    name: str
    open_printer: Callable[[], ReceiptPrinter]
    _printer: ReceiptPrinter | None = None

    def print(self, job: str, layout: Layout, *, slip: str, about: str, actor: str) -> SlipJob:
        """Print a slip once; a job that is or may be on paper already is left alone.

        Returns:
            the job as it stands afterwards: printed, failed with its trouble's code, or unknown. One that is found
            being sent was left so by a crash, for one thread prints: how it ended only a person can say.
        """
        kept = self.pages.keep(layout_text(layout).encode())
        known = self.printing.queue(job, slip=slip, about=about, layout=kept, actor=actor)
        if known.state is SlipState.SENDING:
            return self.printing.unsure(job, actor)
        if known.state not in (SlipState.QUEUED, SlipState.FAILED):
            return known
        try:
            printer = self._opened()
            self.printing.sending(job, self.name, actor)
        except (Trouble, Refusal) as problem:
            return self.printing.failed(job, problem.code, actor)
        return self._send(printer, PrintJob(id=job, layout=layout), actor)

    def close(self) -> None:
        """Let go of the printer."""
        if self._printer is not None:
            self._printer.close()
            self._printer = None

    def _send(self, printer: ReceiptPrinter, job: PrintJob, actor: str) -> SlipJob:
        try:
            outcome = printer.print(job)
        except Trouble as trouble:
            return self.printing.failed(job.id, trouble.code, actor)
        finally:
            # most printers serve one connection at a time, and whoever asks for their health needs a turn
            with suppress(Trouble):
                self.close()
        if outcome is Printed.UNKNOWN:
            return self.printing.unsure(job.id, actor)
        return self.printing.printed(job.id, actor)

    def _opened(self) -> ReceiptPrinter:
        if self._printer is None:
            self._printer = self.open_printer()
        return self._printer


def layout_text(layout: Layout) -> str:
    """A layout as text, for keeping what a slip said."""
    return canonical([[type(element).__name__, asdict(element)] for element in layout])
