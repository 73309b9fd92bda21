"""A QR code on the screen, drawn from segno's modules."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

# a telephone reads it from half a metre at this size
SIDE_PX = 168
# the standard's quiet zone, in modules
QUIET = 4


class QrPicture(QWidget):
    """Shows one payload, ``side`` pixels wide; black on white in every palette, because readers expect that."""

    def __init__(self, name: str, side: int = SIDE_PX) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFixedSize(side, side)
        self.payload = ''
        self._modules: tuple[tuple[int, ...], ...] = ()

    def show_payload(self, payload: str) -> None:
        """Show another code; '' shows none."""
        if payload != self.payload:
            self.payload = payload
            self._modules = _modules_of(payload) if payload else ()
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the modules."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(Qt.GlobalColor.white))
        if not self._modules:
            return
        size = self.width() / (len(self._modules) + 2 * QUIET)
        black = QColor(Qt.GlobalColor.black)
        for down, line in enumerate(self._modules):
            for along, dark in enumerate(line):
                if dark:
                    place = QRectF((along + QUIET) * size, (down + QUIET) * size, size + 0.5, size + 0.5)
                    painter.fillRect(place, black)


def _modules_of(payload: str) -> tuple[tuple[int, ...], ...]:
    import segno  # noqa: PLC0415  # slow to import, wanted with a code

    return tuple(tuple(line) for line in segno.make(payload, error='m', micro=False).matrix)
