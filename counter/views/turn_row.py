"""Below the page: it is turned to the left or to the right, and with it every page that is marked in the strip.

A page whose text says that it lies sideways or upside down is offered the turn that sets it upright.
"""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QShortcutEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from counter.models.capture_model import CaptureModel
from counter.reading_texts import lies
from counter.views.page_strip import PageStrip
from counter.views.parts import button, row, show_words
from counter.words import say

LEFT, RIGHT = -1, 1
LEFT_KEY, RIGHT_KEY, UPRIGHT_KEY = 'Ctrl+[', 'Ctrl+]', 'Ctrl+\\'


class TurnRow(QWidget):
    """The keys that set pages upright."""

    def __init__(self, model: CaptureModel, strip: PageStrip) -> None:
        super().__init__()
        self._model, self._strip = model, strip
        self._left = button(say("Xoay trái", "Turn left"), LEFT_KEY, 'page-turn-left', lambda: self._turn(LEFT))
        self._right = button(say("Xoay phải", "Turn right"), RIGHT_KEY, 'page-turn-right', lambda: self._turn(RIGHT))
        self._upright = button(lies(1), UPRIGHT_KEY, 'page-upright', self._set_upright)
        for one in (self._left, self._right):
            one.installEventFilter(self)
        box = row(self._upright, self._left, self._right, stretch=-1)
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)
        model.changed.connect(self._show)
        strip.currentRowChanged.connect(lambda _row: self._show())
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Each key counts: a button makes one click of all keys within a tenth of a second, and a half turn is two."""
        if isinstance(watched, QAbstractButton) and isinstance(event, QShortcutEvent) and not event.isAmbiguous():
            watched.click()
            return True
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        part = self._model.component
        # a file from outside stands alone, as it came
        is_turnable = part is not None and not any(page.is_file for page in part.pages)
        for one in (self._left, self._right):
            one.setEnabled(self._model.can_capture and is_turnable and bool(self._strip.current))
        self._offer(self._model.texts.turn_of(self._strip.current) if self._left.isEnabled() else 0)

    def _offer(self, turn: int) -> None:
        """Ask beside the keys, which are shorter then: all three stand in one row at the region's least width."""
        self._upright.setVisible(bool(turn))
        if turn:
            show_words(self._upright, lies(turn), UPRIGHT_KEY)
        left = say("Trái", "Left") if turn else say("Xoay trái", "Turn left")
        right = say("Phải", "Right") if turn else say("Xoay phải", "Turn right")
        show_words(self._left, left, LEFT_KEY)
        show_words(self._right, right, RIGHT_KEY)

    def _turn(self, quarters: int) -> None:
        self._model.album.turns.turn(self._model.code, self._strip.chosen, quarters)

    def _set_upright(self) -> None:
        """Turn each of the marked pages as its own text says; a second key while that is done isn't a second turn."""
        texts, turns, chosen = self._model.texts, self._model.album.turns, self._strip.chosen
        if turns.is_turning:
            return
        for quarters, turn in ((1, RIGHT), (2, 2 * RIGHT), (3, LEFT)):
            turns.turn(self._model.code, [digest for digest in chosen if texts.turn_of(digest) == quarters], turn)
