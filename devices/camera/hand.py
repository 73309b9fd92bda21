"""Whether something lies over a sheet's edge: a hand that brings it, holds it or takes it away."""

import cv2
import numpy as np

from devices.paper.finding import Corners
from devices.paper.lines import Floats
from devices.paper.picture import Picture

# places along a side; its ends are left out: corners are rounded or bent
_PLACES = 96
_FIRST, _LAST = 0.03, 0.97
# how far to both sides of an edge is looked, as a share of the sheet's shorter side
_AWAY = 0.022
# where a side's contrast falls to this share of what it has elsewhere, something joins both sides of the edge
_JOINED = 0.35
# Lab levels; a desk as pale as the paper shows no edge to cross
_LEAST_CONTRAST = 14.0
# a pencil is 7 mm wide, a finger 15: shares of the sheet's side
_LEAST_RUN = 0.035


def crosses(picture: Picture, corners: Corners) -> bool:
    """Whether a finger or more of an edge is covered, as far as the desk differs from the paper.

    Args:
        picture: in colour; a small one is enough.
        corners: of the sheet in it.
    """
    colours = np.asarray(cv2.cvtColor(cv2.GaussianBlur(picture, (0, 0), 1.0), cv2.COLOR_BGR2LAB), np.float32)
    points = np.array(corners, np.float32)
    middle = points.mean(axis=0)
    sides = np.linalg.norm(points - np.roll(points, -1, axis=0), axis=1)
    away = float(sides.min()) * _AWAY
    return any(_covered(colours, points[k], points[(k + 1) % 4], middle, away) > _LEAST_RUN for k in range(4))


def _covered(colours: Floats, begin: Floats, end: Floats, middle: Floats, away: float) -> float:
    """The longest part of a side without contrast, as a share of it; 0 on a side that has none anyway."""
    along = end - begin
    normal = np.array((-along[1], along[0]), np.float32) / max(float(np.linalg.norm(along)), 1e-6)
    inward = normal if float((middle - begin) @ normal) > 0 else -normal
    places = begin + along * np.linspace(_FIRST, _LAST, _PLACES, dtype=np.float32)[:, None]
    inside, outside = (_seen(colours, places + inward * away * way) for way in (1, -1))
    contrast = np.linalg.norm(inside - outside, axis=1)
    usual = float(np.median(contrast))
    if usual < _LEAST_CONTRAST:
        return 0.0
    return _longest_run(contrast < _JOINED * usual) * (_LAST - _FIRST) / _PLACES


def _seen(colours: Floats, places: Floats) -> Floats:
    at = places.astype(np.float32)[None]
    return np.asarray(
        cv2.remap(colours, at[:, :, 0], at[:, :, 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)[0], np.float32
    )


def _longest_run(of: np.ndarray) -> int:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], of.astype(np.int8), [0]))))
    return int((edges[1::2] - edges[::2]).max(initial=0))
