"""Questions from the portal: the list, the one that is looked at, and its answer."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidgetItem, QPlainTextEdit, QPushButton, QWidget

from counter.models.questions_model import QuestionsModel
from counter.views.parts import Sign, button, column, holding, label, row, rows
from counter.views.style import icon
from counter.words import moment, say
from office.desk.answering import LONGEST_ANSWER
from office.question import Question, QuestionState

# a question's first words tell it from others
_FIRST_LETTERS = 46
_LIST_PX = 340


class QuestionsDialog(QDialog):
    """What people asked; who may supervise answers, everybody else reads."""

    def __init__(self, model: QuestionsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName('questions')
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say("Hỏi đáp từ Cổng dịch vụ công", "Questions from the portal"))
        self.resize(980, 600)
        self._model, self._is_filling = model, False
        self._list = rows('question-list')
        self._list.setFixedWidth(_LIST_PX)
        self._empty = label(say("Chưa có câu hỏi nào.", "Nobody has asked yet."), role='quiet', name='no-questions')
        self._about = label(role='quiet', name='question-about')
        self._text = label(name='question-text')
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._answer = QPlainTextEdit()
        self._answer.setObjectName('question-answer')
        self._answer.setTabChangesFocus(True)
        self._answer.setPlaceholderText(
            say(
                "Trả lời thay mặt đơn vị; cổng công khai câu trả lời.",
                "Answer for the centre; the portal publishes it.",
            )
        )
        self._state = Sign('question-state')
        self.send: QPushButton = button(
            say("Gửi trả lời", "Send the answer"), 'Ctrl+Return', 'send-answer', self._on_send, sign='mdi6.send-outline'
        )
        leave = button(say("Đóng", "Close"), 'Esc', 'close-questions', self.reject)
        for one in (self.send, leave):
            # Enter in the list sends nothing
            one.setAutoDefault(False)
        right = column(self._about, self._text, self._answer, self._state, holding(row(self.send, leave)), stretch=2)
        both = QHBoxLayout(self)
        both.addWidget(holding(column(self._empty, self._list, stretch=1)))
        both.addWidget(holding(right), 1)
        self._connect(model)
        self._show()
        model.refresh()

    def _connect(self, model: QuestionsModel) -> None:
        self._list.currentItemChanged.connect(lambda now, _before: self._on_chosen(now))
        self._answer.textChanged.connect(self._on_typed)
        model.changed.connect(self._show)
        model.drafted.connect(self._on_drafted)
        model.told.connect(self._on_told)
        model.troubled.connect(self._on_troubled)

    def _show(self) -> None:
        chosen = self._model.chosen
        self._is_filling = True
        self._list.clear()
        for one in self._model.rows:
            self._list.addItem(_item(one))
            if chosen is not None and one.id == chosen.id:
                self._list.setCurrentRow(self._list.count() - 1)
        self._is_filling = False
        self._empty.setVisible(not self._model.rows)
        self._about.setText(_about(chosen) if chosen else '')
        self._text.setText(chosen.text if chosen else '')
        may = chosen is not None and chosen.state is QuestionState.OPEN and self._model.may_answer
        self._answer.setReadOnly(not may)
        self._answer.setVisible(chosen is not None)
        self.send.setVisible(may)
        if chosen is not None and chosen.state is not QuestionState.OPEN:
            self._fill(chosen.answer)

    def _on_told(self, words: str) -> None:
        self._state.show_sign('mdi6.check-circle', 'good', words)

    def _on_troubled(self, words: str) -> None:
        self._state.show_sign('mdi6.alert', 'bad', words)

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        if not self._is_filling and item is not None:
            self._fill('')
            self._state.show_sign('', 'quiet', '')
            self._model.choose(str(item.data(Qt.ItemDataRole.UserRole)))

    def _on_drafted(self, text: str) -> None:
        if not self._answer.toPlainText():
            self._fill(text)

    def _fill(self, text: str) -> None:
        if self._answer.toPlainText() != text:
            self._answer.blockSignals(True)
            self._answer.setPlainText(text)
            self._answer.blockSignals(False)

    def _on_typed(self) -> None:
        text = self._answer.toPlainText()
        self._model.keep(text)
        self._state.show_sign(
            '', 'quiet', say(f"{len(text)} / {LONGEST_ANSWER} ký tự", f"{len(text)} of {LONGEST_ANSWER}")
        )

    def _on_send(self) -> None:
        self._model.answer(self._answer.toPlainText())


def _item(one: Question) -> QListWidgetItem:
    first = one.text if len(one.text) <= _FIRST_LETTERS else f'{one.text[:_FIRST_LETTERS]}…'
    waits = one.state is QuestionState.OPEN
    made = QListWidgetItem(
        icon('mdi6.help-circle-outline' if waits else 'mdi6.check-circle', 'warn' if waits else 'good'), first
    )
    made.setData(Qt.ItemDataRole.UserRole, one.id)
    return made


def _about(one: Question) -> str:
    """Who asked and when; how to reach her stays with the portal, which answers her."""
    who = one.name or say("không ghi tên", "no name")
    about = say(f"{who} hỏi lúc {moment(one.asked_at)}", f"{who} asked on {moment(one.asked_at)}")
    where = ', '.join(part for part in (one.procedure, one.field) if part)
    lines = [about, say(f"Thủ tục, lĩnh vực: {where}", f"About: {where}") if where else '']
    if one.state is QuestionState.ELSEWHERE:
        lines.append(say("Cổng đã có câu trả lời khác.", "The portal has another answer."))
    elif one.answered_at is not None:
        lines.append(say(f"Đã trả lời lúc {moment(one.answered_at)}", f"Answered on {moment(one.answered_at)}"))
    return '\n'.join(line for line in lines if line)
