"""For whom an applicant speaks: herself, or an organisation with its number, name and address."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from counter.organisation_texts import ORGANISATIONS
from counter.views.parts import GRID, Choice, field, holding, row
from counter.words import said, say
from office.person import Organisation, OrganisationKind

NAMES = ('body_name', 'body_number', 'body_address')


class OrganisationForm(QWidget):
    """The kind of applicant, and the fields of an organisation while one is chosen."""

    typed_on = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._kind = Choice('who-kind')
        self._kind.addItem(say("Cá nhân", "A citizen"), '')
        for kind, pair in ORGANISATIONS.items():
            self._kind.addItem(said(pair), kind.value)
        self._fields: dict[str, QLineEdit] = {
            'body_name': field(say("Tên đầy đủ của tổ chức", "The organisation's full name"), 'body-name', letters=52),
            'body_number': field(say("Mã số thuế, mã số", "Tax code or number"), 'body-number', letters=16),
            'body_address': field(say("Trụ sở", "Where it is"), 'body-address', letters=52),
        }
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(GRID // 2)
        form.addRow(say("Hồ sơ của", "Dossier of"), holding(row(self._kind, self._fields['body_number'])))
        form.addRow(say("Tên tổ chức", "Its name"), self._fields['body_name'])
        form.addRow(say("Trụ sở", "Its address"), self._fields['body_address'])
        self._form = form
        for one in self._fields.values():
            one.textEdited.connect(lambda _text: self.typed_on.emit())
        self._kind.currentIndexChanged.connect(lambda _at: self._on_kind())
        self._show()

    def texts(self) -> dict[str, str]:
        """What stands in the fields; of an organisation that isn't chosen any more nothing."""
        kind = self._kind.currentData()
        return {'kind': kind, **{name: one.text() if kind else '' for name, one in self._fields.items()}}

    def retype(self, texts: dict[str, str]) -> None:
        """Fill the fields."""
        for name, one in self._fields.items():
            one.setText(texts.get(name, ''))
        self._kind.blockSignals(True)
        self._kind.setCurrentIndex(max(0, self._kind.findData(texts.get('kind', ''))))
        self._kind.blockSignals(False)
        self._show()

    def _on_kind(self) -> None:
        self._show()
        self.typed_on.emit()
        if self._kind.currentData():
            self._fields['body_number'].setFocus()

    def _show(self) -> None:
        kind = self._kind.currentData()
        self._fields['body_number'].setVisible(bool(kind))
        for name in ('body_name', 'body_address'):
            self._form.setRowVisible(self._fields[name], bool(kind))


def texts_of(body: Organisation | None) -> dict[str, str]:
    """An organisation as its fields show it."""
    if body is None:
        return {'kind': '', **dict.fromkeys(NAMES, '')}
    return {
        'kind': OrganisationKind(body.kind).value,
        'body_name': body.name,
        'body_number': body.number,
        'body_address': body.address,
    }
