"""Step 2: who applies. A card fills it; without one it is typed, and what speaks against it stays until seen."""

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QWidget

from counter.models.applicant import Typed, read_typed
from counter.models.dossier_model import DossierModel
from counter.models.steps import is_intake
from counter.texts import CARD_WARNINGS, PROOFS
from counter.views.parts import Sign, button, column, field, holding, label, row
from counter.words import day, hidden, said, say
from office.person import Applicant, Proof

SEXES = ('', "Nam", "Nữ")


class ApplicantStep(QWidget):
    """The card's field, the applicant as written down, and the fields for typing by hand."""

    def __init__(self, model: DossierModel) -> None:
        super().__init__()
        self._model = model
        self._typing = False
        self.card = field(say("Quét mã QR trên thẻ căn cước vào đây", "Scan the QR of the identity card here"), 'card')
        self.card.setProperty('own-enter', True)
        self._name = label(role='heading', name='applicant')
        self._about = label(role='quiet', name='applicant-about')
        self._warnings = Sign('card-warnings')
        self._seen = button(say("Đã xem cảnh báo", "I have seen it"), 'Ctrl+M', 'warnings-seen', model.acknowledge)
        self._by_hand = button(say("Gõ tay hoặc sửa", "Type or mend"), 'Ctrl+E', 'type-applicant', self._on_by_hand)
        self._make_fields()
        self.write_button = button(
            say("Ghi người nộp", "Write down the applicant"), 'Ctrl+Return', 'write-applicant', self._on_write
        )
        self._form = holding(self._lay_out_fields())
        box = column(self.card, self._name, self._about, self._warnings)
        box.insertLayout(4, row(self._seen, self._by_hand))
        box.insertWidget(5, self._form)
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)
        self.card.returnPressed.connect(self._on_card)
        model.changed.connect(self.show_dossier)
        self.show_dossier()

    def focus_first(self) -> None:
        """Put the cursor where this step begins."""
        (self._fields['name'] if self._typing else self.card).setFocus()

    def typed(self) -> dict[str, str]:
        """What is typed and not written down, for the draft."""
        return {f'who-{name}': one.text() for name, one in self._fields.items()} if self._typing else {}

    def retype(self, draft: dict[str, str]) -> None:
        """Put back what was typed before a crash."""
        kept = {name: draft[f'who-{name}'] for name in self._fields if draft.get(f'who-{name}')}
        if kept:
            self._type(on=True)
            for name, text in kept.items():
                self._fields[name].setText(text)

    def show_dossier(self) -> None:
        """Show who applies."""
        known = self._model.dossier
        who = known.applicant if known else None
        editable = is_intake(known)
        if who is not None and self._typing:
            self._type(on=False)
        self.card.setVisible(editable and not self._typing)
        self._by_hand.setVisible(editable and not self._typing)
        self._form.setVisible(editable and self._typing)
        self._name.setText(who.name if who else say("Chưa có người nộp", "No applicant yet"))
        self._about.setText(_about(who))
        words = self._model.warning_words
        self._warnings.setVisible(bool(words))
        self._warnings.show_sign('mdi6.alert', 'warn', '\n'.join(words))
        self._seen.setVisible(bool(words))

    def _make_fields(self) -> None:
        self._fields = {
            'name': field(say("Họ, chữ đệm và tên", "Full name"), 'who-name', letters=34),
            'number': field(say("12 chữ số", "12 digits"), 'who-number', letters=14),
            'birth': field(say("ngày/tháng/năm", "day/month/year"), 'who-birth', letters=12),
            'address': field(say("Nơi cư trú", "Residence"), 'who-address', letters=44),
            'phone': field(say("Số điện thoại", "Phone"), 'who-phone', letters=14),
        }
        self._sex = QComboBox()
        self._sex.setObjectName('who-sex')
        self._sex.addItems(["—", "Nam", "Nữ"])
        self._by_eye = QCheckBox(say("Đã đối chiếu với giấy tờ tùy thân", "I compared it with the person's card"))
        self._by_eye.setObjectName('who-by-eye')
        self._doubts = Sign('who-doubts')
        for one in (self._fields['number'], self._fields['birth']):
            one.textChanged.connect(lambda _text: self._judge())
        self._sex.currentIndexChanged.connect(lambda _at: self._judge())

    def _lay_out_fields(self) -> QFormLayout:
        form = QFormLayout()
        names = {
            'name': say("Họ tên", "Name"),
            'number': say("Số định danh", "Personal number"),
            'birth': say("Ngày sinh", "Birth date"),
            'address': say("Địa chỉ", "Address"),
            'phone': say("Điện thoại", "Phone"),
        }
        for name, words in names.items():
            form.addRow(words, self._fields[name])
            if name == 'birth':
                form.addRow(say("Giới tính", "Sex"), self._sex)
        form.addRow(self._by_eye)
        form.addRow(self._doubts)
        form.addRow(self.write_button)
        self._doubts.setVisible(False)
        return form

    def _typed(self) -> Typed:
        texts = {name: one.text() for name, one in self._fields.items()}
        return read_typed(**texts, sex=SEXES[self._sex.currentIndex()])

    def _judge(self) -> None:
        typed = self._typed()
        words = [said(CARD_WARNINGS[doubt]) for doubt in typed.doubts]
        self._doubts.setVisible(bool(words))
        self._doubts.show_sign('mdi6.alert', 'warn', '\n'.join(words))

    def _on_card(self) -> None:
        self._model.scan_card(self.card.text())
        self.card.clear()

    def _on_by_hand(self) -> None:
        known = self._model.dossier
        if known is None:
            return
        self._type(on=True)
        who = known.applicant or Applicant(name='')
        texts = {'name': who.name, 'number': who.number, 'birth': day(who.birth), 'address': who.address}
        for name, text in {**texts, 'phone': who.phone}.items():
            self._fields[name].setText(text)
        self._sex.setCurrentIndex(SEXES.index(who.sex) if who.sex in SEXES else 0)
        self._by_eye.setChecked(who.proof is Proof.BY_EYE)
        self.show_dossier_typing()

    def show_dossier_typing(self) -> None:
        """Show the fields and put the cursor into the first."""
        for one in (self.card, self._by_hand):
            one.setVisible(False)
        self._form.setVisible(True)
        self._fields['name'].setFocus()

    def _type(self, *, on: bool) -> None:
        self._typing = on

    def _on_write(self) -> None:
        known = self._model.dossier
        if known is None or not self._typing:
            return
        typed = self._typed()
        proof = Proof.BY_EYE if self._by_eye.isChecked() else Proof.NONE
        before = known.applicant
        extra = before.extra if before and before.number == typed.applicant.number else ()
        self._model.identify(replace(typed.applicant, proof=proof, extra=extra), typed.doubts)


def _about(who: Applicant | None) -> str:
    if who is None:
        return say(
            "Quét thẻ căn cước của người nộp. Không có thẻ: Ctrl+E để gõ tay.",
            "Scan the applicant's card. Without a card: Ctrl+E to type.",
        )
    shown = [
        (say("Số định danh", "Personal number"), hidden(who.number)),
        (say("Ngày sinh", "Birth date"), day(who.birth)),
        (say("Giới tính", "Sex"), who.sex),
        (say("Địa chỉ", "Address"), who.address),
        (say("Điện thoại", "Phone"), hidden(who.phone)),
        (say("Xác định bằng", "Established by"), said(PROOFS[who.proof])),
    ]
    return '\n'.join(f'{name}: {value}' for name, value in shown if value)
