"""An A5 sheet of the state's kind out of rich text: pages, page numbers, and the code as a QR at every page's foot.

What is drawn here is black on white, lines and letters only: it survives a black-and-white copier. The bytes depend on
nothing but the contents, so that a form printed again is the same file. Callable on any thread while a QGuiApplication
lives; each call has its own document, painter and buffer.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from itertools import accumulate, pairwise

import pikepdf
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QImage,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QPen,
    QTextDocument,
    QTextOption,
)

from office.workdays import LOCAL
from qtkit.theme import serif_family

# 13 points would push an everyday receipt onto a second page; Decree 30/2020 allows 12 as well
BODY_POINTS = 12
FOOT_POINTS = 9
# twelve points become eleven where that keeps a form on one sheet: signatures alone on a second prove nothing
CLOSER = 11 / 12

# the least that a hole punch and a printer's unprintable edge leave of A5
MARGIN_MM = 9.0
FOOT_MM = 21.0
# at this size the modules of a code of 25 characters are 0.6 mm: read by a cheap camera from a bad copy
QR_MM = 17.0
_LINE_MM = 0.2
# fine enough for letters to stand where the layout put them, coarse enough for whole numbers
_DPI = 600
_MM_PER_INCH = 25.4
# six capitals mark a font of which only the used letters are in the file (PDF 32000-1, 9.6.4)
_FONT_TAG = 'MOTCUA'


@dataclass(frozen=True, slots=True)
class Piece:
    """Rich text that stays on one page if a page can hold it.

    Attributes:
        columns: the shares of a table's row, which gets lines around its cells; () for text that is no row.
        above: millimetres of white above it, none where it begins a page.
        brings: how many pieces before it come along where it would begin a page: nobody signs an empty sheet.
        again: what stands above it where it begins a page: the head of its table.
    """

    text: str
    columns: tuple[int, ...] = ()
    above: float = 0
    brings: int = 0
    again: 'Piece | None' = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What stands on a form.

    Attributes:
        pieces: from top to bottom.
        code: the dossier's code as the QR says it, '' for none.
        foot: the lines beside the QR.
        at: what the file gives as its date, aware.
    """

    title: str
    pieces: tuple[Piece, ...]
    code: str
    foot: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A piece, or a page of one, on its page: from where of it, how high, and how far below the top."""

    piece: Piece
    document: QTextDocument
    begins: float
    high: float
    top: float


def sheet_pdf(sheet: Sheet) -> bytes:
    """The sheet as a PDF of A5 pages with its text as text; the same sheet gives the same bytes."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setTitle(sheet.title)
    painter = QPainter(writer)
    _Drawing(sheet, writer, painter).draw()
    painter.end()
    return _settled(bytes(buffer.data().data()), sheet)


