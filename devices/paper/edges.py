"""The sides of a quadrilateral moved onto the edges that the picture shows, to a fraction of a pixel."""

import cv2
import numpy as np
import numpy.typing as npt

from devices.paper.lines import Floats
from devices.paper.picture import Picture

# places along a side; corners are left out: they are rounded, bent or under a finger
_PLACES = 64
_FIRST, _LAST = 0.04, 0.96
# passes, each looking this much nearer to what the last one found
_NARROWING = (1.0, 0.5)
# places that lie further from the line than the median by this factor are a finger or a fold
_OUTLIER = 2.5
_LEAST_PLACES = 8


def refined(picture: Picture, corners: Floats, *, reach: float, fixed: npt.NDArray[np.bool_]) -> Floats:
    """Corners (4 x 2, in order around) where the lines through the sides' true edges cross.

    Args:
        picture: in colour.
        corners: near the true ones.
        reach: how far from each side its edge is sought, in pixels.
        fixed: sides (each from its corner to the next) that stay: the picture's own frame.
    """
    smooth = np.asarray(cv2.GaussianBlur(picture, (0, 0), 1.0), np.uint8) if reach > 2 else picture  # noqa: PLR2004 - pixels
    for narrowing in _NARROWING:
        lines = [
            _through(corners[k], corners[(k + 1) % 4])
            if fixed[k]
            else _edge(smooth, corners[k], corners[(k + 1) % 4], reach * narrowing)
            for k in range(4)
        ]
        crossed = [_crossing(lines[k - 1], lines[k]) for k in range(4)]
        moved = np.array(crossed, np.float32)
        if not np.isfinite(moved).all() or np.abs(moved - corners).max() > 3 * reach:
            return corners
        corners = moved
    return corners


def _through(begin: Floats, end: Floats) -> tuple[Floats, Floats]:
    return begin, (end - begin) / max(float(np.linalg.norm(end - begin)), 1e-6)


def _edge(picture: Picture, begin: Floats, end: Floats, reach: float) -> tuple[Floats, Floats]:
    """The line (point, direction) of the edge near a side; the side itself where none shows."""
    along = end - begin
    direction = _through(begin, end)[1]
    normal = np.array((-direction[1], direction[0]), np.float32)
    count = int(np.ceil(reach)) * 2 + 3
    offsets = np.linspace(-reach - 1, reach + 1, count, dtype=np.float32)
    at = begin + along * np.linspace(_FIRST, _LAST, _PLACES, dtype=np.float32)[:, None]
    places = (at[:, None] + normal * offsets[None, :, None]).astype(np.float32)
    seen = cv2.remap(picture, places[:, :, 0], places[:, :, 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    slopes = np.diff(np.asarray(seen, np.float32), axis=1)
    whole = slopes.sum(axis=1).mean(axis=0)
    rises = slopes @ (whole / max(float(np.linalg.norm(whole)), 1e-6))
    peak = rises[:, 1:-1].argmax(axis=1) + 1
    rows = np.arange(_PLACES)
    left, top, right = rises[rows, peak - 1], rises[rows, peak], rises[rows, peak + 1]
    bend = left - 2 * top + right
    shift = np.where(np.abs(bend) > 1e-6, 0.5 * (left - right) / np.where(bend == 0, 1, bend), 0)  # noqa: PLR2004 - flat
    step = offsets[1] - offsets[0]
    found = offsets[peak] + step / 2 + np.clip(shift, -1, 1) * step
    return _fitted(at + normal * found[:, None], np.clip(top, 0, None), (begin, direction))


def _fitted(points: Floats, weights: Floats, fallback: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    """A line through most of the points; strong edges weigh more."""
    use = weights > 0.25 * np.median(weights) if len(weights) else weights > 0
    direction, point = fallback[1], fallback[0]
    for _ in range(4):
        if use.sum() < _LEAST_PLACES:
            return fallback
        some = points[use]
        point = some.mean(axis=0)
        direction = np.linalg.svd(some - point, full_matrices=False)[2][0]
        off = np.abs((points - point) @ np.array((-direction[1], direction[0])))
        use = off <= max(_OUTLIER * float(np.median(off[use])), 0.5)
    return point.astype(np.float32), direction.astype(np.float32)


def _crossing(one: tuple[Floats, Floats], other: tuple[Floats, Floats]) -> Floats:
    (p, d), (q, e) = one, other
    cross = d[0] * e[1] - d[1] * e[0]
    if abs(cross) < 1e-6:  # noqa: PLR2004 - parallel
        return np.full(2, np.nan, np.float32)
    between = q - p
    return np.asarray(p + d * ((between[0] * e[1] - between[1] * e[0]) / cross), np.float32)
