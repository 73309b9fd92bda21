"""A copier's folder: files are read when they are whole, put away when their pages are kept, and never read twice."""

import io
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import cv2
import img2pdf
import numpy as np
import pytest
from PIL import Image

from devices.paper.picture import decode
from devices.scanner.opening import open_scanner
from devices.scanner.protocol import RawPage, Scanner, ScanOptions
from devices.stop import Stop
from office.errors import Refusal, Trouble
from tests.devices.contract_scanner import until_trouble

ALL = ScanOptions(dpi=100)


def picture(number: int, kind: str = 'png') -> bytes:
    """A sheet that is known by its brightness."""
    return bytes(cv2.imencode(f'.{kind}', np.full((117, 83, 3), 20 + number * 30, np.uint8))[1].tobytes())


def pdf(*numbers: int) -> bytes:
    """A copier's PDF, A4."""
    layout = img2pdf.get_layout_fun((img2pdf.mm_to_pt(210), img2pdf.mm_to_pt(297)))
    return bytes(img2pdf.convert([picture(number) for number in numbers], layout_fun=layout))


def tiff(*numbers: int) -> bytes:
    """A copier's TIFF."""
    sheets = [Image.open(io.BytesIO(picture(number))) for number in numbers]
    file = io.BytesIO()
    sheets[0].save(file, 'TIFF', save_all=True, append_images=sheets[1:])
    return file.getvalue()


def brightness(page: RawPage) -> int:
    """Which of the sheets a page shows."""
    return round((float(decode(page.image).mean()) - 20) / 30)


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """The folder that the copier writes into."""
    folder = tmp_path / 'share'
    folder.mkdir()
    return folder


@pytest.fixture
def scanner(share: Path) -> Iterator[Scanner]:
    """Its driver, of little patience."""
    with closing(open_scanner(f'watch:{share}?settle=0&seconds=1&dpi=100')) as scanner:
        yield scanner


def names(folder: Path) -> list[str]:
    """What lies in a folder, without the driver's own note."""
    return sorted(path.name for path in folder.iterdir() if path.is_file() and not path.name.startswith('.'))


def test_pdf_tiff_and_pictures_come_page_by_page_and_are_put_away(share: Path, scanner: Scanner) -> None:
    """Five pages from three files, all at the resolution of the address; a file of another kind stays."""
    (share / 'a.pdf').write_bytes(pdf(0, 1))
    (share / 'b.tif').write_bytes(tiff(2, 3))
    (share / 'c.jpg').write_bytes(picture(4, 'jpg'))
    (share / 'notes.txt').write_text('no scan', encoding='ascii')
    pages = list(scanner.scan(ALL, Stop()))
    assert sorted(brightness(page) for page in pages) == [0, 1, 2, 3, 4]
    assert [page.sheet for page in pages] == [1, 2, 3, 4, 5]
    assert decode(pages[0].image).shape == (1170, 827, 3)
    assert names(share) == ['notes.txt']
    assert names(share / 'da-quet') == ['a.pdf', 'b.tif', 'c.jpg']
    assert until_trouble(scanner.scan(ALL, Stop())) == ([], 'scanner.empty')


@pytest.mark.parametrize(('name', 'data'), [('a.pdf', pdf(0, 1)), ('a.tif', tiff(0, 1)), ('a.jpg', picture(0, 'jpg'))])
def test_a_file_that_is_still_written_is_waited_for(share: Path, scanner: Scanner, name: str, data: bytes) -> None:
    """Half of it is no page; when the rest comes it is read once, whole."""
    (share / name).write_bytes(data[: len(data) // 2])
    assert until_trouble(scanner.scan(ALL, Stop())) == ([], 'scanner.file')
    assert names(share) == [name]
    (share / name).write_bytes(data)
    assert len(list(scanner.scan(ALL, Stop()))) == (1 if name == 'a.jpg' else 2)


def test_a_broken_file_holds_nobody_up(share: Path, scanner: Scanner) -> None:
    """The others are read; then it is named."""
    (share / 'a.pdf').write_bytes(b'%PDF-1.4 broken')
    (share / 'b.pdf').write_bytes(pdf(1))
    kept: list[RawPage] = []
    with pytest.raises(Trouble) as trouble:
        kept.extend(scanner.scan(ALL, Stop()))
    assert [brightness(page) for page in kept] == [1]
    assert (trouble.value.code, trouble.value.params) == ('scanner.file', {'file': 'a.pdf'})


def test_a_file_that_grows_is_not_whole(share: Path) -> None:
    """However well it opens: it must be of one size for a while."""
    (share / 'a.pdf').write_bytes(pdf(0))
    with closing(open_scanner(f'watch:{share}?settle=3600&seconds=1&dpi=100')) as scanner:
        assert until_trouble(scanner.scan(ALL, Stop())) == ([], 'scanner.file')


def test_a_page_that_was_not_kept_comes_again_and_none_comes_twice(share: Path, scanner: Scanner) -> None:
    """The keeper fails on page 3 of 5: two are taken, the file stays, the next scan begins with page 3."""
    (share / 'a.pdf').write_bytes(pdf(0, 1, 2, 3, 4))
    with closing(scanner.scan(ALL, Stop())) as pages:
        assert [brightness(next(pages)) for _ in range(3)] == [0, 1, 2]
    assert names(share) == ['a.pdf']
    again = [(brightness(page), page.is_again) for page in scanner.scan(ALL, Stop())]
    assert again == [(2, True), (3, False), (4, False)]
    assert names(share / 'da-quet') == ['a.pdf']


def test_files_of_one_name_on_two_days_are_both_kept(share: Path, scanner: Scanner) -> None:
    """Copiers begin at scan0001 every morning."""
    for number in (0, 1):
        (share / 'scan0001.pdf').write_bytes(pdf(number))
        assert [brightness(page) for page in scanner.scan(ALL, Stop())] == [number]
    assert names(share / 'da-quet') == ['scan0001-1.pdf', 'scan0001.pdf']


def test_a_person_may_cancel(share: Path, scanner: Scanner) -> None:
    """The page that came is taken, the file stays with the others."""
    (share / 'a.pdf').write_bytes(pdf(0, 1, 2))
    stop = Stop()
    kept, code = until_trouble(scanner.scan(ALL, stop), lambda _: stop.set())
    assert ([brightness(page) for page in kept], code) == ([0], 'scanner.cancelled')
    assert [brightness(page) for page in scanner.scan(ALL, Stop())] == [1, 2]


def test_one_sheet_is_one_sheet(share: Path, scanner: Scanner) -> None:
    """The rest of the file is for the next scan."""
    (share / 'a.pdf').write_bytes(pdf(0, 1))
    (page,) = scanner.scan(ScanOptions(dpi=100, sheets=1), Stop())
    assert brightness(page) == 0
    assert [brightness(page) for page in scanner.scan(ALL, Stop())] == [1]


def test_a_share_that_is_not_there_is_gone(tmp_path: Path) -> None:
    """The server is off, or the name is wrong."""
    with closing(open_scanner(f'watch:{tmp_path / "absent"}')) as scanner, pytest.raises(Trouble) as trouble:
        scanner.capabilities()
    assert trouble.value.code == 'scanner.gone'


def test_done_files_may_not_lie_where_new_ones_come(tmp_path: Path) -> None:
    """Each would be read for ever."""
    with pytest.raises(Refusal):
        open_scanner(f'watch:{tmp_path}?done={tmp_path}')
