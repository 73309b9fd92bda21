"""Sheets to lay between the papers of a stack: an A4 page for each component, its name in large letters and as a QR.

Black on white; callable on any thread while a QGuiApplication lives.
"""

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPageSize, QPainter, QPdfWriter, QTextOption

from devices.paper.separator_code import text_of
from qtkit.theme import serif_family

_DPI = 300
_MARGIN_MM, _CODE_MM, _GAP_MM = 25, 70, 12
_NAME_POINTS, _HINT_POINTS = 26, 14
_HINT = "Tờ phân cách: đặt trước các trang của giấy tờ này rồi quét cả xấp. Tờ này không lưu vào hồ sơ, dùng lại được."


def separator_pdf(components: Sequence[tuple[str, str]]) -> bytes:
    """One page for each code and name, in their order."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    for at, (code, name) in enumerate(components):
        if at:
            writer.newPage()
        _draw(painter, writer.width(), code, name)
    painter.end()
    return bytes(buffer.data().data())


def _draw(painter: QPainter, width: int, code: str, name: str) -> None:
    side, margin = _dots(_CODE_MM), _dots(_MARGIN_MM)
    painter.drawImage(QRectF((width - side) / 2, margin, side, side), _qr(text_of(code), side))
    option = QTextOption(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
    room = QRectF(margin, margin + side + _dots(_GAP_MM), width - 2 * margin, _dots(90))
    painter.setFont(_font(_NAME_POINTS, bold=True))
    painter.drawText(room, name, option)
    painter.setFont(_font(_HINT_POINTS))
    painter.drawText(room.translated(0, room.height()), f'{_HINT}\n\n{code}', option)


def _font(points: int, *, bold: bool = False) -> QFont:
    font = QFont(serif_family(), points)
    font.setBold(bold)
    return font


def _dots(millimetres: float) -> int:
    return round(millimetres / 25.4 * _DPI)


def _qr(text: str, side: int) -> QImage:
    """The code with its quiet zone, each module a square of dots; error correction for sheets that are used often."""
    import segno  # noqa: PLC0415  # slow to import, seldom wanted

    symbol = segno.make(text, error='q', boost_error=False, micro=False)
    rows = [bytes(0 if dark else 255 for dark in row) for row in symbol.matrix_iter(border=4)]
    small = QImage(b''.join(rows), len(rows), len(rows), len(rows), QImage.Format.Format_Grayscale8)
    scale = max(1, side // len(rows))
    return small.scaled(len(rows) * scale, len(rows) * scale).convertToFormat(QImage.Format.Format_Mono)
