"""Questions that people ask the centre through the portal: read, answered as a draft is typed, and sent once."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from counter.models.desk import Desk
from counter.models.drafts_model import DraftsModel
from counter.models.work import Shift
from counter.words import say
from office.officer import Right
from office.question import Question, QuestionState


class QuestionsModel(Desk):
    """The questions, and the one that is looked at; ``may_answer`` whether this officer speaks for the centre."""

    changed = Signal()
    drafted = Signal(str)

    def __init__(self, shift: Shift, drafts: DraftsModel) -> None:
        super().__init__(shift)
        self.may_answer = shift.officer.may(Right.SUPERVISE)
        self.rows: Sequence[Question] = ()
        self.chosen: Question | None = None
        self._drafts = drafts

    def refresh(self) -> None:
        """Read them anew."""
        self._run(self._shift.work.read_questions, self._on_rows)

    def choose(self, question: str) -> None:
        """Look at one; what was typed for it and not sent comes back by ``drafted``."""
        self._drafts.flush()
        self.chosen = next((one for one in self.rows if one.id == question), None)
        self.changed.emit()
        if self.chosen is not None and self.chosen.state is QuestionState.OPEN:
            self._drafts.load(_key(question), lambda kept: self._on_draft(question, kept.get('text', '')))

    def keep(self, text: str) -> None:
        """Keep what is typed."""
        if self.chosen is not None and self.chosen.state is QuestionState.OPEN:
            self._drafts.keep(_key(self.chosen.id), {'text': text})

    def answer(self, text: str) -> None:
        """Answer the question that is looked at."""
        known, officer, answering = self.chosen, self._shift.officer.id, self._shift.work.answering
        if known is not None:
            self._drafts.flush()
            self._run(lambda: answering.answer(known.id, text, officer), lambda _nothing: self._on_answered(known.id))

    def _on_answered(self, question: str) -> None:
        self._drafts.drop(_key(question))
        self.told.emit(say("Đã ghi câu trả lời; máy sẽ gửi lên cổng.", "The answer is written down and will be sent."))
        self.refresh()

    def _on_draft(self, question: str, text: str) -> None:
        if self.chosen is not None and self.chosen.id == question:
            self.drafted.emit(text)

    def _on_rows(self, rows: Sequence[Question]) -> None:
        self.rows = rows
        chosen = self.chosen.id if self.chosen is not None else ''
        self.chosen = next((one for one in rows if one.id == chosen), None)
        self.changed.emit()


def _key(question: str) -> str:
    return f'answer:{question}'
