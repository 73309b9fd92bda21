"""A page taken apart: bare paper as a plain colour, black ink as stencils, and pictures only where there is more.

Seals, signatures, pencil, coloured print and photographs stay pictures at full resolution; nothing is spent on paper.
"""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from devices.paper.ink import Stencil, grown, stencils_of
from devices.paper.picture import Grey, Picture, shrunk
from devices.paper.tone import Colour, Paper, brightness, whitened, whitened_grey

# what is left of the page is sought in blocks of so many pixels: 1.4 mm at 300 dpi
_BLOCK = 16
# fainter than this, at 300 dpi, is the haze around ink
_FAINT = 0.93
# darker than this, it is no haze but ink
_STROKE = 0.78
# one speck of sixteen pixels makes no picture
_LEAST_BLOCKS = 3
# blocks this near belong to one picture; more pictures, or more of the page, are one picture of the whole
_JOINED = 3
_MOST_PATCHES = 12
_MOST_SHARE = 0.6
# what is taken for a letter's surroundings, on a quarter of the picture: 5 mm at 300 dpi
_AROUND = (15, 15)

Box = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels of the full resolution."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """A picture of a part of the page."""

    picture: Picture
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    """What is painted, from the paper up; ``width`` and ``height`` are pixels of the full resolution."""

    width: int
    height: int
    paper: Colour
    patches: tuple[Patch, ...]
    stencils: tuple[Stencil, ...]


def one_picture(picture: Picture) -> Layers:
    """A page that is a picture as a whole."""
    height, width = picture.shape[:2]
    whole = Patch(picture=picture, box=(0, 0, width, height))
    return Layers(width=width, height=height, paper=(255, 255, 255), patches=(whole,), stencils=())


def taken_apart(light: Grey, small: Picture, part: Callable[[Box], Picture], paper: Paper) -> Layers:
    """A sheet's layers, cleaned.

    Args:
        light: its brightness at full resolution, as the sensor saw it.
        small: all of it in colour at a lower resolution, as seen.
        part: a part of it in colour at full resolution, as seen.
        paper: its bare surface.
    """
    height, width = light.shape
    clean, colours = whitened_grey(light, paper), whitened(small, paper)
    stencils = stencils_of(clean, colours, paper.clean)
    covered = _haze(clean, stencils[0].ink, paper) if stencils else np.zeros_like(clean)
    patches = [
        Patch(picture=_without(whitened(part(box), paper), _cut(covered, box), paper), box=box)
        for box in _boxes(clean, colours, covered, paper)
    ]
    return Layers(width=width, height=height, paper=paper.clean, patches=tuple(patches), stencils=stencils)


def flattened(layers: Layers, height: int) -> Picture:
    """The page as one picture, at most so many pixels high."""
    scale = min(height / layers.height, 1.0)
    size = (max(1, round(layers.width * scale)), max(1, round(layers.height * scale)))
    page = np.full((size[1], size[0], 3), layers.paper, np.uint8)
    for patch in layers.patches:
        left, top, right, bottom = (round(edge * scale) for edge in patch.box)
        if right > left and bottom > top:
            part = shrunk(patch.picture, min(1.0, (right - left) / patch.picture.shape[1]))
            page[top:bottom, left:right] = cv2.resize(part, (right - left, bottom - top))
    for stencil in layers.stencils:
        share = cv2.resize(shrunk(stencil.ink, scale), size)
        painted = cv2.merge([cv2.convertScaleAbs(share, alpha=level / 255) for level in stencil.colour])
        below = cv2.multiply(page, cv2.bitwise_not(cv2.merge([share] * 3)), scale=1 / 255)
        page = np.asarray(cv2.add(below, painted), np.uint8)
    return page


def _haze(clean: Grey, ink: Grey, paper: Paper) -> Grey:
    """The ink and the haze around it; what is no haze but a faint stroke that the stencil did not take stays bare."""
    strokes = cv2.threshold(clean, _STROKE * brightness(paper.clean), 255, cv2.THRESH_BINARY_INV)[1]
    others = cv2.bitwise_and(strokes, cv2.bitwise_not(ink), dst=strokes)
    return np.asarray(cv2.subtract(grown(ink, 3), others), np.uint8)


def _boxes(clean: Grey, colours: Picture, covered: Grey, paper: Paper) -> list[Box]:
    """Where more than paper and ink is: few rectangles, or one of all."""
    height, width = clean.shape
    left_over = cv2.threshold(clean, _FAINT * brightness(paper.clean), 255, cv2.THRESH_BINARY_INV)[1]
    left_over = cv2.bitwise_and(left_over, cv2.bitwise_not(covered, dst=covered.copy()))
    size = (-(-width // _BLOCK), -(-height // _BLOCK))
    padded = cv2.copyMakeBorder(
        left_over, 0, size[1] * _BLOCK - height, 0, size[0] * _BLOCK - width, cv2.BORDER_CONSTANT, value=0
    )
    share = cv2.resize(padded, size, interpolation=cv2.INTER_AREA)
    used = cv2.threshold(share, 255 * 3 / _BLOCK**2, 255, cv2.THRESH_BINARY)[1]
    used = cv2.bitwise_or(used, _coloured_blocks(colours, paper, size))
    count, _, stats, _ = cv2.connectedComponentsWithStats(grown(np.asarray(used, np.uint8), _JOINED))
    boxes = []
    for left, top, wide, high, _ in stats[1:count].tolist():
        inside = used[top : top + high, left : left + wide]
        if cv2.countNonZero(inside) >= _LEAST_BLOCKS:
            boxes.append(
                (left * _BLOCK, top * _BLOCK, min((left + wide) * _BLOCK, width), min((top + high) * _BLOCK, height))
            )
    area = sum((right - left) * (bottom - top) for left, top, right, bottom in boxes)
    if len(boxes) > _MOST_PATCHES or area > _MOST_SHARE * width * height:
        return [(0, 0, width, height)]
    return boxes


def _coloured_blocks(colours: Picture, paper: Paper, size: tuple[int, int]) -> Grey:
    """Pale colours, which brightness alone does not show: a highlighter's yellow, a faded pink stamp."""
    off = cv2.absdiff(colours, np.array((*paper.clean, 0), np.float64))
    blue, green, red = cv2.split(off)
    spread = cv2.subtract(cv2.max(cv2.max(blue, green), red), cv2.min(cv2.min(blue, green), red))
    strong = cv2.threshold(cv2.blur(spread, (3, 3)), 16, 255, cv2.THRESH_BINARY)[1]
    return np.asarray(
        cv2.threshold(cv2.resize(strong, size, interpolation=cv2.INTER_AREA), 60, 255, cv2.THRESH_BINARY)[1], np.uint8
    )


def _cut(mask: Grey, box: Box) -> Grey:
    left, top, right, bottom = box
    return np.ascontiguousarray(mask[top:bottom, left:right])


def _without(picture: Picture, covered: Grey, paper: Paper) -> Picture:
    """The picture with what lies under the ink filled from round about: the JPEG has no edge to pay for there."""
    if cv2.countNonZero(covered) == 0:
        return picture
    size = (picture.shape[1], picture.shape[0])
    bare = np.asarray(cv2.bitwise_not(covered), np.uint8)
    known = _quarter(np.asarray(cv2.bitwise_and(picture, picture, mask=bare), np.uint8)).astype(np.float32)
    weight = np.maximum(cv2.blur(_quarter(bare).astype(np.float32) / 255, _AROUND), 1 / 255)
    spread = cv2.blur(known, _AROUND) / weight[:, :, None]
    around = whitened(np.asarray(np.clip(spread + 0.5, 0, 255), np.uint8), Paper(colour=paper.clean, noise=paper.noise))
    filled = cv2.resize(around, size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.copyTo(filled, covered, picture), np.uint8)


def _quarter(picture: Picture) -> Picture:
    return np.asarray(cv2.resize(picture, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA), np.uint8)
