"""Where three lines of a machine readable zone may be in a picture, and each laid flat.

Signs of OCR-B don't touch: each is a spot of ink of known size. Spots side by side make chains, three chains one under
the other a zone, and the spots' numbers in their chains the grid of places, with whatever perspective it is seen in.
How large a sign is in the picture isn't known: the picture is tried at several sizes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise, product

import cv2
import numpy as np
import numpy.typing as npt

from devices.id_reader.mrz_glyphs import HIGH, WIDE
from devices.paper.picture import Grey
from office.mrz import LENGTH, LINES

Float = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]

# pixels from sign to sign for which a picture is brought to the size at which they are WIDE
_PITCHES = (24, 17, 34, 12, 48)
_SHARES = (0.5, 0.35)  # of the darkest ink nearby, from which a pixel is ink; weak print is tried second
_LEAST_SPOT, _MOST_SPOT = 6.0, 28.0  # the diagonal of a sign's ink, from I to M, blurred or fat
_REACH = (0.6, 2.0)  # places to the next spot of a chain: one may be missing
_LEAST_PIECE = 4
_LEAST_CHAIN = 9  # spots; the shortest name with its fillers has thirty, of which many may be unreadable
_LEAN = 13.0  # degrees off the common direction at which a spot is still the next of a line
_ASKEW = 0.08  # sine of the angle by which a line may lean against another, seen from the side
_MOST_CHAINS = 12
# a dense page has 700 at the finest size; each pair is looked at, and cloth or a screen of dots has tens of thousands
_MOST_SPOTS = 2500
_DIRECTIONS = 2
_STEPS = (1.3, 3.2)  # places from line to line: 4.2 to 6.35 mm, and some more for a view from above or below
_MARGIN_PLACES = 5
_MOST_TRIES = 4

MARGIN = _MARGIN_PLACES * WIDE
STRIP_HIGH = HIGH + 10
STRIP_WIDE = LENGTH * WIDE + 2 * MARGIN


@dataclass(frozen=True, slots=True)
class _Chain:
    """Spots side by side: where they are, left to right, and the straight line through them."""

    points: Doubles
    at: Doubles
    way: Doubles

    def turned(self) -> '_Chain':
        """The same, from its other end."""
        return _Chain(self.points[::-1], self.at, -self.way)


def strips(light: Grey) -> Iterator[tuple[Float, ...]]:
    """Three lines laid flat, each ``STRIP_HIGH`` x ``STRIP_WIDE``, for each find."""
    for share, pitch in product(_SHARES, _PITCHES):
        scale = WIDE / pitch
        if scale * max(light.shape) < LENGTH * WIDE:
            continue
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        sized = np.asarray(cv2.resize(light, None, fx=scale, fy=scale, interpolation=way), np.uint8)
        for three in _threes(_chains(_spots(sized, share))):
            if (grid := _grid(three)) is not None:
                yield tuple(_flat(sized, grid, row) for row in range(LINES))


def _spots(light: Grey, share: float) -> Doubles:
    """The middles of everything that is as dark and as large as a sign."""
    soft = cv2.GaussianBlur(light, (0, 0), 1.0)
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (WIDE + 1, WIDE + 1))
    ink = cv2.morphologyEx(soft, cv2.MORPH_BLACKHAT, kernel).astype(np.float32)
    # in a shadow or beside a lamp ink is weak: it counts beside the darkest nearby, and above the paper's grain
    darkest = cv2.blur(cv2.dilate(ink, kernel), (2 * WIDE + 1, 2 * WIDE + 1))
    grain = 2.5 * float(np.median(ink)) + 4.0
    marked = ((ink > share * darkest) & (ink > grain)).astype(np.uint8)
    _, _, stats, middles = cv2.connectedComponentsWithStats(marked, connectivity=8)
    diagonal = np.hypot(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    fits = (diagonal >= _LEAST_SPOT) & (diagonal <= _MOST_SPOT) & (stats[:, cv2.CC_STAT_AREA] >= 2 * _LEAST_SPOT)
    boxes = stats[:, [cv2.CC_STAT_LEFT, cv2.CC_STAT_TOP]] + (stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]] - 1) / 2
    return np.asarray(boxes[fits], np.float64) if len(middles) else np.zeros((0, 2))


def _chains(spots: Doubles) -> list[_Chain]:
    """Spots side by side, in the directions in which most of them have a neighbour."""
    if not LINES * _LEAST_CHAIN <= len(spots) <= _MOST_SPOTS:
        return []
    apart = spots[None, :, :] - spots[:, None, :]
    far = np.hypot(apart[..., 0], apart[..., 1])
    is_near = (far > _REACH[0] * WIDE) & (far < _REACH[1] * WIDE)
    turns = np.rad2deg(np.arctan2(apart[..., 1], apart[..., 0])) % 180
    counts, _ = np.histogram(turns[is_near & (far < 1.4 * WIDE)], bins=60, range=(0, 180))
    smooth = counts + np.roll(counts, 1) + np.roll(counts, -1)
    found: list[_Chain] = []
    for _ in range(_DIRECTIONS):
        peak = int(np.argmax(smooth))
        smooth[np.arange(peak - 4, peak + 5) % len(smooth)] = 0
        turn = 3 * float(peak) + 1.5
        away = np.abs((turns - turn + 90) % 180 - 90)
        found += _linked(spots, is_near & (away < _LEAN), np.deg2rad(turn))
    return sorted(found, key=lambda chain: -len(chain.points))[:_MOST_CHAINS]


def _linked(spots: Doubles, is_next: npt.NDArray[np.bool_], turn: float) -> list[_Chain]:
    groups = np.arange(len(spots))
    for one, other in np.argwhere(np.triu(is_next)):
        groups[groups == groups[other]] = groups[one]
    way = np.array((np.cos(turn), np.sin(turn)))
    found = []
    for group in np.unique(groups):
        points = spots[groups == group]
        if len(points) >= _LEAST_PIECE:
            found.append(_chain(points, way))
    found.sort(key=lambda chain: -len(chain.points))
    whole: list[_Chain] = []
    for piece in found:
        # a lamp or a thumb parts a line: its pieces lie on one straight line
        same = next((at for at, chain in enumerate(whole) if _is_of(piece, chain)), None)
        if same is None:
            whole.append(piece)
        else:
            whole[same] = _chain(np.concatenate([whole[same].points, piece.points]), way)
    return [chain for chain in whole if len(chain.points) >= _LEAST_CHAIN]


def _chain(points: Doubles, way: Doubles) -> _Chain:
    ordered = points[np.argsort(points @ way)]
    fitted = cv2.fitLine(ordered.astype(np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01).ravel().astype(np.float64)
    along = fitted[:2] if fitted[:2] @ way > 0 else -fitted[:2]
    off = np.abs((ordered - fitted[2:]) @ np.array((-along[1], along[0])))
    return _Chain(ordered[off < WIDE / 2], fitted[2:], along)


def _is_of(piece: _Chain, chain: _Chain) -> bool:
    """Whether a piece lies on a chain's straight line, beside it and not farther than the rest of a line."""
    if len(piece.points) == 0:
        return False
    across = np.array((-chain.way[1], chain.way[0]))
    off = np.abs((piece.points - chain.at) @ across)
    both = np.concatenate([piece.points, chain.points]) @ chain.way
    return bool(off.max() < 0.6 * WIDE and np.ptp(both) < 1.1 * LENGTH * WIDE)


