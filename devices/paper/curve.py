"""A book's page whose upper and lower edges are bent, drawn with both straight: its lines of print follow them.

The edges alone are known, so print between them is taken to bend evenly from the one to the other, and what a steep
leaf near the gutter lost of its width stays lost.
"""

import cv2
import numpy as np
import numpy.typing as npt

from devices.paper.finding import Corners
from devices.paper.lines import Floats
from devices.paper.picture import Picture
from devices.paper.sheet import MM_PER_INCH

# an edge is sought so far outside and inside of the straight side, as a share of the page's height
_MARGIN = 0.07
_PLACES = 96
# the page is judged at this height
_JUDGED = 600
# bent leaves are smooth: a polynomial of this degree follows them
_DEGREE = 4
# places that lie further from the curve than this share of the height are a finger or print
_OUTLIER = 0.006
# a leaf lies on the desk at its corners: an edge that misses them by more of the height is none
_ENDS = 0.015
# fewer places than this share tell no edge
_LEAST_SHARE = 0.6
# levels by which paper differs from what lies beyond its edge
_LEAST_STEP = 20.0
# the outermost part of the band is desk, the innermost paper; so many rows of paper are no grain of the desk
_OUTSIDE, _INSIDE, _RUN = 0.2, 0.3, 4


def unbent(picture: Picture, corners: Corners, *, dpi: float, width_mm: float, height_mm: float) -> Picture:
    """The page straight from above, with bent edges made straight; as by its corners where no clear edge shows.

    Args:
        picture: the camera's, in colour.
        corners: of the page, clockwise from its top left.
        dpi: of the result.
        width_mm: of the page.
        height_mm: of the page.
    """
    wide, high = round(width_mm / MM_PER_INCH * dpi), round(height_mm / MM_PER_INCH * dpi)
    margin = round(high * _MARGIN)
    target = np.array(((0, margin), (wide, margin), (wide, high + margin), (0, high + margin)), np.float32) - 0.5
    turn = cv2.getPerspectiveTransform(np.array(corners, np.float32), target)
    size = (wide, high + 2 * margin)
    # beyond the picture's frame the desk goes on: black there would be taken for the desk
    seen = cv2.warpPerspective(picture, turn, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    roomy = np.asarray(seen, np.uint8)
    top, bottom = _edge(roomy, at=margin, margin=margin, down=1), _edge(roomy, at=high + margin, margin=margin, down=-1)
    share = ((np.arange(high, dtype=np.float32) + 0.5) / high)[:, None]
    down = top + (bottom - top) * share - 0.5
    across = np.broadcast_to(np.arange(wide, dtype=np.float32), (high, wide))
    return np.asarray(
        cv2.remap(
            roomy,
            np.ascontiguousarray(across),
            down.astype(np.float32),
            cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_REPLICATE,
        ),
        np.uint8,
    )


def _edge(page: Picture, *, at: int, margin: int, down: int) -> Floats:
    """How far down the edge lies, column by column; all along at ``at`` where it isn't clear.

    ``down`` is 1 for the upper edge, where paper lies below it, and -1 for the lower one.
    """
    wide = page.shape[1]
    straight = np.full(wide, at, np.float32)
    scale = min(1.0, _JUDGED / page.shape[0])
    band = page[at - margin : at + margin][:: 1 if down > 0 else -1]
    small = cv2.resize(band, (_PLACES, max(8, round(2 * margin * scale))), interpolation=cv2.INTER_AREA)
    first, is_clear = _outermost(small.astype(np.float32))
    use = is_clear
    places = np.linspace(-1, 1, _PLACES, dtype=np.float32)
    limit = _OUTLIER * page.shape[0] * scale
    fit = np.zeros(_DEGREE + 1)
    for _ in range(6):
        if use.sum() < _LEAST_SHARE * _PLACES:
            return straight
        fit = np.polyfit(places[use], first[use], _DEGREE)
        off = np.abs(np.polyval(fit, places) - first)
        use = is_clear & (off <= max(limit, float(np.median(off[use]))))
    ends = np.polyval(fit, (-1, 1)) - len(small) / 2
    if np.abs(ends).max() > _ENDS * page.shape[0] * scale:
        return straight
    whole = np.polyval(fit, np.linspace(-1, 1, wide)) * (2 * margin / len(small))
    return np.asarray(at + down * (whole - margin), np.float32)


def _outermost(band: Floats) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Where in each column of a band, from desk to paper, the paper begins; and whether it does at all."""
    rows = len(band)
    outside = np.median(band[: round(rows * _OUTSIDE)], axis=(0, 1))
    # print is darker than its paper
    paper = np.percentile(band[-round(rows * _INSIDE) :], 80, axis=(0, 1))
    apart = paper - outside
    size = float(np.linalg.norm(apart))
    nowhere = np.zeros(band.shape[1], np.float32)
    if size < _LEAST_STEP:
        return nowhere, nowhere > 0
    is_paper = ((band - outside) @ apart / size**2 > 0.5).astype(np.float32)  # noqa: PLR2004 - half-way
    runs = cv2.boxFilter(is_paper, -1, (1, _RUN), anchor=(0, 0), borderType=cv2.BORDER_REPLICATE) > 1 - 1e-3
    return runs.argmax(axis=0).astype(np.float32), runs.any(axis=0) & ~runs[0]
