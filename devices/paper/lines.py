"""Straight edges in a picture, and how surely each parts one surface from another along its way."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from devices.paper.picture import Grey, Picture

Floats = npt.NDArray[np.float32]

# segments shorter than this share of the picture's diagonal are letters and grain
_LEAST_LENGTH = 0.035
# segments of one edge: nearly one direction, nearly on one line (radians, pixels)
_SAME_DIRECTION, _SAME_LINE = 0.05, 3.0
_MOST_LINES = 26
# places along a line at which its two sides are compared, and how far apart, in pixels
STATIONS = 128
_OFF = 4.0
# Lab levels: below the first two surfaces are one, above the second they certainly differ
_SAME, _OTHER = 3.0, 12.0
_LEAST_STEP = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Lines through a picture of ``size`` (width, height), each from frame to frame.

    Attributes:
        points: a point of each line, n x 2.
        directions: unit vectors, n x 2; a line's left is at its normal (-y, x).
        starts, lengths: where the line enters the picture, as a distance from its point, and how long it runs there.
        steps: n x STATIONS x 3, how the colour changes from its right to its left there, as a vector of length 0 to 1.
        sides: n x 2 x STATIONS x 3, the colours (Lab) on its right and on its left.
        is_frame: whether it is an edge of the picture itself.
    """

    size: tuple[int, int]
    points: Floats
    directions: Floats
    starts: Floats
    lengths: Floats
    steps: Floats
    sides: Floats
    is_frame: npt.NDArray[np.bool_]


def lines_of(lab: Picture) -> Lines:
    """The picture's strongest straight edges and its own four.

    Args:
        lab: the picture in CIE Lab, some hundred pixels wide.
    """
    height, width = lab.shape[:2]
    smooth = np.asarray(cv2.blur(lab, (5, 5)), np.uint8)
    segments = np.concatenate([_segments(channel) for channel in _views(lab)])
    found = _merged(segments, smooth)
    frame = np.array(((0, 0, 1, 0), (0, height - 1, 1, 0), (0, 0, 0, 1), (width - 1, 0, 0, 1)), np.float32)
    all_lines = np.concatenate([found, frame])
    points, directions = all_lines[:, :2], all_lines[:, 2:]
    starts, lengths = _clipped(points, directions, (width, height))
    inside = lengths > _LEAST_LENGTH * max(width, height)
    points, directions, starts, lengths = points[inside], directions[inside], starts[inside], lengths[inside]
    is_frame = (np.arange(len(all_lines)) >= len(found))[inside]
    sides = _sides(smooth, points, directions, starts, lengths, STATIONS)
    steps = sides[:, 1] - sides[:, 0]
    sizes = np.linalg.norm(steps, axis=2, keepdims=True)
    steps *= _surely(sizes) / np.maximum(sizes, 1e-6)
    return Lines(
        size=(width, height), points=points, directions=directions, starts=starts, lengths=lengths,
        steps=steps, sides=sides, is_frame=is_frame,
    )  # fmt: skip


def _views(lab: Picture) -> list[Grey]:
    """Brightness, and colourfulness: a white sheet on pale wood has the same brightness and less colour."""
    light, red, yellow = cv2.split(lab)
    grey = np.full_like(light, 128)
    colour = cv2.add(cv2.absdiff(red, grey), cv2.absdiff(yellow, grey))
    return [np.asarray(light, np.uint8), np.asarray(cv2.GaussianBlur(cv2.add(colour, colour), (3, 3), 0), np.uint8)]


def _segments(view: Grey) -> Floats:
    """Segments (x, y, x, y), n x 4."""
    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_NONE, 1.0).detect(view)[0]
    return np.asarray([] if found is None else found, np.float32).reshape(-1, 4)  # type: ignore[redundant-expr]  # stubs forget None


