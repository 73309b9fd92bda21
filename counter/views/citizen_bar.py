"""What the officer does for the citizen's display: ask for a rating, and turn what she can't touch."""

from PySide6.QtWidgets import QWidget

from counter.models.citizen_face import SheetName
from counter.models.citizen_model import CitizenModel
from counter.views.parts import button, column, show_words
from counter.views.second_display import SecondDisplay
from counter.words import say


class CitizenBar(QWidget):
    """The button that asks, and where she can't touch her display, those that turn and translate it for her."""

    def __init__(self, model: CitizenModel, second: SecondDisplay) -> None:
        super().__init__()
        self._model, self._second = model, second
        self._ask = button('', '', 'ask-rating', second.ask, sign='mdi6.star-outline')
        self._next = button(say("Trang sau", "Next"), 'Alt+F12', 'citizen-next', self._turn)
        self._speak = button(say("Đổi tiếng", "Language"), 'Ctrl+F12', 'citizen-speak', model.speak)
        box = column(self._ask, self._next, self._speak, stretch=-1)
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)
        model.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        rating, known = self._model.rating, self._model.dossier
        is_answered = (
            known is not None and not rating.is_open and any(one.name is SheetName.RATING for one in self._model.sheets)
        )
        done = say("Đã trả lời", "Answered")
        show_words(self._ask, done if is_answered else say("Mời đánh giá", "Ask to rate"), 'Shift+F12')
        self._ask.setEnabled(rating.is_open)
        turns = self._second.screen is not None and not self._second.can_touch
        for one in (self._next, self._speak):
            one.setVisible(turns)
            one.setEnabled(turns)

    def _turn(self) -> None:
        """The page that follows, then the sheet that follows, then the first again."""
        if self._second.screen is not None:
            self._second.screen.turn()
