"""Where the capture panel speaks: its words, or what the pages offer for the field that the officer is in.

The offer shows the cut of the page it was read from beside what was read. It goes into the field by a key and by
nothing else; the field then bears its mark until somebody types there.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QStackedWidget, QWidget

from counter.models.capture_model import CaptureModel
from counter.views.marks import FROM_PICTURE, SUGGESTS, WITHIN
from counter.views.parts import GRID, Elided, Sign, button, column, holding, row
from counter.words import say
from office.suggestions import Field

# the longest sentence wraps to three lines at the region's least width, drawn a little apart
TOLD_LINES = 3
# two lines of print, as tall as the words that stand here else
CUT_PX = 26


class SuggestionPlace(QStackedWidget):
    """Holds the panel's words, and shows an offer in their place while nothing is wrong and nothing is scanned."""

    def __init__(self, told: Sign, model: CaptureModel) -> None:
        super().__init__()
        self._capture, self._model = model, model.suggestions
        self._line: QLineEdit | None = None
        self._cut = QLabel()
        self._cut.setObjectName('suggestion-cut')
        self._count = Elided('quiet', 'suggestion-count')
        self._value = Elided('strong', 'suggestion-value')
        self._fill = button(say("Điền", "Fill in"), 'Ctrl+.', 'suggestion-fill', self._on_fill)
        self._next = button(say("Khác", "Other"), 'Ctrl+;', 'suggestion-next', self._model.next)
        for one in (self._fill, self._next):
            # the cursor stays where it is
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        seen = column(holding(row(self._cut, self._count, stretch=1)), self._value, stretch=-1)
        seen.setSpacing(0)
        self._offer = holding(row(holding(seen), self._next, self._fill, stretch=0))
        self._words = holding(column(told, stretch=0))
        self.addWidget(self._words)
        self.addWidget(self._offer)
        # its letters are those of the style sheet only once it has been applied
        told.words.ensurePolished()
        self.setFixedHeight(told.words.fontMetrics().lineSpacing() * TOLD_LINES + GRID)
        self._model.changed.connect(self._show)
        model.changed.connect(self._show)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)
        self._show()

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        kinds = now.property(SUGGESTS) if isinstance(now, QLineEdit) and now.window() is self.window() else None
        if kinds and isinstance(now, QLineEdit):
            self._line = now
            self._model.look_for([Field(kind) for kind in kinds])
        elif now is not None:
            self._line = None
            self._model.look_for(())

    def _show(self) -> None:
        offer, capture = self._model.current, self._capture
        is_shown = offer is not None and not (capture.is_trouble or capture.is_scanning or capture.files.is_taking)
        for one in (self._fill, self._next):
            one.setEnabled(is_shown)
        self.setCurrentWidget(self._offer if is_shown else self._words)
        if offer is None:
            return
        count = len(self._model.offers)
        read = say("từ ảnh", "from picture")
        self._count.show_text(f'{read} {self._model.at + 1}/{count}' if count > 1 else read)
        self._value.show_text(offer.suggestion.value)
        self._next.setVisible(count > 1)
        self._show_cut()

    def _show_cut(self) -> None:
        cut, ratio = self._model.picture, self.devicePixelRatioF()
        if cut.isNull():
            self._cut.clear()
            return
        most = self._value.width() * ratio * 2 / 3
        high = min(CUT_PX * ratio, cut.height() * most / cut.width())
        pixels = QPixmap.fromImage(cut.scaledToHeight(round(high), Qt.TransformationMode.SmoothTransformation))
        pixels.setDevicePixelRatio(ratio)
        self._cut.setPixmap(pixels)

    def _on_fill(self) -> None:
        line, offer = self._line, self._model.current
        if line is None or offer is None or not line.isEnabled():
            return
        value = offer.suggestion.value
        if not line.property(WITHIN):
            # known before the form hears of the new text
            line.setProperty(FROM_PICTURE, value)
            line.selectAll()
        line.insert(value)
