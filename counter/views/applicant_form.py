"""An applicant typed by hand, for who has no card: the fields, and what speaks against what they hold."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QPushButton, QWidget

from counter.card_texts import CARD_WARNINGS
from counter.models.applicant import Typed, read_typed
from counter.reading_texts import FROM_PICTURE_WORDS
from counter.views.marks import came_from_picture, is_from_picture, suggests
from counter.views.organisation_form import OrganisationForm, texts_of
from counter.views.parts import GRID, Choice, Sign, button, field, holding, label, row
from counter.views.ticks import Tick
from counter.words import Pair, day, said, say
from office.person import UNPROVEN, Applicant, Proof
from office.suggestions import Field

# as the card writes them
SEXES: dict[str, Pair] = {'': ("—", "—"), "Nam": ("Nam", "Male"), "Nữ": ("Nữ", "Female")}

# what of the pages on the desk belongs into which field
SUGGESTED: dict[str, tuple[Field, ...]] = {
    'name': (Field.NAME,),
    'number': (Field.NUMBER,),
    'birth': (Field.BIRTH, Field.DATE),
    'address': (Field.ADDRESS,),
}
# the draft's key for which fields were read from a picture
PICTURE = 'picture'


class ApplicantForm(QWidget):
    """Fields as wide as what belongs into them; ``written`` brings the applicant and the codes of the doubts."""

    written = Signal(object, tuple)
    typed_on = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._before: Applicant | None = None
        self._fields: dict[str, QLineEdit] = {
            'name': field(say("Họ, chữ đệm và tên", "Full name"), 'who-name', letters=52),
            'number': field(say("12 chữ số", "12 digits"), 'who-number', letters=14),
            'birth': field(say("ngày/tháng/năm", "day/month/year"), 'who-birth', letters=16),
            'address': field(say("Nơi cư trú", "Residence"), 'who-address', letters=52),
            'phone': field(say("Số điện thoại", "Phone"), 'who-phone', letters=14),
        }
        self._body = OrganisationForm()
        self._body.typed_on.connect(self._on_typed)
        self._sex = Choice('who-sex')
        for value, pair in SEXES.items():
            self._sex.addItem(said(pair), value)
        self._by_eye = Tick(
            say("Đã đối chiếu với giấy tờ tùy thân", "I compared it with the person's card"),
            'who-by-eye',
            key='Ctrl+Y',
        )
        self._doubts = Sign('who-doubts')
        self.write: QPushButton = button(
            say("Ghi người nộp", "Write down the applicant"), 'Ctrl+S', 'write-applicant', self._on_write
        )
        for name, kinds in SUGGESTED.items():
            suggests(self._fields[name], *kinds)
        self._lay_out()
        for one in self._fields.values():
            one.textEdited.connect(lambda _text, line=one: self._on_edited(line))
        self._by_eye.toggled.connect(lambda _on: self._judge())
        self._sex.currentIndexChanged.connect(lambda _at: self._on_typed())

    def begin(self, who: Applicant | None) -> None:
        """Start from the applicant as known."""
        self._before = who
        known = who or Applicant(name='')
        texts = {'name': known.name, 'number': known.number, 'birth': day(known.birth), 'address': known.address}
        self.retype({**texts, **texts_of(known.organisation), 'phone': known.phone, 'sex': known.sex})
        self._by_eye.setChecked(known.proof is Proof.BY_EYE)

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        self._fields['name'].setFocus()

    def texts(self) -> dict[str, str]:
        """What stands in the fields."""
        typed = {name: one.text() for name, one in self._fields.items()}
        read = ' '.join(name for name, one in self._fields.items() if is_from_picture(one))
        return {**typed, **self._body.texts(), 'sex': self._sex.currentData(), PICTURE: read}

    def retype(self, texts: dict[str, str]) -> None:
        """Fill the fields."""
        for name, one in self._fields.items():
            one.setText(texts.get(name, ''))
            if name in texts.get(PICTURE, '').split():
                came_from_picture(one)
        self._body.retype(texts)
        self._sex.setCurrentIndex(max(0, self._sex.findData(texts.get('sex', ''))))
        self._judge()

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        # with an organisation all of it fits a window of 768 lines
        form.setVerticalSpacing(GRID // 2)
        names = {
            'name': say("Họ tên", "Name"),
            'number': say("Số định danh", "Personal number"),
            'birth': say("Ngày sinh", "Birth date"),
            'address': say("Địa chỉ", "Address"),
            'phone': say("Điện thoại", "Phone"),
        }
        form.addRow(self._body)
        form.addRow(names['name'], self._fields['name'])
        phone = (label(names['phone']), self._fields['phone'])
        form.addRow(names['number'], holding(row(self._fields['number'], *phone)))
        sex = (label(say("Giới tính", "Sex")), self._sex)
        form.addRow(names['birth'], holding(row(self._fields['birth'], *sex)))
        form.addRow(names['address'], self._fields['address'])
        form.addRow(self._by_eye)
        form.addRow(self._doubts)
        form.addRow(holding(row(self.write)))

    def _typed(self) -> Typed:
        return read_typed(**{name: text for name, text in self.texts().items() if name != PICTURE})

    def _on_edited(self, line: QLineEdit) -> None:
        if is_from_picture(line):
            # she compared what stood there before
            self._by_eye.setChecked(False)
        self._on_typed()

    def _on_typed(self) -> None:
        self._judge()
        self.typed_on.emit()

    def _judge(self) -> None:
        words = [said(CARD_WARNINGS[doubt]) for doubt in self._typed().doubts]
        if self.texts()[PICTURE] and not self._by_eye.isChecked():
            words.append(said(FROM_PICTURE_WORDS))
        self._doubts.setVisible(bool(words))
        self._doubts.show_sign('mdi6.alert', 'warn', '\n'.join(words))

    def _on_write(self) -> None:
        typed, before = self._typed(), self._before
        same = before is not None and before.number == typed.applicant.number
        kept = before.proof if before is not None and same else Proof.NONE
        if kept is Proof.BY_EYE:
            kept = Proof.NONE
        if kept in UNPROVEN and self.texts()[PICTURE]:
            kept = Proof.PICTURE_UNPROVEN
        proof = Proof.BY_EYE if self._by_eye.isChecked() else kept
        extra = before.extra if before is not None and same else ()
        self.written.emit(replace(typed.applicant, proof=proof, extra=extra), typed.doubts)
