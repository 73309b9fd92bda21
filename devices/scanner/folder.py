"""A folder of pictures as a scanner with a feeder: for the demo, for training, and for drills of every misfortune.

``folder:pages/?jam_at=3`` serves the pictures of ``pages/`` in the order of their names, one a sheet. Options:

    dpi=300          the resolution that every page is said to have
    slow=400         milliseconds a sheet takes
    jam_at=3         sheet 3 jams, once; the sheets from it on stay in the feeder
    cover_at=3       the cover opens under sheet 3, once
    io_at=3          the cable fails at sheet 3, once
    vanish_after=2   unplugged after two sheets, and for good
    back=1           unless somebody plugs it in again as soon as it is missed, with the other sheets in the feeder
    mute_at=3        sheet 3 never comes: the driver gives up
    busy=1           another program holds it
    empty=1          nobody put sheets in
"""

import math
from collections.abc import Generator
from pathlib import Path

from devices.address import Address
from devices.scanner.protocol import SIZES, MediaType, Mode, RawPage, ScannerCapabilities, ScanOptions, Source
from devices.stop import Stop
from office.errors import Trouble

_TYPES: dict[str, MediaType] = {
    '.png': 'image/png',
    '.jpg': 'image/jpeg',
    '.jpeg': 'image/jpeg',
    '.ppm': 'image/x-portable-anymap',
    '.pgm': 'image/x-portable-anymap',
    '.pbm': 'image/x-portable-anymap',
    '.pnm': 'image/x-portable-anymap',
}
_ONCE = {'jam_at': 'scanner.jam', 'cover_at': 'scanner.cover_open', 'io_at': 'scanner.io', 'mute_at': 'scanner.mute'}
_ALWAYS = {'busy': 'scanner.busy', 'empty': 'scanner.empty'}

_USUAL_DPI = 300


class FolderScanner:
    """The emulated scanner; which sheets lie in its feeder it remembers from scan to scan, as a feeder does."""

    def __init__(self, address: Address) -> None:
        """Take an address with the options above.

        Raises:
            Refusal: ``device.option`` for an option it doesn't know.
        """
        address.known_options('dpi', 'slow', 'vanish_after', 'back', *_ONCE, *_ALWAYS)
        self._folder = Path(address.rest)
        self._switches = {option: address.number(option, 0) for option in address.options}
        self._dpi = address.number('dpi', _USUAL_DPI)
        self._fed = 0
        self._served = 0
        self._is_back = False
        self._happened: set[str] = set()

    def capabilities(self) -> ScannerCapabilities:
        """A feeder and a glass of its one resolution; see ``Scanner.capabilities``."""
        self._pictures()
        return ScannerCapabilities(
            sources=(Source.FLATBED, Source.FEEDER), resolutions=(self._dpi,), modes=(Mode.COLOUR,), sizes=SIZES
        )

    def scan(self, options: ScanOptions, stop: Stop) -> Generator[RawPage, None, None]:
        """Serve pictures; see ``Scanner.scan``. With the last sheet served, the same stack lies in the feeder again."""
        self.capabilities().check(options)
        return self._pages(1 if options.source is Source.FLATBED else options.sheets, stop)

    def close(self) -> None:
        """The feeder keeps its sheets."""

    def _pages(self, most: int | None, stop: Stop) -> Generator[RawPage, None, None]:
        pictures = self._pictures()
        self._unready(pictures)
        sheet = 0
        while self._fed < len(pictures) and (most is None or sheet < most):
            self._feed(stop)
            picture = pictures[self._fed]
            self._fed += 1
            self._served += 1
            sheet += 1
            yield RawPage(image=_whole(picture), media_type=_TYPES[picture.suffix.lower()], dpi=self._dpi, sheet=sheet)
        if self._fed == len(pictures):
            self._fed = 0

    def _pictures(self) -> list[Path]:
        """The stack in the order of its names.

        Raises:
            Trouble: ``scanner.gone`` when there is no such folder, or none any more.
        """
        self._unplugged()
        if not self._folder.is_dir():
            raise Trouble('scanner.gone')
        return sorted(path for path in self._folder.iterdir() if path.suffix.lower() in _TYPES)

    def _unready(self, pictures: list[Path]) -> None:
        for option, code in _ALWAYS.items():
            if self._switches.get(option, 0):
                raise Trouble(code)
        if not pictures:
            raise Trouble('scanner.empty')

    def _feed(self, stop: Stop) -> None:
        """Let the next sheet take its time and meet its misfortune."""
        if stop.wait(self._switches.get('slow', 0) / 1000):
            raise Trouble('scanner.cancelled')
        self._unplugged()
        for option, code in _ONCE.items():
            if self._fed + 1 == self._switches.get(option, 0) and option not in self._happened:
                self._happened.add(option)
                raise Trouble(code)

    def _unplugged(self) -> None:
        if self._served >= self._switches.get('vanish_after', math.inf) and not self._is_back:
            self._is_back = bool(self._switches.get('back', 0))
            raise Trouble('scanner.gone')


def _whole(picture: Path) -> bytes:
    try:
        return picture.read_bytes()
    except OSError as error:
        raise Trouble('scanner.io') from error
