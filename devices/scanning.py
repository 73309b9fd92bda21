"""For diagnosis: sheets from a scanner into files, and whether a scanner gives a page that can be kept."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from devices.paper.picture import decode
from devices.scanner.opening import open_scanner
from devices.scanner.protocol import RawPage, ScannerCapabilities, ScanOptions, Source
from devices.stop import Stop
from office.errors import Refusal, Trouble

_SUFFIXES = {'image/jpeg': 'jpg', 'image/png': 'png', 'image/x-portable-anymap': 'pnm'}
_NONE_CAME = frozenset({'scanner.empty'})

Told = dict[str, object]


def scan_into(address: str, directory: Path, options: ScanOptions, told: Callable[[Told], object]) -> Trouble | None:
    """Scan into files that are named by sheet and side and overwrite nothing; ``told`` hears of each.

    Returns:
        what ended the scan before its sheets were in; the files that were told of are whole all the same.

    Raises:
        Refusal: ``device.address``, ``device.option`` or ``scanner.option``.
        Trouble: when the scanner can't be asked what it can.
    """
    directory.mkdir(parents=True, exist_ok=True)
    with closing(open_scanner(address)) as scanner:
        try:
            for page in scanner.scan(options, Stop()):
                told(_kept(page, directory))
        except Trouble as trouble:
            return trouble
    return None


def try_scanner(address: str, directory: Path) -> tuple[ScannerCapabilities, Told]:
    """Scan one page, from the feeder or else from the glass, and look whether it is a whole picture.

    Raises:
        Refusal, Trouble: what the scanner raises; ``scanner.empty`` when there is nothing to scan anywhere.
    """
    directory.mkdir(parents=True, exist_ok=True)
    with closing(open_scanner(address)) as scanner:
        able = scanner.capabilities()
        for source in sorted(able.sources, key=lambda one: one is Source.FLATBED):
            dpi = min(able.resolutions, key=lambda one: abs(one - ScanOptions().dpi))
            options = ScanOptions(source=source, dpi=dpi, mode=able.modes[0], sheets=1)
            try:
                pages = list(scanner.scan(options, Stop()))
            except Trouble as trouble:
                if trouble.code in _NONE_CAME:
                    continue
                raise
            return able, _kept(pages[0], directory)
    raise Trouble('scanner.empty')


def read_options(source: str, dpi: int, sheets: int) -> ScanOptions:
    """What a command line asks for; 0 sheets are all of them.

    Raises:
        Refusal: ``scanner.option`` for a source that no scanner has.
    """
    if source not in set(Source):
        raise Refusal('scanner.option', option='source', value=source)
    return ScanOptions(source=Source(source), dpi=dpi, sheets=sheets or None)


def _kept(page: RawPage, directory: Path) -> Told:
    height, width = decode(page.image).shape[:2]
    number = 0
    while True:
        again = f'-{number}' if number else ''
        path = directory / f'{page.sheet:03}-{page.side}{again}.{_SUFFIXES[page.media_type]}'
        try:
            with path.open('xb') as file:
                file.write(page.image)
        except FileExistsError:
            number += 1
        else:
            break
    return {
        'file': str(path),
        'sheet': page.sheet,
        'side': page.side,
        'dpi': page.dpi,
        'width': width,
        'height': height,
    }
