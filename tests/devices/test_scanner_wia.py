"""Windows' scanners through scanlib: the contract on its own ``Scanner`` with a made-up WIA behind it.

No Windows is here: what is proved is our side of the library's edge, not Windows' drivers.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field

import pytest
import scanlib

from devices.address import Address
from devices.paper.picture import decode
from devices.scanner import wia
from devices.scanner.opening import open_scanner
from devices.scanner.protocol import Mode, Scanner, ScanOptions, Source
from devices.scanner.wia import WiaScanner
from devices.stop import Stop
from office.errors import Refusal, Trouble
from tests.devices.contract_scanner import ScannerContract, until_trouble

FEW = ScanOptions(dpi=150)


class ComError(Exception):
    """As comtypes raises it: with Windows' number, as a signed one."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.hresult = number - (1 << 32)


@dataclass
class Windows:
    """What scanlib asks of a system; ``fails`` is the error at a sheet."""

    backend_name: str = 'wia'
    sheets: int = 7
    fails: dict[int, Exception] = field(default_factory=dict)
    opening: Exception | None = None
    aborted: int = 0

    def open_scanner(self, scanner: scanlib.Scanner) -> None:
        """Say what it can."""
        if self.opening:
            raise self.opening
        modes = [scanlib.ColorMode.COLOR, scanlib.ColorMode.GRAY, scanlib.ColorMode.BW]
        scanner._sources = [
            scanlib.SourceInfo(kind, [150, 300], modes, scanlib.ScanArea(0, 0, 2159, height))
            for kind, height in ((scanlib.ScanSource.FLATBED, 2969), (scanlib.ScanSource.FEEDER, 3556))
        ]

    def close_scanner(self, scanner: scanlib.Scanner) -> None:
        """Nothing is held."""

    def abort_scan(self, scanner: scanlib.Scanner) -> None:
        """Count."""
        self.aborted += 1

    def scan_pages(self, scanner: scanlib.Scanner, options: scanlib.ScanOptions) -> Iterator[scanlib.ScannedPage]:
        """Sheet by sheet, asking at each whether to go on."""
        for sheet in range(1, 2 if options.source is scanlib.ScanSource.FLATBED else self.sheets + 1):
            if options.progress and options.progress(-1) is False:
                raise scanlib.ScanAborted('Scan aborted')
            if sheet in self.fails:
                cause = self.fails[sheet]
                raise cause if isinstance(cause, scanlib.ScanLibError) else scanlib.ScanError('failed') from cause
            width, height = 40, 60
            data = {'color': b'\x40' * (width * height * 3), 'gray': b'\x40' * (width * height)}
            black = b'\x00' * ((width + 7) // 8 * height)
            yield scanlib.ScannedPage(data.get(options.color_mode.value, black), width, height, options.color_mode)


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Windows:
    """A system with one scanner."""
    system = Windows()

    def opened(scanner_id: str) -> scanlib.Scanner:
        scanner = scanlib.Scanner(scanner_id, None, None, 'wia', scanner_id=scanner_id, _backend_impl=system)
        return scanner.open()

    monkeypatch.setattr(scanlib, 'open_scanner', opened)
    return system


@pytest.fixture
def scanner(windows: Windows) -> WiaScanner:
    """Its driver."""
    return WiaScanner(Address.parse('wia:{6BDD1FC6-810F-11D0-BEC7-08002BE2092F}\\0000'))


class TestWiaKeepsTheContract(ScannerContract):
    """As far as scanlib's edge."""

    @pytest.fixture
    def scanner(self, windows: Windows) -> Iterator[Scanner]:
        """The driver on the made-up system."""
        with closing(WiaScanner(Address.parse('wia:0000'))) as scanner:
            yield scanner


@pytest.mark.parametrize(
    ('cause', 'code'),
    [
        (ComError(0x80210002), 'jam'),
        (ComError(0x80210005), 'gone'),
        (ComError(0x80210016), 'cover_open'),
        (ComError(0x80210020), 'double_feed'),
        (ComError(0x80210006), 'busy'),
        (ComError(0x8000FFFF), 'io'),
        (scanlib.ScannerUnavailableError(), 'gone'),
    ],
)
def test_each_number_of_windows_is_one_trouble(
    windows: Windows, scanner: WiaScanner, cause: Exception, code: str
) -> None:
    """Two sheets are kept, the third meets it."""
    windows.fails[3] = cause
    kept, told = until_trouble(scanner.scan(FEW, Stop()))
    assert (len(kept), told) == (2, f'scanner.{code}')


@pytest.mark.parametrize(
    ('cause', 'code'),
    [
        (scanlib.ScannerBusyError(), 'busy'),
        (scanlib.ScannerUnavailableError(), 'gone'),
        (scanlib.ScanError('Failed to open'), 'gone'),
        (scanlib.BackendNotAvailableError(), 'library'),
    ],
)
def test_a_scanner_that_does_not_open_says_why(
    windows: Windows, scanner: WiaScanner, cause: Exception, code: str
) -> None:
    """Before anything moves."""
    windows.opening = cause
    with pytest.raises(Trouble) as trouble:
        scanner.capabilities()
    assert trouble.value.code == f'scanner.{code}'


def test_an_empty_feeder_is_empty(windows: Windows, scanner: WiaScanner) -> None:
    """As scanlib says it."""
    windows.fails[1] = scanlib.FeederEmptyError('No documents in feeder')
    assert until_trouble(scanner.scan(FEW, Stop())) == ([], 'scanner.empty')


@pytest.mark.parametrize(('mode', 'level'), [(Mode.COLOUR, 0x40), (Mode.GREY, 0x40), (Mode.BLACK_WHITE, 0)])
def test_colours_arrive_as_they_are(scanner: WiaScanner, mode: Mode, level: int) -> None:
    """Black stays black, whichever bit means it."""
    (page,) = scanner.scan(ScanOptions(dpi=150, mode=mode, source=Source.FLATBED), Stop())
    assert (decode(page.image) == level).all()


def test_what_windows_lists_is_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """Network scanners that scanlib finds itself are left to our own driver."""
    listed = [
        scanlib.Scanner('Canon', None, None, 'wia', scanner_id='{6B}\\0001', display_name='Canon DR'),
        scanlib.Scanner('escl:1', None, None, 'escl', scanner_id='escl:1'),
    ]
    monkeypatch.setattr(scanlib, 'list_scanners', lambda: listed)
    assert [(one.address, one.name) for one in wia.discover()] == [('wia:{6B}\\0001', 'Canon DR')]


def test_elsewhere_such_an_address_is_refused() -> None:
    """There is no WIA outside Windows."""
    with pytest.raises(Refusal):
        open_scanner('wia:0000')
