"""Where the sheet lies in a scan: its edges against the lid, its lean, and its true size."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from devices.paper.picture import Grey, Picture, shrunk
from devices.paper.tone import Paper

MM_PER_INCH = 25.4
# ISO 216 and ISO/IEC 7810 ID-1, upright, in millimetres
KNOWN_SIZES = ((210.0, 297.0), (148.0, 210.0), (297.0, 420.0), (105.0, 148.0), (53.98, 85.6))
# feeders stretch a sheet by up to one per cent, guillotines cut it a millimetre short
_SIZE_TOLERANCE_MM = 3.0

# edges are sought at this resolution: half a millimetre a pixel
_DPI = 50
# a column is lid when nearly all of it that the scan shows is not of the paper's colour
_LID_SHARE = 0.85
_LEAST_DIFFERENCE = 5
# the corners of a turned scan hold too little to judge by
_LEAST_SEEN = 0.02
_MOST_MARGIN = 0.5
# lids seen beyond two edges differ by less
_SAME_LID = 12
# a lid is sought at a millimetre a pixel; lighter ones are as white as paper
_LID_DPI, _LIGHTEST_LID, _LID_MARGIN_MM = 25.4, 215, 6
# a card is a fiftieth of a platen; a torn corner still leaves nine tenths of a rectangle; dust is under 9 mm²
_LEAST_SHEET, _RECTANGULAR, _DUST = 0.02, 0.9, 9
# the shadow that a sheet's edge throws, and the error of the edge
_INSET_MM = 0.4

Box = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A sheet as an upright rectangle in the scan turned straight about its middle; everything in millimetres.

    Attributes:
        left, top, right, bottom: its edges, from the left and the top of the scan.
        width, height: its size, the standard one where it is within 3 mm of it.
        on_lid: whether lid shows around it, so that the rectangle is the sheet's and not the scan's.
    """

    left: float
    top: float
    right: float
    bottom: float
    width: float
    height: float
    on_lid: bool


def place_of(scan: Picture, *, skew: float, paper: Paper | None, dpi: float) -> Place:
    """Where the sheet lies once the scan is turned clockwise by ``skew``; without lid, the scan's own frame."""
    height, width = scan.shape[:2]
    found = _against_lid(scan, skew, paper, dpi) if paper else None
    if found and (_is_standard(found) or _shows_one_lid(found)):
        return _placed(found.rectangle, on_lid=True)
    return _placed((0.0, 0.0, width * MM_PER_INCH / dpi, height * MM_PER_INCH / dpi), on_lid=False)


def size_of(place: Place, dpi: float) -> tuple[int, int]:
    """Width and height of the sheet in pixels."""
    return round(place.width * dpi / MM_PER_INCH), round(place.height * dpi / MM_PER_INCH)


def taken_out(
    scan: Picture | Grey,
    place: Place,
    *,
    skew: float,
    dpi: float,
    fill: tuple[int, ...],
    box: Box | None = None,
) -> Picture:
    """The sheet alone, straight, at its true size and the scan's resolution.

    Args:
        scan: in colour or grey.
        place: where the sheet lies in it.
        skew: degrees that the scan lies counter-clockwise.
        dpi: its resolution.
        fill: what the scan does not show of the sheet becomes: blue, green, red; or one level of grey.
        box: only this part of the result.
    """
    pixels = dpi / MM_PER_INCH
    wide, high = size_of(place, dpi)
    left_edge = (place.left + place.right) / 2 * pixels - wide / 2
    top_edge = (place.top + place.bottom) / 2 * pixels - high / 2
    left, top, right, bottom = box or (0, 0, wide, high)
    height, width = scan.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -skew, 1)
    turn[:, 2] -= np.array((left_edge + left, top_edge + top))
    size = (right - left, bottom - top)
    out = np.asarray(cv2.warpAffine(scan, turn, size, flags=cv2.INTER_LINEAR, borderValue=fill), np.uint8)
    if place.on_lid:
        begin = (
            (place.left + _INSET_MM) * pixels - left_edge - left,
            (place.top + _INSET_MM) * pixels - top_edge - top,
        )
        end = (
            (place.right - _INSET_MM) * pixels - left_edge - left,
            (place.bottom - _INSET_MM) * pixels - top_edge - top,
        )
        _paint_outside(out, begin, end, fill)
    return out


