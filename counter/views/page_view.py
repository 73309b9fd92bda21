"""One page large: whole, or as wide as can be read."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea

# twice the width of the region: 12 pt letters of a scanned A4 page are then larger than on paper
READING_ZOOM = 2.0
_FRAME_PX = 4


class PageView(QScrollArea):
    """Shows a picture as large as fits; ``toggle`` enlarges it for reading and back."""

    toggled = Signal(bool)

    def __init__(self, name: str = 'page') -> None:
        super().__init__()
        self.setObjectName(f'{name}-large')
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._picture = QImage()
        self._drawn: tuple[int, QSize] | None = None
        self._hint = ''
        self.is_enlarged = False
        self._page = QLabel()
        self._page.setObjectName(f'{name}-picture')
        self._page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._page.setWordWrap(True)
        self._page.installEventFilter(self)
        self.setWidget(self._page)

    def show_page(self, picture: QImage) -> None:
        """Show this page."""
        self._picture = picture
        self._draw()

    def show_hint(self, words: str) -> None:
        """Say what to do while there is no page."""
        self._picture, self._hint = QImage(), words
        self._draw()

    def toggle(self) -> None:
        """Enlarge for reading, or show the whole page again."""
        if not self._picture.isNull():
            self.is_enlarged = not self.is_enlarged
            self._draw()
            self.toggled.emit(self.is_enlarged)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the page as large as fits."""
        super().resizeEvent(event)
        self._draw()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A double click is ``toggle`` too."""
        if watched is self._page and event.type() is QEvent.Type.MouseButtonDblClick:
            self.toggle()
            return True
        return super().eventFilter(watched, event)

    def _draw(self) -> None:
        room = self.maximumViewportSize() - QSize(_FRAME_PX, _FRAME_PX)
        if self._picture.isNull():
            self._drawn = None
            self._page.setPixmap(QPixmap())
            self._page.setText(self._hint)
            self._page.resize(room)
            return
        ratio = self.devicePixelRatioF()
        wanted = self._picture.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        if self.is_enlarged:
            width = round(room.width() * READING_ZOOM)
            wanted = QSize(width, round(width * self._picture.height() / self._picture.width()))
        if self._drawn == (self._picture.cacheKey(), wanted * ratio):
            return
        self._drawn = (self._picture.cacheKey(), wanted * ratio)
        drawn = self._picture.scaled(
            wanted * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        pixels = QPixmap.fromImage(drawn)
        pixels.setDevicePixelRatio(ratio)
        self._outline(pixels)
        self._page.setPixmap(pixels)
        self._page.resize(wanted)

    def _outline(self, pixels: QPixmap) -> None:
        """A line at the sheet's edge, so that a white sheet is seen on a white ground."""
        painter = QPainter(pixels)
        painter.setPen(self.palette().mid().color())
        painter.drawRect(QRectF(QPointF(0, 0), pixels.deviceIndependentSize()).adjusted(0, 0, -1, -1))
        painter.end()
