"""Icons of one family (Material Design Icons, from QtAwesome) as pixels.

Only QtAwesome's font and its table of names are used: importing the package itself brings all of QtWidgets and some
20 MB into a kiosk that has no widgets, and a fifth of a second to its start.
"""

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPixmap, QRawFont, QTransform

_FAMILIES = {'mdi6': 'materialdesignicons6'}
# the outlines are read at this size and scaled; an icon of 16 pixels is drawn at 14, as QtAwesome does
_OUTLINE_PX = 256
_EM_OF_ICON = 0.875


def icon_pixmap(name: str, size: QSize, colour: str) -> QPixmap:
    """An icon such as ``'mdi6.magnify'``, centred on a transparent ground.

    Raises:
        KeyError: the family has no such icon.
    """
    pixels = QPixmap(size)
    pixels.fill(Qt.GlobalColor.transparent)
    path = _outline(name)
    scale = min(size.width(), size.height()) * _EM_OF_ICON / _OUTLINE_PX
    middle = path.boundingRect().center()
    place = QTransform.fromTranslate(size.width() / 2, size.height() / 2).scale(scale, scale)
    painter = QPainter(pixels)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(place.translate(-middle.x(), -middle.y()).map(path), QColor(colour))
    painter.end()
    return pixels


@cache
def _outline(name: str) -> QPainterPath:
    family, _, symbol = name.partition('.')
    table, font = _font(_FAMILIES[family])
    path = font.pathForGlyph(font.glyphIndexesForString(_letter(table, symbol))[0])
    path.setFillRule(Qt.FillRule.WindingFill)
    return path


def _letter(table: str, symbol: str) -> str:
    """What an icon is among the font's letters.

    The table names seven thousand, as one JSON object; a dictionary of it would be 1.5 MB and 3 ms of a first frame.
    """
    entry = re.search(f'"{re.escape(symbol)}": *"(0x[0-9a-f]+)"', table)
    if entry is None:
        raise KeyError(symbol)
    return chr(int(entry[1], 16))


@cache
def _font(family: str) -> tuple[str, QRawFont]:
    """The text of a family's table of names, and its font."""
    spec = find_spec('qtawesome')
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError('qtawesome')
    folder = Path(spec.origin).parent / 'fonts'
    (font,), (table,) = folder.glob(f'{family}-webfont-?.*.ttf'), folder.glob(f'{family}-webfont-charmap-*.json')
    return table.read_text(encoding='ascii'), QRawFont(str(font), _OUTLINE_PX)
