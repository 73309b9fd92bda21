"""Separator sheets, cards, long sheets and stacks that are fed twice: each page where it belongs, and none missing."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pytestqt.qtbot import QtBot

from devices.paper.specimen import drawn
from devices.scanner.protocol import CARD, ScanOptions, Source
from devices.stop import Stop
from qtkit.page_capture import ScanEnd, ScanTask
from qtkit.page_sorting import collated
from qtkit.separator_sheets import separator_pdf
from tests.qtkit.sheets import DECLARATION, DPI, NOTICE, CutError, CutPages, ScanDesk, five_sheets, scan_desk


@pytest.fixture(scope='module')
def stack(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """Five sheets, drawn once."""
    return [path.read_bytes() for path in sorted(five_sheets(tmp_path_factory.mktemp('sheets')).iterdir())]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ScanDesk]:
    """An open birth registration."""
    made = scan_desk(tmp_path / 'store')
    yield made
    made.notes.close()
    made.store.close()


def feeder(folder: Path, *sheets: bytes) -> str:
    """A feeder with these sheets, as an address."""
    folder.mkdir()
    for number, sheet in enumerate(sheets):
        (folder / f'{number:02}.png').write_bytes(sheet)
    return f'folder:{folder}?dpi={DPI}'


def separator(code: str, name: str = "Giấy tờ") -> bytes:
    """A printed separator sheet, scanned."""
    with pypdfium2.PdfDocument(separator_pdf([(code, name)])) as document:
        picture = document[0].render(scale=DPI / 72).to_pil()
    file = io.BytesIO()
    picture.convert('RGB').save(file, 'PNG')
    return file.getvalue()


def scanned(desk: ScanDesk, address: str, task: ScanTask | None = None) -> ScanEnd:
    """Scan all of a feeder."""
    return desk.capture(address).scan(task or desk.task(), Stop(), desk.came.append)


def test_separator_sheets_part_a_stack_into_components(
    qtbot: QtBot, desk: ScanDesk, stack: list[bytes], tmp_path: Path
) -> None:
    """Two sheets before the separator, one after it, one after a second: each where it belongs, no separator kept."""
    address = feeder(
        tmp_path / 'feeder', stack[0], stack[1], separator(NOTICE), stack[2], separator(DECLARATION), stack[3]
    )
    end = scanned(desk, address)
    assert (end.pages, end.separators, end.component, end.resume_at) == (4, 2, DECLARATION, 7)
    assert (len(desk.digests()), len(desk.digests(NOTICE))) == (3, 1)
    assert desk.digests(NOTICE) == [desk.came[2].page.digest]


def test_a_separator_of_another_procedure_is_a_page(
    qtbot: QtBot, desk: ScanDesk, stack: list[bytes], tmp_path: Path
) -> None:
    """What nobody understands is kept and seen, not dropped."""
    end = scanned(desk, feeder(tmp_path / 'feeder', stack[0], separator('999.X')))
    assert (end.pages, end.separators) == (2, 0)
    assert len(desk.digests()) == 2


def test_every_component_has_its_sheet_with_its_name(qtbot: QtBot) -> None:
    """As many pages as papers, with Vietnamese text that can be read and searched."""
    content = separator_pdf([('1', "Giấy chứng sinh"), ('2', "Tờ khai đăng ký khai sinh")])
    with pikepdf.open(io.BytesIO(content)) as document:
        assert len(document.pages) == 2
    with pypdfium2.PdfDocument(content) as document:
        assert "chứng sinh" in document[0].get_textpage().get_text_range()


def test_a_sheet_that_is_too_long_is_flagged_and_kept(desk: ScanDesk, tmp_path: Path, stack: list[bytes]) -> None:
    """Two sheets that overlapped are one long picture."""
    sheet = cv2.imdecode(np.frombuffer(stack[0], np.uint8), cv2.IMREAD_COLOR)
    assert sheet is not None
    long = bytes(cv2.imencode('.png', np.vstack((sheet, sheet[: len(sheet) // 3])))[1].tobytes())
    end = scanned(desk, feeder(tmp_path / 'feeder', stack[1], long))
    assert end.pages == 2
    assert [page.is_long for page in desk.came] == [False, True]


def card_side(shade: int) -> bytes:
    """One side of a card at the tests' resolution, with something on it."""
    side = np.full((round(54 / 25.4 * DPI), round(85.6 / 25.4 * DPI), 3), 235, np.uint8)
    cv2.putText(side, f'SIDE {shade}', (30, 110), cv2.FONT_HERSHEY_SIMPLEX, 1.6, (shade, 40, 20), 4)
    return bytes(cv2.imencode('.png', side)[1].tobytes())


