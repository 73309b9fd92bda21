"""Icons of one family (Material Design Icons, through QtAwesome) for QML: ``image://icons/<name>?<colour>``."""

import qtawesome
from PySide6.QtCore import QSize
from PySide6.QtGui import QPixmap
from PySide6.QtQuick import QQuickImageProvider

USUAL = QSize(64, 64)


class Icons(QQuickImageProvider):
    """Draws an icon at the size and in the colour that QML asks for."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Pixmap)

    def requestPixmap(self, id_: str, size: QSize, requestedSize: QSize) -> QPixmap:
        """The icon as pixels; ``size`` is Qt's way to hear how large it became."""
        name, _, colour = id_.partition('?')
        wanted = requestedSize if requestedSize.width() > 0 else USUAL
        size.setWidth(wanted.width())
        size.setHeight(wanted.height())
        pixels: QPixmap = qtawesome.icon(name, color=colour or '#000000').pixmap(wanted)
        return pixels
