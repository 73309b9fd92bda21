"""A sheet seen at a tilt, drawn as if the camera stood straight above it, in its true proportions."""

import cv2
import numpy as np
import numpy.typing as npt

from devices.paper.finding import Corners
from devices.paper.picture import Picture
from devices.paper.proportions import proportions
from devices.paper.sheet import MM_PER_INCH

Size = tuple[float, float]
"""Width and height in millimetres."""

A4: Size = (210.0, 297.0)
CARD: Size = (53.98, 85.6)
# the corners' error moves the proportions by up to this share; A and card sizes are 12 per cent apart
_SAME_PROPORTIONS = 0.05


def rectified(picture: Picture, corners: Corners, *, dpi: int = 300, size: Size | None = None) -> Picture:
    """The sheet alone, straight from above.

    Args:
        picture: in colour or grey.
        corners: the sheet's, clockwise from its top left.
        dpi: the resolution at most; never more than the picture itself has of the sheet.
        size: its true size where it is known; otherwise as ``true_size`` estimates it.
    """
    width_mm, height_mm = size or true_size(picture, corners)
    width, height = (_points(corners)[a] - _points(corners)[b] for a, b in ((1, 0), (3, 0)))
    other_width, other_height = (_points(corners)[a] - _points(corners)[b] for a, b in ((2, 3), (2, 1)))
    across = max(np.linalg.norm(width), np.linalg.norm(other_width)) / width_mm
    down = max(np.linalg.norm(height), np.linalg.norm(other_height)) / height_mm
    scale = min(dpi / MM_PER_INCH, float(max(across, down)))
    wide, high = max(1, round(width_mm * scale)), max(1, round(height_mm * scale))
    target = np.array(((0, 0), (wide, 0), (wide, high), (0, high)), np.float32) - 0.5
    turn = cv2.getPerspectiveTransform(_points(corners).astype(np.float32), target)
    return np.asarray(cv2.warpPerspective(picture, turn, (wide, high), flags=cv2.INTER_CUBIC), np.uint8)


def true_size(picture: Picture, corners: Corners) -> Size:
    """The sheet's size: A4 or a card where its proportions are theirs, otherwise as high or wide as an A4.

    A5 has A4's proportions; only who took the picture knows which it is.
    """
    ratio = proportions(picture.shape, np.array(corners))
    for short, long in (A4, CARD):
        for width, height in ((short, long), (long, short)):
            if abs(ratio / (width / height) - 1) <= _SAME_PROPORTIONS:
                return width, height
    longest = A4[1]
    return (longest, longest / ratio) if ratio > 1 else (longest * ratio, longest)


def _points(corners: Corners) -> npt.NDArray[np.float64]:
    return np.array(corners, np.float64)
