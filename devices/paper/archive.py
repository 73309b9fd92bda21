"""From the file that a scanner or camera gave to a page of the archive: straight, true in size, clean, small, PDF/A."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

import cv2
import numpy as np

from devices.paper import pdf
from devices.paper.finding import find_page
from devices.paper.ink import grown
from devices.paper.layers import Layers, flattened, one_picture, taken_apart
from devices.paper.picture import Grey, Picture, decode, grey, jpeg, shrunk
from devices.paper.quality import measured, refuse_illegible
from devices.paper.rectify import Size, rectified, true_size
from devices.paper.sheet import MM_PER_INCH, Place, lid_cut_off, place_of, taken_out
from devices.paper.skew import skew_of
from devices.paper.tone import WHITE, Paper, brightness, evened, paper_of, whitened
from office.errors import Trouble
from office.page_text import PageText

Origin = Literal['scanner', 'camera', 'flat']

_PREVIEW_HEIGHT = 1000
_PREVIEW_QUALITY = 80
# parts of a page are few and small; a page that is a picture as a whole pays for every stroke
_JPEG_QUALITY, _WHOLE_QUALITY = 85, 75
# enough to see lean, paper and edges by, and where there is colour
_SMALL_DPI = 100
# below this a stroke is less than three pixels wide, and a stencil would lose its shape
_LEAST_STENCIL_DPI = 240
# a page without noise, drawn or cleaned by the scanner, keeps its letters down to here: measured at 200 dpi on pages of
# laws, where a JPEG's ringing costs more of them and four times the size
_LEAST_CLEAN_DPI = 190
# such a page has nothing between its paper and nine tenths of it, but beside its strokes, where a scanner's JPEG rings
# within a block of eight pixels; a noisy one has 7 %
_HAZE, _MOST_HAZE, _INK, _RINGING = 0.9, 0.01, 0.6, 8
# less turning than this moves nothing by more than a pixel across a sheet's width
_LEAST_SKEW = 0.03
# ink on less than this share of a sheet is dust and the rollers' marks; a page number alone is 1/5000
_BLANK_INK = 1 / 20_000
_BLANK_DEPTH = 24
_BLANK_EDGE_MM = 8
# up to a card's size a page is kept in colour at full resolution: it costs little there
_SMALL_MM2 = 100 * 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivePage:
    """One page, ready to keep.

    Attributes:
        pdf: a single-page PDF/A-2b at true size; the same bytes for the same image.
        preview: a JPEG for the screen, at most 1000 pixels high.
        width_mm, height_mm: the sheet's size.
        skew: degrees that it lay counter-clockwise; the page is straight.
        is_blank: nothing is written on it. It is kept all the same: a person decides.
    """

    pdf: bytes
    preview: bytes
    width_mm: float
    height_mm: float
    skew: float
    is_blank: bool


def archive_page(image: bytes, *, dpi: int, source: Origin, size: Size | None = None) -> ArchivePage:
    """The page that a scanned or photographed picture shows.

    Args:
        image: a PNG, JPEG or PNM file.
        dpi: of the scan; for a camera, what is wanted at most.
        source: a scanner's picture is of true size and even light, a camera's is neither: there the sheet is found
            first, and refused when it cannot be read. A flat one is of true size and is the sheet and nothing else,
            as ``devices.paper.photograph`` gives it.
        size: the sheet's, in millimetres, where the camera's person said it; A5 looks like A4.

    Raises:
        Trouble: ``page.unreadable`` when the file is damaged, cut short or no picture; from a camera also
            ``page.not_found`` and the reasons of ``devices.paper.quality``.
    """
    picture = decode(image)
    if source == 'flat':
        return _kept(_flat(picture, dpi=dpi))
    return _kept(_scanned(picture, dpi=dpi) if source == 'scanner' else _photographed(picture, dpi=dpi, size=size))


def bind(pages: Sequence[bytes], texts: Sequence[PageText | None] = ()) -> bytes:
    """Single-page PDF/A files as one component's file, see ``devices.paper.pdf.bind``."""
    return pdf.bind(pages, texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """A picture of true scale and where in it the sheet lies; ``small`` is all of it at ``small_dpi``."""

    picture: Picture
    dpi: float
    small: Picture
    small_dpi: float
    skew: float
    paper: Paper | None
    place: Place


def _scanned(scan: Picture, *, dpi: int) -> _Sheet:
    left, top, right, bottom = lid_cut_off(scan, dpi=dpi)
    scan = scan[top:bottom, left:right]
    small = shrunk(scan, min(1.0, _SMALL_DPI / dpi))
    small_dpi = dpi * small.shape[1] / scan.shape[1]
    lean = skew_of(small)
    skew = lean if abs(lean) >= _LEAST_SKEW else 0.0
    paper = paper_of(small)
    place = place_of(small, skew=skew, paper=paper, dpi=small_dpi)
    return _Sheet(
        picture=scan, dpi=dpi, small=small, small_dpi=small_dpi, skew=skew, paper=paper, place=place
    )  # fmt: skip


def _photographed(picture: Picture, *, dpi: int, size: Size | None) -> _Sheet:
    page = find_page(picture)
    if page is None:
        raise Trouble('page.not_found')
    width, height = size or true_size(picture, page.corners)
    seen = rectified(picture, page.corners, dpi=dpi, size=(width, height))
    refuse_illegible(measured(picture, page, seen, width_mm=width))
    own_dpi = seen.shape[1] * MM_PER_INCH / width
    return _flat(seen if width * height <= _SMALL_MM2 else evened(seen), dpi=own_dpi, size=(width, height))


def _flat(sheet: Picture, *, dpi: float, size: Size | None = None) -> _Sheet:
    width, height = size or (sheet.shape[1] * MM_PER_INCH / dpi, sheet.shape[0] * MM_PER_INCH / dpi)
    small = shrunk(sheet, min(1.0, _SMALL_DPI / dpi))
    return _Sheet(
        picture=sheet,
        dpi=dpi,
        small=small,
        small_dpi=dpi * small.shape[1] / sheet.shape[1],
        skew=0.0,
        paper=paper_of(small),
        place=Place(left=0, top=0, right=width, bottom=height, width=width, height=height, on_lid=False),
    )


def _kept(sheet: _Sheet) -> ArchivePage:
    place, paper = sheet.place, sheet.paper
    layers = _layers(sheet)
    seen = flattened(layers, _PREVIEW_HEIGHT)
    return ArchivePage(
        pdf=pdf.page_pdf(
            layers,
            width_mm=place.width,
            height_mm=place.height,
            quality=_JPEG_QUALITY if layers.stencils else _WHOLE_QUALITY,
        ),
        preview=jpeg(seen, _PREVIEW_QUALITY),
        width_mm=place.width,
        height_mm=place.height,
        skew=sheet.skew,
        is_blank=paper is not None and _is_blank(seen, paper, place),
    )


def _layers(sheet: _Sheet) -> Layers:
    paper, place = sheet.paper, sheet.place
    bare = paper.colour if paper else WHITE
    out = partial(taken_out, place=place, skew=sheet.skew)
    if paper is None:
        return one_picture(out(sheet.picture, dpi=sheet.dpi, fill=bare))
    light = grey(sheet.picture)
    is_fine = sheet.dpi >= _LEAST_STENCIL_DPI or (sheet.dpi >= _LEAST_CLEAN_DPI and _is_clean(light, paper))
    if not is_fine or place.width * place.height <= _SMALL_MM2:
        return one_picture(whitened(out(sheet.picture, dpi=sheet.dpi, fill=bare), paper))
    sharp = out(light, dpi=sheet.dpi, fill=(brightness(bare),))
    colours = out(sheet.small, dpi=sheet.small_dpi, fill=bare)
    return taken_apart(sharp, colours, lambda box: out(sheet.picture, dpi=sheet.dpi, fill=bare, box=box), paper)


def _is_clean(light: Grey, paper: Paper) -> bool:
    """Whether the sheet bears no noise that would make a coarse stroke's rim uncertain."""
    bare = brightness(paper.colour)
    beside = grown(np.asarray(cv2.threshold(light, _INK * bare, 255, cv2.THRESH_BINARY_INV)[1], np.uint8), _RINGING)
    haze = cv2.bitwise_and(cv2.inRange(light, round(_HAZE * bare), bare - 1), cv2.bitwise_not(beside))
    return cv2.countNonZero(haze) < _MOST_HAZE * light.size


def _is_blank(seen: Picture, paper: Paper, place: Place) -> bool:
    """Whether nothing but dust lies on it; the rim is left out, where rollers and shadows draw."""
    edge = round(_BLANK_EDGE_MM / place.height * len(seen))
    inside = np.ascontiguousarray(seen[edge:-edge, edge:-edge])
    depth = cv2.absdiff(inside, np.array((*paper.clean, 0), np.float64)).reshape(-1)
    return cv2.countNonZero(cv2.threshold(depth, _BLANK_DEPTH, 255, cv2.THRESH_BINARY)[1]) < _BLANK_INK * depth.size
