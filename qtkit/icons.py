"""Pictures for QML: icons as ``image://icons/<name>?<colour>``, texts as QR codes as ``image://qr/<text>``.

Apart from the pixels, so that a counter, which has widgets, doesn't load Qt Quick.
"""

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtQuick import QQuickImageProvider

from qtkit.icon_pixels import icon_pixmap

USUAL = QSize(64, 64)
# a QR code's quiet zone in modules (ISO/IEC 18004)
_QUIET = 4


class Icons(QQuickImageProvider):
    """Draws an icon at the size and in the colour that QML asks for."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Pixmap)

    def requestPixmap(self, id_: str, size: QSize, requestedSize: QSize) -> QPixmap:
        """The icon as pixels; ``size`` is Qt's way to hear how large it became."""
        name, _, colour = id_.partition('?')
        wanted = USUAL if requestedSize.isEmpty() else requestedSize
        size.setWidth(wanted.width())
        size.setHeight(wanted.height())
        return icon_pixmap(name, wanted, colour or '#000000')


class QrCodes(QQuickImageProvider):
    """Draws a text as a QR code, one pixel to a module; QML scales it up without smoothing."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id_: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: ARG002 - Qt's own signature
        """The code, black on white whatever the colours of the screen: readers expect it so."""
        # not before the first ticket
        import segno  # noqa: PLC0415 - imported when it is shown

        rows = list(segno.make_qr(id_, error='m').matrix_iter(border=_QUIET))
        size.setWidth(len(rows))
        size.setHeight(len(rows))
        drawn = QImage(len(rows), len(rows), QImage.Format.Format_Grayscale8)
        drawn.fill(255)
        for y, row in enumerate(rows):
            for x, dark in enumerate(row):
                if dark:
                    drawn.setPixel(x, y, 0)
        return drawn
