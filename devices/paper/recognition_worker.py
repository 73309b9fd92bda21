"""The child process that reads one page: a PDF on standard input, its ``PageText`` as JSON on standard output.

Each is one frame (``devices.framing``). It has the lowest priority, one thread and bounds of processor time and memory;
so has Tesseract, its own child. A page that reads poorly as it lies is asked for its orientation, and read once more as
it should lie.
"""

import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pypdfium2

from devices.framing import HEAD, frame_size, read_frame, write_frame
from devices.paper.quarters import QUARTERS
from devices.paper.recognition import LANGUAGE
from devices.paper.upright import is_better, is_poor
from office import codec
from office.page_text import PageText, Word

_Grey: TypeAlias = npt.NDArray[np.uint8]

_POINTS_PER_INCH, _MM_PER_INCH = 72, 25.4
_DPI = 300
# Tesseract's memory grows with the picture: an A3 page has 17 million pixels
_MOST_PIXELS = 20_000_000
# the reader takes 2 to 6 s for a full page, whatever else runs
_CPU_SECONDS = 60
_MEMORY_BYTES = 2 << 30
_LOWEST = 19
# a column of lines of different sizes, as forms and decisions are: reads a form's rows whole
_ONE_COLUMN = '4'
# Tesseract's orientation and script detection alone; letters of 11 points keep their shapes at half the resolution, and
# that takes two thirds of the time
_ORIENTATION, _SHAPES_DPI = '0', 150
# pages of text have 3 and more, of three lines as well; noise and photographs 1.2 at most
_LEAST_CONFIDENCE = 2.0
_WORD_LEVEL = '5'
_COLUMNS = 12


def main() -> int:
    """Read, and answer; a status other than 0 means that there is no text."""
    _yield_to_others()
    source = sys.stdin.buffer
    head = source.read(HEAD)
    _, page = read_frame(head, source.read(frame_size(head)))
    picture, dpi = _drawn(page, _DPI)
    lying = _read(picture, dpi)
    if lying is None:
        return 1
    answer = _upright(picture, dpi, lying, _orientation(page)) if is_poor(lying) else lying
    write_frame(sys.stdout.buffer, {}, codec.dump(answer).encode())
    return 0


def _upright(picture: _Grey, dpi: float, lying: PageText, turn: int) -> PageText:
    """What the page says when it is turned as it should lie, where that is beyond doubt."""
    upright = _read(np.rot90(picture, -turn), dpi) if turn else None
    return replace(upright, turn=turn) if upright is not None and is_better(upright, lying) else lying


def _orientation(page: bytes) -> int:
    """By how many quarters to the right a page is to be turned, as the shapes of its letters say; 0 when in doubt."""
    told = _tesseract(*_drawn(page, _SHAPES_DPI), '-l', 'osd', '--psm', _ORIENTATION) or ''
    found = {name: value for name, _, value in (line.partition(': ') for line in told.splitlines())}
    if float(found.get('Orientation confidence', 0)) < _LEAST_CONFIDENCE:
        return 0
    return int(found.get('Rotate', 0)) // 90 % QUARTERS


def _read(picture: _Grey, dpi: float) -> PageText | None:
    """The words of a picture as it lies, None where Tesseract fails."""
    table = _tesseract(picture, dpi, '-l', LANGUAGE, '--psm', _ONE_COLUMN, 'tsv')
    if table is None:
        return None
    (high, wide), scale = picture.shape, _MM_PER_INCH / dpi
    words = tuple(_words(table, scale))
    return PageText(width=round(wide * scale, 2), height=round(high * scale, 2), words=words)


def _tesseract(picture: _Grey, dpi: float, *how: str) -> str | None:
    high, wide = picture.shape
    run = subprocess.run(  # noqa: S603  # fixed words
        ['tesseract', '-', '-', '--dpi', str(round(dpi)), *how],  # noqa: S607  # as installed
        input=b'P5\n%d %d\n255\n' % (wide, high) + picture.tobytes(),
        capture_output=True,
        check=False,
    )
    return None if run.returncode else run.stdout.decode()


def _yield_to_others() -> None:
    os.environ['OMP_THREAD_LIMIT'] = '1'
    if sys.platform == 'win32':
        return
    import resource  # noqa: PLC0415 - POSIX only

    os.nice(_LOWEST)
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))


def _drawn(pdf: bytes, most_dpi: float) -> tuple[_Grey, float]:
    """The first page in grey, and at how many dots an inch."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        wide, high = page.get_size()
        pixels = wide * high * (most_dpi / _POINTS_PER_INCH) ** 2
        dpi = most_dpi * min(1.0, (_MOST_PIXELS / pixels) ** 0.5)
        drawn = page.render(scale=dpi / _POINTS_PER_INCH, grayscale=True).to_numpy()
        return np.ascontiguousarray(drawn.reshape(drawn.shape[:2]), np.uint8), dpi


def _words(table: str, scale: float) -> Iterator[Word]:
    """The words of Tesseract's table, whose columns are level, page, block, paragraph, line, word, box, trust, text."""
    places: dict[tuple[str, ...], int] = {}
    for row in table.splitlines()[1:]:
        cells = row.split('\t')
        if len(cells) != _COLUMNS or cells[0] != _WORD_LEVEL or not cells[11].strip():
            continue
        left, top, wide, high = (int(cell) for cell in cells[6:10])
        yield Word(
            text=unicodedata.normalize('NFC', cells[11].strip()),
            left=round(left * scale, 2),
            top=round(top * scale, 2),
            right=round((left + wide) * scale, 2),
            bottom=round((top + high) * scale, 2),
            line=places.setdefault(tuple(cells[1:5]), len(places)),
            sure=max(0, min(100, round(float(cells[10])))),
        )


if __name__ == '__main__':
    sys.exit(main())
