"""Icons of one family (Material Design Icons, from QtAwesome) for QML: ``image://icons/<name>?<colour>``.

Apart from the pixels, so that a counter, which has widgets, doesn't load Qt Quick.
"""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPixmap
from PySide6.QtQuick import QQuickImageProvider

from qtkit.icon_pixels import icon_pixmap

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
        return icon_pixmap(name, wanted, colour or '#000000')
