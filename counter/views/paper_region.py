"""The right region: the paper. The capture panel lives here, or the PDF of a form or a result while one is read."""

from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from counter.views.parts import GRID, button, column, label, row
from counter.views.pdf_page import PdfPage
from counter.words import say


class PaperRegion(QFrame):
    """The place of the paper; ``capture`` is the panel that scans, None at a counter that scans nothing."""

    def __init__(self, capture: QWidget | None) -> None:
        super().__init__()
        self.setProperty('role', 'card')
        self.setMinimumWidth(400)
        self._title = label(role='strong', name='paper-title')
        self._back = button(say("Đóng bản xem", "Close the view"), 'Ctrl+W', 'close-paper', self.show_capture)
        self._pdf = PdfPage()
        self._stack = QStackedWidget()
        self._capture = capture or label(
            say(
                "Quầy này chưa cài máy quét. Xem bản giấy rồi đánh dấu ở bước Giấy tờ.",
                "No scanner is set up at this counter. Look at the papers and mark them in the step Papers.",
            ),
            role='quiet',
            name='no-capture',
        )
        self._stack.addWidget(self._capture)
        self._stack.addWidget(self._pdf)
        box = column()
        box.insertLayout(0, row(self._title, self._back, stretch=0))
        box.insertWidget(1, self._stack, 1)
        box.setStretch(2, 0)
        box.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self.setLayout(box)
        self.show_capture()

    def show_capture(self) -> None:
        """Show the capture panel."""
        self._pdf.forget()
        self._stack.setCurrentWidget(self._capture)
        self._title.setVisible(False)
        self._back.setVisible(False)

    def show_pdf(self, title: str, content: bytes) -> None:
        """Show a PDF page by page, large."""
        self._title.setText(title)
        self._title.setVisible(True)
        self._back.setVisible(True)
        self._pdf.show_pdf(content)
        self._stack.setCurrentWidget(self._pdf)

    @property
    def reads_pdf(self) -> bool:
        """Whether a PDF is shown."""
        return self._stack.currentWidget() is self._pdf
