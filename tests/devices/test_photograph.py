"""What lies under the document camera: cards and open books found, parted and drawn flat; sheets known again."""

from functools import cache

import cv2
import numpy as np
import pytest

from devices.camera.hand import crosses
from devices.paper.archive import archive_page
from devices.paper.book import gutter_in
from devices.paper.curve import unbent
from devices.paper.finding import find_card, find_page
from devices.paper.likeness import Print, likeness, print_of
from devices.paper.photograph import flat_sheets
from devices.paper.picture import Picture, decode, grey, jpeg, shrunk
from office.errors import Trouble
from tests.bench.desk_camera import Frame, frame, laid_card, laid_sheet
from tests.bench.open_book import PAGE_MM, Spread, spread
from tests.devices.test_paper_finding import jaccard

SEED = 21


@cache
def book(number: int) -> Spread:
    return spread(np.random.default_rng((SEED, number)), number)


@cache
def card(number: int) -> Frame:
    return laid_card(np.random.default_rng((SEED, number)), number)


def print_in(shown: Frame) -> Print:
    small = shrunk(shown.picture, 0.5)
    page = find_page(small)
    assert page is not None
    return print_of(grey(small), page.corners)


@pytest.mark.parametrize('number', range(3))
def test_a_card_is_found_on_its_desk(number: int) -> None:
    """However small it may be and still be read."""
    page = find_card(card(number).picture)
    assert page is not None
    assert jaccard(page.corners, card(number).corners) > 0.95


def test_a_sheet_is_no_card() -> None:
    """An A4 alone gives none."""
    assert find_card(laid_sheet('marriage', 'mat', pose=1, seed=1).picture) is None


def test_a_card_is_drawn_at_its_true_size() -> None:
    """85.6 by 54 mm at the dots that are asked for, so that two sides fit one page."""
    (flat,) = flat_sheets(jpeg(card(0).picture, 95), dpi=300, kind='card')
    height, width = decode(flat.image).shape[:2]
    assert sorted((height, width)) == [638, 1011]
    page = archive_page(flat.image, dpi=flat.dpi, source='flat')
    assert sorted((page.width_mm, page.height_mm)) == pytest.approx([53.98, 85.6], abs=0.1)


@pytest.mark.parametrize('number', range(3))
def test_the_gutter_parts_a_spread(number: int) -> None:
    """Within a hundredth of its width, whichever desk it lies on."""
    shown = book(number)
    page = find_page(shown.picture)
    assert page is not None
    gutter = np.array(gutter_in(grey(shown.picture), page.corners))
    assert np.abs(gutter - shown.gutter)[:, 0].max() < 0.01 * np.linalg.norm(shown.corners[1] - shown.corners[0])


def test_without_a_shadow_the_middle_parts_it() -> None:
    """A sheet that lies folded open, evenly lit."""
    light = np.full((400, 600), 230, np.uint8)
    upper, lower = gutter_in(light, ((0, 0), (599, 0), (599, 399), (0, 399)))
    assert upper == pytest.approx((299.5, 0), abs=2)
    assert lower == pytest.approx((299.5, 399), abs=2)


def test_an_open_book_gives_two_pages_left_one_first() -> None:
    """Both upright, as high as an A4, and what is printed on each is on it."""
    left, right = flat_sheets(jpeg(book(1).picture, 95), dpi=300, kind='book')
    for flat in (left, right):
        page = archive_page(flat.image, dpi=flat.dpi, source='flat')
        assert page.height_mm == pytest.approx(297, abs=4)
        assert page.width_mm / page.height_mm == pytest.approx(PAGE_MM[0] / PAGE_MM[1], rel=0.04)
    assert likeness(whole(left.image), whole(right.image)) < 0.7


def whole(file: bytes) -> Print:
    light = grey(decode(file))
    high, wide = light.shape
    return print_of(light, ((0, 0), (wide, 0), (wide, high), (0, high)))


def test_a_book_with_one_page_that_cannot_be_read_gives_none() -> None:
    """Half a spread would look like a whole one."""
    shown = book(1)
    blurred = np.asarray(cv2.GaussianBlur(shown.picture, (0, 0), 7), np.uint8)
    picture = shown.picture.copy()
    picture[:, int(shown.gutter[:, 0].mean()) :] = blurred[:, int(shown.gutter[:, 0].mean()) :]
    with pytest.raises(Trouble, match=r'page\.blurred'):
        flat_sheets(jpeg(picture, 95), dpi=300, kind='book')


def bent_page() -> tuple[Picture, float]:
    """A page on a dark desk whose upper and lower edges bulge by 3 per cent, with a line across it that does too."""
    picture = np.full((700, 600, 3), 40, np.uint8)
    bulge = 15 * np.sin(np.linspace(0, np.pi, 400))
    for column, up in enumerate(bulge, 100):
        picture[round(100 - up) : round(600 - up), column] = 235
        picture[round(300 - up) : round(306 - up), column] = 60
    return picture, float(bulge.max())


def test_a_bent_page_becomes_straight() -> None:
    """The printed line varies by a pixel, where it bulged by fifteen."""
    picture, bulge = bent_page()
    flat = unbent(picture, ((100, 100), (500, 100), (500, 600), (100, 600)), dpi=25.4, width_mm=400, height_mm=500)
    line = (grey(flat)[:, 20:-20] < 150)[100:400].argmax(axis=0)
    assert bulge > 14
    assert np.ptp(line) <= 2


def test_a_page_without_a_clear_edge_stays_as_its_corners_say() -> None:
    """On a desk as white as itself nothing is bent."""
    picture = np.full((700, 600, 3), 235, np.uint8)
    cv2.line(picture, (120, 300), (480, 300), (40, 40, 40), 4)
    flat = unbent(picture, ((100, 100), (500, 100), (500, 600), (100, 600)), dpi=25.4, width_mm=400, height_mm=500)
    assert np.ptp((grey(flat)[:, 40:-40] < 150).argmax(axis=0)) <= 1


def test_a_sheet_is_known_again_and_another_is_not() -> None:
    """Laid elsewhere, turned round, in another light; and the next page in its place."""
    first = print_in(laid_sheet('marriage', 'mat', pose=1, seed=1))
    again = print_in(laid_sheet('marriage', 'mat', pose=2, seed=2))
    other = print_in(laid_sheet('residence', 'mat', pose=1, seed=3))
    assert likeness(first, again) > 0.8
    assert likeness(first, np.ascontiguousarray(np.rot90(again, 2))) > 0.8
    assert likeness(first, other) < 0.7


def test_empty_sheets_are_alike() -> None:
    """Nothing is written on either: turning one over takes no second picture by itself."""
    blank = np.full((96 * 2, 96 * 2), 230, np.uint8)
    corners = ((0, 0), (191, 0), (191, 191), (0, 191))
    assert likeness(print_of(blank, corners), print_of(blank, corners)) == 1


def test_a_hand_over_an_edge_is_seen_and_a_free_edge_is_free() -> None:
    """On mat, wood, cloth and a pale desk, all but one of eight; among clutter a note may touch the sheet."""
    told = []
    for number in (0, 1, 2, 3, 5, 6, 7, 8):
        shown = frame(np.random.default_rng((SEED, number)), number)
        small = shrunk(shown.picture, 0.5)
        page = find_page(small)
        assert page is not None
        told.append((crosses(small, page.corners), shown.has_hand))
    assert {hand for _, hand in told} == {True, False}
    assert sum(seen == hand for seen, hand in told) >= len(told) - 1
