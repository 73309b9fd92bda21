"""The pages of a component beside the one that is looked at, or below what the document camera sees."""

from PySide6.QtWidgets import QBoxLayout, QWidget

from counter.views.live_panel import LivePanel
from counter.views.page_strip import SIDE_BY_SIDE, PageStrip
from counter.views.page_view import PageView
from counter.views.parts import GRID

# the strip holds a thumbnail, a number and a word about it beside
STRIP_PX = 152
# below the camera's picture it lies flat: its frame and a scroll bar
STRIP_FRAME_PX = 18
# Qt's own word for no limit, which its Python doesn't name
QWIDGETSIZE_MAX = 16_777_215


class PageBody(QWidget):
    """Where the strip lies, and what is large."""

    def __init__(self, live: LivePanel, strip: PageStrip, page: PageView) -> None:
        super().__init__()
        self._live, self._strip, self._page = live, strip, page
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._box.setSpacing(2 * GRID)
        self._box.setContentsMargins(0, 0, 0, 0)
        for part, share in ((live, 1), (strip, 0), (page, 1)):
            self._box.addWidget(part, share)
        self.setLayout(self._box)
        self.show_live(on=False)

    def show_live(self, *, on: bool) -> None:
        """The camera's picture with the strip below it, or the page with the strip beside."""
        way = QBoxLayout.Direction.TopToBottom if on else QBoxLayout.Direction.LeftToRight
        self._box.setDirection(way)
        self._live.setVisible(on)
        self._page.setVisible(not on)
        self._strip.lie(side_by_side=on)
        least, most = (0, QWIDGETSIZE_MAX) if on else (STRIP_PX, STRIP_PX)
        self._strip.setMinimumWidth(least)
        self._strip.setMaximumWidth(most)
        self._strip.setMaximumHeight(SIDE_BY_SIDE.height() + STRIP_FRAME_PX if on else QWIDGETSIZE_MAX)
