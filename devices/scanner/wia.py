"""The driver for scanners of Windows (WIA 2.0), through scanlib: ``wia:`` and the device's own id.

The id comes from ``motcua-devices list``. It has no option but ``seconds``, which WIA doesn't heed: Windows' own driver
decides how long a page may take. A sheet's two sides at once are not among what scanlib offers.
"""

from collections.abc import Generator, Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from devices.address import Address
from devices.discovery import FoundDevice
from devices.scanner.protocol import SIZES, Mode, RawPage, ScannerCapabilities, ScanOptions, Source
from devices.scanner.sane_options import USUAL_RESOLUTIONS
from devices.stop import Stop
from office.errors import Trouble

if TYPE_CHECKING:
    import scanlib

# scanlib counts in tenths of a millimetre, and glasses are said to be a little shorter than their paper
_TENTHS, _SLACK = 10, 15
_SOURCES = {'flatbed': Source.FLATBED, 'feeder': Source.FEEDER}
_MODES = {'color': Mode.COLOUR, 'gray': Mode.GREY, 'bw': Mode.BLACK_WHITE}
_INVERTED = bytes(byte ^ 0xFF for byte in range(256))
# WIA's own numbers (wiadef.h), which scanlib hands on as the cause of its errors
_CODES = {
    0x80210002: 'scanner.jam',
    0x80210003: 'scanner.empty',
    0x80210004: 'scanner.jam',
    0x80210005: 'scanner.gone',
    0x80210006: 'scanner.busy',
    0x80210007: 'scanner.busy',
    0x80210008: 'scanner.cover_open',
    0x8021000A: 'scanner.io',
    0x8021000C: 'scanner.settings',
    0x8021000D: 'scanner.busy',
    0x80210016: 'scanner.cover_open',
    0x80210017: 'scanner.mute',
    0x80210020: 'scanner.double_feed',
    0x80070005: 'scanner.denied',
    0x8007000E: 'scanner.memory',
}


class WiaScanner:
    """A scanner that Windows knows; it is opened for each verb and let go of after it."""

    def __init__(self, address: Address) -> None:
        """Take a ``wia:`` address.

        Raises:
            Refusal: ``device.option`` for an option it doesn't know.
        """
        address.known_options('seconds')
        self._id = address.rest
        self._able: ScannerCapabilities | None = None
        self._sources: list[scanlib.SourceInfo] = []

    def capabilities(self) -> ScannerCapabilities:
        """What Windows says it can do; see ``Scanner.capabilities``."""
        if self._able is None:
            with closing(self._opened()) as device:
                self._sources = list(device.sources)
            self._able = _able(self._sources)
        return self._able

    def scan(self, options: ScanOptions, stop: Stop) -> Generator[RawPage, None, None]:
        """Scan; see ``Scanner.scan``."""
        self.capabilities().check(options)
        source = next(one for one in self._sources if _SOURCES[one.type.value] is options.source)
        _able([source]).check(options)
        return self._pages(source, options, stop)

    def close(self) -> None:
        """What the scanner can do is asked anew next time."""
        self._able = None

    def _opened(self) -> 'scanlib.Scanner':
        import scanlib  # noqa: PLC0415  # loads Windows' COM, wanted later

        try:
            return scanlib.open_scanner(self._id)
        except scanlib.ScanLibError as error:
            raise _trouble(error, 'scanner.gone') from error

    def _pages(self, source: 'scanlib.SourceInfo', options: ScanOptions, stop: Stop) -> Generator[RawPage, None, None]:
        import scanlib  # noqa: PLC0415  # as above

        most = 1 if options.source is Source.FLATBED else options.sheets
        with closing(self._opened()) as device:
            try:
                for sheet, page in enumerate(_scanned(device, source, options, stop), start=1):
                    yield RawPage(
                        image=_pnm(page), media_type='image/x-portable-anymap', dpi=options.dpi, sheet=sheet
                    )  # fmt: skip
                    if sheet == most:
                        device.abort()
                        return
                    if stop.is_set():
                        device.abort()
                        raise Trouble('scanner.cancelled')
            except scanlib.ScanLibError as error:
                raise _trouble(error, 'scanner.io') from error


