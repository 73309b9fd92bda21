"""From a scan to a page of the archive: straight, true in size, small, and nothing on it is lost."""

import subprocess
from functools import cache
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pikepdf
import pikepdf.pdfa
import pytest

from devices.paper.archive import ArchivePage, archive_page, bind
from devices.paper.picture import Picture, decode
from devices.paper.skew import skew_of
from devices.paper.specimen import Wear, scanned
from office.errors import Trouble

DPI = 300


def as_file(picture: Picture, suffix: str = '.jpg') -> bytes:
    return cv2.imencode(suffix, picture, (cv2.IMWRITE_JPEG_QUALITY, 92))[1].tobytes()


@cache
def sheet(kind: str = 'birth_notice', skew: float = 0.9, tone: tuple[int, int, int] = (250, 249, 245)) -> Picture:
    return scanned(kind, seed=7, dpi=DPI, wear=Wear(skew=skew, tone=tone))


@cache
def archived(
    kind: str = 'birth_notice', skew: float = 0.9, tone: tuple[int, int, int] = (250, 249, 245)
) -> ArchivePage:
    return archive_page(as_file(sheet(kind, skew, tone)), dpi=DPI, source='scanner')


def rendered(pdf: bytes, folder: Path, dpi: int = DPI) -> Picture:
    """What another program (poppler) makes of the page."""
    (folder / 'page.pdf').write_bytes(pdf)
    subprocess.run(
        ['pdftoppm', '-r', str(dpi), '-singlefile', '-png', folder / 'page.pdf', folder / 'page'], check=True
    )
    return decode((folder / 'page.png').read_bytes())


@cache
def straight() -> Picture:
    """The same sheet as it would lie straight and come from the scanner, to compare with."""
    return decode(as_file(sheet(skew=0.0)))


def cleaned(folder: Path) -> Picture:
    """The straight sheet archived and rendered, laid over the original to a fraction of a dot."""
    before = straight()
    page = rendered(archived(skew=0.0).pdf, folder)
    after = np.asarray(cv2.resize(page, before.shape[1::-1]), np.float32)
    light = [np.float32(cv2.cvtColor(np.uint8(picture)[1400:2400], cv2.COLOR_BGR2GRAY)) for picture in (before, after)]
    (right, down), _ = cv2.phaseCorrelate(light[0], light[1])
    assert max(abs(right), abs(down)) < 2
    shift = np.array([[1, 0, -right], [0, 1, -down]])
    return np.asarray(cv2.warpAffine(after, shift, before.shape[1::-1], borderValue=(255, 255, 255)), np.uint8)


# ------------------------------------------------------------------------------------------------ straight, true size


@pytest.mark.parametrize('skew', [-6.3, -0.2, 0.37, 3.8])
def test_the_lean_is_found_and_taken_away(skew: float, tmp_path: Path) -> None:
    """Within a tenth of a degree found; what another program shows is straight."""
    page = archived('marriage', skew)
    assert page.skew == pytest.approx(skew, abs=0.1)
    assert abs(skew_of(rendered(page.pdf, tmp_path, 150))) <= 0.1


def test_the_page_has_the_sheets_true_size() -> None:
    """A4 to a hundredth of a point, whatever the scanner's rounding."""
    page = archived()
    assert (page.width_mm, page.height_mm) == (210, 297)
    with pikepdf.open(BytesIO(page.pdf)) as pdf:
        box = [float(edge) for edge in pdf.pages[0].mediabox]
    assert box == pytest.approx([0, 0, 210 / 25.4 * 72, 297 / 25.4 * 72], abs=0.01)


def on_lid(lid: tuple[int, int, int], size_mm: tuple[float, float], skew: float) -> Picture:
    """A smaller sheet with lines of print, somewhere on an A4 platen."""
    high, wide = round(297 / 25.4 * DPI), round(210 / 25.4 * DPI)
    platen = np.full((high, wide, 3), lid, np.uint8)
    width, height = (round(side / 25.4 * DPI) for side in size_mm)
    left, top = 200, 240
    platen[top : top + height, left : left + width] = (247, 250, 250)
    printed = sheet('birth_declaration', 0.0)[250 : 250 + height - 200, 200 : 200 + width - 200]
    platen[top + 100 : top + height - 100, left + 100 : left + width - 100] = printed
    turn = cv2.getRotationMatrix2D((left + width / 2, top + height / 2), skew, 1)
    return np.asarray(cv2.warpAffine(platen, turn, (wide, high), borderValue=lid), np.uint8)


