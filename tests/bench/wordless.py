"""Sheets that say nothing, or too little to tell which way they lie."""

from collections.abc import Callable, Mapping

import cv2
import numpy as np
from PIL import Image, ImageDraw

from devices.paper.picture import Picture
from devices.paper.rectify import A4
from devices.paper.sheet import MM_PER_INCH
from devices.paper.specimen import font, seal, sign

DPI = 200
_SIZE = (round(A4[0] / MM_PER_INCH * DPI), round(A4[1] / MM_PER_INCH * DPI))


def _stamps(sheet: Image.Image) -> None:
    seal(sheet, (800, 1200), DPI)
    sign(ImageDraw.Draw(sheet), (600, 1300), DPI)


def _few_words(sheet: Image.Image) -> None:
    ImageDraw.Draw(sheet).text((300, 300), "GIẤY KHAI SINH số 12/2026", 'black', font(18, DPI))


def _empty_table(sheet: Image.Image) -> None:
    pen = ImageDraw.Draw(sheet)
    for number in range(120):
        left, top = 150 + number % 4 * 340, 200 + number // 4 * 65
        pen.rectangle((left, top, left + 340, top + 65), outline='black')


def _handwriting(sheet: Image.Image) -> None:
    pen, along = ImageDraw.Draw(sheet), np.linspace(0, 1, 400)
    for line in range(18):
        waves = 18 * np.sin(along * 170 + line) * np.abs(np.sin(along * 23 + 2 * line)) + 10 * np.sin(along * 77)
        x, y = 150 + along * 1350, 250 + line * 100 + waves
        pen.line([*zip(x.tolist(), y.tolist(), strict=True)], (35, 55, 160), 3)


def _photograph(sheet: Image.Image) -> None:
    coarse = np.random.default_rng(3).integers(0, 255, (40, 30, 3), dtype=np.uint8)
    sheet.paste(Image.fromarray(np.asarray(cv2.resize(coarse, sheet.size, interpolation=cv2.INTER_CUBIC), np.uint8)))


def _gravel(sheet: Image.Image) -> None:
    noise = np.random.default_rng(4).integers(0, 255, (sheet.height, sheet.width, 3), dtype=np.uint8)
    stones = cv2.normalize(cv2.GaussianBlur(noise, (0, 0), 3), None, 0, 255, cv2.NORM_MINMAX)  # type: ignore[call-overload]  # as documented
    sheet.paste(Image.fromarray(np.asarray(stones, np.uint8)))


_DRAWN: Mapping[str, Callable[[Image.Image], None]] = {
    'blank': lambda _sheet: None,
    'stamps': _stamps,
    'few words': _few_words,
    'empty table': _empty_table,
    'handwriting': _handwriting,
    'photograph': _photograph,
    'gravel': _gravel,
}
KINDS = tuple(_DRAWN)


def wordless(kind: str) -> Picture:
    """A sheet of one of ``KINDS``, at ``DPI``."""
    sheet = Image.new('RGB', _SIZE, (250, 249, 245))
    _DRAWN[kind](sheet)
    return np.ascontiguousarray(np.asarray(sheet, np.uint8)[:, :, ::-1])
