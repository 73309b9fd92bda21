"""What every printer of sheets must keep of ``devices.form_printer.protocol``; fixtures ``printer`` and ``sheets``."""

from collections.abc import Callable
from functools import cache
from io import BytesIO

import img2pdf
import pytest
from PIL import Image

from devices.form_printer.protocol import FormJob, FormPrinter
from devices.receipt_printer.protocol import Printed
from office.errors import Trouble


@cache
def document() -> bytes:
    """A PDF of one grey A5 page; always the same, though it says when it was made."""
    made = BytesIO()
    Image.new('L', (583, 827), 128).save(made, 'PNG', dpi=(100, 100))
    return bytes(img2pdf.convert(made.getvalue()))


class FormPrinterContract:
    """The promises of a printer that says what it did."""

    def test_a_document_comes_out(self, printer: FormPrinter, sheets: Callable[[], list[bytes]]) -> None:
        """Confirmed, and on paper once."""
        assert printer.print(FormJob(id='slip:sheet-1', content=document())) is Printed.SENT
        assert len(sheets()) == 1
        printer.close()
        assert printer.print(FormJob(id='slip:sheet-2', content=document())) is Printed.SENT
        assert len(sheets()) == 2

    def test_what_is_no_pdf_is_refused(self, printer: FormPrinter, sheets: Callable[[], list[bytes]]) -> None:
        """Before anything leaves."""
        with pytest.raises(Trouble, match=r'pdf\.unreadable'):
            printer.print(FormJob(id='slip:sheet-1', content=b'no document'))
        assert sheets() == []
