"""The centre region as a list of dossiers: mine or all, by shelf, by text, the most urgent first."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from counter.models.dossiers_model import DossiersModel, Shelf
from counter.views.dossier_table import DossierTable
from counter.views.parts import Choice, button, column, field, label, row
from counter.views.ticks import Tick
from counter.words import Pair, hidden, said, say

SHELVES: dict[Shelf, Pair] = {
    Shelf.UNDER_WAY: ("Đang giải quyết", "Under way"),
    Shelf.URGENT: ("Sắp đến hạn và trễ hạn", "Due soon and late"),
    Shelf.UNFINISHED: ("Đang tiếp nhận dở", "Being received"),
    Shelf.RESULTS: ("Đã có kết quả", "Result is here"),
    Shelf.ENDED: ("Đã kết thúc", "Ended"),
    Shelf.ALL: ("Tất cả trạng thái", "All"),
}
EMPTY: dict[Shelf, Pair] = {
    Shelf.URGENT: ("Không có hồ sơ nào sắp đến hạn hay trễ hạn.", "Nothing is due soon or late."),
    Shelf.UNFINISHED: ("Không có hồ sơ nào đang tiếp nhận dở.", "Nothing is left half done."),
    Shelf.RESULTS: ("Chưa có kết quả nào chờ trả.", "No result waits."),
}
NOTHING: Pair = (
    "Không có hồ sơ nào ở đây. Thử bỏ bớt chữ tìm, hoặc đổi bộ lọc.",
    "There is no dossier here. Try fewer words or another filter.",
)


class DossiersPage(QWidget):
    """Search, filters and the table."""

    def __init__(self, model: DossiersModel) -> None:
        super().__init__()
        self._model = model
        self.search = field(
            say("Tìm: tên không dấu, số định danh, mã hồ sơ", "Search: name, number, code"), 'dossier-search'
        )
        self._shelf = Choice('shelf')
        for shelf, pair in SHELVES.items():
            self._shelf.addItem(said(pair), shelf)
        self._mine = Tick(say("Chỉ hồ sơ của tôi", "Only mine"), 'mine', key='Ctrl+M')
        self._mine.setChecked(True)
        widths = {'left': 100, 'due': 116, 'code': 136, 'name': 118, 'state': 96}
        self.table = DossierTable('dossiers', widths, lambda: model.now, self._open)
        self._empty = label(role='quiet', name='dossiers-empty')
        self._chosen = label(role='quiet', name='dossier-chosen')
        self.open_button: QPushButton = button(
            say("Mở hồ sơ", "Open"),
            'Ctrl+Return',
            'open-chosen',
            self.table.open_chosen,
            sign='mdi6.folder-open-outline',
        )
        box = column(self.search)
        box.insertLayout(1, row(self._shelf, self._mine))
        box.insertWidget(2, self._empty)
        box.insertWidget(3, self.table, 1)
        box.insertWidget(4, self._chosen)
        box.insertLayout(5, row(self.open_button))
        box.setStretch(6, 0)
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)
        self.search.textChanged.connect(lambda text: model.look(text=text))
        self._shelf.currentIndexChanged.connect(lambda _at: model.look(shelf=self._shelf.currentData()))
        self._mine.toggled.connect(lambda on: model.look(mine=on))
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_chosen())
        model.changed.connect(self._show)

    opened = Signal(str)

    def focus_first(self) -> None:
        """Put the cursor where one begins."""
        self.search.setFocus()
        self._model.refresh()

    def default_button(self) -> QPushButton | None:
        """What Enter does here."""
        return self.open_button if self.table.chosen else None

    @property
    def shelf_box(self) -> Choice:
        """The box that chooses the shelf."""
        return self._shelf

    @property
    def mine_box(self) -> Tick:
        """The box that leaves out other officers' dossiers."""
        return self._mine

    def show_shelf(self, shelf: Shelf) -> None:
        """Show another shelf."""
        self._shelf.setCurrentIndex(list(SHELVES).index(shelf))

    def _open(self, dossier: str) -> None:
        self.opened.emit(dossier)

    def _show(self) -> None:
        self.table.show_rows(self._model.rows)
        empty = not self._model.rows
        self._empty.setVisible(empty)
        words = NOTHING if self._model.filter.text.strip() else EMPTY.get(self._model.filter.shelf, NOTHING)
        self._empty.setText(said(words))
        self.open_button.setEnabled(not empty)
        self._show_chosen()

    def _show_chosen(self) -> None:
        """Say of the chosen row what its columns have no room for."""
        line = next((one for one in self._model.rows if one.id == self.table.chosen), None)
        words = f'{line.procedure}  {line.procedure_name}\n{line.name}   {hidden(line.number)}' if line else ''
        self._chosen.setText(words)
