"""The sheet in a camera's picture: found on any desk, drawn straight, and refused when it cannot be read."""

from functools import cache

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from devices.paper.archive import archive_page
from devices.paper.finding import find_page
from devices.paper.picture import Picture
from devices.paper.quality import measured
from devices.paper.rectify import rectified, true_size
from office.errors import Trouble
from tests.bench.desk_camera import DESKS, Frame, bare_desk, frame

SEED = 11


def jaccard(one: npt.ArrayLike, other: npt.ArrayLike) -> float:
    """How much two convex quadrilaterals are one."""
    a, b = np.asarray(one, np.float32), np.asarray(other, np.float32)
    both = cv2.intersectConvexConvex(a, b)[0]
    return both / (cv2.contourArea(a) + cv2.contourArea(b) - both)


@cache
def seen(number: int) -> Frame:
    return frame(np.random.default_rng((SEED, number)), number)


def as_file(picture: Picture) -> bytes:
    return cv2.imencode('.jpg', picture, (cv2.IMWRITE_JPEG_QUALITY, 92))[1].tobytes()


@pytest.mark.parametrize('number', range(6))
def test_the_sheet_is_found_on_every_desk(number: int) -> None:
    """Mat, wood, cloth, a desk as pale as paper, clutter; with hands, shadows and tilts."""
    page = find_page(seen(number).picture)
    assert page is not None
    assert jaccard(page.corners, seen(number).corners) > 0.985
    assert page.confidence > 0.6


@pytest.mark.parametrize('number', range(3))
def test_corners_go_clockwise_from_the_top_left(number: int) -> None:
    """Each corner is the one that it is called by."""
    page = find_page(seen(number).picture)
    assert page is not None
    assert np.abs(np.array(page.corners) - seen(number).corners).max() < 12


@pytest.mark.parametrize('desk', DESKS)
def test_on_a_bare_desk_nothing_is_found(desk: str) -> None:
    """No page is better than a plank."""
    assert find_page(bare_desk(np.random.default_rng(5), desk)) is None


def test_a_picture_of_nothing_has_no_page() -> None:
    """Black, and so small that nothing fits in."""
    assert find_page(np.zeros((480, 640, 3), np.uint8)) is None
    assert find_page(np.full((20, 20, 3), 200, np.uint8)) is None


@pytest.mark.parametrize('number', range(5))
def test_a_tilted_sheet_gets_its_true_size(number: int) -> None:
    """Perspective off: A-sizes and cards are known by their proportions, upright or lying."""
    shown = seen(number)
    width, height = true_size(shown.picture, tuple(map(tuple, shown.corners.tolist())))
    short, long = {'card': (53.98, 85.6)}.get(shown.size, (210, 297))
    assert sorted((width, height)) == [short, long]


def test_rectified_is_as_large_as_the_picture_allows_and_no_larger() -> None:
    """At 50 dpi it has 50; asked for more than there is, it has what there is."""
    shown = seen(0)
    corners = tuple(map(tuple, shown.corners.tolist()))
    width, height = true_size(shown.picture, corners)
    small = rectified(shown.picture, corners, dpi=50)
    assert small.shape[:2] == (round(height * 50 / 25.4), round(width * 50 / 25.4))
    large = rectified(shown.picture, corners, dpi=1200)
    assert max(large.shape) <= max(shown.picture.shape)


# ------------------------------------------------------------------------------------- what cannot be read is refused


@cache
def desk_with_a4(level: int = 60) -> Picture:
    """An A4 of print flat below a camera of 8 megapixels, as a good document camera has."""
    from devices.paper.specimen import Wear, scanned  # noqa: PLC0415 - drawn only where it is needed

    sheet = scanned('birth_declaration', seed=3, dpi=200, wear=Wear())
    desk = np.full((2448, 3264, 3), level, np.uint8)
    desk[40 : 40 + sheet.shape[0], 800 : 800 + sheet.shape[1]] = sheet
    return desk


def refused(picture: Picture) -> str:
    """The code that the picture is refused with, '' when it is kept."""
    try:
        archive_page(as_file(picture), dpi=300, source='camera')
    except Trouble as trouble:
        return trouble.code
    return ''


def test_a_good_picture_becomes_a_page() -> None:
    """A4, and not blank."""
    page = archive_page(as_file(desk_with_a4()), dpi=300, source='camera')
    assert (page.width_mm, page.height_mm) == (210, 297)
    assert not page.is_blank


def test_no_page_is_said() -> None:
    """A bare desk."""
    assert refused(bare_desk(np.random.default_rng(5), 'wood')) == 'page.not_found'


def test_a_blurred_page_is_said() -> None:
    """As when the sheet moves."""
    assert refused(np.asarray(cv2.GaussianBlur(desk_with_a4(), (0, 0), 6), np.uint8)) == 'page.blurred'


def test_a_reflection_is_said() -> None:
    """A lamp's image, blown out, in the midst of a page that is not."""
    spot = cv2.GaussianBlur(cv2.circle(np.zeros((2448, 3264), np.float32), (1600, 1200), 200, 1, -1), (0, 0), 30)
    lit = desk_with_a4().astype(np.float32) * 0.8
    assert refused(np.asarray(np.clip(lit + 250 * spot[:, :, None], 0, 255), np.uint8)) == 'page.glare'


def test_a_page_that_reaches_out_of_the_picture_is_said() -> None:
    """Its foot is missing."""
    assert refused(desk_with_a4()[:2000]) == 'page.cut_off'


def test_a_dark_part_is_said() -> None:
    """The lamp does not reach the foot of the sheet, where ink and paper are alike."""
    reach = np.linspace(1, 0.04, 2448)[:, None, None]
    assert refused((desk_with_a4(level=10) * reach).astype(np.uint8)) == 'page.dark'


def test_too_few_pixels_are_said() -> None:
    """A telephone's preview is no page."""
    assert (
        refused(np.asarray(cv2.resize(desk_with_a4(), (800, 600), interpolation=cv2.INTER_AREA), np.uint8))
        == 'page.small'
    )


def test_quality_is_measured() -> None:
    """Resolution, sharpness and shadow of a good picture, in the units of its attributes."""
    picture = desk_with_a4()
    page = find_page(picture)
    assert page is not None
    sheet = rectified(picture, page.corners, dpi=1200, size=(210, 297))
    quality = measured(picture, page, sheet, width_mm=210)
    assert quality.dpi == pytest.approx(200, abs=3)
    assert quality.blur_mm is not None
    assert quality.blur_mm < 0.25
    assert (quality.glare, quality.is_cut_off) == (0, False)
    assert quality.shadow < 0.1
