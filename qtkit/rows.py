"""A list for QML: rows of plain dicts under role names."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex


class Rows(QAbstractListModel):
    """Rows that are replaced as a whole; a change of nothing tells nobody.

    With a ``key``, the role that says which thing a row is about, rows about the same things in the same order are
    changed in place: what stands under a finger isn't taken away and built anew.
    """

    def __init__(self, roles: Sequence[str], parent: QObject | None = None, *, key: str = '') -> None:
        super().__init__(parent)
        self._roles = {int(Qt.ItemDataRole.UserRole) + at: name for at, name in enumerate(roles)}
        self._key = key
        self._rows: tuple[Mapping[str, Any], ...] = ()

    def show(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Replace all rows."""
        old, new = self._rows, tuple(rows)
        if new == old:
            return
        if self._key and [row[self._key] for row in new] == [row[self._key] for row in old]:
            self._rows = new
            for at, row in enumerate(new):
                if row != old[at]:
                    self.dataChanged.emit(self.index(at), self.index(at))
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
