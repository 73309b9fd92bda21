"""What was just done, or what was not and why: one line above the health of the counter; trouble stays until read."""

from functools import partial

from PySide6.QtWidgets import QFrame

from counter.models.desk import Desk
from counter.views.parts import GRID, Sign, row


class MessageLine(QFrame):
    """The last message; it keeps its place when there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty('role', 'card')
        self.setFixedHeight(40)
        self._sign = Sign('told', one_line=True)
        self._refused_by: Desk | None = None
        line = row(self._sign, stretch=0)
        line.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        self.setLayout(line)

    def listen(self, *models: Desk) -> None:
        """Show what these models say."""
        for model in models:
            model.told.connect(self.show_done)
            model.troubled.connect(partial(self._on_trouble, model))
            model.went_on.connect(partial(self._on_went_on, model))

    def clear(self) -> None:
        """Another citizen's turn: what was said of the one before is no longer news."""
        self._refused_by = None
        self._sign.show_sign('', 'quiet', '')

    def show_done(self, words: str) -> None:
        """Something was done."""
        self._refused_by = None
        self._sign.show_sign('mdi6.check-circle', 'good', words)

    def show_trouble(self, words: str) -> None:
        """Something was not done."""
        self._refused_by = None
        self._sign.show_sign('mdi6.alert-circle', 'bad', words)

    def _on_trouble(self, model: Desk, words: str) -> None:
        self.show_trouble(words)
        self._refused_by = model

    def _on_went_on(self, model: Desk) -> None:
        if self._refused_by is model:
            self.clear()