def _threes(chains: list[_Chain]) -> list[tuple[_Chain, ...]]:
    """Three chains one under the other, equally far apart, those of most spots first."""
    found = [ordered for three in combinations(chains, LINES) if (ordered := _ordered(three))]
    return sorted(found, key=lambda three: -sum(len(chain.points) for chain in three))[:_MOST_TRIES]


def _ordered(three: tuple[_Chain, ...]) -> tuple[_Chain, ...]:
    way = three[0].way
    three = tuple(chain if chain.way @ way > 0 else chain.turned() for chain in three)
    if any(abs(float(chain.way @ np.array((-way[1], way[0])))) > _ASKEW for chain in three):
        return ()
    middle = np.concatenate([chain.points for chain in three]).mean(axis=0)
    across = np.array((-way[1], way[0]))
    # how far below the common middle each line passes
    below = {id(chain): float(_nearest(chain, middle) @ across) for chain in three}
    ordered = tuple(sorted(three, key=lambda chain: below[id(chain)]))
    steps = [below[id(lower)] - below[id(upper)] for upper, lower in pairwise(ordered)]
    is_even = max(steps) < 1.3 * min(steps)
    return ordered if is_even and all(_STEPS[0] * WIDE < step < _STEPS[1] * WIDE for step in steps) else ()


