"""A list for QML: rows of plain dicts under role names."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex


class Rows(QAbstractListModel):
    """Rows that are replaced as a whole; a change of nothing tells nobody."""

    def __init__(self, roles: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._roles = {int(Qt.ItemDataRole.UserRole) + at: name for at, name in enumerate(roles)}
        self._rows: tuple[Mapping[str, Any], ...] = ()

    def show(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Replace all rows."""
        new = tuple(rows)
        if new == self._rows:
            return
        self.beginResetModel()
        self._rows = new
        self.endResetModel()

    @property
    def rows(self) -> tuple[Mapping[str, Any], ...]:
        """The rows as they are shown."""
        return self._rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """A row's value under a role."""
        name = self._roles.get(role)
        return self._rows[index.row()].get(name) if name and index.isValid() else None

    def roleNames(self) -> dict[int, QByteArray]:
        """The role names as QML uses them."""
        return {role: QByteArray(name.encode()) for role, name in self._roles.items()}
