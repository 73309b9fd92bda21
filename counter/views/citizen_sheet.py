"""One sheet on the citizen's display: a sentence, its lines as far as they fit, and the rest on the next page."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from counter.models.citizen_face import Line, Sheet
from counter.views.citizen_style import body_px, sign, small_px
from counter.views.parts import label
from counter.views.qr_picture import QrPicture
from qtkit.theme import Theme

# a telephone in an outstretched hand reads a code of this width
_QR_MM = 52.0
_GRID_MM = 2.0
# as wide as the longest of what a form asks for
_HEAD_MM = 46.0
# Noto Sans' ascent by its size
_ASCENT = 1.069


class SheetView(QWidget):
    """Shows a sheet, its lines page by page."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: Sheet | None = None
        self._first = self._end = 0
        self._is_filling = self._asks_again = False
        self._left: Callable[[int], str] = str
        self._title = label(role='title', name='citizen-title')
        self._card = QFrame()
        self._card.setObjectName('citizen-card')
        self._lines = QVBoxLayout(self._card)
        self._qr = QrPicture('citizen-vietqr', round(theme.px(_QR_MM)))
        self._caption = label(role='small', name='citizen-caption')
        self._caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._caption.setFixedWidth(round(theme.px(_QR_MM)))
        self._more = QPushButton()
        self._more.setObjectName('citizen-more')
        self._more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._more.clicked.connect(self.turn)
        self._lay_out()

    def show_sheet(self, sheet: Sheet, more: Callable[[int], str]) -> None:
        """Show a sheet from its first page; ``more`` says what the button does that turns it, by what is left."""
        if self._shown is None or self._shown.name is not sheet.name:
            self._first = 0
        self._shown = sheet
        self._left = more
        self._title.setText(sheet.title)
        self._qr.show_payload(sheet.payload)
        self._caption.setText(sheet.caption)
        for one in (self._qr, self._caption):
            one.setVisible(bool(sheet.payload))
        self.fill()

    def clear(self) -> None:
        """Show nothing, of the page that was shown neither."""
        self._shown, self._first = None, 0
        self._title.clear()
        self._qr.show_payload('')
        self.fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another room, other pages."""
        super().resizeEvent(event)
        self.fill()

    @property
    def is_last(self) -> bool:
        """Whether no page follows."""
        return self._shown is None or self._end >= len(self._shown.lines)

    def turn(self) -> None:
        """The page that follows, after the last the first."""
        if self._shown is not None:
            self._first = self._end if self._end < len(self._shown.lines) else 0
            self.fill()

    def fill(self) -> None:
        """Put as many lines on the card as have room, whole ones only."""
        # showing a line may move the card, whose new size asks for this again
        if self._is_filling:
            self._asks_again = True
            return
        self._is_filling = True
        for _once_more in range(2):
            self._asks_again = False
            self._fill()
            if not self._asks_again:
                break
        self._is_filling = False

    def _fill(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (made := item.widget()) is not None:
                # hidden at once: nothing of one citizen waits for the next turn of the event loop
                made.hide()
                made.deleteLater()
        if self._shown is None:
            return
        lines, width, spacing = self._shown.lines, self._width(), self._lines.spacing()
        rows = [_Row(line, self._theme, self._card) for line in lines[self._first :]]
        heights = [row.heightForWidth(width) for row in rows]
        fitting = _fitting(heights, self._room(with_more=False), spacing)
        if fitting < len(rows) or self._first:
            fitting = max(1, _fitting(heights, self._room(with_more=True), spacing))
        self._end = self._first + fitting
        self._more.setVisible(self._first > 0 or self._end < len(lines))
        self._more.setText(self._left(len(lines) - self._end))
        for row in rows[:fitting]:
            self._lines.addWidget(row)
            row.show()
        for row in rows[fitting:]:
            row.deleteLater()
        self._lines.addStretch(1)

    def _lay_out(self) -> None:
        gap = round(self._theme.px(_GRID_MM))
        self._lines.setContentsMargins(2 * gap, gap, 2 * gap, gap)
        self._lines.setSpacing(gap // 2)
        beside = QVBoxLayout()
        beside.setSpacing(gap)
        beside.addWidget(self._qr)
        beside.addWidget(self._caption)
        beside.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(2 * gap)
        middle.addWidget(self._card, 1)
        middle.addLayout(beside)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(gap)
        box.addWidget(self._title)
        box.addLayout(middle, 1)
        box.addWidget(self._more)

    def _width(self) -> int:
        margins = self._lines.contentsMargins()
        beside = 0
        if self._shown is not None and self._shown.payload:
            beside = self._qr.width() + 2 * round(self._theme.px(_GRID_MM))
        return self.width() - beside - margins.left() - margins.right() - 2 * self._card.frameWidth()

    def _room(self, *, with_more: bool) -> int:
        gap = round(self._theme.px(_GRID_MM))
        margins = self._lines.contentsMargins()
        title = self._title.heightForWidth(self.width())
        more = self._more.sizeHint().height() + gap if with_more else 0
        return self.height() - title - gap - more - margins.top() - margins.bottom() - 2 * self._card.frameWidth()


class _Row(QWidget):
    """One line, as tall as its words need at a width."""

    def __init__(self, line: Line, theme: Theme, card: QWidget) -> None:
        super().__init__(card)
        gap = round(theme.px(1))
        head = label(line.head, role='head' if line.is_pair else 'paper')
        text = label(line.text, role=_role(line))
        head.setVisible(bool(line.head))
        words: QBoxLayout = QHBoxLayout() if line.is_pair else QVBoxLayout()
        words.setSpacing(2 * gap if line.is_pair else 0)
        words.addWidget(head, 0)
        words.addWidget(text, 1)
        if line.is_pair:
            head.setFixedWidth(round(theme.px(_HEAD_MM)))
            head.setAlignment(Qt.AlignmentFlag.AlignTop)
            text.setAlignment(Qt.AlignmentFlag.AlignTop)
            # both begin on one line: the smaller letters stand lower by what they are smaller
            head.setContentsMargins(0, round((body_px(theme) - small_px(theme)) * _ASCENT), 0, 0)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, gap)
        box.setSpacing(gap)
        if line.sign:
            box.addWidget(_signed(line, theme, gap))
        box.addLayout(words, 1)
        # its height is asked for before it shows
        for one in (head, text):
            one.ensurePolished()


def _signed(line: Line, theme: Theme, gap: int) -> QLabel:
    made, side = QLabel(), round(body_px(theme))
    made.setPixmap(sign(theme, line.sign, line.hue).pixmap(QSize(side, side)))
    made.setFixedWidth(side + gap)
    made.setAlignment(Qt.AlignmentFlag.AlignTop)
    return made


def _role(line: Line) -> str:
    if line.sign and line.hue != 'ink':
        return line.hue
    return 'strong' if line.is_strong else ''


def _fitting(heights: list[int], room: int, spacing: int) -> int:
    used = 0
    for at, height in enumerate(heights):
        used += height + (spacing if at else 0)
        if used > room:
            return at
    return len(heights)
