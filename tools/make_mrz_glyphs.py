"""Draws the signs of machine readable zones from an OCR-B font into the table that the reader compares pictures with.

``python -m tools.make_mrz_glyphs /usr/share/fonts/opentype/ocr-b/OCRB.otf``: the font of Debian's fonts-ocr-b, whose
shapes are Norbert Schwarz', free to use, change and pass on.
"""

import argparse
import json
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from devices.id_reader.mrz_glyphs import CAPITAL, FILE, HIGH, WIDE
from office.mrz import SIGNS

_FINE = 16


def drawn(sign: str, font: ImageFont.FreeTypeFont) -> npt.NDArray[np.uint8]:
    """One sign in the middle of its place, ink 255, drawn large and averaged down."""
    large = Image.new('L', (WIDE * _FINE, HIGH * _FINE), 0)
    base = (HIGH + CAPITAL) / 2 * _FINE
    ImageDraw.Draw(large).text((WIDE * _FINE / 2, base), sign, 255, font, anchor='ms')
    return np.asarray(cv2.resize(np.asarray(large), (WIDE, HIGH), interpolation=cv2.INTER_AREA), np.uint8)


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('font', metavar='FILE', help="the font")
    file = parser.parse_args().font
    size = round(CAPITAL * _FINE / 0.7)
    font = ImageFont.truetype(file, size)
    left, top, right, bottom = font.getbbox('H', anchor='ls')
    font = ImageFont.truetype(file, round(size * CAPITAL * _FINE / (bottom - top)))
    print(f'a capital is {right - left} x {bottom - top} of {size}')
    table = {sign: drawn(sign, font).tobytes().hex() for sign in SIGNS}
    Path(FILE).write_text(json.dumps(table, indent=0) + '\n', encoding='utf-8')


if __name__ == '__main__':
    main()
