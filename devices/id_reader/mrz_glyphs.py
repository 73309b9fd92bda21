"""The signs of OCR-B as little pictures, and how like them a cell of a picture is.

``mrz_glyphs.json`` is drawn by ``tools/make_mrz_glyphs.py``: a place is sixteen pixels wide, as a line of thirty is
divided, and the sign stands in its middle.
"""

import json
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from office.mrz import SIGNS

FILE = Path(__file__).with_name('mrz_glyphs.json')
WIDE, HIGH = 16, 24
CAPITAL = 15.0  # pixels high: 2.4 mm where a place is 2.54 mm wide

# thin or fat as printers make them, and as sharp as a scanner sees them, as a camera does, and out of focus: pixels of
# ink added, and standard deviation of the blur
LOOKS = ((0, 0.6), (0, 1.3), (0, 1.8), (0, 2.4), (0, 3.0), (1, 0.8), (1, 1.4), (1, 2.0), (1, 2.6))
_FLAT = 4.0  # variance of a cell that is nothing but paper; dividing by less would make noise a sign

Float = npt.NDArray[np.float32]


@cache
def patterns(look: tuple[int, float]) -> Float:
    """The signs in the order of ``SIGNS``, each a row of a matrix: of mean 0 and length 1, ink positive."""
    fat, blur = look
    table = json.loads(FILE.read_text(encoding='utf-8'))
    drawn = [np.frombuffer(bytes.fromhex(table[sign]), np.uint8).reshape(HIGH, WIDE) for sign in SIGNS]
    brush = cv2.getStructuringElement(cv2.MORPH_CROSS, (1 + 2 * fat, 1 + 2 * fat))
    soft = [cv2.GaussianBlur(cv2.dilate(one, brush).astype(np.float32), (0, 0), blur).ravel() for one in drawn]
    rows = np.stack([one - one.mean() for one in soft])
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def normalised(windows: Float) -> Float:
    """Windows as rows of ``HIGH * WIDE`` pixels, ink positive, of mean 0 and length 1, or less where all is paper."""
    centred = windows.mean(axis=1, keepdims=True) - windows
    length = np.sqrt(np.einsum('ij,ij->i', centred, centred)[:, None] + _FLAT * HIGH * WIDE)
    return np.asarray(centred / length, np.float32)


def likeness(windows: Float, look: tuple[int, float]) -> Float:
    """How like each sign each normalised window is, -1 to 1."""
    return np.asarray(windows @ patterns(look).T, np.float32)
