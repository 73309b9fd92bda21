"""From the file that a scanner or camera gave to a page of the archive: straight, true in size, clean, small, PDF/A."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from devices.paper import pdf
from devices.paper.layers import Layers, flattened, one_picture, taken_apart
from devices.paper.picture import Grey, Picture, decode, grey, jpeg, shrunk
from devices.paper.sheet import Place, lid_cut_off, place_of, taken_out
from devices.paper.skew import skew_of
from devices.paper.tone import WHITE, Paper, brightness, paper_of, whitened

Origin = Literal['scanner', 'camera']

_PREVIEW_HEIGHT = 1000
_PREVIEW_QUALITY = 80
_JPEG_QUALITY = 85
# enough to see lean, paper and edges by, and where there is colour
_SMALL_DPI = 100
# below this a stroke is less than three pixels wide, and a stencil would lose its shape
_LEAST_STENCIL_DPI = 240
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


def archive_page(image: bytes, *, dpi: int, source: Origin) -> ArchivePage:  # noqa: ARG001  # cameras follow
    """The page that a scanned or photographed picture shows.

    Args:
        image: a PNG, JPEG or PNM file.
        dpi: of the scan; for a camera, what the page is wanted at.
        source: a scanner's picture is of true size and even light, a camera's is neither.

    Raises:
        Trouble: ``page.unreadable`` when the file is damaged, cut short or no picture.
    """
    return _archived(decode(image), dpi=dpi)


def bind(pages: Sequence[bytes]) -> bytes:
    """Single-page PDF/A files as one component's file, see ``devices.paper.pdf.bind``."""
    return pdf.bind(pages)


def _archived(scan: Picture, *, dpi: int) -> ArchivePage:
    left, top, right, bottom = lid_cut_off(scan, dpi=dpi)
    scan = scan[top:bottom, left:right]
    light, small = grey(scan), shrunk(scan, min(1.0, _SMALL_DPI / dpi))
    lean = skew_of(small)
    skew = lean if abs(lean) >= _LEAST_SKEW else 0.0
    paper = paper_of(small)
    small_dpi = dpi * small.shape[1] / scan.shape[1]
    place = place_of(small, skew=skew, paper=paper, dpi=small_dpi)
    layers = _layers((scan, light, small), place, skew, paper, dpi)
    seen = flattened(layers, _PREVIEW_HEIGHT)
    return ArchivePage(
        pdf=pdf.page_pdf(layers, width_mm=place.width, height_mm=place.height, quality=_JPEG_QUALITY),
        preview=jpeg(seen, _PREVIEW_QUALITY),
        width_mm=place.width,
        height_mm=place.height,
        skew=skew,
        is_blank=paper is not None and _is_blank(seen, paper, place),
    )


def _layers(scans: tuple[Picture, Grey, Picture], place: Place, skew: float, paper: Paper | None, dpi: int) -> Layers:
    scan, light, small = scans
    if paper is None:
        return one_picture(taken_out(scan, place, skew=skew, dpi=dpi, fill=WHITE))
    colour = paper.colour
    if dpi < _LEAST_STENCIL_DPI or place.width * place.height <= _SMALL_MM2:
        return one_picture(whitened(taken_out(scan, place, skew=skew, dpi=dpi, fill=colour), paper))
    sharp = taken_out(light, place, skew=skew, dpi=dpi, fill=(brightness(colour),))
    small_dpi = dpi * small.shape[1] / scan.shape[1]
    colours = taken_out(small, place, skew=skew, dpi=small_dpi, fill=colour)
    return taken_apart(
        sharp, colours, lambda box: taken_out(scan, place, skew=skew, dpi=dpi, fill=colour, box=box), paper
    )


def _is_blank(seen: Picture, paper: Paper, place: Place) -> bool:
    """Whether nothing but dust lies on it; the rim is left out, where rollers and shadows draw."""
    edge = round(_BLANK_EDGE_MM / place.height * len(seen))
    inside = np.ascontiguousarray(seen[edge:-edge, edge:-edge])
    depth = cv2.absdiff(inside, np.full_like(inside, paper.clean)).reshape(-1)
    return cv2.countNonZero(cv2.threshold(depth, _BLANK_DEPTH, 255, cv2.THRESH_BINARY)[1]) < _BLANK_INK * depth.size
