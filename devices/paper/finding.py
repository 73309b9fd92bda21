"""A sheet, a book's cover or a card in a camera's picture: its four corners, and how surely they are it.

Straight edges are put together to quadrilaterals. The one is chosen whose sides part, along all of their way, one
surface from another, and whose inside looks alike along all four: that is a sheet on whatever table. A frame printed
on a form parts paper from paper, a table's edge goes on beyond the corner.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from devices.paper.edges import refined
from devices.paper.lines import STATIONS, Floats, Lines, lines_of
from devices.paper.picture import Picture, shrunk
from devices.paper.proportions import proportions

Corner = tuple[float, float]
Corners = tuple[Corner, Corner, Corner, Corner]

# edges are sought in a picture of this many pixels: a card that fills a tenth of it has sides of 130
_LONG_SIDE = 560
# corners are set to a fraction of a pixel in a picture of at most so many
_FINE_LONG_SIDE = 1920
# below this it is no sheet but an accident of lines
LEAST_CONFIDENCE = 0.55
_LEAST_AREA = 0.04
# a card below a camera that sees a whole A4 fills a fiftieth of its picture
_LEAST_CARD_AREA = 0.012
# ISO/IEC 7810 ID-1, long to short; an A-size is 11 per cent off, a coarse corner moves it by 3
_CARD_PROPORTIONS, _CARD_TOLERANCE = 85.6 / 53.98, 0.06
# of so many quadrilaterals, the best first, one is the card
_CARD_CANDIDATES = 200
_LEAST_SIDE = 0.2
# Lab levels by which paper is certainly brighter than what it lies on
_BRIGHTER = 10.0
# corners may lie so far outside, as a share of the picture: then the page is cut off
_OUTSIDE = 0.02
# opposite sides converge by at most this angle, neighbours stand at least at that one (cosines)
_OPPOSITE, _NEIGHBOUR = 0.80, 0.64
# what a side that the picture's own frame cuts off counts for
_FRAME_SUPPORT = 0.3
# Lab levels by which the inside may differ from side to side: the lamp's fall-off and a print to the edge
_INSIDE_LIGHT, _INSIDE_COLOUR = 60.0, 14.0
_PREFER_LARGE = 0.25
# a side with less support makes the whole doubtful
_WEAK = 0.6
# how far beyond a corner a side is looked at, as a share of its length
_BEYOND = 0.12
# beyond a corner a side's contrast falls to the first share where it ends and to the second where it goes on
_ENDS, _GOES_ON = 0.15, 0.4
# corners are rounded and smeared over so many pixels
_GAP = 7.0
# how far an edge may be from where it was first seen, in pixels of the small picture
_REACH = 4.0

_Indices = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage:
    """A page in a picture.

    Attributes:
        corners: (x, y) in pixels of the picture, clockwise as one looks at it, from the one nearest its top left.
        confidence: 0 to 1.
    """

    corners: Corners
    confidence: float


def find_page(picture: Picture) -> FoundPage | None:
    """The sheet that a picture shows, None where there is none that is sure."""
    return _found(picture, is_card=False)


def find_card(picture: Picture) -> FoundPage | None:
    """A card of an identity card's proportions, whatever else lies beside it or below; None where none is sure."""
    return _found(picture, is_card=True)


def _found(picture: Picture, *, is_card: bool) -> FoundPage | None:
    fine = shrunk(picture, min(1.0, _FINE_LONG_SIDE / max(picture.shape[:2])))
    small = shrunk(fine, min(1.0, _LONG_SIDE / max(fine.shape[:2])))
    lines = lines_of(np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2LAB), np.uint8))
    sides, quads, scores = _candidates(lines, _LEAST_CARD_AREA if is_card else _LEAST_AREA)
    if is_card:
        scores = _of_cards(quads, scores, small.shape)
    if not len(scores) or scores.max() < LEAST_CONFIDENCE:
        return None
    best = int(scores.argmax())
    scale = fine.shape[1] / small.shape[1]
    cut_off = lines.is_frame[np.roll(sides[:, best], -1)]
    corners = refined(fine, (quads[best] + 0.5) * scale - 0.5, reach=_REACH * scale, fixed=cut_off)
    full = picture.shape[1] / fine.shape[1]
    return FoundPage(corners=_ordered((corners + 0.5) * full - 0.5), confidence=round(float(min(scores[best], 1)), 3))


