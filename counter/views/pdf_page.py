"""A PDF on the screen: as wide as its place, all pages below each other."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtWidgets import QVBoxLayout, QWidget

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument


class PdfPage(QWidget):
    """Shows one document at a time from memory."""

    def __init__(self) -> None:
        super().__init__()
        self._document: QPdfDocument | None = None
        self._buffer: QBuffer | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)

    @property
    def pages(self) -> int:
        """How many pages are shown."""
        return self._document.pageCount() if self._document else 0

    def show_pdf(self, content: bytes) -> None:
        """Show a document."""
        self.forget()
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._opened().load(self._buffer)

    def forget(self) -> None:
        """Close the document; nothing of it stays."""
        if self._document is not None:
            self._document.close()
        if self._buffer is not None:
            self._buffer.close()
            self._buffer.deleteLater()
            self._buffer = None

    def _opened(self) -> 'QPdfDocument':
        """The document, with the view around it; made when the first PDF is read."""
        if self._document is None:
            from PySide6.QtPdf import QPdfDocument  # noqa: PLC0415  # large, wanted later
            from PySide6.QtPdfWidgets import QPdfView  # noqa: PLC0415  # large, wanted later

            self._document = QPdfDocument(self)
            view = QPdfView(self)
            view.setObjectName('pdf')
            view.setPageMode(QPdfView.PageMode.MultiPage)
            view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
            view.setDocument(self._document)
            self._box.addWidget(view)
        return self._document
