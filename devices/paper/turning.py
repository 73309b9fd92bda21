"""A page that lies sideways or upside down, set upright without loss: another matrix before the same streams.

The page's ``/Rotate`` would do for a reader of PDF, but not for whoever measures on the page: boxes of words, the text
layer and fields in millimetres would each have to know of it. So the marks are laid into a page of its new size.
"""

import re
from io import BytesIO

import pikepdf

from devices.paper.pdf import saved
from devices.paper.quarters import LINEAR, QUARTERS, matrix
from office.errors import Trouble

_LAID = re.compile(rb'q (0 -1 1 0|-1 0 0 -1|0 1 -1 0) [\d.]+ [\d.]+ cm\n(.*)\nQ', re.DOTALL)


def turned(page: bytes, quarters: int) -> bytes:
    """A one-page file of the archive, turned by so many quarters to the right; negative to the left.

    Its pictures and stencils are byte for byte what they were. The same page and turn give the same file, and turns
    add up: four are the page as it lay.

    Raises:
        Trouble: ``page.unreadable`` when it is no such file.
    """
    try:
        with pikepdf.open(BytesIO(page)) as file:
            _turn(file, file.pages[0], quarters)
            return saved(file)
    except (pikepdf.PdfError, IndexError) as error:
        raise Trouble('page.unreadable', number=1, size=len(page)) from error


def _turn(file: pikepdf.Pdf, page: pikepdf.Page, quarters: int) -> None:
    wide, high = page.mediabox[2], page.mediabox[3]
    page.contents_coalesce()
    marks, lay = _parted(page.Contents.read_bytes() if '/Contents' in page else b'')
    if lay % 2:
        wide, high = high, wide
    whole = (lay + quarters) % QUARTERS
    if whole:
        marks = b'q %s cm\n%s\nQ' % (matrix(whole, width=float(wide), height=float(high)), marks)
    page.Contents = file.make_stream(marks)
    page.mediabox = pikepdf.Array([0, 0, high, wide] if whole % 2 else [0, 0, wide, high])


def _parted(marks: bytes) -> tuple[bytes, int]:
    """What was drawn, and by how many quarters it was turned since."""
    laid = _LAID.fullmatch(marks)
    if laid is None:
        return marks, 0
    return laid[2], next(quarters for quarters, one in LINEAR.items() if one == laid[1])