def test_two_sides_of_a_card_land_on_one_page(desk: ScanDesk, tmp_path: Path) -> None:
    """The front is a page at once; with the back it becomes one A4 page in the same place."""
    address = feeder(tmp_path / 'glass', card_side(10), card_side(200))
    capture = desk.capture(address)
    options = ScanOptions(source=Source.FLATBED, dpi=DPI, size=CARD)
    front = capture.scan(replace(desk.task(), options=options, is_card=True), Stop(), desk.came.append)
    assert desk.digests() == list(front.digests)
    capture.scan(replace(desk.task(replaces=front.digests[0]), options=options, is_card=True), Stop(), desk.came.append)
    (digest,) = desk.digests()
    assert digest not in front.digests
    with pypdfium2.PdfDocument(desk.store.pages().get(digest)) as document:
        width, height = document[0].get_size()
        picture = np.asarray(document[0].render(scale=1).to_pil().convert('L'))
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (210, 297)
    rows = [at for at, row in enumerate(picture) if row.min() < 128]
    # the front's letters and the back's, 70 mm apart
    assert rows[-1] - rows[0] > 150


def test_a_copiers_page_that_was_kept_before_a_crash_is_not_kept_twice(
    desk: ScanDesk, tmp_path: Path, stack: list[bytes]
) -> None:
    """The process ends after the page is durable and before the copier's folder hears of it."""
    share = tmp_path / 'share'
    share.mkdir()
    first, *rest = [Image.open(io.BytesIO(sheet)).convert('RGB') for sheet in stack[:3]]
    first.save(share / 'scan.pdf', save_all=True, append_images=rest, resolution=DPI)
    address = f'watch:{share}?settle=0&seconds=2&dpi={DPI}'
    cut = desk.capture(address, pages=CutPages(desk.store.pages(), at=2, is_after=True))
    with pytest.raises(CutError):
        cut.scan(desk.task(), Stop(), desk.came.append)
    again = desk.capture(address)
    interrupted = again.recover(desk.dossier, desk.officer)
    assert interrupted is not None
    assert interrupted.pages == 2
    assert again.scan(desk.task(), Stop(), desk.came.append).pages == 1
    assert len(set(desk.digests())) == 3
    assert [path.name for path in share.iterdir() if path.is_file()] == []


@given(st.integers(0, 6), st.integers(0, 6), st.integers(0, 3))
def test_fronts_and_backs_are_read_in_order(before: int, sheets: int, after: int) -> None:
    """Whatever lay there before stays; the backs came last first; nothing is lost or doubled."""
    fronts, backs = [f'f{n}' for n in range(sheets)], [f'b{n}' for n in reversed(range(sheets))]
    old, new = [f'x{n}' for n in range(before)], [f'y{n}' for n in range(after)]
    order = [*old, *fronts, *backs, *new]
    told = [side for n in range(sheets) for side in (f'f{n}', f'b{n}')]
    assert collated(order, fronts, backs) == [*old, *told, *new]


def test_a_missing_back_leaves_the_order_alone() -> None:
    """Nobody can tell which one is missing."""
    assert collated(['f0', 'f1', 'b1'], ['f0', 'f1'], ['b1']) == ['f0', 'f1', 'b1']


def test_a_specimen_is_no_separator(desk: ScanDesk, tmp_path: Path) -> None:
    """Papers with codes of their own stay papers."""
    file = io.BytesIO()
    drawn('birth_notice', dpi=DPI).save(file, 'PNG')
    assert scanned(desk, feeder(tmp_path / 'feeder', file.getvalue())).separators == 0
