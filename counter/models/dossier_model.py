"""The dossier at the desk: what the officer does with it, from its procedure to its reception."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal

from counter.models.desk import Desk
from counter.models.slips_model import SlipsModel
from counter.models.steps import Step, steps_of
from counter.models.work import Shift
from counter.texts import card_warning
from counter.words import say
from office.desk.receiving import BY_POST, HERE
from office.dossier import Dossier
from office.errors import Problem, Refusal
from office.identity import read_card
from office.papers import ComponentFile, FeeLine, PaperStatus, Payment, PayMethod, SupplementItem
from office.person import Applicant
from office.procedure import Procedure, Trap, traps
from office.workdays import local_day

Read = tuple[Dossier, Procedure]
# held up until the officer has said whether the person is the one on the chip's picture
FACE = 'face.compare'


def no_files(_dossier: Dossier) -> Sequence[ComponentFile]:
    """The files of a dossier at a counter that scans nothing."""
    return ()


class DossierModel(Desk):
    """One dossier at the counter.

    Attributes:
        dossier: as it stands, None while there is none.
        procedure: its version in force when it was opened.
        component: the code of the paper that the officer is at, '' for none; pages that are scanned go there.
        warnings: what speaks against the card, until the officer has seen it; ``card_read`` tells of each QR.
        files_of: binds the pages into one durable PDF per component, on the store's thread just before reception.
    """

    changed = Signal()
    component_changed = Signal(str)
    card_read = Signal(object)

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self.slips = SlipsModel(shift)
        self.dossier: Dossier | None = None
        self.procedure: Procedure | None = None
        self.component = ''
        self.warnings: tuple[str, ...] = ()
        self.files_of: Callable[[Dossier], Sequence[ComponentFile]] = no_files

    @property
    def steps(self) -> tuple[Step, ...]:
        """How the five steps stand."""
        reason = 'face' if self.warnings == (FACE,) else 'warnings'
        return steps_of(self.dossier, self.procedure, len(self.warnings), reason=reason)

    @property
    def traps(self) -> Sequence[Trap]:
        """What the published procedure leaves unclear, as it was published."""
        return traps(self.procedure) if self.procedure else ()

    def begin(self, procedure: str, ticket: str | None, case: str = '') -> None:
        """Open a dossier of a procedure's case for the citizen who sits here."""
        intake = self._shift.work.intake
        self._change(lambda officer: intake.open_dossier(procedure, officer, case=case, ticket=ticket))

    def open(self, dossier: str) -> None:
        """Take a dossier up again, as after a restart or when its citizen comes back."""
        ledger = self._shift.work.ledger

        def read() -> Read:
            with ledger.read() as books:
                known = books.get_dossier(dossier)
                return known, books.get_procedure(known.procedure, local_day(known.opened_at))

        self._run(read, self._on_changed)

    def clear(self) -> None:
        """Put the dossier aside; everything of it is in the store."""
        self.dossier, self.procedure, self.warnings = None, None, ()
        self.slips.forget()
        self.choose('')
        self.changed.emit()

    def choose(self, component: str) -> None:
        """The officer looks at one paper."""
        if component != self.component:
            self.component = component
            self.component_changed.emit(component)

    def scan_card(self, payload: str) -> None:
        """The QR of an identity card pre-fills the applicant; it proves nothing."""
        try:
            card = read_card(payload)
        except Problem as problem:
            self._on_problem(problem)
            return
        self.card_read.emit(card)
        self.identify(card.applicant(), card.warnings)

    def identify(self, applicant: Applicant, warnings: Sequence[str] = (), proven: Sequence[str] = ()) -> None:
        """Write down who applies; what speaks against the card stays visible until it was seen."""
        before = self.dossier.applicant if self.dossier is not None else None
        if before is not None and applicant.organisation is None:
            # a card says who she is, and nothing of whom she speaks for
            applicant = replace(applicant, organisation=before.organisation)
        self._identify(applicant, warnings, proven)

    def write_down(self, applicant: Applicant, warnings: Sequence[str] = ()) -> None:
        """Write down who applies as it was typed, with the organisation that was typed or with none."""
        self._identify(applicant, warnings, ())

    def compare_face(self, *, is_same: bool, beside_camera: bool) -> None:
        """Write down whether the person is the one on the chip's picture; another person is a warning of its own."""
        others = tuple(one for one in self.warnings if one != FACE)
        self.warnings = others if is_same else (*others, 'face.other')
        intake = self._shift.work.intake
        self._of_dossier(
            lambda known, officer: intake.compare_face(known.id, officer, is_same=is_same, beside_camera=beside_camera)
        )

    def acknowledge(self) -> None:
        """The officer has seen the warnings; a face is to be compared all the same."""
        self.warnings = tuple(one for one in self.warnings if one == FACE)
        self.changed.emit()

    @property
    def warning_words(self) -> list[str]:
        """The warnings as sentences; a face that is to be compared speaks for itself."""
        return [card_warning(warning) for warning in self.warnings if warning != FACE]

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

    def assess(self, lines: Sequence[FeeLine]) -> None:
        """Write down what is to be paid."""
        intake = self._shift.work.intake
        self._of_dossier(lambda known, officer: intake.assess_fees(known.id, lines, officer))

    def collect(self, payment: Payment) -> None:
        """Write down that money came in."""
        intake = self._shift.work.intake
        self._of_dossier(
            lambda known, officer: intake.collect(known.id, payment, officer),
            then=self.slips.open_drawer if payment.method is PayMethod.CASH else lambda: None,
        )

    def accept(self, *, by_post: bool = False) -> None:
        """Bind the pages, receive the dossier and print its receipt; ``by_post``: its result goes back by post."""
        intake, files_of, way = self._shift.work.intake, self.files_of, BY_POST if by_post else HERE
        self._of_dossier(
            lambda known, officer: intake.accept(known.id, files_of(known), officer, return_method=way), then=self.print
        )

    def supplemented(self) -> None:
        """The citizen brought what the province asked for."""
        intake = self._shift.work.intake
        self._of_dossier(lambda known, officer: intake.supplemented(known.id, officer))

    def ask_supplement(self, items: Sequence[SupplementItem], reason: str) -> None:
        """Ask once for everything that is missing, and print form 02."""
        intake = self._shift.work.intake
        self._of_dossier(
            lambda known, officer: intake.ask_supplement(known.id, items, reason, officer), then=self.print
        )

    def refuse(self, reason: str) -> None:
        """Refuse reception and print form 03."""
        intake = self._shift.work.intake
        self._of_dossier(lambda known, officer: intake.refuse(known.id, reason, officer), then=self.print)

    def abandon(self, reason: str) -> None:
        """Close a dossier that was opened by mistake or that the citizen takes back; the reason stays with it."""
        if not reason.strip():
            self._on_problem(Refusal('abandon.no_reason'))
            return
        intake = self._shift.work.intake
        self._of_dossier(
            lambda known, officer: intake.abandon(known.id, reason, officer),
            then=lambda: self.told.emit(say("Đã bỏ hồ sơ, không in gì.", "The dossier is put away, nothing printed.")),
        )

    def print(self) -> None:
        """Print the form that the dossier's state calls for."""
        if self.dossier is not None:
            self.slips.print(self.dossier, self.procedure)

    def show_pdf(self) -> None:
        """Show that form as an A5 PDF."""
        if self.dossier is not None:
            self.slips.show_pdf(self.dossier, self.procedure)

    def take(self, changed: Dossier) -> None:
        """Show the dossier as somebody else's work left it; one that is no longer at the desk is left alone."""
        if self.dossier is not None and self.dossier.id == changed.id:
            self.dossier = changed
            self.changed.emit()

    def revise(self, verb: Callable[[Dossier, str], Dossier]) -> None:
        """Change the dossier by a use case, given the dossier and the officer's id, on the store's thread."""
        known = self.dossier
        if known is not None:
            # pages come in while she reads what was refused
            self._change(lambda officer: verb(known, officer))

    def reload(self) -> None:
        """Read the dossier anew, because another thread has changed it.

        On the store's thread like every other reading: what is shown never goes back to an older state.
        """
        known, ledger = self.dossier, self._shift.work.ledger
        if known is None:
            return

        def read() -> Dossier:
            with ledger.read() as books:
                return books.get_dossier(known.id)

        self._run(read, self.take)

    def _identify(self, applicant: Applicant, warnings: Sequence[str], proven: Sequence[str]) -> None:
        self.warnings = tuple(warnings)
        intake = self._shift.work.intake
        self._of_dossier(lambda known, officer: intake.identify(known.id, applicant, officer, proven=proven))

    def _of_dossier(self, verb: Callable[[Dossier, str], Dossier], then: Callable[[], object] = lambda: None) -> None:
        known = self.dossier

        def go_on() -> None:
            self.went_on.emit()
            then()

        if known is not None:
            self._change(lambda officer: verb(known, officer), go_on)

    def _change(self, verb: Callable[[str], Dossier], then: Callable[[], object] = lambda: None) -> None:
        officer, ledger = self._shift.officer.id, self._shift.work.ledger

        def work() -> Read:
            changed = verb(officer)
            with ledger.read() as books:
                return changed, books.get_procedure(changed.procedure, local_day(changed.opened_at))

        def on_changed(read: Read) -> None:
            self._on_changed(read)
            then()

        self._run(work, on_changed)

    def _on_changed(self, read: Read) -> None:
        is_other = self.dossier is None or self.dossier.id != read[0].id
        self.dossier, self.procedure = read
        if is_other:
            self.warnings = ()
            self.slips.forget()
            self.slips.look(*read)
            self.choose(_first_paper(read[0]))
        self.changed.emit()


def _first_paper(dossier: Dossier) -> str:
    """The first paper that nobody has judged, else the first of all."""
    asked = [part for part in dossier.components if not part.listed.is_note]
    pending = [part for part in asked if part.status is PaperStatus.PENDING]
    return next((part.listed.code for part in (*pending, *asked)), '')
