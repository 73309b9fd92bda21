"""Results to return and dossiers found: who collects, and what was seen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QListWidgetItem, QVBoxLayout, QWidget

from counter.models.results_model import ResultsModel
from counter.texts import STATES
from counter.views.parts import button, field, label, rows
from office.dossier import Dossier, DossierState
from office.privacy import masked_number

ROLE = Qt.ItemDataRole.UserRole


class ResultsPanel(QWidget):
    """The list of results, and the hand-over of the chosen one."""

    def __init__(self, model: ResultsModel) -> None:
        super().__init__()
        self._model = model
        self._search = field("Tìm hồ sơ: tên không dấu, số, mã", 'dossier-search')
        self._rows = rows('results')
        self._chosen = label(name='result-dossier', role='heading')
        self._seen = QCheckBox("Đã đối chiếu giấy tờ tùy thân của người nhận")
        self._seen.setObjectName('card-seen')
        self._collector = field("Người nhận thay (để trống nếu chính chủ)", 'collector')
        self._number = field("Số giấy tờ của người nhận thay", 'collector-number')
        self._paper = field("Số giấy ủy quyền", 'authorisation')
        self._hand = button("Trả kết quả", 'F12', 'hand-over', self._on_hand_over)
        column = QVBoxLayout(self)
        column.addWidget(self._search)
        column.addWidget(self._rows, 1)
        for part in (self._chosen, self._seen, self._collector, self._number, self._paper, self._hand):
            column.addWidget(part)
        self._search.textChanged.connect(model.look)
        self._rows.itemActivated.connect(lambda item: model.open(item.data(ROLE)))
        model.changed.connect(self._show_rows)
        model.opened.connect(self._show_dossier)
        self._hand.setEnabled(False)

    def _on_hand_over(self) -> None:
        self._model.hand_over(
            seen=self._seen.isChecked(),
            collector=self._collector.text(),
            number=self._number.text(),
            authorisation=self._paper.text(),
        )

    def _show_rows(self) -> None:
        self._rows.clear()
        for row in self._model.rows:
            item = QListWidgetItem(f'{row.code}   {row.name}')
            item.setData(ROLE, row.id)
            self._rows.addItem(item)

    def _show_dossier(self, dossier: Dossier) -> None:
        who = dossier.applicant
        person = f'{who.name}, {masked_number(who.number)}' if who else ''
        self._chosen.setText(f'{dossier.code}  {person}  —  {STATES[dossier.state]}')
        self._seen.setChecked(False)
        for part in (self._collector, self._number, self._paper):
            part.clear()
        self._hand.setEnabled(dossier.state is DossierState.FINISHED)
