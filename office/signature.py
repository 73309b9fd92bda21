"""A signature by hand: its strokes with their times as they were drawn, and the lines that are drawn of them.

Kept as it was written: ten years later it can be seen how somebody signed, not only what it looked like.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from math import hypot

from office.errors import Refusal

# hundredths of a millimetre: finer than any pen's trace
PER_MM = 100
# less ink than this is a slip of the hand: the shortest initials measure more
_LEAST_INK_MM = 12
# a touch panel reports up to a thousand places a second; nobody signs with more places than this
_MOST_POINTS = 20_000
# between two reported places so many are laid, on a curve through all of them (Catmull and Rom 1974)
_BETWEEN = 4
PEN_MM = 0.5

Line = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One stroke: ``x`` and ``y`` in hundredths of a millimetre from the pad's upper left, ``ms`` since the first."""

    x: tuple[int, ...]
    y: tuple[int, ...]
    ms: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """The strokes on a pad of so many hundredths of a millimetre; ``at`` is the moment of the first, aware, in UTC."""

    width: int
    height: int
    at: datetime
    strokes: tuple[Trace, ...]


def checked(signature: Signature) -> Signature:
    """The signature, once it is one.

    Raises:
        Refusal: ``signature.empty`` for none or a dot, ``signature.shape`` for places that no pad reports.
    """
    for one in signature.strokes:
        inside = all(0 <= x <= signature.width for x in one.x) and all(0 <= y <= signature.height for y in one.y)
        if not (len(one.x) == len(one.y) == len(one.ms) and inside and list(one.ms) == sorted(one.ms)):
            raise Refusal('signature.shape')
    if sum(len(one.x) for one in signature.strokes) > _MOST_POINTS:
        raise Refusal('signature.shape')
    if ink_mm(signature) < _LEAST_INK_MM:
        raise Refusal('signature.empty')
    return signature


def ink_mm(signature: Signature) -> float:
    """How long the pen's way is, in millimetres."""
    ways = (pairwise(zip(one.x, one.y, strict=True)) for one in signature.strokes)
    return sum(hypot(there[0] - here[0], there[1] - here[1]) for way in ways for here, there in way) / PER_MM


def lines_of(signature: Signature) -> tuple[Line, ...]:
    """The smooth lines to be drawn, moved to the upper left of what they need; a dot is a line of one place."""
    drawn = [_smooth(list(zip(one.x, one.y, strict=True))) for one in signature.strokes if one.x]
    left = min((x for line in drawn for x, _ in line), default=0)
    top = min((y for line in drawn for _, y in line), default=0)
    return tuple(tuple((x - left, y - top) for x, y in line) for line in drawn)


def size_of(lines: tuple[Line, ...]) -> tuple[int, int]:
    """Width and height of what lines need, in hundredths of a millimetre."""
    width = max((x for line in lines for x, _ in line), default=0)
    height = max((y for line in lines for _, y in line), default=0)
    return width, height


def _smooth(places: list[tuple[int, int]]) -> Line:
    """A curve through all the places, itself a line of close places."""
    distinct = [places[0], *(there for here, there in pairwise(places) if here != there)]
    if len(distinct) < 3:  # noqa: PLR2004 - two places have but one way
        return tuple(distinct)
    padded = [distinct[0], *distinct, distinct[-1]]
    curve = [distinct[0]]
    for at in range(len(distinct) - 1):
        p0, p1, p2, p3 = padded[at : at + 4]
        for step in range(1, _BETWEEN + 1):
            t = step / _BETWEEN
            curve.append((_between(p0[0], p1[0], p2[0], p3[0], t), _between(p0[1], p1[1], p2[1], p3[1], t)))
    return tuple(curve)


def _between(before: int, here: int, there: int, after: int, t: float) -> int:
    """A coordinate at ``t`` of the way from here to there, by the curve of Catmull and Rom."""
    linear = (there - before) * t
    square = (2 * before - 5 * here + 4 * there - after) * t * t
    cubic = (3 * here - before - 3 * there + after) * t * t * t
    return round(0.5 * (2 * here + linear + square + cubic))
