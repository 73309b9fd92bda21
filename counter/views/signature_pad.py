"""Where somebody signs: with a pen, a finger or the mouse, on whichever display is before her."""

from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPointingDevice, QTabletEvent
from PySide6.QtWidgets import QWidget

from counter.models.signature_model import SignatureModel
from office.signature import PEN_MM


class SignaturePad(QWidget):
    """A white field with a line to sign on; ``per_mm`` is how many of its pixels are a millimetre."""

    def __init__(self, model: SignatureModel, per_mm: float, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._model, self._per_mm = model, per_mm
        self._pen_is_down = False
        model.changed.connect(self.update)

    def begin(self) -> None:
        """A blank pad of the present size."""
        self._model.begin(self.width() / self._per_mm, self.height() / self._per_mm)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A finger or the mouse; what a pen does is told by the pen itself."""
        if event.button() == Qt.MouseButton.LeftButton and not self._pen_is_down:
            self._model.down(*self._place(event.position()), int(event.timestamp()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The same, led."""
        if event.buttons() & Qt.MouseButton.LeftButton and not self._pen_is_down:
            self._model.move(*self._place(event.position()), int(event.timestamp()))

    def tabletEvent(self, event: QTabletEvent) -> None:
        """A pen; its places are finer than a mouse's."""
        place, at = self._place(event.position()), int(event.timestamp())
        if event.pointerType() == QPointingDevice.PointerType.Eraser:
            event.ignore()
            return
        if event.type() == QEvent.Type.TabletPress:
            self._pen_is_down = True
            self._model.down(*place, at)
        elif event.type() == QEvent.Type.TabletMove and self._pen_is_down:
            self._model.move(*place, at)
        elif event.type() == QEvent.Type.TabletRelease:
            self._pen_is_down = False
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """White paper in every palette, the line, and the strokes as smooth curves."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(Qt.GlobalColor.white))
        base, edge = self.height() * 3 // 4, self.width() // 20
        # by its white alone nobody sees where it ends
        painter.setPen(QColor(Qt.GlobalColor.gray))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.setPen(QPen(QColor(Qt.GlobalColor.gray), 1, Qt.PenStyle.DashLine))
        painter.drawLine(edge, base, self.width() - edge, base)
        ink = QPen(QColor(Qt.GlobalColor.black), PEN_MM * self._per_mm)
        ink.setCapStyle(Qt.PenCapStyle.RoundCap)
        ink.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(ink)
        for one in self._model.strokes:
            painter.drawPath(_curve([QPointF(x * self._per_mm, y * self._per_mm) for x, y, _ in one]))
        painter.end()

    def _place(self, at: QPointF) -> tuple[float, float]:
        return at.x() / self._per_mm, at.y() / self._per_mm


def _curve(places: list[QPointF]) -> QPainterPath:
    """Through the middles between the places, each place the bend: smooth while it is still being drawn."""
    path = QPainterPath(places[0])
    if len(places) == 1:
        path.lineTo(places[0] + QPointF(0.1, 0))
    for here, there in pairwise(places[1:]):
        path.quadTo(here, (here + there) / 2)
    path.lineTo(places[-1])
    return path
