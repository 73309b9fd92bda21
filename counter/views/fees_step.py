"""Step 4: what is to be paid by the published fees, less what the law spares, and what came in."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QPushButton, QWidget

from counter.models.dossier_model import DossierModel
from counter.models.drafts_model import Texts
from counter.models.fees import lines_of
from counter.models.steps import is_intake
from counter.models.work import Shift
from counter.texts import sentence
from counter.views.collect_form import CollectForm
from counter.views.fee_row import DRAFTED, FeeRow, heads
from counter.views.parts import Choice, Sign, button, column, holding, label, row
from counter.words import say
from office.catalogue.rules import fee_rules
from office.errors import Refusal
from office.fee import Exemption, exemptions_for
from office.money import amount_in_words, dotted
from office.papers import FeeLine
from office.procedure import channel_of
from office.workdays import local_day


class FeesStep(QWidget):
    """The published fees to fill in, the exemption, the sum, and the form that collects it."""

    typed_on = Signal()

    def __init__(self, shift: Shift, model: DossierModel) -> None:
        super().__init__()
        self._shift, self._model = shift, model
        self._shown = ''
        self._lines_before: tuple[FeeLine, ...] = ()
        self._rows: list[FeeRow] = []
        self._exemptions: tuple[Exemption, ...] = ()
        self._grid = QGridLayout()
        for at, head in enumerate(heads()):
            self._grid.addWidget(head, 0, at)
        self._grid.setColumnStretch(0, 1)
        self._exemption = Choice('exemption')
        self._exemption.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._exemption.setMinimumContentsLength(36)
        self._sum = Sign('fee-sum')
        self.assess: QPushButton = button(
            say("Ghi mức thu", "Write down the fee"), 'Ctrl+S', 'assess', self._on_assess, sign='mdi6.calculator'
        )
        self._again = button(say("Tính lại", "Assess again"), 'Ctrl+Y', 'assess-again', self._on_again)
        self._stands = Sign('fee-stands')
        self._assessed = holding(column(self._stands, holding(row(self._again))))
        self._anew = False
        self._nothing = label(role='quiet', name='fee-nothing')
        self.collect_form = CollectForm(shift, model)
        line = row(label(say("Miễn, giảm:", "Exemption:")), self._exemption, stretch=1)
        self._fill = holding(column(holding(self._grid), holding(line), self._sum, holding(row(self.assess))))
        box = column(self._nothing, self._fill, self._assessed, self.collect_form)
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)
        self._exemption.currentIndexChanged.connect(lambda _at: self._on_filled())
        model.changed.connect(self.show_dossier)
        self.show_dossier()

    def focus_first(self) -> None:
        """Put the cursor where this step begins."""
        known = self._model.dossier
        if known is not None and known.fees and not self._anew:
            self.collect_form.focus_first()
        elif self._rows:
            first = self._rows[0]
            (first.amount if first.note.is_unclear and first.applies.isChecked() else first.applies).setFocus()

    def default_button(self) -> QPushButton:
        """What Enter does in this step."""
        known = self._model.dossier
        is_assessed = known is not None and known.fees and not self._anew
        return self.collect_form.collect if is_assessed else self.assess

    def typed(self) -> dict[str, str]:
        """What was filled in and not written down, for the draft."""
        found = {f'fee-{at}-{name}': text for at, one in enumerate(self._rows) for name, text in one.typed().items()}
        chosen = self._chosen
        return {**found, 'exemption': chosen.code if chosen else ''}

    def retype(self, draft: Texts) -> None:
        """Put back what was filled in before a crash."""
        for at, one in enumerate(self._rows):
            kept = {name: draft[f'fee-{at}-{name}'] for name in DRAFTED if f'fee-{at}-{name}' in draft}
            if kept:
                one.retype(kept)
        codes = [rule.code for rule in self._exemptions]
        if draft.get('exemption') in codes:
            self._exemption.setCurrentIndex(1 + codes.index(draft['exemption']))

    def show_dossier(self) -> None:
        """Show the fees of the dossier's channel; what was filled in stays while the dossier is the same."""
        known, procedure = self._model.dossier, self._model.procedure
        identity = known.id if known else ''
        if identity != self._shown:
            self._shown, self._anew = identity, False
            self._fill_in()
        lines = known.fees if known else ()
        if lines != self._lines_before:
            self._lines_before, self._anew = lines, False
            if lines and self.isVisible():
                self.collect_form.focus_first()
        self._assessed.setVisible(bool(lines) and not self._anew)
        self._again.setVisible(is_intake(known))
        self._stands.show_sign('mdi6.sigma', 'strong', '\n'.join(_line_words(line) for line in lines))
        self._fill.setVisible(bool(self._rows) and is_intake(known) and (self._anew or not lines))
        self._nothing.setVisible(not self._rows)
        has_channel = procedure is not None and known is not None and channel_of(procedure, known.channel) is not None
        self._nothing.setText(
            say("Thủ tục không công bố khoản thu nào cho cách nộp này.", "No fee is published for this channel.")
            if has_channel
            else say("Thủ tục không công bố cách nộp này; hỏi lãnh đạo về mức thu.", "This channel is not published.")
        )
        self.collect_form.show_dossier()
        self.collect_form.setVisible(bool(lines) and not self._anew)
        self._judge()

    def _fill_in(self) -> None:
        for one in self._rows:
            one.remove()
        known, procedure = self._model.dossier, self._model.procedure
        channel = channel_of(procedure, known.channel) if procedure and known else None
        notes = channel.fees if channel else ()
        self._rows = [
            FeeRow(at, note, applies=len(notes) == 1, changed=self._on_filled) for at, note in enumerate(notes, start=1)
        ]
        for at, one in enumerate(self._rows, start=1):
            one.place(self._grid, at)
        self._exemptions = exemptions_for(fee_rules(), on=self._day, field=procedure.field) if procedure else ()
        self._exemption.blockSignals(True)
        self._exemption.clear()
        self._exemption.addItem(say("Không miễn, giảm", "None"))
        for rule in self._exemptions:
            doubt = '' if rule.is_verified else say(" — cần kiểm tra văn bản", " — check the text")
            self._exemption.addItem(f'{rule.reason} ({rule.basis}){doubt}')
        self._exemption.blockSignals(False)

    @property
    def _day(self) -> date:
        known = self._model.dossier
        return local_day(known.opened_at if known else self._shift.work.clock.now())

    @property
    def _chosen(self) -> Exemption | None:
        at = self._exemption.currentIndex()
        return self._exemptions[at - 1] if at > 0 else None

    def _lines(self) -> tuple[FeeLine, ...]:
        procedure = self._model.procedure
        field = procedure.field if procedure else ''
        return lines_of([one.entry() for one in self._rows], self._chosen, on=self._day, field=field)

    def _on_filled(self) -> None:
        self._judge()
        self.typed_on.emit()

    def _judge(self) -> None:
        for one in self._rows:
            one.show_for(self._chosen)
        try:
            due = sum(line.due for line in self._lines())
        except Refusal as refusal:
            self._sum.show_sign('mdi6.information-outline', 'quiet', sentence(refusal))
            self.assess.setEnabled(False)
            return
        words = dotted(due) if due else say("không thu", "nothing")
        self._sum.show_sign('mdi6.sigma', 'strong', say(f"Phải nộp: {words}", f"To pay: {words}") + _in_words(due))
        self.assess.setEnabled(is_intake(self._model.dossier))

    def _on_again(self) -> None:
        self._anew = True
        self.show_dossier()
        self.focus_first()

    def _on_assess(self) -> None:
        self._model.assess(self._lines())


def _line_words(line: FeeLine) -> str:
    """One assessed fee, with the reason where it was lessened."""
    lessened = say(
        f", giảm từ {dotted(line.amount)}: {line.exemption}", f", from {dotted(line.amount)}: {line.exemption}"
    )
    return f'{line.name}: {dotted(line.due)}{lessened if line.exemption else ""}'


def _in_words(due: int) -> str:
    return f' ({amount_in_words(due)})' if due else ''
