"""The centre region: the dossier that is being taken in, step by step."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from counter.models.work import ProcedureFound, Shift
from counter.texts import CARD_WARNINGS, sentence
from office import forms, slip
from office.dossier import Dossier, DossierState
from office.errors import Problem
from office.identity import read_card
from office.papers import PaperStatus, SupplementItem
from office.person import Applicant
from office.procedure import Procedure, limit_for, traps
from office.slip_job import SlipJob, SlipState
from office.slip_layout import Layout
from office.workdays import local_day

PRINT_WORDS = {
    SlipState.PRINTED: "Đã in phiếu.",
    SlipState.UNKNOWN: "Không rõ phiếu đã in chưa. Nhìn máy in: có phiếu bấm Có phiếu, không có bấm In lại.",
}


class DossierModel(QObject):
    """One dossier at the counter; ``procedure`` is its version in force, ``job`` the last slip of it."""

    changed = Signal()
    told = Signal(str)
    found = Signal(object)

    def __init__(self, shift: Shift) -> None:
        super().__init__()
        self._shift = shift
        self.dossier: Dossier | None = None
        self.procedure: Procedure | None = None
        self.job: SlipJob | None = None

    def find(self, text: str) -> None:
        """Look for procedures by words without diacritics, or by code."""
        work = self._shift.work
        day = local_day(work.clock.now())
        work.store_jobs.run(
            lambda: work.looking.procedures(text, day, 20), owner=self, then=self._on_found, failed=self._on_problem
        )

    def begin(self, procedure: str, ticket: str | None) -> None:
        """Open a dossier of a procedure for the citizen who sits here."""
        self._change(lambda officer: self._shift.work.intake.open_dossier(procedure, officer, ticket=ticket))

    def scan_card(self, payload: str) -> None:
        """The QR of an identity card pre-fills the applicant; it proves nothing."""
        try:
            card = read_card(payload)
        except Problem as problem:
            self._on_problem(problem)
            return
        self.identify(card.applicant())
        for warning in card.warnings:
            self.told.emit(CARD_WARNINGS[warning])

    def identify(self, applicant: Applicant) -> None:
        """Write down who applies."""
        self._of_dossier(lambda known, officer: self._shift.work.intake.identify(known.id, applicant, officer))

    def mark(self, component: str, status: PaperStatus) -> None:
        """Judge one paper; one that was seen counts its listed originals and copies."""
        known = self.dossier
        if known is None:
            return
        listed = known.component(component).listed
        seen = status is PaperStatus.SEEN
        originals, copies = (listed.originals, listed.copies) if seen else (0, 0)
        intake = self._shift.work.intake
        self._of_dossier(
            lambda dossier, officer: intake.mark(
                dossier.id, component, status, officer, originals=originals, copies=copies
            )
        )

    def accept(self) -> None:
        """Receive the dossier and print its receipt."""
        intake = self._shift.work.intake
        self._of_dossier(lambda known, officer: intake.accept(known.id, (), officer), then=self.print)

    def ask_supplement(self, reason: str) -> None:
        """Ask once for every paper that was marked as missing, and print form 02."""
        intake, known = self._shift.work.intake, self.dossier
        missing = [part.listed for part in known.components if part.status is PaperStatus.MISSING] if known else []
        items = [
            SupplementItem(component=one.code, name=one.name, what="nộp bản chính hoặc bản sao") for one in missing
        ]
        self._of_dossier(
            lambda dossier, officer: intake.ask_supplement(dossier.id, items, reason, officer), then=self.print
        )

    def refuse(self, reason: str) -> None:
        """Refuse reception and print form 03."""
        intake = self._shift.work.intake
        self._of_dossier(lambda known, officer: intake.refuse(known.id, reason, officer), then=self.print)

    def print(self) -> None:
        """Print the form that the dossier's state calls for; what is on paper already is not printed again."""
        known, printing, work = self.dossier, self._shift.work.printing, self._shift.work
        form = self._form(known) if known is not None else None
        if known is None or printing is None or form is None:
            return
        name, layout = form
        job = f'slip:{name}-{known.id.partition(":")[2]}'
        officer = self._shift.officer.id
        work.print_jobs.run(
            lambda: printing.print(job, layout, slip=name, about=known.id, actor=officer),
            owner=self,
            then=self._on_printed,
            failed=self._on_problem,
        )

    def settle(self, *, printed: bool) -> None:
        """The officer looked at the printer and says whether the slip of unknown outcome is there."""
        job, printing, officer = self.job, self._shift.work.printing, self._shift.officer.id
        if job is None or printing is None or job.state is not SlipState.UNKNOWN:
            return
        self._shift.work.print_jobs.run(
            lambda: printing.printing.settle(job.id, printed=printed, officer=officer),
            owner=self,
            then=self._on_settled,
            failed=self._on_problem,
        )

    def clear(self) -> None:
        """Put the dossier aside; everything of it is in the store."""
        self.dossier, self.procedure, self.job = None, None, None
        self.changed.emit()

    @property
    def traps(self) -> list[str]:
        """What the published procedure leaves unclear, as it was published."""
        return [trap.about for trap in traps(self.procedure)] if self.procedure else []

    def _form(self, known: Dossier) -> tuple[str, Layout] | None:
        centre, officer, at = self._shift.work.centre, self._shift.officer, self._shift.work.clock.now()
        own = self.procedure.form_set if self.procedure else 'tt03'
        if known.state is DossierState.REFUSED:
            return 'refusal', slip.refusal_layout(forms.refusal_fields(known, centre, officer, at=at, form_set=own))
        if known.state is DossierState.INCOMPLETE:
            missing = forms.supplement_fields(known, centre, officer, at=at, form_set=own)
            return 'supplement', slip.supplement_layout(missing)
        if known.received_at is not None:
            limit = limit_for(self.procedure, known.channel) if self.procedure else None
            received = forms.receipt_fields(known, centre, officer, limit=limit, at=at, form_set=own)
            return 'receipt', slip.receipt_layout(received)
        return None

    def _of_dossier(self, verb: Callable[[Dossier, str], Dossier], then: Callable[[], object] = lambda: None) -> None:
        known = self.dossier
        if known is not None:
            self._change(lambda officer: verb(known, officer), then)

    def _change(self, verb: Callable[[str], Dossier], then: Callable[[], object] = lambda: None) -> None:
        officer, ledger = self._shift.officer.id, self._shift.work.ledger

        def work() -> tuple[Dossier, Procedure]:
            changed = verb(officer)
            with ledger.read() as books:
                return changed, books.get_procedure(changed.procedure, local_day(changed.opened_at))

        def on_changed(read: tuple[Dossier, Procedure]) -> None:
            self.dossier, self.procedure = read
            self.changed.emit()
            then()

        self._shift.work.store_jobs.run(work, owner=self, then=on_changed, failed=self._on_problem)

    def _run(
        self, work: Callable[[], Sequence[ProcedureFound]], then: Callable[[Sequence[ProcedureFound]], None]
    ) -> None:
        self._shift.work.store_jobs.run(work, owner=self, then=then, failed=self._on_problem)

    def _on_found(self, procedures: Sequence[ProcedureFound]) -> None:
        self.found.emit(list(procedures))

    def _on_printed(self, job: SlipJob) -> None:
        self.job = job
        words = PRINT_WORDS.get(job.state)
        self.told.emit(words or sentence(Problem(job.trouble or 'printer.error')))
        self.changed.emit()

    def _on_settled(self, job: SlipJob) -> None:
        self.job = job
        self.changed.emit()
        if job.state is SlipState.FAILED:
            self.print()

    def _on_problem(self, problem: Problem) -> None:
        self.told.emit(sentence(problem))