def _surely(steps: Floats) -> Floats:
    """How surely colours so far apart are two surfaces' and not one's: 0 to 1."""
    return np.asarray(np.clip((steps - _SAME) / (_OTHER - _SAME), 0, 1), np.float32)


def _merged(segments: Floats, smooth: Picture) -> Floats:
    """Lines (point, direction), n x 4: the longest segment takes in what lies on its line, then the next."""
    along = segments[:, 2:] - segments[:, :2]
    lengths = np.linalg.norm(along, axis=1)
    keep = lengths > _LEAST_LENGTH * float(np.hypot(*smooth.shape[:2]))
    segments, along, lengths = segments[keep], along[keep], lengths[keep]
    if not len(segments):
        return np.zeros((0, 4), np.float32)
    directions = along / lengths[:, None]
    sides = _sides(smooth, segments[:, :2], directions, np.zeros(len(lengths), np.float32), lengths, 4)
    surely = _surely(np.linalg.norm(sides[:, 1] - sides[:, 0], axis=2).mean(axis=1))
    # a stroke or a ruled line has the same colour on both its sides
    keep = surely > _LEAST_STEP
    segments, lengths, directions = segments[keep], (lengths * surely)[keep], directions[keep]
    middles = (segments[:, :2] + segments[:, 2:]) / 2
    free = np.ones(len(segments), bool)
    lines: list[tuple[float, Floats]] = []
    for seed in np.argsort(-lengths):
        if not free[seed]:
            continue
        normal = np.array((-directions[seed, 1], directions[seed, 0]))
        off = np.abs((middles - middles[seed]) @ normal)
        turned = np.abs(directions @ normal)
        member = free & (off < _SAME_LINE) & (turned < _SAME_DIRECTION)
        free &= ~member
        lines.append((float(lengths[member].sum()), _fitted(segments[member], lengths[member])))
    lines.sort(key=lambda line: -line[0])
    return np.array([line for _, line in lines[:_MOST_LINES]], np.float32).reshape(-1, 4)


def _fitted(segments: Floats, lengths: Floats) -> Floats:
    """One line through segments, the long ones weighing more."""
    ends = segments.reshape(-1, 2)
    weights = np.repeat(lengths, 2)[:, None]
    middle = (ends * weights).sum(axis=0) / weights.sum()
    off = (ends - middle) * np.sqrt(weights)
    direction = np.linalg.svd(off, full_matrices=False)[2][0]
    return np.concatenate([middle, direction]).astype(np.float32)


def _clipped(points: Floats, directions: Floats, size: tuple[int, int]) -> tuple[Floats, Floats]:
    """Where each line enters the picture and how long it stays."""
    with np.errstate(divide='ignore', invalid='ignore'):
        low = (0 - points) / directions
        high = (np.array(size, np.float32) - 1 - points) / directions
    flat = np.abs(directions) < 1e-6  # noqa: PLR2004 - parallel to that edge
    enter = np.where(flat, -np.inf, np.minimum(low, high)).max(axis=1)
    leave = np.where(flat, np.inf, np.maximum(low, high)).min(axis=1)
    return enter.astype(np.float32), np.clip(leave - enter, 0, None).astype(np.float32)


def _sides(  # noqa: PLR0917 - one line's parts, as in Lines
    smooth: Picture, points: Floats, directions: Floats, starts: Floats, lengths: Floats, stations: int
) -> Floats:
    """The colours beside each line: n x 2 x stations x 3."""
    at = starts[:, None] + lengths[:, None] * (np.arange(stations, dtype=np.float32)[None] + 0.5) / stations
    on = points[:, None] + directions[:, None] * at[:, :, None]
    normals = np.stack((-directions[:, 1], directions[:, 0]), axis=1)[:, None] * _OFF
    places = np.stack((on - normals, on + normals), axis=1).reshape(-1, stations, 2).astype(np.float32)
    colours = cv2.remap(smooth, places[:, :, 0], places[:, :, 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(colours, np.float32).reshape(len(points), 2, stations, 3)
