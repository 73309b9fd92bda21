"""How well a page can be read: Tesseract's Vietnamese on the raw scan and on its archive page."""

import os
import subprocess
import unicodedata
from pathlib import Path

import cv2

from devices.paper.archive import archive_page
from devices.paper.picture import Picture, jpeg
from devices.paper.specimen_texts import PAPERS

_ONE_COLUMN = '4'


def errors_of_archiving(scan: Picture, truth: str, dpi: int, folder: Path) -> dict[str, float]:
    """Per cent of characters misread in the raw scan and in the archive page, and the page's kilobytes."""
    page = archive_page(jpeg(scan, 92), dpi=dpi, source='scanner')
    raw, drawn = folder / 'raw.png', folder / 'page'
    cv2.imwrite(str(raw), scan)
    (folder / 'page.pdf').write_bytes(page.pdf)
    render = ['pdftoppm', '-r', str(dpi), '-singlefile', '-png', str(folder / 'page.pdf'), str(drawn)]
    subprocess.run(render, check=True)
    before, after = misread(raw, truth, dpi), misread(drawn.with_suffix('.png'), truth, dpi)
    return {'raw': before, 'archived': after, 'kb': round(len(page.pdf) / 1000, 1)}


def specimen_truth(kind: str) -> str:
    """The text of a specimen's body, without what its seal and margins say."""
    paper = PAPERS[kind]
    head = "MẪU - KHÔNG CÓ GIÁ TRỊ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    return '\n'.join((head, paper.title, *paper.lines))


def misread(image: Path, truth: str, dpi: int) -> float:
    """Per cent of the truth's characters that must be changed, with white space made even.

    What stands after the truth's last line, a seal or a signature, is not counted.
    """
    command = ['tesseract', str(image), '-', '-l', 'vie', '--psm', _ONE_COLUMN, '--dpi', str(dpi)]
    run = subprocess.run(command, capture_output=True, check=True, env={**os.environ, 'OMP_THREAD_LIMIT': '1'})
    return share_wrong(even(truth), even(run.stdout.decode()))


def even(text: str) -> str:
    """A text in NFC with its white space made even."""
    return ' '.join(unicodedata.normalize('NFC', text).split())


def share_wrong(wanted: str, got: str) -> float:
    """Per cent of the wanted characters that must be changed."""
    return round(100 * distance(wanted, got) / max(len(wanted), 1), 2)


def distance(wanted: str, got: str) -> int:
    """Changes that make ``wanted`` of the likest beginning of ``got`` (Myers 1999, bit-parallel)."""
    size = len(wanted)
    full, last = (1 << size) - 1, 1 << (size - 1)
    places: dict[str, int] = {}
    for at, letter in enumerate(wanted):
        places[letter] = places.get(letter, 0) | 1 << at
    more, fewer, score = full, 0, size
    best = size
    for letter in got:
        same = places.get(letter, 0)
        across = (((same & more) + more) ^ more) | same
        up, down = fewer | ~(across | more) & full, more & across
        score += bool(up & last) - bool(down & last)
        up, down = (up << 1 | 1) & full, (down << 1) & full
        vertical = same | fewer
        more, fewer = down | ~(vertical | up) & full, up & vertical
        best = min(best, score)
    return best
