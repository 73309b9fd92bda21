"""Kept pages as pictures for the screen, drawn beside the GUI thread.

Qt's own renderer has a thread in C++: asking ``QPdfDocument.render`` from a worker of Python holds the interpreter, and
with it the window, for a quarter of a second a page.
"""

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument, QPdfPageRenderer

Wish = tuple[str, int, bytes]


class PagePictures(QObject):
    """Draws one page after the other; ``drawn`` tells its name, the width asked for and the picture.

    The picture is null where the file has no page. Used on the GUI thread only.
    """

    drawn = Signal(str, int, QImage)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wishes: deque[Wish] = deque()
        self._drawing: Wish | None = None
        self._buffer = QBuffer(self)
        self._tools: tuple[QPdfDocument, QPdfPageRenderer] | None = None

    def draw(self, name: str, pdf: bytes, width: int, *, is_urgent: bool = False) -> None:
        """Draw the first page of a file at a width in pixels, on white; an urgent one before those that wait."""
        add = self._wishes.appendleft if is_urgent else self._wishes.append
        add((name, width, pdf))
        if self._drawing is None:
            self._next()

    def _next(self) -> None:
        document, renderer = self._opened()
        while self._wishes:
            name, width, pdf = self._drawing = self._wishes.popleft()
            document.close()
            self._buffer.close()
            self._buffer.setData(QByteArray(pdf))
            self._buffer.open(QBuffer.OpenModeFlag.ReadOnly)
            document.load(self._buffer)
            size = document.pagePointSize(0) if document.pageCount() else QSize()
            if size.isValid() and not size.isEmpty():
                renderer.requestPage(0, QSize(width, round(width * size.height() / size.width())))
                return
            self._drawing = None
            self.drawn.emit(name, width, QImage())

    def _opened(self) -> 'tuple[QPdfDocument, QPdfPageRenderer]':
        if self._tools is None:
            # imported here: no window needs it before its first page
            from PySide6.QtPdf import QPdfDocument, QPdfPageRenderer  # noqa: PLC0415  # slow, wanted later

            document, renderer = QPdfDocument(self), QPdfPageRenderer(self)
            renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
            renderer.setDocument(document)
            renderer.pageRendered.connect(self._on_rendered, Qt.ConnectionType.QueuedConnection)
            self._tools = document, renderer
        return self._tools

    def _on_rendered(self, _page: int, _size: QSize, drawn: QImage, *_rest: object) -> None:
        if self._drawing is None:
            return
        name, width, _ = self._drawing
        self._drawing = None
        self.drawn.emit(name, width, _on_white(drawn))
        if self._drawing is None:
            self._next()


def _on_white(drawn: QImage) -> QImage:
    paper = QImage(drawn.size(), QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return paper
