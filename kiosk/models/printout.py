"""The ticket's slip, from the kiosk's side: what to tell the citizen while it prints and when it didn't."""

from PySide6.QtCore import QObject, Signal

from kiosk.models.showing import ticket_fields
from kiosk.models.taking import Taken
from office import slip
from office.centre import CentreSettings
from office.errors import Problem
from office.slip_job import SlipJob, SlipState, ticket_job
from qtkit.jobs import Jobs
from qtkit.slip_printing import SlipPrinting

# the sentence for each outcome; a slip whose outcome nobody knows may lie in the tray
SENTENCES = {
    SlipState.PRINTED: 'printed',
    SlipState.FAILED: 'not_printed',
    SlipState.UNKNOWN: 'maybe_printed',
    SlipState.SENDING: 'maybe_printed',
}


class Printout(QObject):
    """Prints one ticket at a time on the printer's thread; ``key`` is the sentence that holds at this moment."""

    changed = Signal()

    def __init__(
        self, printing: SlipPrinting | None, *, jobs: Jobs, centre: CentreSettings, place: str, keeps_hours: bool
    ) -> None:
        super().__init__()
        self._printing, self._jobs = printing, jobs
        self._centre, self._place, self._keeps_hours = centre, place, keeps_hours
        self._about = ''
        self.key = ''

    def forget(self) -> None:
        """The citizen has gone; what still prints is no longer told to anybody."""
        self._about, self.key = '', ''

    def print(self, taken: Taken) -> None:
        """Print a ticket; the job's id is the ticket's, so that a repeat prints nothing that is on paper already."""
        self._about = taken.ticket.id
        self.key = 'printing' if self._printing else 'no_printer'
        if self._printing is not None:
            printing, actor = self._printing, f'kiosk:{self._place}'
            job = ticket_job(taken.ticket.id)
            layout = slip.ticket_layout(ticket_fields(taken, self._centre, keeps_hours=self._keeps_hours))
            self._jobs.run(
                lambda: printing.print(job, layout, slip='ticket', about=taken.ticket.id, actor=actor),
                owner=self,
                then=self._on_printed,
                failed=lambda problem: self._on_problem(taken.ticket.id, problem),
            )
        self.changed.emit()

    def _on_printed(self, job: SlipJob) -> None:
        if job.about == self._about:
            self.key = SENTENCES.get(job.state, 'not_printed')
            self.changed.emit()

    def _on_problem(self, about: str, _problem: Problem) -> None:
        if about == self._about:
            self.key = 'maybe_printed'
            self.changed.emit()
