"""One scan, three ways to an archive page: ours, OCRmyPDF's, and unpaper's with img2pdf; all in one run.

Each gets the same scan and is asked for a straightened, cleaned page in a PDF without text. Processor seconds are those
of whole processes, their starts included; ours are counted in this process, where the product runs it too. Then
Tesseract's Vietnamese reads the scan as it came and each result, drawn at the scan's resolution.

OCRmyPDF (PyPI) and unpaper (Debian) are taken where they are: on the path, or in ``out/peers``, an environment of
its own, for OCRmyPDF brings other releases of what the product pins. A peer that is absent is said to be.
"""

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import img2pdf

from devices.paper.archive import archive_page
from devices.paper.picture import Picture, decode, jpeg
from devices.paper.recognition import is_installed
from devices.paper.specimen import scanned
from devices.paper.specimen_texts import PAPERS
from tests.bench.figures import Figure, hand_over, median, progress
from tests.bench.measure_page import pnm
from tests.bench.reading import misread, specimen_truth
from tests.bench.real_pages import DPI as REAL_DPI
from tests.bench.real_pages import real_pages
from tests.bench.sizes import size_of

PAGES, REAL = size_of('PEER_PAGES'), size_of('PEER_REAL')
ROOT = Path(__file__).parents[2]
_DPI, _SCAN_QUALITY, _QUALITY = 300, 92, 75
# the page that was read worst after archiving stands among the first
_FIRST = 'scan_'
OURS, OCRMYPDF, UNPAPER = 'Một Cửa', 'OCRmyPDF', 'unpaper + img2pdf'


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """A scan, what stands on it, and its file as a scanner gives it."""

    name: str
    picture: Picture
    truth: str
    dpi: int
    file: bytes


@dataclass(slots=True)
class Way:
    """What one way made of all scans: seconds, kilobytes, per cent of characters misread."""

    make: Callable[[Scan, Path], Path]
    seconds: list[float] = field(default_factory=list)
    kilobytes: list[float] = field(default_factory=list)
    wrong: list[float] = field(default_factory=list)


def ours(scan: Scan, folder: Path) -> Path:
    """The product's archive page."""
    out = folder / 'ours.pdf'
    out.write_bytes(archive_page(scan.file, dpi=scan.dpi, source='scanner').pdf)
    return out


def ocrmypdf(program: str) -> Callable[[Scan, Path], Path]:
    """OCRmyPDF without its OCR: straightened, optimised without loss."""

    def make(scan: Scan, folder: Path) -> Path:
        picture, out = folder / 'scan.jpg', folder / 'theirs.pdf'
        picture.write_bytes(scan.file)
        asked = ('--ocr-engine', 'none', '--deskew', '--optimize', '1', '--jobs', '1', '--image-dpi', str(scan.dpi))
        subprocess.run([program, '-q', *asked, str(picture), str(out)], check=True, capture_output=True)
        return out

    return make


def unpaper(scan: Scan, folder: Path) -> Path:
    """unpaper with what it does by itself, then a JPEG in a page of its size."""
    before, after, out = folder / 'before.ppm', folder / 'after.ppm', folder / 'unpaper.pdf'
    before.write_bytes(pnm(scan.picture))
    called = ['unpaper', '-q', '--overwrite', '--dpi', str(scan.dpi), str(before), str(after)]
    subprocess.run(called, check=True, capture_output=True)
    made, file = cv2.imencode('.jpg', decode(after.read_bytes()), (cv2.IMWRITE_JPEG_QUALITY, _QUALITY))
    assert made
    layout = img2pdf.get_fixed_dpi_layout_fun((scan.dpi, scan.dpi))
    out.write_bytes(img2pdf.convert(file.tobytes(), layout_fun=layout))
    return out


