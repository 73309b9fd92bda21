"""Whether two pictures show the same sheet: what is written where, whatever the light, the place and the turn."""

import cv2
import numpy as np

from devices.paper.finding import Corners
from devices.paper.lines import Floats
from devices.paper.picture import Grey

# a sheet is drawn so many dots wide and high: a dot is a millimetre and a half of an A4's height
_DOTS = 192
# the rim shows a finger, a shadow or the desk
_RIM = 8
# corners are off by a millimetre or two: parts of the sheet are sought within so many dots of their place
_REACH = 5
_PARTS = 4
# the paper around a letter is the brightest within so many dots
_PAPER_DOTS = 21
# the mean deviation of bare paper, from noise and a JPEG; less of it is no print to compare
_LEAST_INK = 0.02

Print = Floats
"""Ink by place, ``_DOTS`` square, 0 for bare paper; the sheet's sides are stretched to equal lengths."""


def print_of(light: Grey, corners: Corners) -> Print:
    """What is written on a sheet, coarsely.

    Args:
        light: the picture's brightness, at any resolution.
        corners: of the sheet in that picture.
    """
    target = np.array(((0, 0), (_DOTS, 0), (_DOTS, _DOTS), (0, _DOTS)), np.float32) - 0.5
    turn = cv2.getPerspectiveTransform(np.array(corners, np.float32), target)
    smooth = cv2.GaussianBlur(light, (0, 0), max(1.0, _longest(corners) / _DOTS / 3))
    flat = cv2.warpPerspective(smooth, turn, (_DOTS, _DOTS), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    bright = cv2.dilate(flat, np.ones((_PAPER_DOTS, _PAPER_DOTS), np.uint8))
    paper = cv2.GaussianBlur(bright, (0, 0), _PAPER_DOTS / 3).astype(np.float32)
    ink = np.clip(1 - flat.astype(np.float32) / np.maximum(paper, 1), 0, 1)
    return np.asarray(ink[_RIM:-_RIM, _RIM:-_RIM], np.float32)


def likeness(one: Print, other: Print) -> float:
    """How much two sheets are one, -1 to 1, whichever way round the second lies."""
    return max(_match(one, np.ascontiguousarray(np.rot90(other, turns))) for turns in range(4))


def _match(one: Print, other: Print) -> float:
    """The correlation of what is written, part by part; the parts that have more of it weigh more."""
    size = len(one) // _PARTS
    total = weights = _LEAST_INK
    for row in range(_PARTS):
        for column in range(_PARTS):
            top, left = row * size, column * size
            mine = one[top : top + size, left : left + size]
            there = other[max(0, top - _REACH) : top + size + _REACH, max(0, left - _REACH) : left + size + _REACH]
            weight = max(float(mine.std()), float(there.std()))
            if weight > _LEAST_INK:
                total += weight * float(cv2.matchTemplate(there, mine, cv2.TM_CCOEFF_NORMED).max())
                weights += weight
    return total / weights


def _longest(corners: Corners) -> float:
    points = np.array(corners, np.float32)
    return float(np.linalg.norm(points - np.roll(points, 1, axis=0), axis=1).max())
