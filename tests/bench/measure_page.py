"""A scanned A4 page in colour at 300 dpi: from the scanner's file to a durable, encrypted PDF/A page, on one core.

The pages are drawn, worn and turned as a scanner sees them, each from its own seed. How legible they stay, and how
other tools do, ``measure_paper`` says.
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import img2pdf
import numpy as np

from devices.paper.archive import archive_page
from devices.paper.picture import Picture
from devices.paper.specimen import scanned
from devices.paper.specimen_texts import PAPERS
from tests.bench.figures import Figure, hand_over, median, progress
from tests.bench.sizes import size_of
from tests.offices import open_store

PAGES, DPI = size_of('PAGES'), 300
JPEG_QUALITY = 75


def plain(scan: Picture) -> bytes:
    """The least that makes a PDF of a scan: a JPEG, crooked as it came, in a page of its size."""
    made, file = cv2.imencode('.jpg', scan, (cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY))
    assert made
    return bytes(img2pdf.convert(file.tobytes(), layout_fun=img2pdf.get_fixed_dpi_layout_fun((DPI, DPI))))


def timed(work: Callable[[], bytes], keep: Callable[[bytes], str]) -> tuple[float, float]:
    """Milliseconds of the processor until the page is durable, so that a neighbour's work isn't measured; kilobytes."""
    begun = time.process_time()
    content = work()
    keep(content)
    return (time.process_time() - begun) * 1000, len(content) / 1000


def main() -> None:
    """Archive pages of every kind."""
    cv2.setNumThreads(1)
    ours: list[tuple[float, float]] = []
    theirs: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder))
        keep = store.pages().keep
        kinds = sorted(PAPERS)
        for number in range(PAGES + 1):
            kind = kinds[number % len(kinds)]
            progress(f'page {number + 1} of {PAGES + 1}: {kind}')
            scan = scanned(kind, seed=number, dpi=DPI)
            file = pnm(scan)
            ours.append(timed(lambda file=file: archive_page(file, dpi=DPI, source='scanner').pdf, keep))
            theirs.append(timed(lambda scan=scan: plain(scan), keep))
        store.close()
    against = f'a JPEG of quality {JPEG_QUALITY} in a PDF by img2pdf: not straightened, not cropped, no PDF/A'
    hand_over(
        [
            Figure(
                name=f'A4 page at {DPI} dpi in colour → durable PDF/A page, {what}, median',
                value=median(one[at] for one in ours[1:]),
                unit=unit,
                baseline=median(one[at] for one in theirs[1:]),
                against=against,
                bound=250,
                note=f'{PAGES} pages of {len(kinds)} kinds; the largest {max(one[at] for one in ours[1:]):.0f} {unit}',
            )
            for at, (what, unit) in enumerate((('of one core', 'ms'), ('size', 'KB')))
        ]
    )


def pnm(scan: Picture) -> bytes:
    """A scan as SANE hands it over."""
    high, wide = scan.shape[:2]
    return b'P6\n%d %d\n255\n' % (wide, high) + np.ascontiguousarray(scan[:, :, ::-1]).tobytes()


if __name__ == '__main__':
    main()
