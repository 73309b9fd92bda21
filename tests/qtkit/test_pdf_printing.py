"""A form goes to the system's printer as it is: every page, in its own size; what is no PDF is refused in words."""

from io import BytesIO
from pathlib import Path

import img2pdf
import pytest
from PIL import Image
from PySide6.QtCore import QSize, QSizeF
from PySide6.QtGui import QPageSize
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from office.errors import Trouble
from qtkit.pdf_printing import print_pdf

SHADES = (40, 200)


def two_pages() -> bytes:
    """An A5 document of two grey pages."""
    pictures = []
    for shade in SHADES:
        kept = BytesIO()
        Image.new('L', (583, 827), shade).save(kept, 'PNG', dpi=(100, 100))
        pictures.append(kept.getvalue())
    return bytes(img2pdf.convert(pictures))


def printer_to(path: Path) -> QPrinter:
    """A printer whose paper is a PDF of A4."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setPageSize(QPageSize(QSizeF(210, 297), QPageSize.Unit.Millimeter))
    printer.setOutputFileName(str(path))
    return printer


@pytest.mark.usefixtures('qapp')
def test_every_page_is_printed_in_its_own_size(tmp_path: Path) -> None:
    """Two A5 pages on two sheets of A4, no larger than they are."""
    assert print_pdf(two_pages(), printer_to(tmp_path / 'sheets.pdf')) == 2
    printed = QPdfDocument()
    printed.load(str(tmp_path / 'sheets.pdf'))
    assert printed.pageCount() == 2
    for at, shade in enumerate(SHADES):
        sheet = printed.render(at, QSize(210, 297))
        assert abs(sheet.pixelColor(105, 100).lightness() - shade) < 8
        # beside and below the A5 page nothing is printed on the A4
        assert sheet.pixelColor(20, 100).alpha() == 0
        assert sheet.pixelColor(105, 250).alpha() == 0
    printed.close()


@pytest.mark.usefixtures('qapp')
def test_what_is_no_pdf_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r'pdf\.unreadable'):
        print_pdf(b'no document', printer_to(tmp_path / 'sheets.pdf'))