def spent() -> float:
    """Processor seconds of this process and of the children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def take(way: Way, scan: Scan, folder: Path) -> None:
    """Make a page and note what it cost and how legible it is."""
    begun = spent()
    page = way.make(scan, folder)
    way.seconds.append(spent() - begun)
    way.kilobytes.append(page.stat().st_size / 1000)
    drawn = folder / 'drawn'
    render = ['pdftoppm', '-r', str(scan.dpi), '-singlefile', '-png', str(page), str(drawn)]
    subprocess.run(render, check=True)
    way.wrong.append(misread(drawn.with_suffix('.png'), scan.truth, scan.dpi))


def scan_of(name: str, picture: Picture, truth: str, dpi: int) -> Scan:
    """A scan with its file."""
    return Scan(name=name, picture=picture, truth=truth, dpi=dpi, file=jpeg(picture, _SCAN_QUALITY))


def drawn_scans() -> Iterator[Scan]:
    """Invented pages, worn and turned as a scanner sees them."""
    kinds = sorted(PAPERS)
    for number in range(PAGES):
        kind = kinds[number % len(kinds)]
        yield scan_of(kind, scanned(kind, seed=number, dpi=_DPI), specimen_truth(kind), _DPI)


def real_scans() -> Iterator[Scan]:
    """Pages of laws, scanned ones before printed ones."""
    for page in sorted(real_pages(), key=lambda one: not one.name.startswith(_FIRST))[:REAL]:
        yield scan_of(page.name, page.picture, page.truth, REAL_DPI)


def ways() -> dict[str, Way]:
    """Ours, and the peers that are here."""
    found = {OURS: Way(ours)}
    own = ROOT / 'out/peers/bin/ocrmypdf'
    program = shutil.which('ocrmypdf') or (str(own) if own.exists() else '')
    if program:
        found[OCRMYPDF] = Way(ocrmypdf(program))
    else:
        progress('OCRmyPDF is absent: pip install ocrmypdf in out/peers')
    if shutil.which('unpaper'):
        found[UNPAPER] = Way(unpaper)
    else:
        progress('unpaper is absent: apt-get install unpaper')
    return found


def figures_of(found: dict[str, Way], raw: list[float], what: str, at: slice) -> Iterator[Figure]:
    """What a group of pages shows: ours beside each peer."""
    mine = found[OURS]
    count = len(raw[at])
    for name, way in found.items():
        if name == OURS:
            continue
        for said, unit, ours_, theirs in (
            ('processor time a page', 's', mine.seconds[at], way.seconds[at]),
            ('size of a page', 'KB', mine.kilobytes[at], way.kilobytes[at]),
        ):
            yield Figure(
                name=f'archive page, {what}: {said}, median',
                value=median(ours_),
                unit=unit,
                baseline=median(theirs),
                against=name,
                note=f'{count} pages',
            )
    for name, way in found.items():
        worst = max(now - before for now, before in zip(way.wrong[at], raw[at], strict=True))
        yield Figure(
            name=f'characters misread, {what}, {name}, mean',
            value=sum(way.wrong[at]) / count,
            unit='%',
            baseline=sum(raw[at]) / count,
            against='the scan as it came',
            note=f'{count} pages; on the worst of them {worst:+.2f} points over the scan',
        )


def main() -> int:
    """Measure and hand over."""
    if not is_installed():
        progress('no Tesseract with its Vietnamese here')
        return 1
    cv2.setNumThreads(1)
    found, raw = ways(), list[float]()
    scans = [*drawn_scans(), *real_scans()]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        ours(scans[0], folder)
        for number, scan in enumerate(scans, start=1):
            cv2.imwrite(str(folder / 'raw.png'), scan.picture)
            raw.append(misread(folder / 'raw.png', scan.truth, scan.dpi))
            for way in found.values():
                take(way, scan, folder)
            progress(f'{number} of {len(scans)}: {scan.name}: as it came {raw[-1]} % misread')
            for name, way in found.items():
                progress(f'  {name}: {way.seconds[-1]:.2f} s, {way.kilobytes[-1]:.0f} KB, {way.wrong[-1]} % misread')
    made = list(figures_of(found, raw, f'invented at {_DPI} dpi', slice(PAGES)))
    if len(raw) > PAGES:
        made += figures_of(found, raw, f'laws at {REAL_DPI} dpi', slice(PAGES, None))
    hand_over(made)
    return 0


if __name__ == '__main__':
    sys.exit(main())
