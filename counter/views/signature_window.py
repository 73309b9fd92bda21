"""The sheet on which the collector signs for a result: what she gets, where she signs, and a way to do it again."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QScreen, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from counter.models.citizen_face import Say, speaking
from counter.models.signature_model import SignatureModel
from counter.texts import sentence
from counter.views.citizen_style import citizen_style, theme_for
from counter.views.parts import label
from counter.views.signature_pad import SignaturePad
from office.errors import Problem

_GRID_MM = 3.0
# as much as a signature on paper takes, twice over
_HIGH_MM = 45.0


class SignatureWindow(QWidget):
    """Full screen on the display before the collector; ``given_up`` when it is left without a signature."""

    given_up = Signal()

    def __init__(
        self, model: SignatureModel, screen: QScreen, panel_mm: float, *, papers: Sequence[str], language: str
    ) -> None:
        super().__init__()
        self.setObjectName('citizen')
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setWindowFlags(Qt.WindowType.FramelessWindowHint)
        self._model = model
        theme = theme_for(screen, panel_mm)
        self.setStyleSheet(citizen_style(theme))
        say, gap = speaking(language), round(theme.px(_GRID_MM))
        title = label(say("Xin ông/bà ký nhận kết quả", "Please sign for the result"), role='title')
        listed = label('\n'.join(papers), role='small', name='sign-papers')
        self.pad = SignaturePad(model, theme.px(1), 'sign-pad')
        self.pad.setFixedHeight(min(round(theme.px(_HIGH_MM)), screen.geometry().height() // 2))
        self._told = label(role='bad', name='sign-told')
        last = self._buttons(say, gap)
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * gap, gap, 2 * gap, gap)
        box.setSpacing(gap)
        for one in (title, listed, self.pad, self._told):
            box.addWidget(one)
        box.addStretch(1)
        box.addLayout(last)
        model.changed.connect(self._show)
        model.refused.connect(self._on_refused)
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.setWindowState(Qt.WindowState.WindowFullScreen)

    def _buttons(self, say: Say, gap: int) -> QHBoxLayout:
        last = QHBoxLayout()
        last.setSpacing(gap)
        acts: tuple[tuple[str, str, Callable[[], object]], ...] = (
            (say("Để sau", "Not now"), 'sign-leave', self.given_up.emit),
            (say("Ký lại", "Again"), 'sign-again', self._model.again),
            (say("Xong", "Done"), 'sign-done', self._model.done),
        )
        for text, name, act in acts:
            made = QPushButton(text)
            made.setObjectName(name)
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.clicked.connect(lambda _checked, act=act: act())
            last.addWidget(made, 1)
            if name == 'sign-done':
                self._done = made
                made.setProperty('role', 'go')
        return last

    def showEvent(self, event: QShowEvent) -> None:
        """A blank pad, once its size is known."""
        super().showEvent(event)
        box = self.layout()
        if box is not None:
            box.activate()
        self.pad.begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter says that this is it, Escape leaves it."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._model.done()
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        self._told.clear()
        self._done.setEnabled(not self._model.is_blank)

    def _on_refused(self, problem: Problem) -> None:
        self._told.setText(sentence(problem))
