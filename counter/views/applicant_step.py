"""Step 2: who applies. A card fills it; without one it is typed, and what speaks against it stays until seen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from counter.models.chip_model import ChipModel
from counter.models.dossier_model import FACE, DossierModel
from counter.models.drafts_model import Texts
from counter.models.steps import is_intake
from counter.organisation_texts import ORGANISATIONS
from counter.texts import PROOFS
from counter.views.applicant_form import SEXES, ApplicantForm
from counter.views.chip_panel import ChipPanel
from counter.views.parts import Sign, button, column, field, holding, label, row, show_words
from counter.words import day, hidden, said, say
from office.person import Applicant
from qtkit.face_watch import FaceWatch


class ApplicantStep(QWidget):
    """The card's field and the applicant as written down, or the form for typing by hand."""

    typed_on = Signal()

    def __init__(self, model: DossierModel, chip: ChipModel, camera: FaceWatch | None) -> None:
        super().__init__()
        self._model = model
        self.chip = ChipPanel(chip, camera)
        self._typing_for: tuple[str, Applicant | None] | None = None
        self.card = field(say("Quét mã QR trên thẻ căn cước vào đây", "Scan the QR of the identity card here"), 'card')
        self.card.setProperty('own-enter', True)
        # no letters of a code are made into others here
        self.card.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self._name = label(role='heading', name='applicant')
        self._about = label(role='quiet', name='applicant-about')
        self._warnings = Sign('card-warnings')
        self._seen = button(say("Đã xem cảnh báo", "I have seen it"), 'Ctrl+M', 'warnings-seen', model.acknowledge)
        self._by_hand = button(say("Gõ tay hoặc sửa", "Type or mend"), 'Ctrl+E', 'type-applicant', self._on_by_hand)
        self.form = ApplicantForm()
        self._read = holding(column(self._name, self._about))
        box = column(
            self.card, self.chip, self._read, self.form, self._warnings, holding(row(self._seen, self._by_hand))
        )
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)
        self.card.returnPressed.connect(self._on_card)
        self.form.written.connect(model.write_down)
        self.form.typed_on.connect(self.typed_on)
        model.changed.connect(self.show_dossier)
        chip.asked.connect(self._on_asked)
        self.chip.left.connect(self._on_asked)
        self.show_dossier()

    def focus_first(self) -> None:
        """Put the cursor where this step begins."""
        if self._typing_for is not None:
            self.form.focus_first()
        elif (first := self.chip.first()) is not None:
            first.setFocus()
        elif self._seen.isVisibleTo(self):
            self._seen.setFocus()
        else:
            self.card.setFocus()

    def default_button(self) -> QPushButton | None:
        """What Enter does in this step."""
        if self._typing_for is not None:
            return self.form.write
        if self._seen.isVisibleTo(self):
            return self._seen
        return self.chip.default_button()

    def typed(self) -> dict[str, str]:
        """What is typed and not written down, for the draft."""
        if self._typing_for is None:
            return {}
        return {f'who-{name}': text for name, text in self.form.texts().items()}

    def retype(self, draft: Texts) -> None:
        """Put back what was typed before a crash."""
        kept = {name.removeprefix('who-'): text for name, text in draft.items() if name.startswith('who-')}
        if any(kept.values()):
            self._begin_typing()
            self.form.retype(kept)

    def show_dossier(self) -> None:
        """Show who applies; typing ends when the applicant was written down or another dossier is at the desk."""
        known = self._model.dossier
        who = known.applicant if known else None
        if self._typing_for is not None and (known is None or self._typing_for != (known.id, who)):
            self._typing_for = None
        typing, editable = self._typing_for is not None, is_intake(known)
        # two pictures and what the officer answers need the room
        comparing = FACE in self._model.warnings
        self.card.setVisible(editable and not typing and not comparing)
        self._read.setVisible(not typing and not comparing)
        self.form.setVisible(editable and typing)
        self._by_hand.setVisible(editable)
        words = say("Thôi gõ tay", "Stop typing") if typing else say("Gõ tay hoặc sửa", "Type or mend")
        show_words(self._by_hand, words, 'Ctrl+E')
        self._name.setText(who.owner if who else say("Chưa có người nộp", "No applicant yet"))
        self._about.setText(_about(who))
        warnings = self._model.warning_words
        self._warnings.setVisible(bool(warnings))
        self._warnings.show_sign('mdi6.alert', 'warn', '\n'.join(warnings))
        self._seen.setVisible(bool(warnings))
        if warnings and self.card.hasFocus():
            self._seen.setFocus()

    def _on_card(self) -> None:
        self._model.scan_card(self.card.text())
        self.card.clear()

    def _on_asked(self) -> None:
        """The cursor goes where something is asked; who works at another step is left alone."""
        if self.isVisible():
            self.focus_first()
            # what didn't open the card is typed over
            self.chip.key.can.selectAll()

    def _on_by_hand(self) -> None:
        if self._typing_for is not None:
            self._typing_for = None
            self.show_dossier()
        else:
            self._begin_typing()
        self.typed_on.emit()
        self.focus_first()

    def _begin_typing(self) -> None:
        known = self._model.dossier
        if known is not None and is_intake(known):
            self._typing_for = (known.id, known.applicant)
            self.form.begin(known.applicant)
            self.show_dossier()


def _body(who: Applicant) -> list[tuple[str, str]]:
    """What there is to say of an organisation, and who speaks for it."""
    body = who.organisation
    if body is None:
        return []
    number = body.number if body.has_public_number else hidden(body.number)
    return [
        (said(ORGANISATIONS[body.kind]), number),
        (say("Trụ sở", "Its address"), body.address),
        (say("Người đại diện", "Represented by"), who.name),
    ]


def _about(who: Applicant | None) -> str:
    if who is None:
        return say(
            "Đưa thẻ căn cước của người nộp vào đầu đọc, hoặc quét mã QR trên thẻ. Không có thẻ: Ctrl+E để gõ tay.",
            "Show the applicant's card to the reader, or scan its QR. Without a card: Ctrl+E to type.",
        )
    shown = [
        *_body(who),
        (say("Số định danh", "Personal number"), hidden(who.number)),
        (say("Ngày sinh", "Birth date"), day(who.birth)),
        (say("Giới tính", "Sex"), said(SEXES[who.sex]) if who.sex in SEXES else who.sex),
        (say("Địa chỉ", "Address"), who.address),
        (say("Điện thoại", "Phone"), hidden(who.phone)),
        (say("Xác định bằng", "Established by"), said(PROOFS[who.proof])),
    ]
    return '\n'.join(f'{name}: {value}' for name, value in shown if value)