def lid_cut_off(scan: Picture, *, dpi: float) -> Box:
    """Where on a dark or grey lid a smaller sheet lies, with a margin; the whole scan where no such thing is sure.

    Sure is: one colour darker than paper all around, one bright quadrilateral, and nothing else. On a white lid a
    small sheet cannot be told from what is printed in the middle of a large one, and the scan stays whole.

    Args:
        scan: at any resolution; the box is in its pixels.
        dpi: its resolution.
    """
    height, width = scan.shape[:2]
    whole = (0, 0, width, height)
    small = shrunk(scan, min(_LID_DPI / dpi, 1.0))
    rim = np.concatenate([small[0], small[-1], small[:, 0], small[:, -1]])
    lid = np.median(rim, axis=0)
    off = np.abs(small.astype(np.int16) - lid.astype(np.int16)).max(axis=2)
    on_rim = np.concatenate([off[0], off[-1], off[:, 0], off[:, -1]])
    if lid.mean() > _LIGHTEST_LID or (on_rim > _SAME_LID).mean() > 1 - _LID_SHARE:
        return whole
    outlines, _ = cv2.findContours((off > _SAME_LID).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    sheets = sorted(outlines, key=cv2.contourArea, reverse=True)
    if not sheets or not _is_quadrilateral(sheets[0], small.shape) or _is_more(sheets[1:]):
        return whole
    left, top, wide, high = cv2.boundingRect(sheets[0])
    scale, margin = width / small.shape[1], round(_LID_MARGIN_MM * dpi / MM_PER_INCH)
    box = (round(left * scale), round(top * scale), round((left + wide) * scale), round((top + high) * scale))
    return (
        max(0, box[0] - margin), max(0, box[1] - margin), min(width, box[2] + margin), min(height, box[3] + margin)
    )  # fmt: skip


def _is_quadrilateral(outline: npt.NDArray[np.int32], shape: tuple[int, ...]) -> bool:
    area = cv2.contourArea(outline)
    (_, sides, _) = cv2.minAreaRect(outline)
    return area > _LEAST_SHEET * shape[0] * shape[1] and area > _RECTANGULAR * sides[0] * sides[1]


def _is_more(outlines: list[npt.NDArray[np.int32]]) -> bool:
    """Whether more than dust lies beside the sheet."""
    return any(cv2.contourArea(outline) > _DUST for outline in outlines)


@dataclass(frozen=True, slots=True)
class _Edges:
    """A rectangle (left, top, right, bottom) in mm and the lid's colour beyond each side, None where there is none."""

    rectangle: tuple[float, float, float, float]
    lids: tuple[npt.NDArray[np.float32] | None, ...]


def _is_standard(edges: _Edges) -> bool:
    left, top, right, bottom = edges.rectangle
    return any(lid is not None for lid in edges.lids) and bool(_snapped(right - left, bottom - top))


def _shows_one_lid(edges: _Edges) -> bool:
    """Whether one colour lies beyond two sides or more: a printed band has another one, or only one side."""
    lids = [lid for lid in edges.lids if lid is not None]
    return len(lids) > 1 and float(np.ptp(np.stack(lids), axis=0).max()) < _SAME_LID


def _against_lid(scan: Picture, skew: float, paper: Paper, dpi: float) -> _Edges:
    small = shrunk(scan, min(_DPI / dpi, 1.0))
    height, width = small.shape[:2]
    millimetres = scan.shape[1] / width * MM_PER_INCH / dpi
    reach = int(np.ceil(np.sin(np.radians(abs(skew))) * max(height, width) / 2)) + 1
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -skew, 1)
    turn[:, 2] += reach
    size = (width + 2 * reach, height + 2 * reach)
    straight = np.asarray(cv2.warpAffine(small, turn, size, flags=cv2.INTER_LINEAR), np.uint8)
    valid = np.asarray(cv2.warpAffine(np.full((height, width), 255, np.uint8), turn, size), np.uint8) == np.uint8(255)
    other = cv2.absdiff(straight, np.array((*paper.colour, 0), np.float64)).max(axis=2) > max(
        _LEAST_DIFFERENCE, paper.noise
    )
    left, right = _margins(other, valid, straight)
    top, bottom = _margins(other.T, valid.T, straight.transpose(1, 0, 2))
    rectangle = (left[0], top[0], size[0] - right[0], size[1] - bottom[0])
    mm = [(edge - reach) * millimetres for edge in rectangle]
    return _Edges((mm[0], mm[1], mm[2], mm[3]), (left[1], top[1], right[1], bottom[1]))


_Margin = tuple[int, npt.NDArray[np.float32] | None]


def _margins(
    other: npt.NDArray[np.bool_], valid: npt.NDArray[np.bool_], colours: npt.NDArray[np.uint8]
) -> tuple[_Margin, _Margin]:
    """How many columns at the left and at the right are lid or outside of the scan, and the lid's colour there."""
    seen = valid.sum(axis=0)
    lid = (other & valid).sum(axis=0) >= _LID_SHARE * seen
    outside = seen <= _LEAST_SEEN * len(other)

    def from_outside(order: npt.NDArray[np.intp]) -> _Margin:
        not_outside = int(np.argmin(outside[order]))
        sheet = not_outside + int(np.argmin((lid | outside)[order[not_outside:]]))
        if sheet == not_outside or sheet > _MOST_MARGIN * len(order):
            return not_outside, None
        strip = order[not_outside:sheet]
        return sheet, np.median(colours[:, strip][valid[:, strip]], axis=0).astype(np.float32)

    forward = np.arange(other.shape[1])
    return from_outside(forward), from_outside(forward[::-1])


def _placed(rectangle: tuple[float, float, float, float], *, on_lid: bool) -> Place:
    left, top, right, bottom = rectangle
    width, height = _snapped(right - left, bottom - top) or (right - left, bottom - top)
    return Place(left=left, top=top, right=right, bottom=bottom, width=width, height=height, on_lid=on_lid)


def _snapped(width: float, height: float) -> tuple[float, float] | None:
    """The standard size that a rectangle is, upright or lying."""
    for short, long in KNOWN_SIZES:
        for size in ((short, long), (long, short)):
            if max(abs(width - size[0]), abs(height - size[1])) <= _SIZE_TOLERANCE_MM:
                return size
    return None


def _paint_outside(
    picture: Picture, begin: tuple[float, float], end: tuple[float, float], fill: tuple[int, ...]
) -> None:
    left, top = (max(0, round(edge)) for edge in begin)
    right, bottom = (max(0, round(edge)) for edge in end)
    colour = fill if picture.ndim > 2 else fill[0]  # noqa: PLR2004 - grey pictures have no third axis
    picture[:top] = picture[bottom:] = picture[:, :left] = picture[:, right:] = colour
