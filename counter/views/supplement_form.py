"""Form 02 before it is printed: what exactly is missing, paper by paper, asked once and completely."""

from textwrap import shorten

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from counter.models.dossier_model import DossierModel
from counter.models.drafts_model import Texts
from counter.views.marks import suggests
from counter.views.parts import button, column, field, hairline, holding, label, row
from counter.words import say
from office.dossier import Dossier, DossierState
from office.papers import ListedComponent, PaperStatus, SupplementItem
from office.suggestions import Field

# of a published name, which may fill a page; the whole of it is printed
NAME_LETTERS = 100


class SupplementForm(QWidget):
    """A line to edit for each missing paper, the reason, and the button that asks for them."""

    typed_on = Signal()

    def __init__(self, model: DossierModel) -> None:
        super().__init__()
        self._model = model
        self._shown = ''
        self._lines: dict[str, tuple[ListedComponent, QLabel, QLineEdit]] = {}
        self._grid = QGridLayout()
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._reason = field(say("Lý do yêu cầu bổ sung", "Reason"), 'supplement-reason')
        suggests(self._reason, Field.DOCUMENT, Field.DATE, Field.PLACE, within=True)
        self.ask: QPushButton = button(
            say("Yêu cầu bổ sung và in phiếu", "Ask and print form 02"), 'F10', 'supplement', self._on_ask
        )
        self._reason.setProperty('own-enter', True)
        self._reason.returnPressed.connect(self.ask.setFocus)
        self._reason.textEdited.connect(lambda _text: self.typed_on.emit())
        self._title = label(
            say(
                "Yêu cầu bổ sung (mẫu 02): chỉ được yêu cầu một lần, ghi đủ mọi thứ còn thiếu",
                "Supplement (form 02): once only, so name everything",
            ),
            role='strong',
        )
        box = column(hairline(), self._title, holding(self._grid), self._reason)
        box.addLayout(row(self.ask))
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)
        model.changed.connect(self.show_dossier)
        self.show_dossier()

    def focus_first(self) -> None:
        """Put the cursor where this begins."""
        self._reason.setFocus()

    def typed(self) -> dict[str, str]:
        """What is typed and not asked yet, for the draft."""
        lines = {f'supplement:{code}': line.text() for code, (_listed, _name, line) in self._lines.items()}
        return {'supplement-reason': self._reason.text(), **lines}

    def retype(self, draft: Texts) -> None:
        """Put back what was typed before a crash."""
        self._reason.setText(draft.get('supplement-reason', ''))
        for code, (_listed, _name, line) in self._lines.items():
            line.setText(draft.get(f'supplement:{code}', line.text()))

    def show_dossier(self) -> None:
        """Show a line for each paper that was marked as missing; what was typed stays."""
        known = self._model.dossier
        missing = _missing(known)
        identity = known.id if known else ''
        if identity != self._shown:
            self._shown = identity
            self._reason.clear()
            self._forget(list(self._lines))
        self._forget([code for code in self._lines if code not in {one.code for one in missing}])
        for listed in missing:
            if listed.code not in self._lines:
                self._add(listed)
        may = known is not None and known.state is DossierState.OPEN and known.applicant is not None
        self.setVisible(bool(missing) and known is not None and known.state is DossierState.OPEN)
        self.ask.setEnabled(may and bool(missing))

    def _add(self, listed: ListedComponent) -> None:
        at = self._grid.rowCount()
        name = label(shorten(listed.name, NAME_LETTERS, placeholder='…'))
        line = field(say("Cần nộp gì", "What is to be handed in"), f'what-{listed.code}')
        line.setText(_usual(listed))
        line.textEdited.connect(lambda _text: self.typed_on.emit())
        name.setToolTip(listed.name)
        self._grid.addWidget(name, at, 0)
        self._grid.addWidget(line, at, 1)
        self._lines[listed.code] = (listed, name, line)

    def _forget(self, codes: list[str]) -> None:
        for code in codes:
            _listed, name, line = self._lines.pop(code)
            for one in (name, line):
                self._grid.removeWidget(one)
                one.deleteLater()

    def _on_ask(self) -> None:
        items = [
            SupplementItem(component=listed.code, name=listed.name, what=line.text().strip())
            for listed, _name, line in self._lines.values()
        ]
        self._model.ask_supplement(items, self._reason.text())


def _missing(known: Dossier | None) -> list[ListedComponent]:
    return [part.listed for part in known.components if part.status is PaperStatus.MISSING] if known else []


def _usual(listed: ListedComponent) -> str:
    """What is usually asked for; Vietnamese in every language, since it is printed on the form."""
    counts = [(listed.originals, "bản chính"), (listed.copies, "bản sao")]
    said = " và ".join(f'{count} {kind}' for count, kind in counts if count)
    return f"nộp {said or 'bản chính hoặc bản sao'}"
