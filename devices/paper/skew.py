"""How far the lines of a page lean, found by adding up its ink along slanted lines (Postl, US patent 4723297, expired).

One sign everywhere: degrees that the content lies counter-clockwise as one looks at the picture, like
``specimen.Wear.skew``; it is made straight by turning it clockwise by as much.
"""

import cv2
import numpy as np
import numpy.typing as npt

from devices.paper.picture import Grey, Picture, grey, shrunk

# lines of 11 pt text stay 12 pixels apart at this height of a sheet, and a tenth of a degree is still two pixels
_HEIGHT = 1000
_MOST_DEGREES = 15.0
_COARSE_STEP, _FINE_STEP = 0.5, 0.05
# as many points of ink as decide it; more only take time
_COARSE_POINTS, _FINE_POINTS = 12_000, 60_000
_LEAST_POINTS = 600
# the best angle's score beside the median of all: text has 3 to 40, hatching and photographs about 1
_LEAST_CLEARNESS = 1.5
_DARKER = 14

_Points = npt.NDArray[np.float32]


def skew_of(picture: Picture | Grey) -> float:
    """Degrees that the lines of a page lie counter-clockwise, within ±15; 0.0 where nothing shows them."""
    light = picture if picture.ndim == 2 else grey(picture)  # noqa: PLR2004 - grey pictures have no third axis
    points = _ink(shrunk(light, _HEIGHT / max(light.shape)))
    if len(points) < _LEAST_POINTS:
        return 0.0
    coarse = np.arange(-_MOST_DEGREES, _MOST_DEGREES + _COARSE_STEP, _COARSE_STEP)
    scores = _scores(_some(points, _COARSE_POINTS), coarse)
    if scores.max() < _LEAST_CLEARNESS * np.median(scores):
        return 0.0
    near = coarse[int(scores.argmax())]
    fine = np.arange(near - _COARSE_STEP, near + _COARSE_STEP + _FINE_STEP, _FINE_STEP)
    return round(_peak(fine, _scores(_some(points, _FINE_POINTS), fine)), 2)


def straightened(picture: Picture, skew: float, *, fill: tuple[int, int, int] = (255, 255, 255)) -> Picture:
    """The picture turned clockwise by ``skew`` degrees about its middle, in the same size; ``fill`` is blue first."""
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -skew, 1)
    turned = cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=fill)
    return np.asarray(turned, np.uint8)


def _ink(image: Grey) -> _Points:
    """Where it is darker than round about: strokes and lines, no shadows and no dark surfaces."""
    around = cv2.blur(image, (31, 31))
    darker = np.asarray(cv2.subtract(around, image), np.uint8)
    # only the feet of strokes: letters stand on lines, whatever their thickness
    rows, columns = np.nonzero((darker[:-1] > _DARKER) & (darker[1:] <= _DARKER))
    # the foot lies between two pixels; whole numbers would fall into rows best at 0 degrees, whatever the page
    above, below = darker[rows, columns].astype(np.float32), darker[rows + 1, columns].astype(np.float32)
    return np.stack((columns.astype(np.float32), rows + (above - _DARKER) / (above - below)), axis=1)


def _some(points: _Points, most: int) -> _Points:
    """An even choice; always the same for the same points."""
    return points if len(points) <= most else points[np.linspace(0, len(points) - 1, most).astype(np.intp)]


def _scores(points: _Points, degrees: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """For each angle how sharply the ink falls into rows (text, rules) and columns (rules, margins)."""
    x, y = points[:, 0], points[:, 1]
    scores = []
    for angle in np.radians(degrees):
        across, along = np.float32(np.cos(angle)), np.float32(np.sin(angle))
        scores.append(_sharpness(y * across + x * along) + _sharpness(x * across - y * along))
    return np.asarray(scores, np.float64)


def _sharpness(places: npt.NDArray[np.float32]) -> float:
    counts = np.bincount((places - places.min()).astype(np.intp)).astype(np.float64)
    return float(np.square(np.diff(counts)).sum())


def _peak(degrees: npt.NDArray[np.float64], scores: npt.NDArray[np.float64]) -> float:
    """The middle of what stands above half of the way from the median to the top."""
    weight = np.clip(scores - (scores.max() + np.median(scores)) / 2, 0, None)
    return float((degrees * weight).sum() / weight.sum())
