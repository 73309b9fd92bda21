"""The pages of one component as a strip of thumbnails, put in order by keys or by the mouse."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QIcon, QImage, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

ROLE = Qt.ItemDataRole.UserRole
THUMB = QSize(72, 100)
ROW = THUMB + QSize(8, 8)
# below a picture that wants the room they lie side by side, smaller, each with its number and a word at its right
SMALL_THUMB = QSize(48, 66)
SIDE_BY_SIDE = SMALL_THUMB + QSize(52, 8)


class PageStrip(QListWidget):
    """Thumbnails from top to bottom; ``reordered`` tells the digests as they lie after a drag."""

    reordered = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName('pages')
        self.setIconSize(THUMB)
        self.setSpacing(2)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)

    def lie(self, *, side_by_side: bool) -> None:
        """Lay the pages side by side, below a picture, or below each other, beside one."""
        flow = self.Flow.LeftToRight if side_by_side else self.Flow.TopToBottom
        if flow is self.flow():
            return
        self.setFlow(flow)
        self.setIconSize(SMALL_THUMB if side_by_side else THUMB)
        bars = (Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setVerticalScrollBarPolicy(bars[not side_by_side])
        self.setHorizontalScrollBarPolicy(bars[side_by_side])
        for at in range(self.count()):
            self.item(at).setSizeHint(self._row)

    @property
    def _row(self) -> QSize:
        return SIDE_BY_SIDE if self.flow() is self.Flow.LeftToRight else ROW

    @property
    def digests(self) -> list[str]:
        """The pages as they lie."""
        return [str(self.item(row).data(ROLE)) for row in range(self.count())]

    @property
    def current(self) -> str:
        """The digest of the page that is looked at, '' for none."""
        row = self.currentRow()
        return str(self.item(row).data(ROLE)) if row >= 0 else ''

    @property
    def chosen(self) -> list[str]:
        """The pages that are marked; else the one that is looked at, if any."""
        marked = [str(item.data(ROLE)) for item in self.selectedItems()]
        return [digest for digest in self.digests if digest in marked] or [one for one in [self.current] if one]

    def show_pages(self, digests: Sequence[str], *, at_end: bool) -> None:
        """Lay these pages out; the one that is looked at stays, unless the last is new or ``at_end`` asks for it."""
        known = self.digests
        if list(digests) == known:
            return
        current, row, marked = self.current, self.currentRow(), self.chosen
        is_new = bool(digests) and len(digests) > len(known) and digests[-1] not in known
        self.blockSignals(True)
        self.clear()
        for number, digest in enumerate(digests, 1):
            item = QListWidgetItem(str(number))
            item.setData(ROLE, digest)
            item.setSizeHint(self._row)
            self.addItem(item)
        self.blockSignals(False)
        if digests and (at_end or is_new):
            self.setCurrentRow(len(digests) - 1)
        else:
            self.setCurrentRow(digests.index(current) if current in digests else min(row, len(digests) - 1))
            self._mark_again(known, marked)

    def _mark_again(self, known: Sequence[str], marked: Sequence[str]) -> None:
        """Mark what was marked; a page that became another one, turned, lies where it lay."""
        for row, digest in enumerate(self.digests):
            before = digest if digest in known else known[row] if self.count() == len(known) else ''
            if before in marked:
                self.item(row).setSelected(True)

    def show_picture(self, digest: str, picture: QImage, mark: str) -> None:
        """A page's thumbnail, with a word about it."""
        for row in range(self.count()):
            item = self.item(row)
            if item.data(ROLE) == digest:
                item.setText(f'{row + 1}\n{mark}' if mark else str(row + 1))
                if not picture.isNull() and item.icon().isNull():
                    item.setIcon(_icon(_thumb(picture, self.devicePixelRatioF())))

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell how the pages lie after a drag."""
        super().dropEvent(event)
        self.reordered.emit(self.digests)


def _icon(pixels: QPixmap) -> QIcon:
    # the same when it is selected: a page under a coloured veil can't be judged
    icon = QIcon(pixels)
    icon.addPixmap(pixels, QIcon.Mode.Selected)
    return icon


def _thumb(picture: QImage, ratio: float) -> QPixmap:
    scaled = picture.scaled(
        THUMB * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    pixels = QPixmap.fromImage(scaled)
    pixels.setDevicePixelRatio(ratio)
    return pixels