def discover() -> list[FoundDevice]:
    """The scanners that Windows lists, without those that only the network knows.

    Raises:
        Trouble: ``scanner.library`` when Windows doesn't let us ask.
    """
    import scanlib  # noqa: PLC0415  # as above

    try:
        listed = scanlib.list_scanners()
    except scanlib.ScanLibError as error:
        raise Trouble('scanner.library') from error
    return [
        FoundDevice(address=f'wia:{one.id}', name=str(one), kind='scanner') for one in listed if one.backend == 'wia'
    ]


def _scanned(
    device: 'scanlib.Scanner', source: 'scanlib.SourceInfo', options: ScanOptions, stop: Stop
) -> 'Iterator[scanlib.ScannedPage]':
    import scanlib  # noqa: PLC0415  # as above

    width, height = (round(side * _TENTHS) for side in (options.size.width_mm, options.size.height_mm))
    most = source.max_scan_area
    if most is not None:
        width, height = min(width, most.width), min(height, most.height)
    words = {mode: word for word, mode in _MODES.items()}
    pages: Iterator[scanlib.ScannedPage] = device.scan_pages(
        dpi=options.dpi,
        color_mode=scanlib.ColorMode(words[options.mode]),
        scan_area=scanlib.ScanArea(x=0, y=0, width=width, height=height),
        source=source.type,
        progress=lambda _percent: not stop.is_set(),
    )
    return pages


def _able(sources: 'list[scanlib.SourceInfo]') -> ScannerCapabilities:
    resolutions = {dpi for one in sources for dpi in one.resolutions or USUAL_RESOLUTIONS}
    modes = {_MODES[mode.value] for one in sources for mode in one.color_modes}
    places = {_SOURCES[one.type.value] for one in sources}
    return ScannerCapabilities(
        sources=tuple(source for source in Source if source in places),
        resolutions=tuple(sorted(resolutions)),
        modes=tuple(mode for mode in Mode if mode in modes),
        sizes=tuple(
            size
            for size in SIZES
            if any(
                one.max_scan_area is None
                or (
                    size.width_mm * _TENTHS <= one.max_scan_area.width + _SLACK
                    and size.height_mm * _TENTHS <= one.max_scan_area.height + _SLACK
                )
                for one in sources
            )
        ),
    )


def _pnm(page: 'scanlib.ScannedPage') -> bytes:
    """The raw pixels as a picture file; in a PBM a set bit is black, with scanlib it is white."""
    size, data = b'%d %d\n' % (page.width, page.height), bytes(page.data)
    match page.color_mode.value:
        case 'bw':
            return b'P4\n' + size + data.translate(_INVERTED)
        case 'gray':
            return b'P5\n' + size + b'255\n' + data
        case _:
            return b'P6\n' + size + b'255\n' + data


def _trouble(error: 'scanlib.ScanLibError', otherwise: str) -> Trouble:
    import scanlib  # noqa: PLC0415  # as above

    number = getattr(error.__cause__, 'hresult', 0) & 0xFFFFFFFF
    kinds: dict[type[scanlib.ScanLibError], str] = {
        scanlib.FeederEmptyError: 'scanner.empty',
        scanlib.ScannerBusyError: 'scanner.busy',
        scanlib.ScannerUnavailableError: 'scanner.gone',
        scanlib.NoScannerFoundError: 'scanner.gone',
        scanlib.ScanAborted: 'scanner.cancelled',
        scanlib.BackendNotAvailableError: 'scanner.library',
    }
    return Trouble(_CODES.get(number) or kinds.get(type(error), otherwise))
