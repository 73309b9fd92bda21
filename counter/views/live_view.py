"""The document camera's picture, with the outline of what lies under it and what it waits for."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter.views.parts import GRID, ICON
from counter.views.style import icon, palette
from devices.camera.auto_capture import Phase, Places
from devices.camera.seen import Seen

# an outline is seen on a dark mat and on a white desk: a line, and a darker one around it
_LINE_PX, _HALO_PX = 3.0, 6.0
_BAND_PX = 34
_PROGRESS_PX = 4

_HUES = {
    Phase.SEARCHING: 'quiet',
    Phase.MOVING: 'warn',
    Phase.STEADYING: 'gold',
    Phase.TAKEN: 'good',
    Phase.REFUSED: 'bad',
}
_SIGNS = {
    Phase.SEARCHING: 'mdi6.file-search-outline',
    Phase.MOVING: 'mdi6.hand-back-right-outline',
    Phase.STEADYING: 'mdi6.timer-sand',
    Phase.TAKEN: 'mdi6.check-circle',
    Phase.REFUSED: 'mdi6.alert',
}


class LiveView(QWidget):
    """Shows the newest picture as it comes; ``roomed`` tells the pixels that there are for it."""

    roomed = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName('live-view')
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._picture = QImage()
        self._seen: Seen | None = None
        self._caption, self._count, self._sign = '', '', ''

    def sizeHint(self) -> QSize:
        """As much as there is."""
        return QSize(16, 9) * 20

    def show_picture(self, picture: QImage) -> None:
        """Show this picture; a null one when the camera is away."""
        self._picture = picture
        self.update()

    def show_state(self, seen: Seen | None, caption: str, count: str, sign: str = '') -> None:
        """Show what was found, what it waits for, and how many were taken; ``sign`` in the place of the phase's."""
        shown = (seen, caption, count, sign)
        if shown != (self._seen, self._caption, self._count, self._sign):
            self._seen, self._caption, self._count, self._sign = shown
            self.setAccessibleName(caption)
            self.update()

    @property
    def caption(self) -> str:
        """What stands on the picture."""
        return self._caption

    @property
    def is_dark(self) -> bool:
        """Whether no picture is shown."""
        return self._picture.isNull()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for pictures of the new size."""
        super().resizeEvent(event)
        ratio = self.devicePixelRatioF()
        self.roomed.emit(round(self.width() * ratio), round(self._room().height() * ratio))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture, the outline over it, and the band below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(palette().line))
        where = self._where()
        if not self._picture.isNull():
            painter.drawImage(where, self._picture)
            if self._seen is not None:
                self._draw_outline(painter, where, self._seen)
        self._draw_band(painter)
        painter.end()

    def _room(self) -> QRectF:
        return QRectF(0, 0, self.width(), max(1, self.height() - _BAND_PX))

    def _where(self) -> QRectF:
        """Where in the room the picture lies, its proportions kept."""
        room = self._room()
        size = self._picture.size().toSizeF().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF(QPointF((room.width() - size.width()) / 2, (room.height() - size.height()) / 2), size)

    def _draw_outline(self, painter: QPainter, where: QRectF, seen: Seen) -> None:
        if not seen.corners:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline, gutter = _placed(seen.corners, where), _placed(seen.gutter, where)
        for hue, width in (('on_gold', _HALO_PX), (_HUES[seen.phase], _LINE_PX)):
            colour = QColor(getattr(palette(), hue))
            painter.setPen(
                QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
            )
            painter.drawPolygon(outline)
            painter.drawPolyline(gutter)

    def _draw_band(self, painter: QPainter) -> None:
        band = QRectF(0, self.height() - _BAND_PX, self.width(), _BAND_PX)
        painter.fillRect(band, QColor(palette().surface))
        left = 2 * GRID
        sign, hue = self._sign, 'warn'
        if not sign:
            sign = _SIGNS[self._seen.phase] if self._seen is not None else 'mdi6.camera-outline'
            hue = _HUES[self._seen.phase] if self._seen is not None else 'quiet'
        icon(sign, 'action' if hue == 'gold' else hue).paint(
            painter, left, round(band.center().y()) - ICON // 2, ICON, ICON
        )
        painter.setPen(QColor(palette().ink))
        metrics = painter.fontMetrics()
        count = metrics.horizontalAdvance(self._count) + (2 * GRID if self._count else 0)
        text = band.adjusted(left + ICON + 2 * GRID, 0, -2 * GRID - count, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(
            text, middle, metrics.elidedText(self._caption, Qt.TextElideMode.ElideRight, round(text.width()))
        )
        painter.drawText(band.adjusted(0, 0, -2 * GRID, 0), middle | Qt.AlignmentFlag.AlignRight, self._count)
        if self._seen is not None and self._seen.phase is Phase.STEADYING:
            done = QRectF(0, band.top(), band.width() * self._seen.progress, _PROGRESS_PX)
            painter.fillRect(done, QColor(palette().gold))


def _placed(shares: Places, where: QRectF) -> QPolygonF:
    return QPolygonF([QPointF(where.x() + x * where.width(), where.y() + y * where.height()) for x, y in shares])
