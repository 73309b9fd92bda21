"""Black ink as stencils: one bit a pixel at full resolution.

Print is most of a page's sharp edges, and sharp edges are what a JPEG pays for. As stencils, coded without loss (no
symbol is ever taken for another), they cost a tenth and stay sharp. Only what is dark and without colour goes there.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from devices.paper.picture import Grey, Picture
from devices.paper.tone import Colour, brightness

# ink at the heart of a stroke, and at its rim where the sensor's dot was half ink: shares of the paper's brightness
_HEART, _DARK, _RIM = 0.42, 0.6, 0.85
# a worn stroke has its heart within so many pixels, and a soft rim is so wide
_STROKE, _BLUR = 10, 2
# toner's colour differs from grey by less in a scan, navy ink by twice as much even where the stroke is thin
_MOST_CHROMA = 10
_NO_CHROMA = 128
# a page that is a third ink is a photograph or a cover
_MOST_INK = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Stencil:
    """One ink: where it lies (255) and its colour."""

    ink: Grey
    colour: Colour


def stencils_of(light: Grey, colours: Picture, white: Colour) -> tuple[Stencil, ...]:
    """The black ink of a cleaned page: the strokes with their rims, and over it the strokes; none on a photograph.

    Args:
        light: its brightness at full resolution.
        colours: its colours, at any resolution.
        white: its bare paper.
    """
    full = brightness(white)
    coloured = cv2.resize(_coloured(colours, white), light.shape[::-1], interpolation=cv2.INTER_NEAREST)
    light = np.asarray(cv2.bitwise_or(light, coloured), np.uint8)
    heart = _below(light, _HEART * full)
    if not 0 < cv2.countNonZero(heart) < _MOST_INK * heart.size:
        return ()
    dark = _within(_below(light, _DARK * full), heart, _STROKE)
    both = _within(_below(light, _RIM * full), dark, _BLUR)
    rim = np.asarray(cv2.bitwise_xor(both, dark), np.uint8)
    shades = (_shade(light[::3], rim[::3], white), _shade(light[::3], heart[::3], white))
    return Stencil(ink=both, colour=shades[0]), Stencil(ink=dark, colour=shades[1])


def _below(light: Grey, level: float) -> Grey:
    return np.asarray(cv2.threshold(light, level, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)


def _within(mask: Grey, of: Grey, reach: int) -> Grey:
    """What of a mask lies so many pixels around another at most."""
    near = grown(of, reach)
    return np.asarray(cv2.bitwise_and(mask, near, dst=near), np.uint8)


def grown(mask: Grey, reach: int) -> Grey:
    """A mask with so many pixels around it."""
    return np.asarray(cv2.dilate(mask, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)), np.uint8)


def _coloured(picture: Picture, white: Colour) -> Grey:
    """Where it is of a colour that is no mixture of black and the paper."""
    light, red, blue = cv2.split(cv2.cvtColor(picture, cv2.COLOR_BGR2YCrCb))
    _, paper_red, paper_blue = cv2.cvtColor(np.array([[white]], np.uint8), cv2.COLOR_BGR2YCrCb)[0, 0].astype(float)
    share = 1 / brightness(white)
    grey = np.full_like(light, _NO_CHROMA)
    off_red = cv2.absdiff(cv2.addWeighted(red, 1, light, (_NO_CHROMA - paper_red) * share, 0), grey)
    off_blue = cv2.absdiff(cv2.addWeighted(blue, 1, light, (_NO_CHROMA - paper_blue) * share, 0), grey)
    distance = grown(np.asarray(cv2.add(off_red, off_blue), np.uint8), 1)
    return np.asarray(cv2.threshold(distance, _MOST_CHROMA, 255, cv2.THRESH_BINARY)[1], np.uint8)


def _shade(light: Grey, where: Grey, white: Colour) -> Colour:
    """The mean shade that the page has in ``where``, between black and the paper's colour."""
    share = cv2.mean(np.ascontiguousarray(light), mask=np.ascontiguousarray(where))[0] / brightness(white)
    blue, green, red = (round(share * level) for level in white)
    return blue, green, red
