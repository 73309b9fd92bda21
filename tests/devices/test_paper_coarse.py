"""Pages of 200 dpi: without noise they are small and sharp, with noise they stay pictures; nothing on them is lost."""

import subprocess
from pathlib import Path

import cv2
import numpy as np
import pytest

from devices.paper.archive import archive_page
from devices.paper.picture import Picture, jpeg

DPI, HIGH, WIDE = 200, 2339, 1654
RED, BLUE, PENCIL = (60, 50, 205), (170, 70, 40), (188, 188, 188)
SEAL, SIGNED, NOTED = (slice(1900, 2150), slice(1150, 1400)), (slice(1960, 2090), slice(300, 800)), (2200, 2226)


def sheet(noise: float) -> Picture:
    """Forty lines of print, a red seal, a blue signature and a pencil note."""
    page = np.full((HIGH, WIDE, 3), 255 if not noise else 247, np.uint8)
    for line in range(40):
        words = f"Dieu {line}. Nguoi yeu cau nop giay to theo quy dinh cua phap luat ve ho tich so {line * 37}"
        cv2.putText(page, words, (150, 150 + 42 * line), cv2.FONT_HERSHEY_COMPLEX, 0.75, (20, 20, 20), 1, cv2.LINE_AA)
    cv2.circle(page, (1275, 2025), 110, RED, 6, cv2.LINE_AA)
    cv2.polylines(page, [np.array([(310, 2080), (420, 1970), (500, 2080), (620, 1980), (780, 2050)])], False, BLUE, 4)
    cv2.line(page, (150, 2215), (700, 2205), PENCIL, 3, cv2.LINE_AA)
    if noise:
        page = np.clip(page + np.random.default_rng(3).normal(0, noise, page.shape), 0, 255).astype(np.uint8)
    return page


def archived(page: Picture, folder: Path) -> tuple[int, Picture]:
    """How many bytes its archive page has, and how another program shows it."""
    made = archive_page(jpeg(page, 92), dpi=DPI, source='scanner').pdf
    (folder / 'page.pdf').write_bytes(made)
    drawn = ['pdftoppm', '-r', str(DPI), '-singlefile', '-png', str(folder / 'page.pdf'), str(folder / 'page')]
    subprocess.run(drawn, check=True)
    return len(made), np.asarray(cv2.imread(str(folder / 'page.png')), np.uint8)


@pytest.mark.parametrize(('noise', 'most'), [(0.0, 110_000), (3.0, 700_000)])
def test_a_coarse_page_keeps_print_seal_signature_and_pencil(noise: float, most: int, tmp_path: Path) -> None:
    """Of a page without noise the print takes little room; colours and the faint stroke are there on both."""
    page = sheet(noise)
    size, seen = archived(page, tmp_path)
    assert size < most
    seen = np.asarray(cv2.resize(seen, (WIDE, HIGH)), np.uint8)
    for place, colour in ((SEAL, RED), (SIGNED, BLUE)):
        part, before = seen[place].astype(int), page[place].astype(int)
        ink = np.abs(before - colour).max(axis=2) < 40
        assert np.abs(np.median(part[ink], axis=0) - colour).max() < 45
    pencil = seen[slice(*NOTED), 200:650].min(axis=(0, 2))
    assert 150 < np.median(pencil) < 225
    # the page may lie a pixel beside where it lay, for an A4 of 200 dpi has no whole number of them
    darkest = cv2.erode(seen[100:1800].max(axis=2), np.ones((5, 5), np.uint8))
    assert (darkest[page[100:1800].max(axis=2) < 60] < 140).mean() > 0.99
    bare = cv2.erode(page[100:1800].min(axis=2), np.ones((7, 7), np.uint8)) > 225
    assert (seen[100:1800].min(axis=2)[bare] > 240).mean() > 0.99