@pytest.mark.parametrize(
    ('lid', 'size', 'skew'),
    [
        ((30, 30, 30), (148, 210), 1.2),
        ((110, 112, 108), (105, 148), -2.0),
        ((190, 190, 190), (120, 170), 0.7),
    ],
)
def test_a_smaller_sheet_is_cut_out_of_the_lid(
    lid: tuple[int, int, int], size: tuple[float, float], skew: float, tmp_path: Path
) -> None:
    """Its own size, standard or not; no lid remains around it."""
    page = archive_page(as_file(on_lid(lid, size, skew)), dpi=DPI, source='scanner')
    assert (page.width_mm, page.height_mm) == pytest.approx(size, abs=1.5)
    picture = rendered(page.pdf, tmp_path, 100)
    rim = np.concatenate([picture[:3].reshape(-1, 3), picture[-3:].reshape(-1, 3), picture[:, :3].reshape(-1, 3)])
    assert np.percentile(rim, 2) > 245


def test_a_printed_band_at_one_edge_is_no_lid() -> None:
    """What is printed to the edge stays on the page."""
    picture = sheet('birth_notice', 0.0).copy()
    picture[:260] = (160, 90, 40)
    page = archive_page(as_file(picture), dpi=DPI, source='scanner')
    assert (page.width_mm, page.height_mm) == (210, 297)
    assert decode(page.preview)[20].mean() < 140


# --------------------------------------------------------------------------------------------------- nothing is lost


