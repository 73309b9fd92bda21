"""A form from its PDF to sheets: kept, queued, sent, and its honest outcome written down, as with a slip.

Other than a slip a form may be printed as often as somebody asks: each copy is a job of its own, and one that may be
in the tray already is asked about before the next.
"""

from contextlib import suppress
from dataclasses import dataclass

from devices.form_printer.protocol import FormJob, FormPrinter
from devices.receipt_printer.protocol import Printed
from devices.spooler.protocol import Sheets
from office.desk.printing import Printing
from office.errors import Refusal, Trouble
from office.ports import Pages
from office.slip_job import SlipJob, SlipState

# of a digest, in a job's id: enough that two documents never share one
_DIGITS = 20


@dataclass(frozen=True, slots=True)
class FormPrinting:
    """The books of printed sheets; the printer is chosen each time."""

    printing: Printing
    pages: Pages

    def print(
        self, content: bytes, printer: FormPrinter, *, name: str, about: str, actor: str, sheets: Sheets | None = None
    ) -> SlipJob:
        """Print one more copy of a document, unless one may be in the tray already.

        A copy of unknown outcome is given back as it is, for a person to settle, and so is one that came out though a
        crash hid it.

        ``name`` is the printer's, for the books; ``about`` the dossier's id, '' where the document belongs to none.

        Returns:
            the job as it stands afterwards: printed, failed with its trouble's code, or unknown.
        """
        digest = self.pages.keep(content)
        job = self._copy(digest, about, actor, printer)
        if job.state not in (SlipState.QUEUED, SlipState.FAILED):
            return job
        self.printing.sending(job.id, name, actor)
        try:
            outcome = printer.print(FormJob(id=job.id, content=content, sheets=sheets or Sheets()))
        except (Trouble, Refusal) as problem:
            return self.printing.failed(job.id, problem.code, actor)
        finally:
            with suppress(Trouble):
                printer.close()
        if outcome is Printed.UNKNOWN:
            return self.printing.unsure(job.id, actor)
        return self.printing.printed(job.id, actor)

    def _copy(self, digest: str, about: str, actor: str, printer: FormPrinter) -> SlipJob:
        """The first copy that isn't printed: a new one, one that failed, or one that somebody must settle."""
        number = 1
        while True:
            job = self.printing.queue(
                f'slip:sheet-{digest[:_DIGITS]}-{number}', slip='sheet', about=about, layout=digest, actor=actor
            )
            if job.state is SlipState.SENDING:
                return self._left_by_a_crash(job, actor, printer)
            if job.state is not SlipState.PRINTED:
                return job
            number += 1

    def _left_by_a_crash(self, job: SlipJob, actor: str, printer: FormPrinter) -> SlipJob:
        """The queue may know how it ended: by its durable id, which is its title there."""
        ended = printer.left(job.id)
        if ended is None:
            return self.printing.failed(job.id, 'printer.mute', actor)
        move = self.printing.printed if ended is Printed.SENT else self.printing.unsure
        return move(job.id, actor)
