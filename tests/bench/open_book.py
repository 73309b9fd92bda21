"""Frames of an open book below a document camera with the true gutter in them, drawn from a seed.

Both pages are printed specimens. Each leaf rises from its outer edge and dips into the gutter, so its print and its
upper and lower edges bend as they do in perspective; the lamp sees the slope.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from devices.paper.picture import Picture
from tests.bench.desk_camera import DESKS, HEIGHT, KINDS, WIDTH, Floats, desk_of, print_of, seen_by

# A5 pages, as of a passport's or a family register's size
PAGE_MM = (148.0, 210.0)
_DPI = 150
# how far the lens is above the desk, in millimetres
_AWAY = 420.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """One frame.

    Attributes:
        corners: of the spread, clockwise from the top left.
        gutter: its upper and its lower end.
        rise_mm: how high the leaves rise above the desk.
        desk: what it lies on.
        left: the kind of its left page.
    """

    picture: Picture
    corners: Floats
    gutter: Floats
    rise_mm: float
    desk: str
    left: str


def spread(random: np.random.Generator, number: int) -> Spread:
    """One frame; its number chooses the desk in turn."""
    desk = DESKS[number % len(DESKS)]
    rise = float(random.uniform(0, 9))
    kinds = [str(kind) for kind in random.choice(KINDS, 2, replace=False)]
    flat, left_share, margin = _bent(random, kinds, rise)
    high, wide = flat.shape[0] - 2 * margin, flat.shape[1]
    scale = min(WIDTH * 0.84 / wide, HEIGHT * 0.84 / high)
    middle = np.array((WIDTH, HEIGHT)) / 2 + random.uniform(-0.02, 0.02, 2) * HEIGHT
    turn = np.radians(random.uniform(-4, 4))
    half = np.array(((-wide, -high), (wide, -high), (wide, high), (-wide, high))) * scale / 2
    corners = middle + half @ np.array(((np.cos(turn), np.sin(turn)), (-np.sin(turn), np.cos(turn))))
    corners = (corners + random.uniform(-12, 12, (4, 2))).astype(np.float32)
    rim = ((0, margin), (wide, margin), (wide, high + margin), (0, high + margin))
    source = np.array(rim, np.float32) - 0.5
    there = cv2.getPerspectiveTransform(source, corners)
    size = (WIDTH, HEIGHT)
    book = cv2.warpPerspective(flat[:, :, :3], there, size, flags=cv2.INTER_AREA).astype(np.float32)
    share = cv2.warpPerspective(flat[:, :, 3], there, size).astype(np.float32)[:, :, None] / 255
    picture = desk_of(random, desk) * (1 - share) + book * share
    ends = np.array([[(left_share * wide, margin), (left_share * wide, high + margin)]], np.float32) - 0.5
    return Spread(
        picture=seen_by(picture.astype(np.float32), random),
        corners=corners,
        gutter=cv2.perspectiveTransform(ends, there)[0],
        rise_mm=rise,
        desk=desk,
        left=kinds[0],
    )


def _bent(random: np.random.Generator, kinds: list[str], rise: float) -> tuple[Picture, float, int]:
    """The spread as the lens sees it from straight above, with its mask; where across it the gutter is; and the rows
    above and below that only bent leaves reach into."""
    halves = [_half(kind, rise, tone=random.uniform(0.92, 1), is_left=at == 0) for at, kind in enumerate(kinds)]
    both = np.concatenate(halves, axis=1)
    margin = (both.shape[0] - round(PAGE_MM[1] * _DPI / 25.4)) // 2
    return both, halves[0].shape[1] / both.shape[1], margin


def _half(kind: str, rise: float, *, tone: float, is_left: bool) -> Picture:
    """One leaf, its gutter at its left unless it is the left one; blue, green, red and a mask."""
    dots = _DPI / 25.4
    width, height = (round(side * dots) for side in PAGE_MM)
    page = cv2.resize(print_of(kind), (width, height), interpolation=cv2.INTER_AREA)
    page = page[:, ::-1] if is_left else page
    along = np.arange(width) / dots
    # steep at the gutter, highest after 20 mm, level at the outer edge
    up = rise * (along / 20) * np.exp(1 - along / 20)
    slope = np.gradient(up, along)
    across = np.concatenate(([0], np.cumsum(np.sqrt(np.clip(1 - slope[1:] ** 2, 0.05, 1))) / dots))
    nearer = _AWAY / (_AWAY - up)
    places = across * nearer
    wide = int(places[-1] * dots)
    at = np.interp(np.arange(wide) / dots, places, along)
    zoom = np.interp(at, along, nearer)
    margin = round(height * (float(nearer.max()) - 1) / 2) + 1
    down = (np.arange(height + 2 * margin) - margin - height / 2)[:, None] / zoom[None] + height / 2
    map_x = np.broadcast_to(at * dots, down.shape).astype(np.float32)
    drawn = cv2.remap(page, np.ascontiguousarray(map_x), down.astype(np.float32), cv2.INTER_LINEAR)
    inside = ((down >= 0) & (down <= height - 1)).astype(np.uint8) * 255
    shade = 1 - 0.35 * np.clip(np.interp(at, along, slope), 0, 1) - 0.12 * np.exp(-at / 4)
    leaf = np.clip(drawn * tone * shade[None, :, None], 0, 255).astype(np.uint8)
    made = np.dstack([leaf, inside])
    return made[:, ::-1] if is_left else made
