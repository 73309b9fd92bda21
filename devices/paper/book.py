"""Two facing pages of an open book: where the gutter parts them, and each of the two as a sheet.

The gutter is the valley of the paper's brightness across the middle of the spread, or its middle where none shows.
"""

import cv2
import numpy as np

from devices.paper.finding import Corners
from devices.paper.lines import Floats
from devices.paper.picture import Grey

Line = tuple[tuple[float, float], tuple[float, float]]
"""The gutter's upper and lower end, (x, y) in pixels of the picture."""

# the spread is judged at this size
_WIDE, _HIGH = 480, 320
# a book lies open within this part of its width; the first leaves of a thick one are narrower
_FIRST, _LAST = 0.36, 0.64
# paper is what is brighter than print in a column
_PAPER_PERCENTILE = 75
# the valley is compared with the paper so far beside it, as shares of the width
_BESIDE = 0.06
# levels of 255 by which the gutter is darker than the paper beside it
_LEAST_DEPTH = 3.0
# upper and lower end differ by at most so much of the width; more is a drawing on one page
_LEAN = 0.03
# print ends so far from the upper and the lower edge, where the desk may show
_RIM = 0.04


def gutter_in(light: Grey, corners: Corners) -> Line:
    """The line that parts the two pages of a spread, from its upper to its lower edge.

    Args:
        light: the picture's brightness.
        corners: of the whole spread, clockwise from its top left; a lying one is read from left to right.
    """
    flat = np.array(((0, 0), (_WIDE, 0), (_WIDE, _HIGH), (0, _HIGH)), np.float32) - 0.5
    there = cv2.getPerspectiveTransform(np.array(corners, np.float32), flat)
    spread = np.asarray(cv2.warpPerspective(light, there, (_WIDE, _HIGH), flags=cv2.INTER_LINEAR), np.uint8)
    rim = round(_HIGH * _RIM)
    upper, lower = _valley(spread[rim : _HIGH // 2]), _valley(spread[_HIGH // 2 : -rim])
    whole = _valley(spread[rim:-rim])
    if upper is None or lower is None or abs(upper - lower) > _LEAN * _WIDE:
        upper = lower = _WIDE / 2 if whole is None else whole
    # the halves' own middles stand for them: the line goes on to both edges
    lean = (lower - upper) / 2
    ends = np.array([[(upper - lean, -0.5), (lower + lean, _HIGH - 0.5)]], np.float32)
    back = cv2.perspectiveTransform(ends, np.linalg.inv(there))[0]
    (a, b), (c, d) = ((float(x), float(y)) for x, y in back)
    return (a, b), (c, d)


def pages_of(corners: Corners, gutter: Line) -> tuple[Corners, Corners]:
    """The left and the right page's corners, each clockwise from its top left."""
    top_left, top_right, bottom_right, bottom_left = corners
    upper, lower = gutter
    return (top_left, upper, lower, bottom_left), (upper, top_right, bottom_right, lower)


def _valley(spread: Grey) -> float | None:
    """Where across the spread the paper is darkest against what lies beside it; None where it nowhere is."""
    paper = np.percentile(spread, _PAPER_PERCENTILE, axis=0).astype(np.float32)
    smooth: Floats = cv2.GaussianBlur(paper[None], (0, 0), 1.5)[0].astype(np.float32)
    beside = round(_BESIDE * _WIDE)
    columns = np.arange(round(_FIRST * _WIDE), round(_LAST * _WIDE))
    depth = np.minimum(smooth[columns - beside], smooth[columns + beside]) - smooth[columns]
    deepest = int(depth.argmax())
    return float(columns[deepest]) if depth[deepest] >= _LEAST_DEPTH else None
