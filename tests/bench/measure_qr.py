"""Three hundred photographed codes of identity cards: how many are read, how long it takes, and none read wrong.

Beside it what zxing-cpp reads by itself. Times are of the processor, on one core, so that a neighbour's work isn't
measured.
"""

import time
from collections import Counter
from collections.abc import Callable

import cv2
import zxingcpp

from devices.id_reader.qr import read_codes
from devices.paper.picture import Picture, grey
from tests.bench.card_codes import KINDS, Sample, samples
from tests.bench.figures import Figure, hand_over, p95, progress

SEED = 20261125
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCodeModel2)

Reader = Callable[[Picture], tuple[str, ...]]


def alone(picture: Picture) -> tuple[str, ...]:
    """What zxing-cpp reads without help."""
    return tuple(
        bytes(code.bytes).decode() for code in zxingcpp.read_barcodes(grey(picture), formats=_QR) if code.valid
    )


def tried(reader: Reader, pictures: list[Sample]) -> tuple[Counter[str], int, list[float]]:
    """Right readings by kind, wrong ones, and milliseconds each."""
    right: Counter[str] = Counter()
    wrong, times = 0, []
    for sample in pictures:
        begun = time.process_time()
        read = reader(sample.picture)
        times.append((time.process_time() - begun) * 1000)
        right[sample.kind] += read == (sample.text,)
        wrong += any(text != sample.text for text in read)
    return right, wrong, times


def main() -> None:
    """Measure and hand over."""
    cv2.setNumThreads(1)
    progress('drawing 300 photographed cards')
    pictures = list(samples(seed=SEED))
    progress('reading them')
    right, wrong, times = tried(read_codes, pictures)
    base, _, base_times = tried(alone, pictures)
    by_kind = ', '.join(f'{kind} {right[kind]} ({base[kind]} alone)' for kind in KINDS)
    share, base_share = (100 * sum(found.values()) / len(pictures) for found in (right, base))
    against = 'zxing-cpp alone'
    hand_over(
        [
            Figure(
                name='qr.read',
                value=share,
                unit='%',
                baseline=base_share,
                against=against,
                bound=92,
                at_least=True,
                note=f'of 50 each: {by_kind}',
            ),
            Figure(
                name='qr.time', value=p95(times), unit='ms p95', baseline=p95(base_times), against=against, bound=40
            ),
            Figure(name='qr.wrong', value=wrong, unit='texts', bound=0),
        ]
    )


if __name__ == '__main__':
    main()
