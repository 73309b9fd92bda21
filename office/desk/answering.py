"""The use cases of questions from the portal: heard by the courier, answered by who may speak for the centre."""

from dataclasses import dataclass

from office import facts
from office.errors import Refusal
from office.officer import Right
from office.ports import Ledger

# the portal's own limit is published nowhere; more than this nobody reads on a telephone
LONGEST_ANSWER = 4000


@dataclass(frozen=True, slots=True)
class Answering:
    """What an officer does with a question; each method is one transaction."""

    ledger: Ledger

    def answer(self, question: str, text: str, officer: str) -> None:
        """Answer in the centre's name, once.

        Raises:
            Refusal: ``officer.right``, ``question.no_answer``, ``question.long``, ``question.answered``.
        """
        said = text.strip()
        if not said:
            raise Refusal('question.no_answer')
        if len(said) > LONGEST_ANSWER:
            raise Refusal('question.long', length=len(said), longest=LONGEST_ANSWER)
        with self.ledger.change(officer) as books:
            if not books.get_officer(officer).may(Right.SUPERVISE):
                raise Refusal('officer.right', right=Right.SUPERVISE.value)
            books.record(question, facts.QuestionAnswered(text=said))
