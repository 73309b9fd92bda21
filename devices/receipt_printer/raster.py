"""A slip drawn as a picture of black and white dots, as wide as the paper.

Every element becomes a strip of its own, and the strips are laid below one another: what one draws can't touch the
next. Letters are drawn grey and cut at half: thin strokes of Vietnamese marks survive that better than hinted ones.
"""

import unicodedata
from collections.abc import Sequence
from typing import assert_never

import segno
from PIL import Image, ImageDraw

from devices.receipt_printer.faces import Face, digits, face
from devices.receipt_printer.paper import Paper, paper_of
from devices.receipt_printer.wrap import wrapped
from office.signature import PEN_MM, PER_MM, size_of
from office.slip_layout import Align, Element, Ink, Layout, Pair, Qr, Rule, Size, Space, Table, Text

# millimetres of the em: body is 10 points, the least that people of seventy read on thermal paper without glasses
_EM_MM: dict[Size, float] = {'small': 2.9, 'body': 3.5, 'heading': 4.5}
NUMBER_MM = 20  # the ticket's number: read from the far end of the hall by its holder's neighbour too
_RULE_MM = 0.3
_GAP_MM = 1.5  # between a name and its value, between columns, around rules
QUIET_MODULES = 4  # white around a QR code, from its standard
_LEAST_MODULE_DOTS = 3  # a thermal dot bleeds; smaller squares are not read by cheap cameras

_GREY_CUT = 140  # above half, so that strokes of one dot stay black


def render(layout: Layout, width_dots: int) -> Image.Image:
    """Draw a slip: an image of mode ``'1'``, black on white, exactly ``width_dots`` wide.

    Raises:
        Refusal: ``device.width`` for a width that no paper has.
        Trouble: ``printer.font``.
    """
    paper = paper_of(width_dots)
    strips = [_strip(element, paper) for element in layout]
    whole = Image.new('L', (paper.width, max(1, sum(strip.height for strip in strips))), 255)
    top = 0
    for strip in strips:
        whole.paste(strip, (0, top))
        top += strip.height
    return whole.point(lambda grey: 255 if grey > _GREY_CUT else 0).convert('1', dither=Image.Dither.NONE)


def _strip(element: Element, paper: Paper) -> Image.Image:
    if isinstance(element, Text):
        return _number(element.text, paper) if element.size == 'number' else _text(element, paper)
    match element:
        case Pair():
            return _pair(element, paper)
        case Rule() | Space():
            return _rule(paper) if isinstance(element, Rule) else _blank(paper, paper.dots(element.mm))
        case Qr():
            return _qr(element, paper)
        case Table():
            return _table(element, paper)
        case Ink():
            return _ink(element, paper)
        case _:
            assert_never(element)


def _blank(paper: Paper, height: int) -> Image.Image:
    return Image.new('L', (paper.width, max(0, height)), 255)


def _face(size: Size, paper: Paper, *, bold: bool) -> Face:
    return face(paper.dots(_EM_MM[size]), bold=bold)


def _text(element: Text, paper: Paper) -> Image.Image:
    letters = _face(element.size, paper, bold=element.bold)
    return _paragraph(wrapped(element.text, letters, paper.width), letters, paper.width, element.align)


