"""Lines that were drawn by hand, as a picture for a form."""

from PySide6.QtCore import QBuffer, QIODevice, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from office.signature import PEN_MM, PER_MM, Line, size_of

# twice what a form is printed with, so that curves stay curves
_PX_PER_MM = 24


def ink_png(lines: tuple[Line, ...], most_mm: float) -> tuple[bytes, float, float]:
    """A PNG of the lines, black on white, and its width and height in millimetres, ``most_mm`` high at most."""
    width, height = (length / PER_MM + 2 * PEN_MM for length in size_of(lines))
    scale = min(1.0, most_mm / height)
    per = _PX_PER_MM * scale
    drawn = QImage(round(width * per), round(height * per), QImage.Format.Format_Grayscale8)
    drawn.fill(QColor(Qt.GlobalColor.white))
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(Qt.GlobalColor.black), PEN_MM * _PX_PER_MM)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    for line in lines:
        places = [QPointF((x / PER_MM + PEN_MM) * per, (y / PER_MM + PEN_MM) * per) for x, y in line]
        painter.drawPolyline(QPolygonF(places if len(places) > 1 else [places[0], places[0] + QPointF(0.1, 0)]))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawn.save(buffer, 'PNG')  # type: ignore[call-overload]  # the stub wants bytes
    return bytes(buffer.data().data()), width * scale, height * scale
