"""Machine readable zones of photographed cards: documents read right, wrong ones caught, and time.

The baseline is Tesseract on the very lines that were found and laid flat, with the signs of a zone allowed and no
other, as programs without a model of OCR-B use it; without the program there is none.
"""

import shutil
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from devices.id_reader.mrz import read_mrz
from devices.id_reader.mrz_finding import strips
from devices.paper.picture import Picture, grey
from office.mrz import LENGTH, SIGNS, wrong_fields
from tests.bench.figures import Figure, hand_over, p95, progress
from tests.bench.mrz_cards import KINDS, Sample, samples
from tests.bench.sizes import size_of

SEED = 20261125
Reader = Callable[[Picture], tuple[str, ...]]


def ours(picture: Picture) -> tuple[str, ...]:
    """The lines as we read them, () when none were found."""
    read = read_mrz(picture)
    return () if read is None else read.lines


def tesseract(picture: Picture) -> tuple[str, ...]:
    """What Tesseract reads in the first find, upright or upside down: whichever begins as a card does."""
    found = next(strips(grey(picture)), None)
    if found is None:
        return ()
    turned = tuple(np.ascontiguousarray(line[::-1, ::-1]) for line in reversed(found))
    both = [_by_tesseract(lines) for lines in (found, turned)]
    return max(both, key=lambda lines: (''.join(lines[:1]).startswith('IDV'), sum(len(one) == LENGTH for one in lines)))


def _by_tesseract(found: tuple[npt.NDArray[np.float32], ...]) -> tuple[str, ...]:
    page = np.full((0, found[0].shape[1] + 40), 255, np.uint8)
    for line in found:
        bordered = cv2.copyMakeBorder(
            np.clip(line, 0, 255).astype(np.uint8), 8, 8, 20, 20, cv2.BORDER_CONSTANT, value=200
        )
        page = np.vstack([page, bordered])
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / 'lines.png'
        cv2.imwrite(str(file), cv2.resize(page, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC))
        command = ['tesseract', str(file), '-', '--psm', '6', '-c', f'tessedit_char_whitelist={SIGNS}']
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    return tuple(line.replace(' ', '') for line in done.stdout.splitlines() if line.strip())


def tried(reader: Reader, pictures: list[Sample]) -> tuple[Counter[str], int, int, list[float]]:
    """Right documents by kind; wrong ones whose check digits are right, in a number and in the name; milliseconds."""
    right: Counter[str] = Counter()
    wrong, names, times = 0, 0, []
    for sample in pictures:
        begun = time.process_time()
        lines = reader(sample.picture)
        times.append((time.process_time() - begun) * 1000)
        right[sample.kind] += lines == sample.lines
        if lines != sample.lines and len(lines) == 3 and all(len(line) == 30 for line in lines):
            is_passed = not wrong_fields(lines)
            wrong += is_passed and lines[:2] != sample.lines[:2]
            names += is_passed and lines[:2] == sample.lines[:2] and not _is_doubtful(sample.picture)
    return right, wrong, names, times


def _is_doubtful(picture: Picture) -> bool:
    read = read_mrz(picture)
    return read is not None and read.is_name_doubtful


def main() -> None:
    """Measure and hand over."""
    cv2.setNumThreads(1)
    each = size_of('MRZ')
    progress(f'drawing {each * len(KINDS)} photographed cards')
    pictures = list(samples(seed=SEED, each=each))
    progress('reading them')
    right, wrong, names, times = tried(ours, pictures)
    base = None
    if shutil.which('tesseract'):
        # it takes a second a picture: every fourth tells enough
        few = pictures[::4]
        base_right, _, _, _ = tried(tesseract, few)
        base = 100 * sum(base_right.values()) / len(few)
    by_kind = ', '.join(f'{kind} {right[kind]}' for kind in KINDS)
    share = 100 * sum(right.values()) / len(pictures)
    hand_over(
        [
            Figure(
                name='mrz.read',
                value=share,
                unit='% of documents',
                baseline=base,
                against='Tesseract (eng, whitelist) on the same lines, every fourth picture'
                if base is not None
                else '',
                bound=98,
                at_least=True,
                note=f'of {each} each: {by_kind}',
            ),
            Figure(name='mrz.wrong', value=wrong, unit='documents with a wrong number or day that passed', bound=0),
            Figure(name='mrz.name', value=names, unit='wrong names that were not doubted', bound=0),
            Figure(name='mrz.time', value=p95(times), unit='ms p95'),
        ]
    )


if __name__ == '__main__':
    main()
