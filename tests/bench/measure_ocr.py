"""The text layer: how much of it is right, and what a page costs behind everybody's back, beside Tesseract alone.

Pages are drawn, worn and turned as a scanner sees them, archived, read and bound as the product does it; what pdftotext
finds in the file is compared with the truth. Tesseract alone reads the scan itself, as it came. Real pages are read too
where ``BENCH_OCR_VI`` names a folder of them.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2

from devices.paper.archive import archive_page, bind
from devices.paper.picture import Picture, jpeg
from devices.paper.recognition import is_installed, recognised
from devices.paper.specimen import scanned
from devices.paper.specimen_texts import PAPERS
from devices.stop import Stop
from tests.bench.figures import Figure, hand_over, median, progress
from tests.bench.reading import even, misread, share_wrong, specimen_truth
from tests.bench.real_pages import DPI as REAL_DPI
from tests.bench.real_pages import real_pages
from tests.bench.sizes import size_of

PAGES = size_of('OCR_PAGES')
_DPI = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One page: per cent of characters wrong, seconds of the processor and the clock, ours and alone; bytes added."""

    wrong: float
    alone_wrong: float
    cpu: float
    alone_cpu: float
    wall: float
    alone_wall: float
    added: int


def cost(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the processor that child processes took, and of the clock."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.monotonic() - begun


def read_page(scan: Picture, truth: str, dpi: int, folder: Path) -> Read:
    """Read one page both ways."""
    page = archive_page(jpeg(scan, 92), dpi=dpi, source='scanner').pdf
    texts, alone = [], []
    cpu, wall = cost(lambda: texts.append(recognised(page, Stop())))
    raw = folder / 'raw.png'
    cv2.imwrite(str(raw), scan)
    alone_cpu, alone_wall = cost(lambda: alone.append(misread(raw, truth, dpi)))
    bound = bind([page], texts)
    told = subprocess.run(['pdftotext', '-raw', '-', '-'], input=bound, capture_output=True, check=True).stdout
    return Read(
        wrong=share_wrong(even(truth), even(told.decode())),
        alone_wrong=alone[0],
        cpu=cpu,
        alone_cpu=alone_cpu,
        wall=wall,
        alone_wall=alone_wall,
        added=len(bound) - len(bind([page])),
    )


def drawn(folder: Path) -> Iterator[Read]:
    """Invented pages of every kind."""
    kinds = sorted(PAPERS)
    for number in range(PAGES):
        kind = kinds[number % len(kinds)]
        progress(f'page {number + 1} of {PAGES}: {kind}')
        yield read_page(scanned(kind, seed=number, dpi=_DPI), specimen_truth(kind), _DPI, folder)


def real(folder: Path) -> Iterator[Read]:
    """Pages of laws, scanned or printed."""
    for page in real_pages():
        progress(page.name)
        yield read_page(page.picture, page.truth, REAL_DPI, folder)


def wrong(pages: list[Read], what: str) -> Figure:
    """How much of the layer is wrong."""
    return Figure(
        name=f'text layer: characters wrong, {what}, mean',
        value=sum(one.wrong for one in pages) / len(pages),
        unit='%',
        baseline=sum(one.alone_wrong for one in pages) / len(pages),
        against='Tesseract alone on the scan as it came, the same language and layout',
        note=f'{len(pages)} pages; the worst {max(one.wrong for one in pages):.2f} %,'
        f' alone {max(one.alone_wrong for one in pages):.2f} %',
    )


def main() -> int:
    """Read, and hand over."""
    if not is_installed():
        progress('no Tesseract with its Vietnamese here')
        return 1
    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory() as work:
        invented = list(drawn(Path(work)))
        pages = list(real(Path(work)))
    figures = [wrong(invented, f'invented pages at {_DPI} dpi')]
    figures += [wrong(pages, f'pages of laws at {REAL_DPI} dpi')] if pages else []
    everything = invented + pages
    figures.append(
        Figure(
            name='text of a page, processor seconds at the lowest priority, median',
            value=median(one.cpu for one in everything),
            unit='s',
            baseline=median(one.alone_cpu for one in everything),
            against='Tesseract alone on the scan as it came, at normal priority, one thread',
            note=f'by the clock {median(one.wall for one in everything):.1f} s, alone'
            f' {median(one.alone_wall for one in everything):.1f} s, beside whatever else runs;'
            f' the layer adds {median(one.added for one in everything) / 1000:.1f} KB',
        )
    )
    hand_over(figures)
    return 0


if __name__ == '__main__':
    sys.exit(main())
