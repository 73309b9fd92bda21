"""From picture to archive page in figures: milliseconds on one core, kilobytes, Jaccard, degrees, characters misread.

    OMP_NUM_THREADS=1 python -m tests.bench.measure_paper [--frames 300] [--photos DIR] [--skew DIR] [--ocr DIR]

One JSON object is printed. Milliseconds are the thread's own processor time, which other work on the machine does not
lengthen much; ``wall_ms`` is the clock's. The folders hold pictures beside ``quads.json``, ``skew.json`` and
``manifest.json``; characters are read by Tesseract with its Vietnamese data, where the machine has it.
"""

import argparse
import json
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np
import numpy.typing as npt

from devices.paper.archive import archive_page
from devices.paper.finding import find_page
from devices.paper.picture import Picture, decode, jpeg
from devices.paper.skew import skew_of
from devices.paper.specimen import scanned
from devices.paper.specimen_texts import PAPERS
from tests.bench.desk_camera import frames
from tests.bench.reading import errors_of_archiving, specimen_truth

_SEED, _RUNS = 1, 7
_SCAN_QUALITY = 92
Figures = dict[str, object]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--frames', type=int, default=300)
    for folder in ('photos', 'skew', 'ocr'):
        parser.add_argument(f'--{folder}', type=Path)
    wanted = parser.parse_args()
    cv2.setNumThreads(1)
    figures: Figures = {'archive': archiving(), 'desk': finding_on_desks(wanted.frames)}
    if wanted.photos:
        figures['photos'] = finding_in_photos(wanted.photos)
    if wanted.skew:
        figures['skew'] = leaning(wanted.skew)
    if shutil.which('tesseract'):
        figures['reading'] = reading(wanted.ocr)
    print(json.dumps(figures, ensure_ascii=False, indent=1))
    return 0


def timed(run: Callable[[], object], runs: int = _RUNS) -> tuple[float, float]:
    """Median milliseconds of the thread and of the clock."""
    own, wall = [], []
    for _ in range(runs):
        began, begun = time.thread_time(), time.perf_counter()
        run()
        own.append((time.thread_time() - began) * 1000)
        wall.append((time.perf_counter() - begun) * 1000)
    return round(statistics.median(own), 1), round(statistics.median(wall), 1)


def archiving() -> Figures:
    """A scanned A4 of 300 dpi in colour, as a JPEG file, to a PDF/A page in memory; every kind of specimen."""
    pages: Figures = {}
    for number, kind in enumerate(PAPERS):
        file = jpeg(scanned(kind, seed=_SEED + number), _SCAN_QUALITY)
        own, wall = timed(lambda file=file: archive_page(file, dpi=300, source='scanner'))
        page = archive_page(file, dpi=300, source='scanner')
        pages[kind] = {'ms': own, 'wall_ms': wall, 'kb': round(len(page.pdf) / 1000, 1), 'scan_kb': len(file) // 1000}
    return pages


def finding_on_desks(count: int) -> Figures:
    """Generated frames of 1920 x 1080."""
    own, overlaps, by_desk = [], [], {}
    for frame in frames(count, seed=_SEED):
        began = time.thread_time()
        page = find_page(frame.picture)
        own.append((time.thread_time() - began) * 1000)
        overlaps.append(jaccard(page.corners, frame.corners) if page else 0.0)
        by_desk.setdefault(frame.desk, []).append(overlaps[-1])
    return {
        'frames': count,
        'jaccard': round(statistics.mean(overlaps), 4),
        'worst': round(min(overlaps), 4),
        'not_found': overlaps.count(0.0),
        'by_desk': {desk: round(statistics.mean(some), 4) for desk, some in by_desk.items()},
        'ms': round(statistics.median(own), 1),
        'ms_p95': round(float(np.percentile(own, 95)), 1),
    }


def finding_in_photos(folder: Path) -> Figures:
    """Photographs with corners set by eye; those without a page must be left alone."""
    overlaps, each, left_alone = [], {}, True
    for entry in json.loads((folder / 'quads.json').read_text())['images']:
        page = find_page(decode_any(folder / entry['file']))
        if entry['quad'] is None:
            left_alone &= page is None
            continue
        each[entry['file']] = round(jaccard(page.corners, entry['quad']), 4) if page else 0.0
        overlaps.append(each[entry['file']])
    return {'jaccard': round(statistics.mean(overlaps), 4), 'negatives_left_alone': left_alone, 'each': each}


def leaning(folder: Path) -> Figures:
    """Degrees between the lean found and the one stated, beside the stated tolerance."""
    each = {}
    for entry in json.loads((folder / 'skew.json').read_text())['images']:
        off = abs(skew_of(decode_any(folder / entry['file'])) + entry['correction_ccw_deg'])
        each[entry['file']] = {'off': round(off, 2), 'tolerance': entry['tolerance_deg']}
    return each


def reading(folder: Path | None) -> Figures:
    """Characters misread on the raw scan and on its archive page, in per cent."""
    read: Figures = {}
    with TemporaryDirectory() as work:
        for number, kind in enumerate(PAPERS):
            picture = scanned(kind, seed=_SEED + number)
            read[kind] = errors_of_archiving(picture, specimen_truth(kind), 300, Path(work))
        pages = json.loads((folder / 'manifest.json').read_text())['pages'] if folder else []
        for entry in pages:
            truth = (Path(folder or '.') / entry['gt']).read_text(encoding='utf-8')
            read[entry['image']] = errors_of_archiving(
                decode_any(Path(folder or '.') / entry['image']), truth, 200, Path(work)
            )
    return read


def decode_any(path: Path) -> Picture:
    """The picture in a file."""
    return decode(path.read_bytes())


def jaccard(one: npt.ArrayLike, other: npt.ArrayLike) -> float:
    """How much two convex quadrilaterals are one: their common area as a share of all they cover."""
    a, b = np.asarray(one, np.float32), np.asarray(other, np.float32)
    common = cv2.intersectConvexConvex(a, b)[0]
    return float(common / (cv2.contourArea(a) + cv2.contourArea(b) - common))


if __name__ == '__main__':
    sys.exit(main())
