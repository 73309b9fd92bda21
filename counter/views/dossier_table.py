"""A table of dossiers: sorted by what is due first, each urgency with its icon and its words."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from counter.models.found import DossierFound
from counter.models.urgency import Left, Urgency, left_until
from counter.texts import STATES
from counter.views.parts import ENTER
from counter.views.style import icon
from counter.words import Pair, moment, said, say
from office.workdays import local_day

Index = QModelIndex | QPersistentModelIndex
SORT = int(Qt.ItemDataRole.UserRole) + 1

SIGNS = {
    Urgency.LATE: ('mdi6.alert-circle', 'bad'),
    Urgency.TODAY: ('mdi6.clock-alert-outline', 'warn'),
    Urgency.SOON: ('mdi6.clock-outline', 'warn'),
}

# the longest time of a postal item with its slip back is J+8 working days (domain.md §6.1): two weekends and a bit
SLOW_POST = timedelta(days=12)

COLUMNS: dict[str, Pair] = {
    'left': ("Còn lại", "Left"),
    'code': ("Mã hồ sơ", "Code"),
    'name': ("Người nộp", "Applicant"),
    'procedure': ("Thủ tục", "Procedure"),
    'state': ("Trạng thái", "State"),
    'due': ("Hẹn trả", "Due"),
    'finished': ("Có kết quả từ", "Result since"),
    'opened': ("Bắt đầu lúc", "Begun"),
    'posted': ("Ở bưu chính", "With the post"),
    'tracking': ("Số hiệu bưu gửi", "Tracking number"),
}


def left_words(left: Left) -> str:
    """How long is left, in words."""
    match left.urgency:
        case Urgency.LATE:
            days = -left.days
            return say(f"Trễ {days} ngày", f"{days} days late") if days else say("Trễ hôm nay", "Late today")
        case Urgency.TODAY:
            return say("Hôm nay", "Today")
        case Urgency.NONE:
            return ''
        case _:
            return say(f"Còn {left.days} ngày", "1 day" if left.days == 1 else f"{left.days} days")


def posted_words(posted_at: datetime | None, now: datetime) -> str:
    """How long the post has carried a result, in the centre's days."""
    if posted_at is None:
        return ''
    days = (local_day(now) - local_day(posted_at)).days
    return say(f"{days} ngày", "1 day" if days == 1 else f"{days} days") if days > 0 else say("Hôm nay", "Today")


class DossierRows(QAbstractTableModel):
    """The rows of a table, replaced as a whole."""

    def __init__(self, columns: Sequence[str], now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns, self._now = tuple(columns), now
        self.rows: Sequence[DossierFound] = ()

    def show(self, rows: Sequence[DossierFound]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many dossiers."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many columns."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' names."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return said(COLUMNS[self._columns[section]])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text, icon or order."""
        line, name = self.rows[index.row()], self._columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                found: Any = self._text(line, name)
            case Qt.ItemDataRole.DecorationRole:
                found = self._sign(line, name)
            case Qt.ItemDataRole.UserRole:
                found = line.id
            case _:
                found = _order(line, name) if role == SORT else None
        return found

    def _sign(self, line: DossierFound, name: str) -> QIcon | None:
        if name == 'posted' and line.posted_at is not None:
            return icon('mdi6.clock-alert-outline', 'warn') if self._now() - line.posted_at > SLOW_POST else None
        if name != 'left':
            return None
        sign = SIGNS.get(left_until(line.due_at, self._now()).urgency)
        return icon(*sign) if sign else None

    def _text(self, line: DossierFound, name: str) -> str:
        texts = {
            'code': line.code or say("chưa cấp", "none yet"),
            'name': line.name or '—',
            'procedure': line.procedure_name,
            'state': said(STATES[line.state]),
            'due': moment(line.due_at),
            'finished': moment(line.finished_at),
            'opened': moment(line.opened_at),
            'posted': posted_words(line.posted_at, self._now()),
            'tracking': line.tracking,
        }
        return left_words(left_until(line.due_at, self._now())) if name == 'left' else texts[name]


class DossierTable(QTableView):
    """The table: Enter or a double click opens the row."""

    def __init__(
        self, name: str, columns: dict[str, int], now: Callable[[], datetime], opened: Callable[[str], object]
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty('own-enter', True)
        self._rows = DossierRows(tuple(columns), now, self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self._rows)
        self._sorted.setSortRole(SORT)
        self.setModel(self._sorted)
        self._opened = opened
        self._dress(columns)
        self.activated.connect(lambda index: opened(index.data(Qt.ItemDataRole.UserRole)))

    def show_rows(self, rows: Sequence[DossierFound]) -> None:
        """Replace the rows; the chosen one stays chosen, else the first is."""
        chosen = self.chosen
        self._rows.show(rows)
        places = [self._sorted.index(at, 0) for at in range(self._sorted.rowCount())]
        place = next((one for one in places if one.data(Qt.ItemDataRole.UserRole) == chosen), None)
        if place is not None or places:
            self.setCurrentIndex(place or places[0])

    @property
    def chosen(self) -> str:
        """The id of the dossier that is chosen, '' for none."""
        found = self.currentIndex().data(Qt.ItemDataRole.UserRole)
        return str(found) if found else ''

    @property
    def count(self) -> int:
        """How many rows are shown."""
        return self._sorted.rowCount()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row, and is not the default button's."""
        super().keyPressEvent(event)
        if event.key() in ENTER:
            event.accept()

    def look(self) -> str:
        """How its columns are sorted and how wide they are, as a text."""
        return bytes(self.horizontalHeader().saveState().toBase64().data()).decode('ascii')

    def restore(self, look: str) -> None:
        """Put back what ``look`` said; an older version's text changes nothing."""
        self.horizontalHeader().restoreState(QByteArray.fromBase64(look.encode('ascii', 'ignore')))

    def open_chosen(self) -> None:
        """Open the row that is chosen."""
        if self.chosen:
            self._opened(self.chosen)

    def _dress(self, columns: dict[str, int]) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setDefaultSectionSize(30)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(True)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for at, width in enumerate(columns.values()):
            self.setColumnWidth(at, width)
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)


def _order(line: DossierFound, name: str) -> str:
    """Texts that sort as the values do: moments in UTC, what has none last."""
    moments = {'left': line.due_at, 'due': line.due_at, 'finished': line.finished_at, 'opened': line.opened_at}
    moments['posted'] = line.posted_at
    if name in moments:
        at = moments[name]
        return at.astimezone(UTC).isoformat() if at else '~'
    return {'code': line.code, 'name': line.name, 'procedure': line.procedure_name}.get(name, line.state.value)
