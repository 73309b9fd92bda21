"""A scan of ten pages signed with a token and judged again: what an officer waits for.

Beside it pyHanko in this process with its key in memory, and poppler's pdfsig, which trusts nobody and looks at no
certificate's issuer here.
"""

import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf

from devices.signer.emulator.soft_token import PIN, SoftToken
from devices.signer.opening import open_signer
from devices.signer.verification import GOOD, verify
from tests.bench.figures import Figure, hand_over, median, progress
from tests.bench.sizes import size_of
from tests.devices.signing_bench import pdfsig, signed_by

# as much as ten scanned pages of text weigh
_PAGES, _PAGE_BYTES = 10, 100_000


def scan() -> bytes:
    """A file of ten pages that hold nothing that could be packed."""
    out = BytesIO()
    with pikepdf.new() as pdf:
        for number in range(_PAGES):
            pdf.add_blank_page()
            seed = number.to_bytes(2, 'big')
            noise = b''.join((seed + at.to_bytes(4, 'big')) * 17 for at in range(_PAGE_BYTES // 100))
            pdf.pages[-1].obj.Noise = pdf.make_stream(noise)
        pdf.save(out, compress_streams=False)
    return out.getvalue()


def milliseconds(work: Callable[[], object], times: int) -> float:
    """The median of some runs on the wall's clock."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1000)
    return median(taken)


def main() -> None:
    """Measure and hand over."""
    times, pdf, now = size_of('SIGNATURES'), scan(), datetime.fromtimestamp(time.time(), UTC)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        token = SoftToken(folder / 'token', now)
        progress(f'signing {len(pdf) / 1e6:.1f} MB {times} times')
        begun = time.perf_counter()
        with closing(open_signer(token.address)) as signer:
            signer.open(PIN, now)
            made = signer.sign(pdf, now).pdf
            first = (time.perf_counter() - begun) * 1000
            ours = milliseconds(lambda: signer.sign(pdf, now), times)
        signed_by(token.officer, pdf)
        theirs = milliseconds(lambda: signed_by(token.officer, pdf), times)
        progress('judging it')
        roots = str(token.roots)
        if verify(made, now, roots=roots).code != GOOD:
            raise SystemExit('what was signed is not good')
        judged = milliseconds(lambda: verify(made, now, roots=roots), times)
        path = folder / 'signed.pdf'
        path.write_bytes(made)
        if 'Signature is Valid' not in pdfsig(path):
            raise SystemExit('pdfsig disagrees')
        poppler = milliseconds(
            lambda: subprocess.run(['pdfsig', '-nocert', str(path)], capture_output=True, check=True), times
        )
    note = f'proved before it is handed out; it adds {len(made) - len(pdf)} bytes to {len(pdf)}'
    hand_over(
        [
            Figure(
                name='signing.next', value=ours, unit='ms median', baseline=theirs, against='pyHanko in process',
                note=note,
            ),
            Figure(name='signing.first', value=first, unit='ms', note='the child begins, PIN and library included'),
            Figure(
                name='signing.judged', value=judged, unit='ms median', baseline=poppler, against='pdfsig',
                note='a process of its own each time',
            ),
        ]
    )  # fmt: skip


if __name__ == '__main__':
    main()
