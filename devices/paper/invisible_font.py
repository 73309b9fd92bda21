"""A TrueType font of one glyph without ink, half an em wide: what text that is searched and never seen is set in.

The glyph is a line there and back. It has no area, but the height of a letter: readers that mark what was found by the
boxes of the glyphs would mark nothing over an empty one.
"""

from functools import cache
from io import BytesIO

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

NAME = 'MotCua-Invisible'
# of an em of 1000: the glyph's width, and the line's foot and head
ADVANCE, FOOT, HEAD = 500, -250, 750
_EM = 1000
# the glyph beside .notdef
GLYPH = 1
# 1970 in the font's own seconds since 1904: no true date, so that the bytes stay the same
_NO_DATE = 2_082_844_800


@cache
def invisible_font() -> bytes:
    """The font's file, the same bytes every time."""
    made = FontBuilder(_EM, isTTF=True)
    names = ['.notdef', 'letter']
    made.setupGlyphOrder(names)
    made.setupCharacterMap({})
    pen = TTGlyphPen(None)
    pen.moveTo((0, FOOT))
    pen.lineTo((ADVANCE, HEAD))
    pen.lineTo((0, FOOT))
    pen.closePath()
    made.setupGlyf(dict.fromkeys(names, pen.glyph()))
    made.setupHorizontalMetrics(dict.fromkeys(names, (ADVANCE, 0)))
    made.setupHorizontalHeader(ascent=HEAD, descent=FOOT)
    made.setupNameTable({'familyName': NAME, 'styleName': 'Regular', 'psName': NAME})
    made.setupOS2(sTypoAscender=HEAD, sTypoDescender=FOOT, usWinAscent=HEAD, usWinDescent=-FOOT)
    made.setupPost()
    made.updateHead(created=_NO_DATE, modified=_NO_DATE)
    made.font.recalcTimestamp = False
    file = BytesIO()
    made.save(file)
    return file.getvalue()
