"""A PDF onto a printer that the system knows, page by page, as large as its paper allows."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from devices.form_printer.protocol import FormJob
from devices.receipt_printer.protocol import Printed
from office.errors import Trouble

# finer than office printers show, and an A4 page stays below 35 MB while it is drawn
MOST_DPI = 300


def print_pdf(content: bytes, printer: QPrinter) -> int:
    """Draw every page of a document in the middle of a sheet.

    Returns:
        how many pages were handed to the system's printer.

    Raises:
        Trouble: ``pdf.unreadable`` when the content is no PDF, ``pdf.not_printed`` when the printer takes nothing.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    try:
        if document.status() is not QPdfDocument.Status.Ready:
            raise Trouble('pdf.unreadable')
        return _draw(document, printer)
    finally:
        document.close()


def _draw(document: QPdfDocument, printer: QPrinter) -> int:
    painter = QPainter()
    if not painter.begin(printer):
        raise Trouble('pdf.not_printed')
    sheet = printer.pageRect(QPrinter.Unit.DevicePixel)
    dpi = min(MOST_DPI, printer.resolution())
    for at in range(document.pageCount()):
        if at:
            printer.newPage()
        points = document.pagePointSize(at)
        image = document.render(at, QSize(round(points.width() * dpi / 72), round(points.height() * dpi / 72)))
        # never larger than it is: a form keeps its size where the sheet is larger
        scale = min(sheet.width() / image.width(), sheet.height() / image.height(), printer.resolution() / dpi)
        width, height = image.width() * scale, image.height() * scale
        painter.drawImage(QRectF((sheet.width() - width) / 2, 0, width, height), image)
    painter.end()
    return document.pageCount()


class DrawnForms:
    """A printer of sheets by the system's own drawing, where no queue can be followed: on Windows, and into a file.

    What the system took may be on paper or not: but for a file, a person is asked.
    """

    def __init__(self, printer: QPrinter) -> None:
        self._printer = printer

    def print(self, job: FormJob) -> Printed:
        """See ``FormPrinter.print``."""
        print_pdf(job.content, self._printer)
        if self._printer.printerState() is QPrinter.PrinterState.Error:
            return Printed.UNKNOWN
        is_file = self._printer.outputFormat() is QPrinter.OutputFormat.PdfFormat
        return Printed.SENT if is_file and Path(self._printer.outputFileName()).is_file() else Printed.UNKNOWN

    def left(self, job: str) -> Printed | None:  # noqa: ARG002 - the system's drawing has no names to find again
        """See ``FormPrinter.left``."""
        return Printed.UNKNOWN

    def close(self) -> None:
        """Nothing is held."""
