"""The question how she was served: three large answers, and a way not to answer that is as easy."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from counter.citizen_texts import LEVELS, OPINIONS_EN, tell
from counter.models.citizen_face import Say, speaking
from counter.models.rating_model import RatingModel, RatingStep
from counter.views.citizen_style import body_px, sign, small_px
from counter.views.parts import label
from office.facts import Satisfaction
from office.rating import OPINIONS
from qtkit.theme import Theme

_GRID_MM = 2.0
_COLUMNS = 2
# the keys of a number pad that is handed over, in the order of the levels
KEYS = {Qt.Key.Key_1: Satisfaction.VERY, Qt.Key.Key_2: Satisfaction.SATISFIED, Qt.Key.Key_3: Satisfaction.NOT}


class RatingFace(QWidget):
    """Shows where the question stands; ``has_keys`` shows which key is which answer."""

    def __init__(self, model: RatingModel, theme: Theme, *, has_keys: bool) -> None:
        super().__init__()
        self._model, self._theme, self._has_keys = model, theme, has_keys
        self._title = label(role='title', name='rating-title')
        self._note = label(role='small', name='rating-note')
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(round(theme.px(_GRID_MM)))
        self._answers = QWidget()
        for one in (self._title, self._note, self._answers):
            self._box.addWidget(one)
        self._box.addStretch(1)

    def show_model(self, question: str, language: str) -> None:
        """Show it anew."""
        say = speaking(language)
        self._box.removeWidget(self._answers)
        self._answers.hide()
        self._answers.deleteLater()
        make: dict[RatingStep, Callable[[Say, str], QWidget]] = {
            RatingStep.ASKED: self._levels,
            RatingStep.WHY: self._opinions,
        }
        step = self._model.step
        self._answers = make[step](say, language) if step in make else QWidget()
        self._box.insertWidget(2, self._answers)
        self._answers.show()
        title, note = _words(step, question, say)
        self._title.setText(title)
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def _levels(self, say: Say, language: str) -> QWidget:
        made = QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(self._box.spacing())
        for number, (level, (name, pair)) in enumerate(LEVELS.items(), start=1):
            key = f'{number}.  ' if self._has_keys else ''
            one = self._button(f'{key}{tell(pair, language)}', f'rate-{level}', partial(self._model.choose, level))
            one.setProperty('role', 'choice')
            one.setIcon(sign(self._theme, name, 'ink'))
            one.setIconSize(QSize(*[round(body_px(self._theme) * 1.4)] * 2))
            box.addWidget(one)
        key = '0.  ' if self._has_keys else ''
        box.addWidget(
            self._button(f'{key}{say("Không đánh giá", "I would rather not")}', 'rate-decline', self._model.decline)
        )
        return made

    def _opinions(self, say: Say, language: str) -> QWidget:
        made = QWidget()
        grid = QGridLayout()
        grid.setSpacing(self._box.spacing())
        for at, (code, words) in enumerate(OPINIONS.items()):
            key = f'{at + 1}.  ' if self._has_keys else ''
            shown = OPINIONS_EN[code] if language == 'en' else words
            one = self._button(f'{key}{shown}', f'opinion-{code}', partial(self._model.mark, code))
            one.setCheckable(True)
            one.setChecked(code in self._model.opinions)
            name = 'mdi6.check-circle' if one.isChecked() else 'mdi6.circle-outline'
            one.setIcon(sign(self._theme, name, 'on_action' if one.isChecked() else 'quiet'))
            one.setIconSize(QSize(*[round(small_px(self._theme))] * 2))
            grid.addWidget(one, at // _COLUMNS, at % _COLUMNS)
        last = QHBoxLayout()
        last.setSpacing(self._box.spacing())
        enter = '  (Enter)' if self._has_keys else ''
        send = self._button(f'{say("Gửi đánh giá", "Send")}{enter}', 'rate-send', self._model.send)
        send.setProperty('role', 'go')
        last.addWidget(self._button(say("Chọn lại", "Choose anew"), 'rate-back', self._model.back))
        last.addWidget(send, 1)
        box = QVBoxLayout(made)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(self._box.spacing())
        box.addLayout(grid)
        box.addLayout(last)
        return made

    def press(self, key: int) -> bool:
        """A key of the number pad that was handed over; whether it meant something."""
        number = Qt.Key(key)
        if self._model.step is RatingStep.WHY:
            at = number - Qt.Key.Key_1
            if number in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._model.send()
            elif 0 <= at < len(OPINIONS):
                self._model.mark(list(OPINIONS)[at])
            else:
                return False
            return True
        if number in KEYS:
            self._model.choose(KEYS[number])
        elif number == Qt.Key.Key_0:
            self._model.decline()
        else:
            return False
        return True

    def _button(self, text: str, name: str, pressed: Callable[[], object]) -> QPushButton:
        made = QPushButton(text)
        made.setObjectName(name)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.clicked.connect(lambda _checked: pressed())
        return made


def _words(step: RatingStep, question: str, say: Say) -> tuple[str, str]:
    if step is RatingStep.WHY:
        return (
            say("Ông/bà chưa hài lòng về điều gì?", "What are you not satisfied with?"),
            say("Chọn một hay nhiều điều, hoặc gửi ngay.", "Choose one or more, or send as it is."),
        )
    if step is RatingStep.THANKS:
        return say("Cảm ơn ông/bà.", "Thank you."), say(
            "Câu trả lời đã được ghi, không kèm tên ông/bà và tên cán bộ.",
            "Your answer is kept, without your name and the officer's.",
        )
    if step is RatingStep.FAILED:
        return (
            say("Máy chưa ghi được câu trả lời.", "Your answer could not be kept."),
            say("Xin nói với cán bộ; ông/bà không phải làm gì thêm.", "Please tell the officer; you need do no more."),
        )
    note = say(
        "Câu trả lời không ghi tên ông/bà và không cho cán bộ xem riêng.",
        "Your answer bears no name, and the officer is not shown it.",
    )
    return question, note