def _of_cards(quads: Floats, scores: Floats, shape: tuple[int, ...]) -> Floats:
    """The scores of the first few with a card's true proportions; 0 for the others."""
    kept = np.zeros_like(scores)
    for number in np.argsort(-scores)[:_CARD_CANDIDATES]:
        ratio = proportions(shape, quads[number])
        if abs(max(ratio, 1 / ratio) / _CARD_PROPORTIONS - 1) <= _CARD_TOLERANCE:
            kept[number] = scores[number]
    return kept


def _candidates(lines: Lines, least_area: float) -> tuple[_Indices, Floats, Floats]:
    """Quadrilaterals: their lines (4 x n), corners (n x 4 x 2, each between its line and the next), and scores."""
    crossings, along = _crossings(lines)
    first, second = _opposite_pairs(lines)
    cosines = np.abs(lines.directions @ lines.directions.T)
    pairs = np.stack((first, second), axis=1)
    one, other = np.triu_indices(len(pairs), 1)
    a, c = pairs[one].T
    b, d = pairs[other].T
    apart = np.maximum.reduce([cosines[a, b], cosines[b, c], cosines[c, d], cosines[d, a]]) < _NEIGHBOUR
    apart &= lines.is_frame[np.stack((a, b, c, d))].sum(axis=0) <= 1
    sides = np.stack((a[apart], b[apart], c[apart], d[apart]))
    corners = np.stack([crossings[sides[k], sides[(k + 1) % 4]] for k in range(4)], axis=1)
    sides, corners = _sound(sides, corners, lines.size, least_area)
    return sides, corners, _scores(lines, sides, corners, along)


def _crossings(lines: Lines) -> tuple[Floats, Floats]:
    """Where each two lines cross (n x n x 2), and how far along the first that is, 0 to 1 of its way in the picture."""
    p, d = lines.points, lines.directions
    cross = d[:, None, 0] * d[None, :, 1] - d[:, None, 1] * d[None, :, 0]
    between = p[None] - p[:, None]
    with np.errstate(divide='ignore', invalid='ignore'):
        distance = (between[:, :, 0] * d[None, :, 1] - between[:, :, 1] * d[None, :, 0]) / cross
        along = (distance - lines.starts[:, None]) / lines.lengths[:, None]
        points = p[:, None] + d[:, None] * distance[:, :, None]
    return np.nan_to_num(points, posinf=1e6, neginf=-1e6), np.nan_to_num(along, posinf=1e6, neginf=-1e6)


def _opposite_pairs(lines: Lines) -> tuple[_Indices, _Indices]:
    """Lines that may be opposite sides: nearly of one direction and well apart."""
    first, second = np.triu_indices(len(lines.points), 1)
    alike = np.abs((lines.directions[first] * lines.directions[second]).sum(axis=1)) > _OPPOSITE
    middles = lines.points + lines.directions * (lines.starts + lines.lengths / 2)[:, None]
    normals = np.stack((-lines.directions[:, 1], lines.directions[:, 0]), axis=1)
    distance = np.abs(((middles[second] - middles[first]) * normals[first]).sum(axis=1))
    keep = alike & (distance > _LEAST_AREA * max(lines.size))
    return first[keep], second[keep]


def _sound(sides: _Indices, corners: Floats, size: tuple[int, int], least_area: float) -> tuple[_Indices, Floats]:
    """Convex, in the picture, and large enough."""
    edges = np.roll(corners, -1, axis=1) - corners
    turns = edges[:, :, 0] * np.roll(edges, -1, axis=1)[:, :, 1] - edges[:, :, 1] * np.roll(edges, -1, axis=1)[:, :, 0]
    convex = (turns > 0).all(axis=1) | (turns < 0).all(axis=1)
    margin = _OUTSIDE * max(size)
    limits = np.array(size, np.float32) - 1
    inside = ((corners >= -margin) & (corners <= limits + margin)).all(axis=(1, 2))
    lengths = np.linalg.norm(edges, axis=2)
    inside &= lengths.min(axis=1) > _LEAST_SIDE * lengths.max(axis=1)
    large = _areas(corners) > least_area * size[0] * size[1]
    keep = convex & inside & large
    return sides[:, keep], corners[keep]


def _areas(corners: Floats) -> Floats:
    x, y = corners[:, :, 0], corners[:, :, 1]
    return np.asarray(np.abs((x * np.roll(y, -1, 1) - y * np.roll(x, -1, 1)).sum(axis=1)) / 2, np.float32)