def _paragraph(lines: Sequence[str], letters: Face, width: int, align: Align) -> Image.Image:
    strip = Image.new('L', (width, letters.line * len(lines)), 255)
    draw = ImageDraw.Draw(strip)
    for row, line in enumerate(lines):
        spare = width - letters.width(line)
        left = {'left': 0, 'centre': spare // 2, 'right': spare}[align]
        draw.text((left, row * letters.line + letters.baseline), line, fill=0, font=letters.font, anchor='ls')
    return strip


def _number(text: str, paper: Paper) -> Image.Image:
    """The ticket's number, ``NUMBER_MM`` high, made narrower where the paper is narrow, never lower."""
    height = paper.dots(NUMBER_MM)
    font = digits(height)
    left, top, right, bottom = (int(edge) for edge in font.getbbox(text, anchor='ls'))
    ink = Image.new('L', (right - left, bottom - top), 255)
    ImageDraw.Draw(ink).text((-left, -top), text, fill=0, font=font, anchor='ls')
    if ink.width > paper.width:
        ink = ink.resize((paper.width, ink.height))
    strip = _blank(paper, ink.height + 2 * paper.dots(_GAP_MM))
    strip.paste(ink, ((paper.width - ink.width) // 2, paper.dots(_GAP_MM)))
    return strip


def _pair(element: Pair, paper: Paper) -> Image.Image:
    name, value = _face('body', paper, bold=False), _face('body', paper, bold=element.bold)
    left = wrapped(element.left, name, paper.width)
    gap = paper.dots(_GAP_MM)
    value_width = value.width(unicodedata.normalize('NFC', element.right))
    if len(left) == 1 and name.width(left[0]) + gap + value_width <= paper.width:
        strip = _paragraph(left, name, paper.width, 'left')
        beside = _paragraph(wrapped(element.right, value, paper.width), value, value_width, 'right')
        strip.paste(beside, (paper.width - value_width, name.baseline - value.baseline))
        return strip
    above = _paragraph(left, name, paper.width, 'left')
    below = _paragraph(wrapped(element.right, value, paper.width), value, paper.width, 'right')
    strip = _blank(paper, above.height + below.height)
    strip.paste(above, (0, 0))
    strip.paste(below, (0, above.height))
    return strip


def _ink(element: Ink, paper: Paper) -> Image.Image:
    """What was drawn by hand, as thick as a pen's trace."""
    width, height = size_of(element.lines)
    per = min(
        paper.dots(1) / PER_MM, paper.dots(element.mm) / max(1, height), paper.width * element.share / max(1, width)
    )
    pen = max(2, paper.dots(PEN_MM))
    strip = _blank(paper, round(height * per) + 2 * pen)
    draw = ImageDraw.Draw(strip)
    for line in element.lines:
        places = [(pen + x * per, pen + y * per) for x, y in line]
        draw.line(places if len(places) > 1 else places * 2, fill=0, width=pen, joint='curve')
    return strip


def _rule(paper: Paper) -> Image.Image:
    gap, thick = paper.dots(_GAP_MM), max(2, paper.dots(_RULE_MM))
    strip = _blank(paper, 2 * gap + thick)
    strip.paste(0, (0, gap, paper.width, gap + thick))
    return strip


def module_dots(element: Qr, paper: Paper) -> int:
    """How many dots a square of a code measures, so that the symbol keeps to its millimetres and can be read."""
    return _module_dots(_symbol(element), element, paper)


def caption(element: Qr) -> Text:
    """What stands below a code, as a paragraph of its own."""
    return Text(element.caption, size='small', align='centre')


def _symbol(element: Qr) -> segno.QRCode:
    return segno.make(element.payload, encoding='utf-8', eci=False, error='m', boost_error=False, micro=False)


def _module_dots(code: segno.QRCode, element: Qr, paper: Paper) -> int:
    modules = int(code.symbol_size(border=0)[0])
    widest = paper.width // (modules + 2 * QUIET_MODULES)
    return min(max(paper.dots(element.mm) // modules, _LEAST_MODULE_DOTS), widest)


def _qr(element: Qr, paper: Paper) -> Image.Image:
    code = _symbol(element)
    scale = _module_dots(code, element, paper)
    rows = [bytes(0 if dark else 255 for dark in row) for row in code.matrix_iter(border=QUIET_MODULES)]
    side = len(rows)
    symbol = Image.frombytes('L', (side, side), b''.join(rows)).resize(
        (side * scale, side * scale), Image.Resampling.NEAREST
    )
    below = _text(caption(element), paper) if element.caption else _blank(paper, 0)
    strip = _blank(paper, symbol.height + below.height)
    strip.paste(symbol, ((paper.width - symbol.width) // 2, 0))
    strip.paste(below, (0, symbol.height))
    return strip


def _table(element: Table, paper: Paper) -> Image.Image:
    gap = paper.dots(_GAP_MM)
    shares = sum(element.widths)
    edges = [round(paper.width * sum(element.widths[:column]) / shares) for column in range(len(element.widths) + 1)]
    strips = []
    for index, row in enumerate(element.rows):
        small = _face('small', paper, bold=index == 0)
        cells = [
            _paragraph(wrapped(cell, small, right - left - gap), small, right - left - gap, 'left')
            for cell, left, right in zip(row, edges[:-1], edges[1:], strict=True)
        ]
        strip = _blank(paper, max(cell.height for cell in cells))
        for cell, left in zip(cells, edges[:-1], strict=True):
            strip.paste(cell, (left, 0))
        strips += [strip, _rule(paper)] if index == 0 else [strip]
    whole = _blank(paper, sum(strip.height for strip in strips))
    top = 0
    for strip in strips:
        whole.paste(strip, (0, top))
        top += strip.height
    return whole
