"""What a person lays under a document camera: a page, an open book, a card; each found, checked and drawn flat.

A book gives two sheets, each as high as an A4 where its size isn't known; a card is ISO/IEC 7810 ID-1.
"""

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from devices.paper.book import gutter_in, pages_of
from devices.paper.curve import unbent
from devices.paper.finding import Corners, FoundPage, find_card, find_page
from devices.paper.picture import Picture, decode, grey
from devices.paper.proportions import proportions
from devices.paper.quality import measured, refuse_illegible
from devices.paper.rectify import A4, CARD, Size, rectified
from devices.paper.sheet import MM_PER_INCH
from devices.paper.tone import evened
from office.errors import Trouble

Kind = Literal['page', 'book', 'card']


@dataclass(frozen=True, slots=True, kw_only=True)
class Flat:
    """A sheet and nothing else, of true size, as a PNM file."""

    image: bytes
    dpi: int


def flat_sheets(image: bytes, *, dpi: int, kind: Literal['book', 'card']) -> list[Flat]:
    """The sheets of a photograph, in reading order; all of them can be read.

    Args:
        image: the photograph's file.
        dpi: of the result; a card is drawn so, a book's page at most so, and never finer than the photograph.
        kind: two facing pages, or one side of a card.

    Raises:
        Trouble: ``page.unreadable``, ``page.not_found`` and the reasons of ``devices.paper.quality``.
    """
    picture = decode(image)
    page = (find_card if kind == 'card' else find_page)(picture)
    if page is None:
        raise Trouble('page.not_found')
    return [_card(picture, page, dpi)] if kind == 'card' else _book(picture, page, dpi)


def _card(picture: Picture, page: FoundPage, dpi: int) -> Flat:
    across, down = _sides(page.corners)
    size = CARD if down > across else (CARD[1], CARD[0])
    own = rectified(picture, page.corners, dpi=dpi, size=size)
    refuse_illegible(measured(picture, page, own, width_mm=size[0]))
    # both sides come onto one page, so both have its dots
    pixels = tuple(round(side / MM_PER_INCH * dpi) for side in size)
    return Flat(image=_file(np.asarray(cv2.resize(own, pixels, interpolation=cv2.INTER_CUBIC), np.uint8)), dpi=dpi)


def _book(picture: Picture, spread: FoundPage, dpi: int) -> list[Flat]:
    gutter = gutter_in(grey(picture), spread.corners)
    ratio = proportions(picture.shape, np.array(spread.corners))
    upper = (gutter[0][0] - spread.corners[0][0]) / max(spread.corners[1][0] - spread.corners[0][0], 1e-6)
    left_share = float(np.clip(upper, 0.3, 0.7))
    made = []
    for corners, share in zip(pages_of(spread.corners, gutter), (left_share, 1 - left_share), strict=True):
        size = (A4[1] * ratio * share, A4[1])
        page = FoundPage(corners=corners, confidence=spread.confidence)
        seen = unbent(picture, corners, dpi=_own_dpi(corners, size, dpi), width_mm=size[0], height_mm=size[1])
        refuse_illegible(measured(picture, page, seen, width_mm=size[0]))
        made.append(Flat(image=_file(evened(seen)), dpi=round(seen.shape[1] * MM_PER_INCH / size[0])))
    return made


def _own_dpi(corners: Corners, size: Size, most: int) -> float:
    across, down = _sides(corners)
    return min(float(most), max(across / size[0], down / size[1]) * MM_PER_INCH)


def _sides(corners: Corners) -> tuple[float, float]:
    """The longer of the two sides across, and of the two down, in pixels."""
    points = np.array(corners)
    lengths = np.linalg.norm(np.roll(points, -1, axis=0) - points, axis=1)
    return float(max(lengths[0], lengths[2])), float(max(lengths[1], lengths[3]))


def _file(picture: Picture) -> bytes:
    return bytes(cv2.imencode('.ppm', picture)[1].tobytes())
