"""A file that somebody brings becomes a named page, or leaves nothing behind."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pytest

from devices.paper.picture import jpeg
from devices.paper.specimen import scanned
from devices.stop import Stop
from office.errors import Problem
from office.papers import FILE
from qtkit.binding import bound
from qtkit.file_intake import PICTURE, FileIntake
from qtkit.page_capture import PageCapture
from tests.qtkit.sheets import DECLARATION, DPI, NOTICE, CutError, CutPages, ScanDesk, five_sheets, scan_desk
from tests.sync import hostile_files as made


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ScanDesk]:
    """An open birth registration."""
    found = scan_desk(tmp_path / 'store')
    yield found
    found.notes.close()
    found.store.close()


def brought(desk: ScanDesk, path: Path, component: str = DECLARATION, **changed: object) -> object:
    """What comes of a file; the code where it is refused."""
    parts = {'intake': desk.intake, 'pages': desk.store.pages(), 'notes': desk.notes, **changed}
    try:
        return FileIntake(**parts).add(path, desk.dossier, component, desk.officer).page
    except Problem as problem:
        return problem.code


def test_a_pdf_is_its_components_file_as_it_came(desk: ScanDesk, tmp_path: Path) -> None:
    """Byte for byte, whatever its name; beside other pages it is refused, and they beside it."""
    content = made.pdf(pages=3)
    path = tmp_path / 'đơn xin.docx'
    path.write_bytes(content)
    page = brought(desk, path)
    (file,) = bound(desk.known(), desk.store.pages())
    assert (file.digest, file.size, file.pages, page.source) == (page.digest, len(content), 1, FILE)
    assert desk.store.pages().get(file.digest) == content
    assert desk.notes.keys() == []
    path.write_bytes(made.pdf(pages=2))
    assert brought(desk, path) == 'page.alone'
    stack = five_sheets(tmp_path / 'sheets')
    end = desk.capture(f'folder:{stack}?dpi={DPI}').scan(desk.task(sheets=1), Stop(), desk.came.append)
    assert (end.problem and end.problem.code, len(desk.digests())) == ('page.alone', 1)
    assert brought(desk, path, NOTICE).source == FILE


def test_a_photograph_of_a_sheet_is_found_cut_out_and_becomes_a_page(desk: ScanDesk, tmp_path: Path) -> None:
    """As from the document camera; a picture without a sheet's edges is a page of A4; one too small is refused."""
    sheet = scanned('marriage', seed=2, dpi=200)
    mat = np.full((2900, 2300, 3), (70, 60, 50), np.uint8)
    mat[250 : 250 + sheet.shape[0], 300 : 300 + sheet.shape[1]] = sheet
    for name, picture in (('table.jpg', mat), ('cropped.jpg', sheet), ('small.jpg', cv2.resize(sheet, (400, 560)))):
        (tmp_path / name).write_bytes(jpeg(picture, 90))
    for at, name in enumerate(('table.jpg', 'cropped.jpg')):
        page = brought(desk, tmp_path / name)
        assert page.source == PICTURE
        with pikepdf.open(BytesIO(desk.store.pages().get(page.digest))) as pdf:
            wide, high = (float(side) for side in pdf.pages[0].mediabox[2:])
        assert (wide, high) == pytest.approx((595, 842), abs=12 if at == 0 else 8)
    assert brought(desk, tmp_path / 'small.jpg') == 'page.small'
    assert len(desk.digests()) == 2


def test_what_is_refused_leaves_nothing(desk: ScanDesk, tmp_path: Path) -> None:
    """No page, no file in the store, no note; also of a file that is gone with its stick."""
    path = tmp_path / 'a.pdf'
    path.write_bytes(made.pdf(made.an_attachment))
    assert brought(desk, path) == 'file.active'
    assert brought(desk, tmp_path / 'gone.pdf') == 'file.unread'
    assert (desk.digests(), list(desk.store.pages().digests()), desk.notes.keys()) == ([], [], [])


@pytest.mark.parametrize('is_after', [False, True])
def test_a_crash_while_a_file_is_taken_in_leaves_no_page_without_a_name(
    desk: ScanDesk, tmp_path: Path, is_after: bool
) -> None:
    """What was durable is named when the dossier is looked at again."""
    path = tmp_path / 'a.pdf'
    path.write_bytes(made.pdf())
    with pytest.raises(CutError):
        brought(desk, path, pages=CutPages(desk.store.pages(), at=1, is_after=is_after))
    PageCapture(intake=desk.intake, pages=desk.store.pages(), notes=desk.notes).recover(desk.dossier, desk.officer)
    assert len(desk.digests()) == is_after
    assert all(page.is_file for page in desk.part().pages)
