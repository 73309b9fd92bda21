"""The window's three regions side by side: whatever they hold, their borders keep their places."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from counter.views.parts import GRID

GAP = 2 * GRID
# of what the left region leaves, the centre has twelve parts and the paper ten
CENTRE, PAPER = 12, 10
# the three regions of a screen of 1366 by 768, inside the window's margins and above its two lines
LEAST = QSize(1350, 620)


class Regions(QWidget):
    """Left, centre and right; a layout would give way to what a region asks for, and the others would move."""

    def __init__(self, left: QWidget, centre: QWidget, right: QWidget) -> None:
        super().__init__()
        self._left, self._centre, self._right = left, centre, right
        for one in (left, centre, right):
            one.setParent(self)

    def minimumSizeHint(self) -> QSize:
        """What a small screen has."""
        return LEAST

    def sizeHint(self) -> QSize:
        """What a small screen has."""
        return LEAST

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the regions by the window's size alone."""
        super().resizeEvent(event)
        height, left = self.height(), self._left.width()
        rest = self.width() - left - 2 * GAP
        centre = rest * CENTRE // (CENTRE + PAPER)
        self._left.setGeometry(0, 0, left, height)
        self._centre.setGeometry(left + GAP, 0, centre, height)
        self._right.setGeometry(left + centre + 2 * GAP, 0, rest - centre, height)
