"""A QR code on the screen, drawn from segno's modules."""

import segno
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

# a telephone reads it from half a metre at this size
SIDE_PX = 168
# the standard's quiet zone, in modules
QUIET = 4


class QrPicture(QWidget):
    """Shows one payload; black on white in every palette, because readers expect that."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFixedSize(SIDE_PX, SIDE_PX)
        self.payload = ''
        self._modules: tuple[tuple[int, ...], ...] = ()

    def show_payload(self, payload: str) -> None:
        """Show another code; '' shows none."""
        if payload != self.payload:
            self.payload = payload
            code = segno.make(payload, error='m', micro=False) if payload else None
            self._modules = tuple(tuple(line) for line in code.matrix) if code else ()
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
