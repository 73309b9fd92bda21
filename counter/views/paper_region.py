"""The right region: the paper. The capture panel lives here, or the PDF of a form or a result while one is read."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QFrame, QStackedWidget, QWidget

from counter.models.received_model import ReceivedModel
from counter.models.work import Shift
from counter.texts import sentence
from counter.views.capture_panel import CapturePanel
from counter.views.page_view import PageView
from counter.views.parts import GRID, Elided, Sign, button, column, holding, label, row
from counter.words import Pair, said, say
from office.errors import Problem

if TYPE_CHECKING:
    from counter.views.pdf_page import PdfPage

PDF = b'%PDF-'
NO_RESULT: Pair = (
    "Tệp của kết quả hiện ở đây. Kết quả chỉ có bản giấy thì lấy trong tủ kết quả.",
    "The result's file shows here. One that is on paper only lies in the cabinet of results.",
)
NO_PDF: Pair = (
    "Tệp này không phải PDF nên không xem được ở đây. Bấm Lưu tệp để mở bằng chương trình khác.",
    "This file is no PDF and cannot be shown here. Save it to open it elsewhere.",
)

NO_TRIAL: Pair = (
    "Bấm In thử, Quét thử hoặc Chụp thử; hình của lần thử hiện ở đây.",
    "Print, scan or photograph a trial; its picture shows here.",
)


class Place(StrEnum):
    """What the region is for."""

    CAPTURE = 'capture'
    RESULTS = 'results'
    DEVICES = 'devices'


HINTS = {Place.RESULTS: NO_RESULT, Place.DEVICES: NO_TRIAL}


class PaperRegion(QFrame):
    """The place of the paper; ``capture`` is the panel that scans, None at a counter that scans nothing."""

    told = Signal(str)
    troubled = Signal(str)

    def __init__(self, shift: Shift, capture: QWidget | None) -> None:
        super().__init__()
        self._shift = shift
        self.setProperty('role', 'card')
        self.setMinimumWidth(400)
        self._content, self._about = b'', ''
        self._title = Elided(role='strong', name='paper-title')
        self._print = button(say("In", "Print"), 'Ctrl+I', 'print-paper', self._on_print, sign='mdi6.printer-outline')
        self._save = button(say("Lưu tệp", "Save"), 'Ctrl+Shift+S', 'save-paper', self._on_save)
        self._close = button(say("Đóng", "Close"), 'Ctrl+W', 'close-paper', self.show_capture)
        self._received, self._judged = ReceivedModel(shift), Sign('signature-state')
        self._received.judged.connect(self._judged.show_sign)
        self._page: PdfPage | None = None
        self._stack = QStackedWidget()
        self._capture = capture or label(
            say(
                "Quầy này chưa cài máy quét. Xem bản giấy rồi đánh dấu ở bước Giấy tờ.",
                "No scanner is set up at this counter. Look at the papers and mark them in the step Papers.",
            ),
            role='quiet',
            name='no-capture',
        )
        if isinstance(capture, CapturePanel):
            title = say("Tờ phân cách của hồ sơ này", "Separator sheets of this dossier")
            capture.model.separators.connect(lambda content: self.show_file(title, content))
            capture.model.files.opened.connect(self.show_received)
        self._hint = label(role='quiet', name='paper-hint')
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture = PageView('trial')
        self._place = Place.CAPTURE
        for page in (self._capture, self._hint, self._picture):
            self._stack.addWidget(page)
        buttons = holding(row(self._print, self._save, self._close))
        self._head = holding(column(self._title, self._judged, buttons))
        box = column(self._head, self._stack, stretch=1)
        box.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self.setLayout(box)
        self.show_capture()

    def show_place(self, place: Place) -> None:
        """What the region is for now: nothing is scanned while a result is handed over."""
        self._place = place
        self.show_capture()

    def show_picture(self, title: str, content: bytes) -> None:
        """Show a picture of a trial, which is not kept."""
        self._content = content
        self._judged.setVisible(False)
        self._title.show_text(title)
        self._head.setVisible(True)
        for one in (self._print, self._save):
            one.setVisible(False)
        self._picture.show_page(QImage.fromData(content))
        self._stack.setCurrentWidget(self._picture)

    def show_capture(self) -> None:
        """Close the file that was shown; nothing of it stays in memory."""
        self._content = b''
        self._received.forget()
        if self._page is not None:
            self._page.forget()
        self._picture.show_page(QImage())
        self._show_hint(said(HINTS.get(self._place, NO_RESULT)))
        if self._place is Place.CAPTURE:
            self._stack.setCurrentWidget(self._capture)
        self._head.setVisible(False)

    def show_file(self, title: str, content: bytes, about: str = '') -> None:
        """Show a PDF page by page, large; another kind of file can only be saved.

        ``about`` is the dossier's id, for the books of what is printed.
        """
        self._content, self._about = content, about
        self._received.forget()
        self._judged.setVisible(False)
        self._title.show_text(title)
        self._head.setVisible(True)
        is_pdf = content.startswith(PDF)
        for one in (self._print, self._save):
            one.setVisible(True)
        self._print.setEnabled(is_pdf)
        if not is_pdf:
            self._show_hint(said(NO_PDF))
            return
        if self._page is None:
            from counter.views.pdf_page import PdfPage  # noqa: PLC0415 - costs the start what few need

            self._page = PdfPage()
            self._stack.addWidget(self._page)
        self._page.show_pdf(content)
        self._stack.setCurrentWidget(self._page)

    def show_received(self, title: str, content: bytes, about: str = '') -> None:
        """Show a file that came from elsewhere, and beside it what its signatures prove, and proved when it came."""
        self.show_file(title, content, about)
        self._judged.setVisible(True)
        self._received.judge(content, about)

    @property
    def pages(self) -> int:
        """How many pages of a PDF are shown, 0 while the capture panel is."""
        return self._page.pages if self._page is not None and self._stack.currentWidget() is self._page else 0

    def _show_hint(self, words: str) -> None:
        self._hint.setText(words)
        self._stack.setCurrentWidget(self._hint)

    def _on_print(self) -> None:
        from counter.views.print_choice import PrintChoice  # noqa: PLC0415 - costs the start what few need

        if not PrintChoice.has_printer():
            self.troubled.emit(
                say(
                    "Máy tính này chưa cài máy in giấy nào. Bấm Lưu tệp, hoặc gọi người quản trị cài máy in.",
                    "No paper printer is set up on this computer. Save the file, or call the administrator.",
                )
            )
            return
        PrintChoice(
            self, self._content, self._shift, self._about, told=self.told.emit, troubled=self.troubled.emit
        ).show()

    def _on_save(self) -> None:
        dialog = QFileDialog(self, say("Lưu tệp", "Save the file"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(self._on_file_chosen)
        dialog.selectFile(f'{self._title.whole}.pdf' if self._content.startswith(PDF) else self._title.whole)
        dialog.open()

    def _on_file_chosen(self, name: str) -> None:
        try:
            Path(name).write_bytes(self._content)
        except OSError:
            self.troubled.emit(sentence(Problem('file.not_saved')))
            return
        self.told.emit(say(f"Đã lưu: {name}", f"Saved: {name}"))
