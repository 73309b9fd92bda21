"""The family's icons for widgets, in the colours of the palette in use."""

from functools import cache

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon

from qtkit.icon_pixels import icon_pixmap

# drawn once at twice the size that widgets show, so that a sharp screen has pixels to use
DRAWN = QSize(48, 48)


@cache
def widget_icon(name: str, colour: str, disabled: str) -> QIcon:
    """An icon such as ``mdi6.printer``, in a colour and in the colour it has when its button is disabled."""
    made = QIcon(icon_pixmap(name, DRAWN, colour))
    made.addPixmap(icon_pixmap(name, DRAWN, disabled), QIcon.Mode.Disabled)
    return made