def _nearest(chain: _Chain, point: Doubles) -> Doubles:
    """The point of a chain's straight line that is nearest to another."""
    return np.asarray(chain.at + chain.way * float((point - chain.at) @ chain.way))


def _grid(three: tuple[_Chain, ...]) -> Doubles | None:
    """From places, as column and row, to the picture; None when the spots are no thirty places."""
    gaps = np.concatenate([np.diff(chain.points @ chain.way) for chain in three])
    near = gaps[(gaps > 0.6 * WIDE) & (gaps < 1.45 * WIDE)]
    if len(near) < LENGTH:
        return None
    pitch = float(np.median(near))
    begin = three[0].points[0]
    places, points = [], []
    for row, chain in enumerate(three):
        columns = np.concatenate([[0.0], np.cumsum(np.maximum(1, np.round(np.diff(chain.points @ chain.way) / pitch)))])
        # the same column of the next line is straight below, as far as the view from the side lets it be
        shift = float((chain.points[0] - _nearest(chain, begin)) @ chain.way)
        columns += round(shift / pitch)
        places += [(column, row) for column in columns]
        points += list(chain.points)
    at = np.array(places)
    # typed as if it always found one
    found: object = cv2.findHomography(at.astype(np.float64), np.array(points), cv2.RANSAC, 0.3 * WIDE)[0]
    if not isinstance(found, np.ndarray):
        return None
    first, last = at[:, 0].min(), at[:, 0].max()
    # thirty places around the middle of all spots; which of them is the first is seen by the signs
    start = round((first + last - (LENGTH - 1)) / 2)
    moved = np.array(((1.0, 0.0, start), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)))
    return np.asarray(np.asarray(found, np.float64) @ moved, np.float64)


def _flat(light: Grey, grid: Doubles, row: int) -> Float:
    """One line laid flat: as wide as its places, as high as they are wide, upright as its columns stand."""
    ends = (-0.5 - _MARGIN_PLACES, LENGTH - 0.5 + _MARGIN_PLACES)
    corners = []
    for end in ends:
        middle, beside = _seen(grid, end, row), _seen(grid, end + 1, row)
        down = _seen(grid, end, row + 0.5) - _seen(grid, end, row - 0.5)
        half = down / np.linalg.norm(down) * np.linalg.norm(beside - middle) * STRIP_HIGH / WIDE / 2
        corners += [middle - half, middle + half]
    top_left, bottom_left, top_right, bottom_right = corners
    seen = np.array((top_left, top_right, bottom_right, bottom_left), np.float32)
    flat = np.array(((0, 0), (STRIP_WIDE, 0), (STRIP_WIDE, STRIP_HIGH), (0, STRIP_HIGH)), np.float32)
    placed = cv2.getPerspectiveTransform(seen, flat)
    strip = cv2.warpPerspective(
        light, placed, (STRIP_WIDE, STRIP_HIGH), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return _evened(np.asarray(strip, np.float32))


def _evened(strip: Float) -> Float:
    """Without shadows: every place as bright as if its paper were."""
    soft = cv2.GaussianBlur(strip, (0, 0), 1.0)
    paper = cv2.GaussianBlur(cv2.dilate(soft, np.ones((9, 9), np.uint8)), (0, 0), 2.0)
    return np.asarray(200 * strip / np.maximum(paper, 1.0), np.float32)


def _seen(grid: Doubles, column: float, row: float) -> Doubles:
    x, y, w = grid @ np.array((column, row, 1.0))
    return np.array((x / w, y / w))
