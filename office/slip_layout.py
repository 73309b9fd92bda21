"""What stands on a slip, from top to bottom, as data: rules make a layout, a printer or a page draws it.

A layout knows no fonts, dots or paper widths; a drawer fits it to 80 mm, 58 mm or a sheet. Lengths are in
millimetres.
"""

from dataclasses import dataclass
from typing import Literal

Size = Literal['small', 'body', 'heading', 'number']
"""``number`` is the one to be read across a room: the digits of a ticket, 20 mm high on paper."""

Align = Literal['left', 'centre', 'right']


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, wrapped between words where the paper ends."""

    text: str
    size: Size = 'body'
    bold: bool = False
    align: Align = 'left'


@dataclass(frozen=True, slots=True)
class Pair:
    """A name at the left and its value at the right; a value too long for the rest of the line goes below."""

    left: str
    right: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line across the paper."""


@dataclass(frozen=True, slots=True)
class Space:
    """White paper of ``mm`` millimetres."""

    mm: float


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code in the middle, its symbol at most ``mm`` millimetres wide, with a small caption below it."""

    payload: str
    mm: float = 24
    caption: str = ''


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first is the head. ``widths`` are the columns' shares of the paper, one per cell."""

    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Ink:
    """Lines drawn by hand, at the left, of their true size where they have room.

    They are at most ``mm`` millimetres high and ``share`` of the paper wide; places are in hundredths of a millimetre.
    """

    lines: tuple[tuple[tuple[int, int], ...], ...]
    mm: float = 20
    share: float = 1.0


Element = Text | Pair | Rule | Space | Qr | Table | Ink
Layout = tuple[Element, ...]