def chroma(picture: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """How far each pixel is from grey, in CIE Lab."""
    lab = cv2.cvtColor(picture.astype(np.float32) / 255, cv2.COLOR_BGR2LAB)
    return np.hypot(lab[:, :, 1], lab[:, :, 2]).astype(np.float32)


def ink_of(picture: Picture, low: tuple[int, int, int], high: tuple[int, int, int]) -> npt.NDArray[np.bool_]:
    """The heart of strokes of a colour (hue, saturation, value), without their rims."""
    hsv = cv2.cvtColor(picture, cv2.COLOR_BGR2HSV)
    mask = np.asarray(cv2.inRange(hsv, np.array(low), np.array(high)), np.uint8)
    return np.asarray(cv2.erode(mask, np.ones((3, 3), np.uint8))) > 0


RED, BLUE = ((170, 120, 100), (180, 255, 255)), ((105, 100, 60), (130, 255, 220))


@pytest.mark.parametrize(('name', 'low', 'high'), [('seal', *RED), ('signature', *BLUE)])
def test_red_seals_and_blue_signatures_survive(
    name: str, low: tuple[int, int, int], high: tuple[int, int, int], tmp_path: Path
) -> None:
    """Nineteen of twenty points of their strokes keep four fifths of their colour, and none grows pale in the mean."""
    before, after = straight(), cleaned(tmp_path)
    where = ink_of(before, low, high)
    assert where.sum() > 1000, name
    kept = chroma(after)[where] / chroma(before)[where]
    assert np.percentile(kept, 5) > 0.8
    assert kept.mean() > 0.93


def test_pencil_survives(tmp_path: Path) -> None:
    """A pencil note keeps its contrast, but for what drawing it on another grid costs, and is not blackened."""
    before, after = straight(), cleaned(tmp_path)
    foot = slice(round(0.955 * len(before)), round(0.98 * len(before)))
    paper, white = (np.median(picture[foot], axis=(0, 1)).mean() for picture in (before, after))
    note = before[foot].mean(axis=2) < 165
    assert note.sum() > 500
    contrast_before, contrast_after = (
        paper - before[foot].mean(axis=2)[note].mean(),
        white - after[foot].mean(axis=2)[note].mean(),
    )
    assert 0.85 * contrast_before < contrast_after < 1.15 * contrast_before


@pytest.mark.parametrize('tone', [(250, 236, 150), (250, 214, 224), (205, 228, 248)])
def test_coloured_paper_keeps_its_colour_and_white_paper_becomes_white(
    tone: tuple[int, int, int], tmp_path: Path
) -> None:
    """Yellow, pink and blue sheets: their hue stays, print on them stays sharp; cream from a lamp goes."""
    tinted = rendered(archived(tone=tone).pdf, tmp_path, 100)
    before = np.array(tone[::-1], np.uint8).reshape(1, 1, 3)
    bare = np.median(tinted[200:900, 100:700], axis=(0, 1)).astype(np.uint8).reshape(1, 1, 3)
    assert chroma(bare)[0, 0] > 0.85 * chroma(before)[0, 0]
    white = rendered(archived(tone=(250, 245, 238)).pdf, tmp_path, 100)
    assert np.median(white[200:900, 100:700], axis=(0, 1)).tolist() == [255, 255, 255]


def test_print_keeps_every_stroke(tmp_path: Path) -> None:
    """What was black is black, what was bare is bare, at full resolution."""
    before, after = straight(), cleaned(tmp_path)
    black = before.max(axis=2) < 90
    bare = np.asarray(cv2.erode(before.min(axis=2), np.ones((9, 9), np.uint8))) > 225
    assert (after.max(axis=2)[black] < 150).mean() > 0.995
    assert (after.min(axis=2)[bare] > 250).mean() > 0.999


def test_a_faint_stroke_beside_a_black_one_is_not_erased() -> None:
    """A worn letter is half black, half grey; what lies two dots from black ink is ink too."""
    page = np.full((3508, 2480, 3), 248, np.uint8)
    for x in range(300, 2100, 60):
        page[400:3000, x : x + 5] = 30
        page[400:3000, x + 7 : x + 10] = 150
    kept = archive_page(as_file(page, '.png'), dpi=DPI, source='scanner')
    preview = decode(kept.preview).mean(axis=2)
    scale = len(preview) / 3508
    pairs = preview[round(500 * scale) : round(2900 * scale), round(300 * scale) : round(2100 * scale)]
    inked = 248 - page[500:2900, 300:2100].mean()
    assert 255 - pairs.mean() > 0.9 * inked


# ------------------------------------------------------------------------------------------ small, kept, and the same


@pytest.mark.parametrize('kind', ['birth_declaration', 'birth_notice', 'marriage', 'residence'])
def test_a_text_page_is_small_and_pdf_a(kind: str) -> None:
    """At most 250 KB with its seal, and PDF/A-2b by the checker."""
    page = archived(kind)
    assert len(page.pdf) <= 250_000
    with pikepdf.open(BytesIO(page.pdf)) as pdf:
        assert len(pdf.pages) == 1
        assert pikepdf.pdfa.check(pdf, '2b').verdict == 'pass'


def test_the_same_image_gives_the_same_bytes() -> None:
    """Pages are kept by their digest."""
    image = as_file(sheet('residence'))
    assert archive_page(image, dpi=DPI, source='scanner').pdf == archived('residence').pdf


def test_the_preview_shows_the_page() -> None:
    """At most 1000 pixels high, upright like the page."""
    preview = decode(archived().preview)
    assert preview.shape[0] == 1000
    assert preview.shape[1] / preview.shape[0] == pytest.approx(210 / 297, abs=0.002)


def test_blank_sheets_are_flagged_and_kept() -> None:
    """A bare sheet is blank; a page number alone is writing."""
    random = np.random.default_rng(5)
    bare = np.clip(random.normal(247, 2.5, (3508, 2480, 3)), 0, 255).astype(np.uint8)
    page = archive_page(as_file(bare), dpi=DPI, source='scanner')
    assert page.is_blank
    assert len(page.pdf) > 500
    cv2.putText(bare, '2', (1240, 3300), cv2.FONT_HERSHEY_SIMPLEX, 1.6, (40, 40, 40), 4)
    assert not archive_page(as_file(bare), dpi=DPI, source='scanner').is_blank
    assert not archived().is_blank


@pytest.mark.parametrize('damage', ['cut', 'empty', 'text', 'header'])
def test_damaged_files_are_refused(damage: str) -> None:
    """A picture is whole or it is trouble: half a page looks like a page."""
    whole = as_file(sheet())
    broken = {'cut': whole[: len(whole) // 2], 'empty': b'', 'text': b'not a picture', 'header': whole[:200]}[damage]
    with pytest.raises(Trouble, match=r'page\.unreadable'):
        archive_page(broken, dpi=DPI, source='scanner')


# ------------------------------------------------------------------------------------------------------------ binding


def images(pdf: bytes) -> list[bytes]:
    """Every image of a file as it is stored, page by page."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return [
            page.Resources.XObject[name].read_raw_bytes()
            for page in opened.pages
            for name in sorted(page.Resources.XObject.keys())
        ]


def test_pages_are_bound_untouched() -> None:
    """One PDF/A-2b component: pages in their order, images byte for byte, the same file every time."""
    pages = [archived('marriage').pdf, archived('residence').pdf, archived('birth_notice').pdf]
    bound = bind(pages)
    assert images(bound) == [image for page in pages for image in images(page)]
    assert bind(pages) == bound
    assert len(bound) < sum(map(len, pages)) + 2000
    with pikepdf.open(BytesIO(bound)) as pdf:
        assert len(pdf.pages) == 3
        assert pikepdf.pdfa.check(pdf, '2b').verdict == 'pass'


def test_nothing_and_strangers_are_not_bound() -> None:
    """No page is no component, and a damaged page is named by its number."""
    with pytest.raises(Trouble, match=r'page\.none'):
        bind([])
    with pytest.raises(Trouble, match=r'page\.unreadable\(number=2'):
        bind([archived('marriage').pdf, b'%PDF-1.7 half'])
