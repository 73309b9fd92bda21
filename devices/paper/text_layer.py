"""A page's text laid over its picture, invisible: for searching and copying in any reader of PDF.

Each word stands in its box in text rendering mode 3, its line's height high, stretched to its own width. The font has
no shapes (``devices.paper.invisible_font``); what each of its codes means stands beside it, for the letters that the
file uses and no others.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf

from devices.paper.invisible_font import ADVANCE, FOOT, GLYPH, HEAD, NAME, invisible_font
from devices.paper.quarters import QUARTERS, matrix
from office.page_text import PageText, Word

_POINTS_PER_MM = 72 / 25.4
# a line lower than this is a speck that was read as a word, and nobody can select it
_LEAST_POINTS = 1.0
# a font descriptor's flag of a font with an encoding of its own (ISO 32000-1 table 123)
_SYMBOLIC = 4
# at most so many entries a block of a CMap
_BLOCK = 100


@dataclass(slots=True)
class TextLayers:
    """The text layers of one file; ``finish`` writes their font once every page has its layer."""

    pdf: pikepdf.Pdf
    _codes: dict[str, int] = field(default_factory=dict)
    _font: pikepdf.Object | None = None

    def lay(self, page: pikepdf.Page, text: PageText) -> None:
        """Lay a text over its page; one without words changes nothing."""
        _, _, wide, high = (float(side) for side in page.mediabox)
        width, height = (high, wide) if text.turn % 2 else (wide, high)
        marks = [mark for line in text.lines for mark in self._line(line, height)]
        if not marks:
            return
        if self._font is None:
            self._font = self.pdf.make_indirect(pikepdf.Dictionary())
        # what was read as if the page were upright lies as the page does
        lies = f'{matrix(QUARTERS - text.turn, width=width, height=height).decode()} cm ' if text.turn else ''
        layer = '\n'.join((f'q {lies}BT 3 Tr', *marks, 'ET Q'))
        page.contents_add(self.pdf.make_stream(layer.encode('ascii')))
        page.Resources['/Font'] = pikepdf.Dictionary(Text=self._font)

    def finish(self) -> None:
        """Write the font and what its codes mean."""
        font, pdf, name = self._font, self.pdf, pikepdf.Name(f'/{NAME}')
        if font is None:
            return
        shown = pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor, FontName=name, Flags=_SYMBOLIC,
            FontBBox=pikepdf.Array([0, FOOT, ADVANCE, HEAD]), ItalicAngle=0, Ascent=HEAD, Descent=FOOT,
            CapHeight=HEAD, StemV=0, FontFile2=pdf.make_stream(invisible_font(), Length1=len(invisible_font())),
        )  # fmt: skip
        glyphs = b'\0\0' + GLYPH.to_bytes(2, 'big') * len(self._codes)
        inner = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType2, BaseFont=name, DW=ADVANCE,
            CIDSystemInfo=pikepdf.Dictionary(Registry=b'Adobe', Ordering=b'Identity', Supplement=0),
            CIDToGIDMap=pdf.make_stream(glyphs), FontDescriptor=pdf.make_indirect(shown),
        )  # fmt: skip
        font.Type, font.Subtype, font.BaseFont = pikepdf.Name.Font, pikepdf.Name.Type0, name
        font.Encoding = pikepdf.Name('/Identity-H')
        font.DescendantFonts = pikepdf.Array([pdf.make_indirect(inner)])
        font.ToUnicode = pdf.make_stream(_meanings(list(self._codes)))

    def _line(self, words: tuple[Word, ...], height: float) -> Iterator[str]:
        foot = height - max(word.bottom for word in words) * _POINTS_PER_MM
        size = height - min(word.top for word in words) * _POINTS_PER_MM - foot
        if size < _LEAST_POINTS:
            return
        base = foot - size * FOOT / 1000
        yield f'/Text {size:.2f} Tf'
        for word in words:
            wide = (word.right - word.left) * _POINTS_PER_MM
            stretch = 100 * wide / (size * len(word.text) * ADVANCE / 1000)
            codes = ''.join(f'{self._code(letter):04x}' for letter in f'{word.text} ')
            yield f'{stretch:.2f} Tz 1 0 0 1 {word.left * _POINTS_PER_MM:.2f} {base:.2f} Tm <{codes}> Tj'

    def _code(self, letter: str) -> int:
        return self._codes.setdefault(letter, len(self._codes) + 1)


def _meanings(letters: list[str]) -> bytes:
    """A ToUnicode CMap (ISO 32000-1 §9.10.3) for the codes from 1."""
    pairs = [f'<{code:04x}> <{letter.encode("utf-16-be").hex()}>' for code, letter in enumerate(letters, 1)]
    blocks = [pairs[at : at + _BLOCK] for at in range(0, len(pairs), _BLOCK)]
    told = '\n'.join(f'{len(block)} beginbfchar\n' + '\n'.join(block) + '\nendbfchar' for block in blocks)
    return (
        '/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n'
        '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n'
        '/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n'
        f'1 begincodespacerange <0000> <ffff> endcodespacerange\n{told}\n'
        'endcmap CMapName currentdict /CMap defineresource pop end end\n'
    ).encode('ascii')
