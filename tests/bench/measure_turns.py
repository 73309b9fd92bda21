"""Pages that lie sideways or upside down: how many are offered the right turn, how many a wrong one, what it costs.

Invented pages with seals at 200 and 300 dpi lie in each of four ways; beside them sheets that say too little. The peer
is Tesseract's orientation detection alone, its every answer taken for an offer.
"""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import pypdfium2

from devices.paper.archive import archive_page
from devices.paper.picture import Picture, jpeg
from devices.paper.quarters import QUARTERS
from devices.paper.recognition import is_installed, recognised
from devices.paper.specimen import scanned
from devices.paper.specimen_texts import PAPERS
from devices.stop import Stop
from tests.bench.figures import Figure, hand_over, median, progress
from tests.bench.measure_ocr import cost
from tests.bench.sizes import size_of
from tests.bench.wordless import DPI, KINDS, wordless

SHEETS = size_of('TURN_SHEETS')


@dataclass(frozen=True, slots=True, kw_only=True)
class Lain:
    """A page, by how many quarters it lies wrong (None: nobody can tell), what both answered, and seconds of both."""

    wanted: int | None
    told: int
    alone: int
    cpu: float
    alone_cpu: float

    def is_right(self, told: int) -> bool:
        """Whether it was told of a page that lies wrong as it is."""
        return bool(self.wanted) and told == self.wanted

    def is_wrong(self, told: int) -> bool:
        """Whether a turn was told that nobody should make."""
        return bool(told) and told != self.wanted


def alone(page: bytes) -> int:
    """What orientation detection alone says of a page at 300 dpi, by quarters to the right."""
    with pypdfium2.PdfDocument(page) as document:
        drawn = np.ascontiguousarray(document[0].render(scale=300 / 72, grayscale=True).to_numpy())
    file = cv2.imencode('.pgm', drawn)[1].tobytes()
    command = ['tesseract', '-', '-', '-l', 'osd', '--psm', '0', '--dpi', '300']
    run = subprocess.run(command, input=file, capture_output=True, check=False)
    told = next((line for line in run.stdout.decode().splitlines() if line.startswith('Rotate: ')), 'Rotate: 0')
    return int(told.removeprefix('Rotate: ')) // 90


def lain(picture: Picture, quarters: int, dpi: int, *, is_known: bool) -> Lain:
    """A sheet laid so many quarters to the right into the scanner."""
    turned = np.ascontiguousarray(np.rot90(picture, -quarters))
    page = archive_page(jpeg(turned, 92), dpi=dpi, source='scanner').pdf
    told: list[int] = []
    cpu, _ = cost(lambda: told.append(recognised(page, Stop()).turn))
    alone_cpu, _ = cost(lambda: told.append(alone(page)))
    wanted = -quarters % QUARTERS if is_known else None
    return Lain(wanted=wanted, told=told[0], alone=told[1], cpu=cpu, alone_cpu=alone_cpu)


def with_words() -> Iterator[Lain]:
    """Invented pages of every kind."""
    kinds = sorted(PAPERS)
    for dpi in (200, 300):
        for number in range(SHEETS):
            progress(f'sheet {number + 1} of {SHEETS} at {dpi} dpi')
            picture = scanned(kinds[number % len(kinds)], seed=number, dpi=dpi)
            yield from (lain(picture, quarters, dpi, is_known=True) for quarters in range(QUARTERS))


def without() -> Iterator[Lain]:
    """Sheets that say too little."""
    for kind in KINDS:
        progress(kind)
        yield from (lain(wordless(kind), quarters, DPI, is_known=False) for quarters in (0, 1))


def main() -> int:
    """Lay, read, and hand over."""
    if not is_installed():
        progress('no Tesseract with its Vietnamese here')
        return 1
    cv2.setNumThreads(1)
    pages, others = list(with_words()), list(without())
    lying, upright = [one for one in pages if one.wanted], [one for one in pages if one.wanted == 0]
    peer = "Tesseract's orientation detection alone, at 300 dpi"
    hand_over(
        [
            Figure(
                name='pages that lie sideways or upside down: offered the right turn',
                value=100 * sum(one.is_right(one.told) for one in lying) / len(lying),
                unit='%',
                baseline=100 * sum(one.is_right(one.alone) for one in lying) / len(lying),
                against=peer,
                note=f'{len(lying)} pages with seals, at 200 and 300 dpi',
            ),
            Figure(
                name='wrong turns offered, of all pages',
                value=100 * sum(one.is_wrong(one.told) for one in pages + others) / len(pages + others),
                unit='%',
                baseline=100 * sum(one.is_wrong(one.alone) for one in pages + others) / len(pages + others),
                against=peer,
                note=f'{len(pages)} pages, and {len(others)} that say too little: {", ".join(KINDS)}',
            ),
            Figure(
                name='text of a page that lies wrong, processor seconds, median',
                value=median(one.cpu for one in lying),
                unit='s',
                baseline=median(one.cpu for one in upright),
                against='the same pages upright, where nothing more is asked',
                note=f'sheets that say too little: {median(one.cpu for one in others):.1f} s',
            ),
        ]
    )
    return 0


if __name__ == '__main__':
    sys.exit(main())
