"""Whether a camera's picture of a sheet can be read: what would be missing from it is said before it is accepted.

Troubles, each mended by a person at the desk:

    page.not_found   no sheet is in the picture
    page.cut_off     a corner lies outside of it
    page.small       too few pixels a millimetre: print of 8 points cannot be read
    page.blurred     moved, or out of focus
    page.glare       a lamp's reflection hides a part
    page.dark        so dark in a part that ink and paper are alike
"""

from dataclasses import dataclass

import cv2
import numpy as np

from devices.paper.finding import FoundPage
from devices.paper.lines import Floats
from devices.paper.picture import Grey, Picture, grey, shrunk
from devices.paper.sheet import MM_PER_INCH
from office.errors import Trouble

# Vietnamese marks in 8 point print are 0.3 mm high: two pixels at this resolution
LEAST_DPI = 70
# print of 11 points is read up to here, with effort: its hooks and horns are as wide
MOST_BLUR_MM = 0.65
MOST_GLARE = 0.004
LEAST_LIGHT = 60
_CUT_OFF = 0.004
_BLOWN = 250
# a reflection is brighter than the paper around it; paper that is white itself is not one
_PAPER_BELOW = 238
# slopes that ink has even when it is smeared, in levels a pixel; so many pixels tell how sharp the page is
_INK_SLOPE, _LEAST_INK = 3.0, 400
# sharpness is judged at this resolution: what is too blurred there is so at any, and noise is gone
_JUDGED_DPI = 100
# the two smearings that are compared, in pixels
_FINE, _COARSE = 0.8, 2.0
_BLOCKS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """What was measured on a page.

    Attributes:
        dpi: how many pixels of the picture an inch of the sheet has.
        blur_mm: the deviation that an ideal edge is smeared by; None on a sheet with no ink to judge by.
        glare: share of the sheet under a reflection.
        shadow: how much darker the darkest part of the paper is than the lightest, 0 to 1.
        light: brightness of the paper in the darkest part, 0 to 255.
        is_cut_off: whether a corner is at the picture's frame or outside.
    """

    dpi: float
    blur_mm: float | None
    glare: float
    shadow: float
    light: float
    is_cut_off: bool


def measured(picture: Picture, page: FoundPage, sheet: Picture, *, width_mm: float) -> Quality:
    """How well a page can be read.

    Args:
        picture: the camera's.
        page: where the page lies in it.
        sheet: the page rectified at the picture's own resolution.
        width_mm: the sheet's width.
    """
    dpi = sheet.shape[1] * MM_PER_INCH / width_mm
    light = grey(sheet)
    paper = _paper_map(light)
    judged = shrunk(light, min(1.0, _JUDGED_DPI / dpi))
    blur = _blur(judged)
    return Quality(
        dpi=dpi,
        blur_mm=None if blur is None else blur * sheet.shape[1] / judged.shape[1] * MM_PER_INCH / dpi,
        glare=_glare(sheet, float(np.median(paper))),
        shadow=float(1 - paper.min() / max(float(paper.max()), 1.0)),
        light=float(paper.min()),
        is_cut_off=_is_cut_off(picture, page),
    )


def refuse_illegible(quality: Quality) -> None:
    """Let a legible page pass.

    Raises:
        Trouble: with the first reason why it is not, see the top of this file.
    """
    if quality.is_cut_off:
        raise Trouble('page.cut_off')
    if quality.dpi < LEAST_DPI:
        raise Trouble('page.small', dpi=round(quality.dpi))
    if quality.light < LEAST_LIGHT:
        raise Trouble('page.dark')
    if quality.glare > MOST_GLARE:
        raise Trouble('page.glare')
    if quality.blur_mm is not None and quality.blur_mm > MOST_BLUR_MM:
        raise Trouble('page.blurred')


def _is_cut_off(picture: Picture, page: FoundPage) -> bool:
    height, width = picture.shape[:2]
    margin = _CUT_OFF * max(height, width)
    corners = np.array(page.corners)
    return bool((corners < margin).any() or (corners > np.array((width, height)) - 1 - margin).any())


def _paper_map(light: Grey) -> Floats:
    """The paper's brightness, part by part."""
    rows = np.array_split(light, _BLOCKS, axis=0)
    parts = [
        [float(np.percentile(part[::2, ::2], 85)) for part in np.array_split(row, _BLOCKS, axis=1)] for row in rows
    ]
    # one part may be a photograph or a seal: paper is what three neighbours agree upon
    return np.asarray(cv2.dilate(np.array(parts, np.float32), np.ones((2, 2), np.uint8)), np.float32)


def _glare(sheet: Picture, paper: float) -> float:
    """Share of the sheet that is blown out, where the paper is not; specks do not count."""
    if paper >= _PAPER_BELOW:
        return 0.0
    blown = cv2.inRange(sheet, np.array((_BLOWN,) * 3), np.array((255,) * 3))
    return float(cv2.countNonZero(cv2.erode(blown, np.ones((5, 5), np.uint8)))) / blown.size


def _blur(light: Grey) -> float | None:
    """The deviation in pixels that ink's edges are smeared by, from what a little more smearing takes of their slopes.

    The squared slopes of a thin line smeared by s add up to something proportional to s ** -3. The page is smeared by
    a first, to be rid of the sensor's noise, and by b; from the two sums follows s.
    """
    fine, coarse = (_slopes(light, sigma) for sigma in (_FINE, _COARSE))
    inked = cv2.threshold(coarse, _INK_SLOPE**2, 255, cv2.THRESH_BINARY)[1].astype(np.uint8)
    if cv2.countNonZero(inked) < _LEAST_INK:
        return None
    near = cv2.dilate(inked, np.ones((5, 5), np.uint8))
    ratio = (cv2.mean(fine, mask=near)[0] / max(cv2.mean(coarse, mask=near)[0], 1e-6)) ** (2 / 3)
    return float(np.sqrt(max(_COARSE**2 - ratio * _FINE**2, 0) / max(ratio - 1, 1e-3)))


def _slopes(light: Grey, sigma: float) -> Floats:
    """Squared slopes of the page smeared by so many pixels."""
    smooth = cv2.GaussianBlur(light.astype(np.float32), (0, 0), sigma)
    across, down = (cv2.Sobel(smooth, cv2.CV_32F, x, y, scale=1 / 8) for x, y in ((1, 0), (0, 1)))
    return np.asarray(across * across + down * down, np.float32)
