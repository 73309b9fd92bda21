"""The letters: fonts of this machine that hold every Vietnamese letter, measured so that no mark is cut off."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont

from office.errors import Trouble

# the first that the machine has; DejaVu always arrives with Qt's libraries, Arial with Windows
_FILES = {
    False: ('NotoSans-Regular.ttf', 'DejaVuSans.ttf', 'arial.ttf'),
    True: ('NotoSans-Bold.ttf', 'DejaVuSans-Bold.ttf', 'arialbd.ttf'),
}

# the letters that reach highest and lowest: a capital with two marks above, one with a dot below, and a comma
_EXTREMES = 'ẤẦẨẪẬẮẰẲẴẶẾỀỂỄỆỐỒỔỖỘỨỪỬỮỰỲỸÝjgyqpợựặÇ,;|()'

_LINE_HEIGHT = 1.45  # of the size: less, and the marks of one line touch the tails of the line above


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A font at a size in dots; ``baseline`` counts from the top of a line that is ``line`` dots high."""

    font: FreeTypeFont
    line: int
    baseline: int

    def width(self, text: str) -> int:
        """How many dots the text needs, its overhang at the right included."""
        return _width(self.font, text)


@cache
def face(size: int, *, bold: bool = False) -> Face:
    """The face of a size in dots.

    Raises:
        Trouble: ``printer.font`` when the machine has no font with Vietnamese letters.
    """
    font = _load(size, bold=bold)
    _, top, _, bottom = font.getbbox(_EXTREMES, anchor='ls')
    ink_above, ink_below = int(-top) + 1, int(bottom) + 1
    line = max(round(size * _LINE_HEIGHT), ink_above + ink_below)
    return Face(font=font, line=line, baseline=ink_above + (line - ink_above - ink_below) // 2)


# the same names and labels stand on every slip, and measuring them was a third of drawing one
@lru_cache(maxsize=4096)
def _width(font: FreeTypeFont, text: str) -> int:
    return max(round(font.getlength(text)), int(font.getbbox(text, anchor='ls')[2]))


@cache
def digits(height: int) -> FreeTypeFont:
    """The bold font whose figures are ``height`` dots high."""
    probe = 1000  # big enough that rounding to whole dots doesn't matter
    _, top, _, _ = _load(probe, bold=True).getbbox('H', anchor='ls')
    return _load(round(height * probe / -top), bold=True)


def _load(size: int, *, bold: Literal[True, False]) -> FreeTypeFont:
    for name in _FILES[bold]:
        try:
            return ImageFont.truetype(name, size, layout_engine=ImageFont.Layout.BASIC)
        except OSError:
            continue
    raise Trouble('printer.font', wanted=_FILES[bold][0])
