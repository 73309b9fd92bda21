"""The centre region while a dossier is taken in: five steps below each other, one of them looked at."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from counter.models.chip_model import ChipModel
from counter.models.dossier_model import DossierModel
from counter.models.drafts_model import DraftsModel, Texts
from counter.models.portal_model import PortalModel
from counter.models.procedures_model import ProceduresModel
from counter.models.queue_model import QueueModel
from counter.models.signing_model import SigningModel
from counter.models.steps import Step, StepName, current_step, is_intake
from counter.models.work import Shift
from counter.views.applicant_step import ApplicantStep
from counter.views.fees_step import FeesStep
from counter.views.finish_step import FinishStep
from counter.views.papers_step import PapersStep
from counter.views.parts import column
from counter.views.procedure_step import ProcedureStep
from counter.views.step_card import StepCard
from office.ticket import Ticket

Body = ProcedureStep | ApplicantStep | PapersStep | FeesStep | FinishStep


class IntakePage(QWidget):
    """The five steps of one dossier; ``moved`` when another step has become the next one."""

    moved = Signal()

    def __init__(self, shift: Shift, model: DossierModel, procedures: ProceduresModel, queue: QueueModel) -> None:
        super().__init__()
        self.drafts = DraftsModel(shift)
        self._draft, self._retyping = '', False
        self._model, self._queue = model, queue
        self._shown: tuple[str, tuple[Step, ...]] | None = None
        self.looked_at = StepName.PROCEDURE
        self.procedure = ProcedureStep(model, procedures, self._begin)
        self.chip = ChipModel(shift, model)
        self.who, self.papers = ApplicantStep(model, self.chip, shift.work.identifying.face), PapersStep(model)
        self.signing = SigningModel(shift, model)
        self.fees, self.finish = FeesStep(shift, model), FinishStep(model, self.signing)
        self._bodies: dict[StepName, Body] = {
            StepName.PROCEDURE: self.procedure,
            StepName.WHO: self.who,
            StepName.PAPERS: self.papers,
            StepName.FEES: self.fees,
            StepName.FINISH: self.finish,
        }
        self._cards = [
            StepCard(name, f'Alt+{at}', body, self.look_at)
            for at, (name, body) in enumerate(self._bodies.items(), start=1)
        ]
        self._box = column(*self._cards)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(6)
        self.setLayout(self._box)
        for step in (self.who, self.fees, self.finish):
            step.typed_on.connect(self._on_typed)
        self.portal = PortalModel(shift, model)
        self.portal.changed.connect(self._show_notes)
        model.changed.connect(self._on_changed)
        self._on_changed()

    def showEvent(self, event: QShowEvent) -> None:
        """Cards that are laid on the chip reader are for the dossier that is worked on."""
        self.chip.wake(on=True)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Locked, closed, or another page: no chip is read."""
        if not event.spontaneous():
            self.chip.wake(on=False)
        super().hideEvent(event)

    def look_at(self, name: StepName) -> None:
        """Show the body of a step and put the cursor there."""
        self.looked_at = name
        self._show()
        self._bodies[name].focus_first()

    def default_button(self) -> QPushButton | None:
        """What Enter does in the step that is looked at; None when the citizen may go."""
        if self._model.dossier is not None and not is_intake(self._model.dossier) and self._queue.current is not None:
            return None
        choices = {
            StepName.PROCEDURE: self.procedure.open_button,
            StepName.WHO: self.who.default_button(),
            StepName.PAPERS: self.papers.seen,
            StepName.FEES: self.fees.default_button(),
            StepName.FINISH: self.finish.default_button(),
        }
        found = choices.get(self.looked_at)
        return found if found is not None and found.isEnabled() and found.isVisibleTo(self) else None

    def start(self, ticket: Ticket) -> None:
        """A citizen sits down: the dossier before hers is put aside, and what she chose at the kiosk is looked for."""
        self._model.clear()
        self.look_at(StepName.PROCEDURE)
        self.procedure.suggest(ticket.procedure or '')

    def _on_typed(self) -> None:
        """Keep what is typed and not done yet."""
        if self._draft and not self._retyping:
            self.drafts.keep(self._draft, {**self.who.typed(), **self.fees.typed(), **self.finish.typed()})

    def _follow_draft(self) -> None:
        """Bring the draft of a dossier that came to the desk; drop that of one that is no longer being received."""
        known = self._model.dossier
        key = f'intake:{known.id}' if known is not None else ''
        if known is not None and not is_intake(known):
            self.drafts.drop(key)
            key = ''
        if key != self._draft:
            self.drafts.flush()
            self._draft = key
            if key:
                self.drafts.load(key, lambda draft: self._retype(key, draft))

    def _retype(self, key: str, draft: Texts) -> None:
        if key == self._draft:
            self._retyping = True
            for step in (self.who, self.fees, self.finish):
                step.retype(draft)
            self._retyping = False

    def _begin(self, procedure: str, case: str) -> None:
        current = self._queue.current
        self._model.begin(procedure, current.id if current else None, case)

    def _on_changed(self) -> None:
        """Go on to the next step whenever a step has changed, and leave the officer alone otherwise."""
        self._follow_draft()
        known, steps = self._model.dossier, self._model.steps
        now = (f'{known.id} {known.state}' if known else '', steps)
        if now == self._shown:
            return
        before, self._shown = self._shown, now

        following = current_step(steps)
        moved = before is None or before[0] != now[0] or current_step(before[1]) is not following
        if moved or following is self.looked_at:
            self.looked_at = following
        self._show()
        if moved:
            self._bodies[self.looked_at].focus_first()
            self.moved.emit()

    def _show_notes(self) -> None:
        for card in self._cards:
            card.show_note(self.portal.words(card.name))

    def _show(self) -> None:
        known = self._model.dossier
        about = {}
        if known is not None:
            about[StepName.PROCEDURE] = f'{known.procedure}  {known.procedure_name}'
            about[StepName.WHO] = known.applicant.owner if known.applicant else ''
        for at, (card, step) in enumerate(zip(self._cards, self._model.steps, strict=True)):
            is_open = card.name is self.looked_at
            card.show_step(step, about.get(card.name, ''), is_open=is_open)
            self._box.setStretch(at, 1 if is_open else 0)
        self._box.setStretch(len(self._cards), 0)
