"""The use cases of a slip on its way to paper: durable before the first byte leaves, never printed twice by itself."""

from dataclasses import dataclass

from office import facts
from office.errors import Refusal
from office.officer import Right
from office.ports import Ledger
from office.slip_job import SlipJob, SlipState


@dataclass(frozen=True, slots=True)
class Printing:
    """What a print thread and an officer do with slip jobs; each method is one transaction."""

    ledger: Ledger

    def queue(self, job: str, *, slip: str, about: str, layout: str, actor: str) -> SlipJob:
        """Make a job durable, or find it again: the same id is the same slip.

        Args:
            job: ``'slip:'`` and an id that the caller derives from what is printed, so that a repeat is no second job.
            slip: which slip: ``'ticket'``, ``'receipt'``, ``'supplement'``, ``'refusal'`` or ``'handover'``.
            about: the ticket's or dossier's id.
            layout: the digest of the slip's fields in the page store.
            actor: who asked for it.
        """
        with self.ledger.change(actor) as books:
            try:
                return books.get_slip_job(job)
            except Refusal:
                books.record(job, facts.SlipQueued(slip=slip, about=about, layout=layout))
                return books.get_slip_job(job)

    def sending(self, job: str, printer: str, actor: str) -> SlipJob:
        """Write down that the first byte is about to leave; refused for a slip that is or may be printed."""
        return self._moved(job, facts.SlipSending(printer=printer), actor)

    def printed(self, job: str, actor: str) -> SlipJob:
        """The printer confirmed it."""
        return self._moved(job, facts.SlipPrinted(), actor)

    def failed(self, job: str, code: str, actor: str) -> SlipJob:
        """The printer certainly did not finish it."""
        return self._moved(job, facts.SlipFailed(code=code), actor)

    def unsure(self, job: str, actor: str) -> SlipJob:
        """Bytes left and no answer came."""
        return self._moved(job, facts.SlipUnsure(), actor)

    def settle(self, job: str, *, printed: bool, officer: str) -> SlipJob:
        """A person looked at the printer and said whether the slip is there."""
        return self._moved(job, facts.SlipSettled(printed=printed), officer)

    def settle_ticket(self, job: str, *, printed: bool, officer: str) -> SlipJob:
        """Whoever receives citizens looked at a kiosk's printer; the number stays valid whatever she saw.

        Raises:
            Refusal: ``officer.right``; ``slip.move`` when somebody has settled it before.
        """
        with self.ledger.change(officer) as books:
            if not books.get_officer(officer).may(Right.RECEIVE):
                raise Refusal('officer.right', right=Right.RECEIVE.value)
            books.record(job, facts.SlipSettled(printed=printed))
            return books.get_slip_job(job)

    def recover(self, jobs: tuple[SlipJob, ...], actor: str) -> None:
        """After a restart a job that was being sent is unknown: nobody saw how it ended."""
        for job in jobs:
            if job.state is SlipState.SENDING:
                self.unsure(job.id, actor)

    def _moved(self, job: str, body: facts.FactBody, actor: str) -> SlipJob:
        with self.ledger.change(actor) as books:
            books.record(job, body)
            return books.get_slip_job(job)
