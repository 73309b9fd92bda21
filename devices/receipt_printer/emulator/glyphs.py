"""A printer's own letters, drawn in the cells of its fonts A and B."""

from functools import cache

from PIL import Image, ImageDraw, ImageFont

from office.errors import Trouble

# font A is 12 × 24 dots, font B 9 × 17
CELLS = ((12, 24), (9, 17))
_FILES = {
    False: ('DejaVuSansMono.ttf', 'NotoSansMono-Regular.ttf', 'cour.ttf'),
    True: ('DejaVuSansMono-Bold.ttf', 'NotoSansMono-Bold.ttf', 'courbd.ttf'),
}
_EM = {12: 20, 9: 15}  # the size at which a letter of these faces is as wide as the cell
_GREY_CUT = 140
_UNPRINTABLE = '□'

# the pages of ESC t that Python knows by name
_PAGES = {0: 'cp437', 2: 'cp850', 3: 'cp860', 4: 'cp863', 5: 'cp865', 16: 'cp1252', 17: 'cp866', 18: 'cp852'}
_PAGES |= {19: 'cp858', 52: 'cp1258'}


def letter(byte: int, page: int) -> str:
    """What a byte means on a code page; a box where nobody knows, as printers do it."""
    encoding = _PAGES.get(page, 'ascii')
    return bytes([byte]).decode(encoding, 'replace').replace('\N{REPLACEMENT CHARACTER}', _UNPRINTABLE)


@cache
def glyph(shown: str, font: int, *, bold: bool) -> Image.Image:
    """A letter in its cell: white 0, black 255, mode ``L``.

    Raises:
        Trouble: ``printer.font`` when this machine has no font of even width.
    """
    width, height = CELLS[font]
    cell = Image.new('L', (width, height), 0)
    baseline = round(height * 0.79)
    ImageDraw.Draw(cell).text((0, baseline), shown, fill=255, font=_face(_EM[width], bold=bold), anchor='ls')
    return cell.point(lambda grey: 255 if grey >= 255 - _GREY_CUT else 0)


@cache
def _face(size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    for name in _FILES[bold]:
        try:
            return ImageFont.truetype(name, size, layout_engine=ImageFont.Layout.BASIC)
        except OSError:
            continue
    raise Trouble('printer.font', wanted=_FILES[bold][0])
