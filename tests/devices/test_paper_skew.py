"""How far a page leans, whatever is on it."""

import cv2
import numpy as np
import pytest

from devices.paper.picture import Picture
from devices.paper.skew import skew_of, straightened
from devices.paper.specimen import drawn


def leaning(picture: Picture, degrees: float) -> Picture:
    """The picture turned counter-clockwise."""
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return np.asarray(cv2.warpAffine(picture, turn, (width, height), borderValue=(255, 255, 255)), np.uint8)


def text() -> Picture:
    return np.asarray(drawn('residence', dpi=100))[:, :, ::-1].copy()


def form() -> Picture:
    """Ruled lines and boxes without a word."""
    page = np.full((1170, 827, 3), 255, np.uint8)
    for y in range(150, 1000, 40):
        cv2.line(page, (80, y), (740, y), (90, 90, 90), 1)
    cv2.rectangle(page, (80, 150), (740, 990), (60, 60, 60), 2)
    return page


@pytest.mark.parametrize('degrees', [-13.0, -4.4, -0.9, -0.25, 0.0, 0.1, 1.7, 12.5])
@pytest.mark.parametrize('kind', ['text', 'form'])
def test_the_lean_is_measured_to_a_tenth(kind: str, degrees: float) -> None:
    """Print and ruled forms, to both sides, small and large."""
    page = {'text': text, 'form': form}[kind]()
    assert skew_of(leaning(page, degrees)) == pytest.approx(degrees, abs=0.1)


def test_straightened_is_straight() -> None:
    """The sign of the one is the sign of the other."""
    page = leaning(text(), 3.3)
    assert abs(skew_of(straightened(page, skew_of(page)))) <= 0.1


def test_print_that_lies_on_its_side_is_measured_too() -> None:
    """Turned by a quarter: its lines stand, and lean as much."""
    page = np.ascontiguousarray(np.rot90(text()))
    assert skew_of(leaning(page, 1.5)) == pytest.approx(1.5, abs=0.15)


@pytest.mark.parametrize('kind', ['bare', 'noise', 'blob'])
def test_where_nothing_shows_it_the_lean_is_nought(kind: str) -> None:
    """A bare sheet, a photograph's grain and a round stain lean nowhere."""
    page = np.full((1170, 827, 3), 250, np.uint8)
    if kind == 'noise':
        page = np.random.default_rng(2).normal(128, 40, page.shape).clip(0, 255).astype(np.uint8)
    if kind == 'blob':
        cv2.circle(page, (400, 500), 150, (40, 40, 160), -1)
    assert skew_of(page) == 0.0