class _Drawing:
    """One sheet being drawn; lengths are the writer's dots."""

    def __init__(self, sheet: Sheet, writer: QPdfWriter, painter: QPainter) -> None:
        self._sheet, self._writer, self._painter = sheet, writer, painter
        self._painter.setPen(QPen(Qt.GlobalColor.black, _dots(_LINE_MM)))
        self._painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        self._edge = _dots(MARGIN_MM)
        self._room = QSizeF(writer.width() - 2 * self._edge, writer.height() - 2 * self._edge - _dots(FOOT_MM))
        self._scale = 1.0

    def draw(self) -> None:
        """Every page: its parts from top to bottom, then the foot."""
        pages = self._pages()
        if len(pages) > 1:
            self._scale = CLOSER
            closer = self._pages()
            pages, self._scale = (closer, CLOSER) if len(closer) == 1 else (pages, 1.0)
        for number, page in enumerate(pages, start=1):
            if number > 1:
                self._writer.newPage()
            for part in page:
                self._draw_part(part)
            self._draw_foot(number, len(pages))

    def _pages(self) -> list[list[_Part]]:
        """What stands on which page at the present scale."""
        width, height = self._room.width() / self._scale, self._room.height() / self._scale
        pages: list[list[_Part]] = [[]]
        top = 0.0
        for piece in self._sheet.pieces:
            part = self._part(piece, top + (_dots(piece.above) if top else 0), width)
            top = part.top
            if top and top + part.high > height:
                carried = self._carried(pages[-1], part, height)
                tops = [0.0, *accumulate(one.high for one in carried)]
                pages.append([replace(one, top=at) for one, at in zip(carried, tops, strict=False)])
                top = tops[-1] + (_dots(piece.above) if carried else 0)
                part = replace(part, top=top)
            room = height - top
            part.document.setPageSize(QSizeF(width, room if part.high > room else -1))
            for at in range(part.document.pageCount()):
                pages += [[]] if at else []
                sliced = replace(part, begins=at * room, high=min(part.high, room), top=0 if at else top)
                pages[-1].append(sliced)
            top += min(part.high, room)
        return pages

    def _carried(self, page: list[_Part], part: _Part, height: float) -> list[_Part]:
        """What begins the page that a part begins: the head of its table, and what comes along from the last page."""
        piece, width = part.piece, self._room.width() / self._scale
        if piece.again:
            if page[-1].piece is piece.again:
                page.pop()
            return [self._part(piece.again, 0, width)]
        moved = page[len(page) - piece.brings :]
        if len(page) <= piece.brings or sum(one.high for one in moved) + part.high > height / 2:
            return []
        del page[len(page) - piece.brings :]
        return moved

    def _part(self, piece: Piece, top: float, width: float) -> _Part:
        document = self._document(piece.text)
        document.setTextWidth(width)
        return _Part(piece=piece, document=document, begins=0, high=document.size().height(), top=top)

    def _draw_part(self, part: _Part) -> None:
        self._painter.save()
        self._painter.translate(self._edge, self._edge)
        self._painter.scale(self._scale, self._scale)
        self._painter.translate(0, part.top)
        width = self._room.width() / self._scale
        shares = part.piece.columns
        if shares:
            edges = [width * sum(shares[:at]) / sum(shares) for at in range(len(shares) + 1)]
            for left, right in pairwise(edges):
                self._painter.drawRect(QRectF(left, 0, right - left, part.high))
        self._painter.translate(0, -part.begins)
        # letters reach below their close lines: only what goes on on the next page is cut
        is_whole = part.document.pageCount() == 1
        part.document.documentLayout().draw(
            self._painter, self._ink(QRectF(0, part.begins, width, part.high), is_whole=is_whole)
        )
        self._painter.restore()

    def _ink(self, room: QRectF, *, is_whole: bool) -> QAbstractTextDocumentLayout.PaintContext:
        """Black on any machine: left to itself a document takes the screen's palette, and white ink is no form."""
        context = QAbstractTextDocumentLayout.PaintContext()
        black = QPalette()
        black.setColor(QPalette.ColorRole.Text, Qt.GlobalColor.black)
        context.palette = black
        if not is_whole:
            self._painter.setClipRect(room)
            context.clip = room
        return context

    def _document(self, text: str) -> QTextDocument:
        document = QTextDocument()
        document.documentLayout().setPaintDevice(self._writer)
        document.setDocumentMargin(0)
        document.setDefaultFont(_font(BODY_POINTS))
        document.setHtml(text)
        return document

    def _draw_foot(self, page: int, pages: int) -> None:
        top = self._edge + self._room.height() + _dots(2)
        self._painter.fillRect(QRectF(self._edge, top, self._room.width(), _dots(_LINE_MM)), Qt.GlobalColor.black)
        beside = 0
        if self._sheet.code:
            self._painter.drawImage(
                QRectF(self._edge, top + _dots(2), _dots(QR_MM), _dots(QR_MM)), _qr(self._sheet.code)
            )
            beside = _dots(QR_MM + 3)
        room = QRectF(self._edge + beside, top + _dots(2), self._room.width() - beside, _dots(QR_MM + 1))
        self._painter.setFont(_font(FOOT_POINTS))
        self._painter.drawText(room, '\n'.join(self._sheet.foot), QTextOption(Qt.AlignmentFlag.AlignTop))
        corner = QTextOption(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        self._painter.drawText(room, f"Trang {page}/{pages}", corner)


def _qr(code: str) -> QImage:
    """The code's modules, each a square of dots; the sheet around it is its quiet zone."""
    import segno  # noqa: PLC0415  # slow to import, wanted with a form

    symbol = segno.make(code, encoding='utf-8', eci=False, error='m', boost_error=False, micro=False)
    rows = [bytes(0 if dark else 255 for dark in row) for row in symbol.matrix_iter(border=0)]
    side = len(rows)
    small = QImage(b''.join(rows), side, side, side, QImage.Format.Format_Grayscale8)
    scale = max(1, _dots(QR_MM) // side)
    return small.scaled(side * scale, side * scale).convertToFormat(QImage.Format.Format_Mono)


def _font(points: int) -> QFont:
    return QFont(serif_family(), points)


def _dots(millimetres: float) -> int:
    return round(millimetres * _DPI / _MM_PER_INCH)


def _settled(pdf: bytes, sheet: Sheet) -> bytes:
    """The same file with its language named and nothing in it that one writing gives and the next does not.

    Qt dates the file by the computer's clock, gives it ids by chance, and tags fonts in the order of a seeded table.
    """
    settled = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        moment = f"D:{sheet.at.astimezone(LOCAL):%Y%m%d%H%M%S}+07'00'"
        document.docinfo['/CreationDate'] = document.docinfo['/ModDate'] = moment
        del document.Root['/Metadata'], document.trailer['/ID']
        document.Root['/Lang'] = pikepdf.String('vi-VN')
        for part in document.objects:
            if isinstance(part, pikepdf.Dictionary) and part.get('/Type') == '/FontDescriptor':
                part['/FontName'] = pikepdf.Name(f'/{_FONT_TAG}+{str(part["/FontName"]).rpartition("+")[2]}')
        document.save(settled, deterministic_id=True)
    return settled.getvalue()
