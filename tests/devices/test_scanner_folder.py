"""The folder as a scanner: the contract, and one test for each of its misfortunes."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import cv2
import numpy as np
import pytest

from devices.paper.picture import decode
from devices.scanner.opening import open_scanner
from devices.scanner.protocol import RawPage, Scanner, ScanOptions
from devices.stop import Stop
from office.errors import Refusal, Trouble
from tests.devices.contract_scanner import ScannerContract, until_trouble


@pytest.fixture
def sheets(tmp_path: Path) -> Path:
    """Seven sheets, each of its own brightness, in three formats, beside a file that is no picture."""
    folder = tmp_path / 'sheets'
    folder.mkdir()
    for number, suffix in enumerate(('png', 'jpg', 'ppm', 'png', 'png', 'jpeg', 'png')):
        cv2.imwrite(str(folder / f'{number}.{suffix}'), np.full((60, 40, 3), number * 30, np.uint8))
    (folder / 'notes.txt').write_text('not a sheet', encoding='ascii')
    return folder


class TestFolderKeepsTheContract(ScannerContract):
    """The emulator passes what the drivers pass."""

    @pytest.fixture
    def scanner(self, sheets: Path) -> Iterator[Scanner]:
        """A folder at the contract's resolution."""
        with closing(open_scanner(f'folder:{sheets}?dpi=150')) as scanner:
            yield scanner


def brightness(page: RawPage) -> int:
    """What a sheet of the fixture is known by."""
    return round(float(decode(page.image).mean()) / 30)


def kept_until(scanner: Scanner) -> tuple[list[int], str]:
    """The sheets that came before the trouble, and its code."""
    kept, code = until_trouble(scanner.scan(ScanOptions(), Stop()))
    return [brightness(page) for page in kept], code


@pytest.mark.parametrize(
    ('switch', 'code'),
    [('jam_at', 'jam'), ('cover_at', 'cover_open'), ('io_at', 'io'), ('mute_at', 'mute')],
)
def test_after_a_misfortune_the_scan_resumes_at_the_same_sheet(sheets: Path, switch: str, code: str) -> None:
    """Two sheets came; the third is put back and comes first, none is doubled."""
    with closing(open_scanner(f'folder:{sheets}?{switch}=3')) as scanner:
        assert kept_until(scanner) == ([0, 1], f'scanner.{code}')
        assert [brightness(page) for page in scanner.scan(ScanOptions(), Stop())] == [2, 3, 4, 5, 6]


@pytest.mark.parametrize('switch', ['busy', 'empty'])
def test_a_scanner_that_does_not_begin_says_why(sheets: Path, switch: str) -> None:
    """No page, one trouble."""
    with closing(open_scanner(f'folder:{sheets}?{switch}=1')) as scanner:
        assert kept_until(scanner) == ([], f'scanner.{switch}')


def test_an_unplugged_scanner_stays_gone(sheets: Path) -> None:
    """Two pages of seven, and nothing from then on."""
    with closing(open_scanner(f'folder:{sheets}?vanish_after=2')) as scanner:
        assert kept_until(scanner) == ([0, 1], 'scanner.gone')
        with pytest.raises(Trouble, match=r'scanner\.gone'):
            scanner.capabilities()


def test_a_scanner_that_is_plugged_in_again_goes_on(sheets: Path) -> None:
    """It is missed once; then the rest of the stack comes, none doubled."""
    with closing(open_scanner(f'folder:{sheets}?vanish_after=2&back=1')) as scanner:
        assert kept_until(scanner) == ([0, 1], 'scanner.gone')
        assert [brightness(page) for page in scanner.scan(ScanOptions(), Stop())] == [2, 3, 4, 5, 6]


def test_a_folder_that_is_not_there_is_gone_and_an_empty_one_is_empty(tmp_path: Path) -> None:
    """The two are mended differently."""
    with closing(open_scanner(f'folder:{tmp_path / "absent"}')) as scanner, pytest.raises(Trouble) as trouble:
        scanner.capabilities()
    assert trouble.value.code == 'scanner.gone'
    with closing(open_scanner(f'folder:{tmp_path}')) as scanner:
        assert kept_until(scanner) == ([], 'scanner.empty')


def test_a_slow_scanner_hears_a_cancel_at_once(sheets: Path) -> None:
    """A sheet that would take a minute doesn't hold anybody up."""
    stop = Stop()
    stop.set()
    with closing(open_scanner(f'folder:{sheets}?slow=60000')) as scanner, pytest.raises(Trouble) as trouble:
        next(scanner.scan(ScanOptions(), stop))
    assert trouble.value.code == 'scanner.cancelled'


@pytest.mark.parametrize('address', ['folder:pages/?jam=3', 'folder:pages/?jam_at=two', 'twain:office', 'pages/'])
def test_an_address_that_no_scanner_knows_is_refused(address: str) -> None:
    """A misspelt switch is no "default"."""
    with pytest.raises(Refusal), closing(open_scanner(address)) as scanner:
        list(scanner.scan(ScanOptions(), Stop()))