def _scores(lines: Lines, sides: _Indices, corners: Floats, along: Floats) -> Floats:
    """How well each quadrilateral is a sheet, 0 to 1."""
    sizes = np.linalg.norm(lines.steps, axis=2, keepdims=True)
    steps, colours = _running(np.concatenate([lines.steps, sizes], axis=2)), _running(lines.sides)
    middle = corners.mean(axis=1)
    supports, insides, brighter, beyond = [], [], [], []
    for k in range(4):
        line, before, after = sides[k], sides[(k + 3) % 4], sides[(k + 1) % 4]
        here, there = along[line, before] * STATIONS, along[line, after] * STATIONS
        step = _mean(steps, (line,), here, there)
        support = (np.linalg.norm(step[:, :3], axis=1) + step[:, 3]) / 2
        supports.append(np.where(lines.is_frame[line], _FRAME_SUPPORT, support))
        direction, away = lines.directions[line], middle - lines.points[line]
        left = (direction[:, 0] * away[:, 1] - direction[:, 1] * away[:, 0] > 0).astype(np.intp)
        inside, outside = _mean(colours, (line, left), here, there), _mean(colours, (line, 1 - left), here, there)
        insides.append(inside)
        brighter.append(np.clip((inside - outside)[:, 0] / _BRIGHTER, -1, 1))
        contrast = np.maximum(np.linalg.norm(inside - outside, axis=1), 1)
        way = np.sign(there - here)
        gap = way * _GAP * STATIONS / lines.lengths[line]
        run = np.maximum(np.abs(there - here) * _BEYOND, np.abs(gap) * 2) * way
        spans = ((here - gap - run, here - gap), (there + gap, there + gap + run))
        beyond.append(
            [
                np.linalg.norm(_mean(colours, (line, 1), *span) - _mean(colours, (line, 0), *span), axis=1) / contrast
                for span in spans
            ]
        )
    support = np.maximum(np.stack(supports), 1e-3)
    together = np.exp(np.log(support).mean(axis=0)) * (0.5 + 0.5 * np.clip(support.min(axis=0) / _WEAK, 0, 1))
    # where both neighbours of a side go on beyond it, the sheet does: a shadow or a coloured band ends there
    both = np.max([np.minimum(beyond[k - 1][1], beyond[(k + 1) % 4][0]) for k in range(4)], axis=0)
    goes_on = np.clip((both - _ENDS) / (_GOES_ON - _ENDS), 0, 1)
    spread = np.ptp(np.stack(insides), axis=0) / np.array((_INSIDE_LIGHT, _INSIDE_COLOUR, _INSIDE_COLOUR), np.float32)
    alike = np.exp(-np.square(spread).sum(axis=1) / 2)
    size = (_areas(corners) / (lines.size[0] * lines.size[1])) ** _PREFER_LARGE
    paper = 0.88 + 0.12 * np.mean(brighter, axis=0)
    return np.asarray(
        together * (0.75 + 0.25 * alike) * (0.5 + 0.5 * size) * (1 - 0.6 * goes_on) * paper / 0.9, np.float32
    )


def _span(here: Floats, there: Floats) -> tuple[_Indices, _Indices, Floats]:
    """First and last station between two places on a line, and how many."""
    ends = np.sort(np.stack((here, there)), axis=0)
    begin, end = np.clip(np.rint(ends), 0, STATIONS).astype(np.intp)
    return begin, end, np.maximum(end - begin, 1)[:, None].astype(np.float32)


def _mean(sums: Floats, of: tuple[_Indices | int, ...], here: Floats, there: Floats) -> Floats:
    """The mean along lines between two places."""
    begin, end, count = _span(here, there)
    return np.asarray((sums[*of, end] - sums[*of, begin]) / count, np.float32)


def _running(values: Floats) -> Floats:
    """Sums from the line's start, along the stations; one longer than the stations."""
    sums = np.cumsum(values, axis=-2)
    return np.concatenate([np.zeros_like(sums[..., :1, :]), sums], axis=-2)


def _ordered(corners: Floats) -> Corners:
    """Clockwise on the screen, from the corner nearest the top left."""
    middle = corners.mean(axis=0)
    turned = corners[np.argsort(np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0]))]
    first = int(turned.sum(axis=1).argmin())
    a, b, c, d = ((float(x), float(y)) for x, y in np.roll(turned, -first, axis=0))
    return a, b, c, d
