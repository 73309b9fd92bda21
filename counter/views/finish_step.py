"""Step 5: receive and print, ask for what is missing, or refuse; each button says what will happen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from counter.models.dossier_model import DossierModel
from counter.models.drafts_model import Texts
from counter.models.signing_model import SigningModel
from counter.models.steps import StepName, StepState, is_intake
from counter.texts import STATES
from counter.views.marks import suggests
from counter.views.parts import Sign, button, column, field, hairline, holding, label, row
from counter.views.signing_line import SigningLine
from counter.views.slip_line import SlipLine
from counter.views.step_card import reason_words
from counter.views.supplement_form import SupplementForm
from counter.views.ticks import Tick
from counter.words import moment, said, say
from office.dossier import Dossier, DossierState
from office.suggestions import Field


class FinishStep(QWidget):
    """The three ways a reception ends, and afterwards the slip."""

    typed_on = Signal()

    def __init__(self, model: DossierModel, signing: SigningModel) -> None:
        super().__init__()
        self._model = model
        self._shown = ''
        self._standing = Sign('dossier-state')
        self.accept: QPushButton = button(
            say("Tiếp nhận và in giấy hẹn", "Receive and print the receipt"),
            'F9',
            'accept',
            self._on_accept,
            sign='mdi6.file-check-outline',
        )
        self._by_post = Tick(
            say("Nhận kết quả qua bưu chính", "Return it by post"), 'return-by-post', key='Ctrl+Shift+P'
        )
        self._supplement = SupplementForm(model)
        self._make_refusal()
        self.signing = SigningLine(signing)
        self._slip = SlipLine(model.slips, model.print, model.show_pdf)
        self.new: QPushButton = button(
            say("Hồ sơ khác", "Another dossier"), 'Ctrl+N', 'new', model.clear, sign='mdi6.folder-plus-outline'
        )
        parts = (
            self._standing,
            self.signing,
            holding(row(self.accept, self._by_post)),
            self._slip,
            self._supplement,
            self._refusal,
        )
        box = column(*parts)
        box.addLayout(row(self.new))
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)
        self._connect()
        self.show_dossier()

    def _make_refusal(self) -> None:
        self._reason = field(say("Lý do từ chối cụ thể, theo quy định nào", "Concrete reason and rule"), 'reason')
        self._reason.setProperty('own-enter', True)
        suggests(self._reason, Field.DOCUMENT, Field.DATE, Field.PLACE, within=True)
        self._refuse = button(
            say("Từ chối hồ sơ, in mẫu 03", "Refuse, print form 03"), 'F11', 'refuse', self._on_refuse
        )
        self._abandon = button(
            say("Bỏ hồ sơ mở nhầm, không in", "Put away, print nothing"), 'Ctrl+D', 'abandon', self._on_abandon
        )
        self._refusal = holding(
            column(hairline(), label(say("Không tiếp nhận", "Not received"), role='strong'), self._reason)
        )
        layout = self._refusal.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addLayout(row(self._refuse, self._abandon))

    def focus_first(self) -> None:
        """Put the cursor where this step begins."""
        known = self._model.dossier
        if known is not None and self._supplement.isVisibleTo(self):
            self._supplement.focus_first()
        elif self.accept.isEnabled():
            self.accept.setFocus()
        else:
            self.new.setFocus()

    def default_button(self) -> QPushButton:
        """What Enter does in this step: receive, ask for what is missing, or go on to another dossier."""
        if self.accept.isEnabled() and self.accept.isVisibleTo(self):
            return self.accept
        return self._supplement.ask if self._supplement.isVisibleTo(self) else self.new

    def typed(self) -> dict[str, str]:
        """What is typed and not done yet, for the draft."""
        by_post = '1' if self._by_post.isChecked() else ''
        return {'refusal': self._reason.text(), 'by_post': by_post, **self._supplement.typed()}

    def retype(self, draft: Texts) -> None:
        """Put back what was typed before a crash."""
        self._reason.setText(draft.get('refusal', ''))
        self._by_post.setChecked(draft.get('by_post') == '1')
        self._supplement.retype(draft)

    def show_dossier(self) -> None:
        """Show what can be done now."""
        known = self._model.dossier
        identity = known.id if known else ''
        if identity != self._shown:
            self._shown = identity
            self._reason.clear()
            self._by_post.setChecked(False)
        ready = self._model.steps[-1]
        editable = is_intake(known)
        brought = known is not None and known.state is DossierState.SUPPLEMENT
        self.accept.setEnabled((editable and ready.state is StepState.OPEN) or brought)
        self.accept.setVisible(editable or brought)
        self._by_post.setVisible(editable)
        self._refusal.setVisible(editable)
        self._slip.show_for(known)
        self.new.setEnabled(known is not None)
        sign, token, words = _standing(known, reason_words(ready) if ready.name is StepName.FINISH else '')
        self._standing.show_sign(sign, token, words)

    def _connect(self) -> None:
        # Enter in the reason goes to the button that says what will happen, and doesn't press it
        self._reason.returnPressed.connect(self._refuse.setFocus)
        self._reason.textEdited.connect(lambda _text: self.typed_on.emit())
        self._supplement.typed_on.connect(self.typed_on)
        self._by_post.toggled.connect(lambda _on: self.typed_on.emit())
        self._model.changed.connect(self.show_dossier)

    def _on_accept(self) -> None:
        known = self._model.dossier
        if known is not None and known.state is DossierState.SUPPLEMENT:
            self._model.supplemented()
        else:
            self._model.accept(by_post=self._by_post.isChecked())

    def _on_abandon(self) -> None:
        self._model.abandon(self._reason.text())

    def _on_refuse(self) -> None:
        self._model.refuse(self._reason.text())


def _standing(known: Dossier | None, reason: str) -> tuple[str, str, str]:
    if known is None:
        return 'mdi6.lock-outline', 'quiet', reason
    if is_intake(known):
        first = f'{said(STATES[known.state])}. ' if known.state is DossierState.INCOMPLETE else ''
        if reason:
            return 'mdi6.information-outline', 'quiet', f'{first}{reason[:1].upper()}{reason[1:]}.'
    tentative = say(" (số tạm)", " (provisional)") if known.provisional else ''
    code = f': {known.code}{tentative}' if known.code else ''
    due = say(f"\nHẹn trả {moment(known.due_at)}", f"\nDue {moment(known.due_at)}") if known.due_at else ''
    told = f'\n{known.refusal}' if known.state is DossierState.REFUSED else ''
    return 'mdi6.file-check-outline', 'strong', f'{said(STATES[known.state])}{code}{due}{told}'
