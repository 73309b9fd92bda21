"""Step 3: the published papers, each judged: here, scanned, missing, or not needed."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidgetItem, QPushButton, QWidget

from counter.models.dossier_model import DossierModel
from counter.models.steps import is_intake
from counter.texts import PAPERS
from counter.views.parts import button, column, label, row, rows
from counter.views.style import icon
from counter.words import said, say
from office.papers import Component, PaperStatus

ROLE = Qt.ItemDataRole.UserRole
# three papers
LIST_PX = 150

SIGNS = {
    PaperStatus.PENDING: ('mdi6.circle-outline', 'action'),
    PaperStatus.SEEN: ('mdi6.check-circle', 'good'),
    PaperStatus.SCANNED: ('mdi6.check-circle', 'good'),
    PaperStatus.REUSED: ('mdi6.check-circle', 'good'),
    PaperStatus.MISSING: ('mdi6.alert-circle', 'bad'),
    PaperStatus.NOT_NEEDED: ('mdi6.minus-circle-outline', 'quiet'),
}


class PapersStep(QWidget):
    """The list of papers and the marks for the one that is looked at."""

    def __init__(self, model: DossierModel) -> None:
        super().__init__()
        self._model = model
        self.list = rows('papers')
        self.list.setWordWrap(True)
        self.list.setIconSize(QSize(20, 20))
        self.list.setMinimumHeight(LIST_PX)
        self._hint = label(role='small')
        self.seen: QPushButton = button(
            say("Có, đúng", "Here and right"), 'Ctrl+1', 'seen', lambda: self._mark(PaperStatus.SEEN)
        )
        self._marks = [
            self.seen,
            button(say("Còn thiếu", "Missing"), 'Ctrl+2', 'missing', lambda: self._mark(PaperStatus.MISSING)),
            button(
                say("Không áp dụng", "Not needed"), 'Ctrl+3', 'not-needed', lambda: self._mark(PaperStatus.NOT_NEEDED)
            ),
        ]
        box = column(self.list, self._hint, stretch=0)
        box.addLayout(row(*self._marks))
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)
        self.list.currentItemChanged.connect(self._on_row)
        model.changed.connect(self.show_dossier)
        model.component_changed.connect(self._on_component)
        self.show_dossier()

    def focus_first(self) -> None:
        """Put the cursor where this step begins."""
        self.list.setFocus()

    def show_dossier(self) -> None:
        """Show every paper as it stands."""
        known = self._model.dossier
        chosen = self._model.component
        self.list.blockSignals(True)
        self.list.clear()
        section = ''
        for part in known.components if known else ():
            if part.listed.section != section:
                section = part.listed.section
                self.list.addItem(_heading(section))
            self.list.addItem(_paper(part))
            if part.listed.code == chosen and not part.listed.is_note:
                self.list.setCurrentRow(self.list.count() - 1)
        self.list.blockSignals(False)
        item = self.list.currentItem()
        if item is not None:
            self.list.scrollToItem(item)
        for mark in self._marks:
            mark.setEnabled(is_intake(known) and bool(chosen))
        self._hint.setText(
            say(
                "↑ ↓ chọn giấy tờ; xem bản giấy rồi đánh dấu, hoặc quét ở ô bên phải.",
                "↑ ↓ choose a paper; look at it and mark it, or scan it on the right.",
            )
        )

    def _mark(self, status: PaperStatus) -> None:
        known, code = self._model.dossier, self._model.component
        if known is None or not code:
            return
        self._model.mark(code, status)
        later = [part.listed.code for part in known.components if not part.listed.is_note]
        at = later.index(code)
        self._model.choose(later[min(at + 1, len(later) - 1)])

    def _on_row(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(ROLE):
            self._model.choose(item.data(ROLE))

    def _on_component(self, code: str) -> None:
        for at in range(self.list.count()):
            if code and self.list.item(at).data(ROLE) == code:
                self.list.setCurrentRow(at)


def _heading(section: str) -> QListWidgetItem:
    item = QListWidgetItem(section)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    font = item.font()
    font.setBold(True)
    item.setFont(font)
    return item


def _paper(part: Component) -> QListWidgetItem:
    listed = part.listed
    if listed.is_note:
        item = QListWidgetItem(icon('mdi6.information-outline', 'quiet'), listed.name)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        return item
    sign, token = SIGNS[part.status]
    asked = say(
        f"{listed.originals} bản chính, {listed.copies} bản sao", f"{listed.originals} original, {listed.copies} copies"
    )
    pages = say(f", {len(part.pages)} trang", f", {len(part.pages)} pages") if part.pages else ''
    item = QListWidgetItem(icon(sign, token), f'{listed.name}\n{said(PAPERS[part.status])}{pages}   ({asked})')
    item.setData(ROLE, listed.code)
    return item
