"""What a signature shows on the page: who, where from and when, in the first page's upper right corner.

The place and the three lines follow Decree 30/2020, Annex I, for copies that an agency makes of papers; times are
written as ISO 8601 with the zone of Vietnam. The words are a picture, for the letters of fonts can't be added to a file
without another library, and what counts is in the signature itself.
"""

from datetime import datetime
from typing import Any

from PIL import Image, ImageDraw
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.layout import AxisAlignment, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.stamp import StaticStampStyle

from devices.receipt_printer.faces import face
from office.workdays import LOCAL

# points: 53 mm by 12 mm, 5 mm from the edges
_WIDTH, _HEIGHT, _MARGIN = 150, 34, 14
# 300 dots an inch on paper
_DOTS = 300 / 72
_SIZE = 32
_GREY = 90


def corner(writer: Any) -> tuple[int, int, int, int]:
    """The box on a file's first page, in points.

    Raises:
        ValueError: for a file that says of no page how large it is.
    """
    page = writer.prev.root['/Pages']
    box = page.get('/MediaBox')
    while '/Kids' in page:
        page = page['/Kids'][0]
        # a page without one has that of the nearest node above it (ISO 32000-1 §7.7.3.4)
        box = page.get('/MediaBox', box)
    _, _, right, top = (float(one) for one in box or ())
    return (
        round(right - _MARGIN - _WIDTH),
        round(top - _MARGIN - _HEIGHT),
        round(right - _MARGIN),
        round(top - _MARGIN),
    )


def corner_stamp(certificate: dict[str, str], at: datetime) -> StaticStampStyle:
    """The stamp for a certificate and a moment."""
    lines = [
        f"Ký bởi: {certificate['holder']}",
        f"Cơ quan: {certificate['organisation']}" if certificate['organisation'] else '',
        f"Thời gian ký: {at.astimezone(LOCAL).isoformat(timespec='seconds')}",
    ]
    fill = SimpleBoxLayoutRule(
        x_align=AxisAlignment.ALIGN_MID,
        y_align=AxisAlignment.ALIGN_MID,
        margins=Margins(0, 0, 0, 0),
        inner_content_scaling=InnerScaling.STRETCH_FILL,
    )
    return StaticStampStyle(
        border_width=0,
        background=PdfImage(_drawn([line for line in lines if line])),
        background_layout=fill,
        background_opacity=1.0,
    )


def _drawn(lines: list[str]) -> Image.Image:
    picture = Image.new('L', (round(_WIDTH * _DOTS), round(_HEIGHT * _DOTS)), 255)
    pen = ImageDraw.Draw(picture)
    size = _SIZE
    while max(face(size).width(line) for line in lines) > picture.width - 2 * size // 3 and size > _SIZE // 2:
        size -= 1
    chosen = face(size)
    for number, line in enumerate(lines):
        pen.text((size // 3, number * chosen.line + chosen.baseline), line, font=chosen.font, fill=0, anchor='ls')
    pen.rectangle((0, 0, picture.width - 1, picture.height - 1), outline=_GREY, width=2)
    return picture
