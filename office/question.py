"""A question from the national portal (hỏi đáp): asked, answered once, or answered elsewhere."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from office import facts
from office.errors import Refusal


class QuestionState(StrEnum):
    """Where it stands."""

    OPEN = 'open'
    ANSWERED = 'answered'
    ELSEWHERE = 'elsewhere'


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question; ``id`` is ``question:`` and the portal's own number of it."""

    id: str
    state: QuestionState
    field: str
    procedure: str
    name: str
    address: str
    email: str
    phone: str
    text: str
    asked_at: datetime
    answer: str = ''
    answered_at: datetime | None = None
    answered_by: str = ''

    @property
    def number(self) -> str:
        """The portal's number (HOIDAPID)."""
        return self.id.partition(':')[2]


def apply(before: Question | None, subject: str, body: facts.FactBody, *, at: datetime, actor: str) -> Question:
    """The question after a fact.

    Raises:
        Refusal: ``question.known`` for one that came before, ``question.unknown``, ``question.answered`` for a second
            answer: what the portal shows is not written over.
    """
    if isinstance(body, facts.QuestionAsked):
        if before is not None:
            raise Refusal('question.known', question=subject)
        return Question(
            id=subject,
            state=QuestionState.OPEN,
            field=body.field,
            procedure=body.procedure,
            name=body.name,
            address=body.address,
            email=body.email,
            phone=body.phone,
            text=body.text,
            asked_at=body.asked_at or at,
        )
    if before is None:
        raise Refusal('question.unknown', question=subject)
    if not isinstance(body, facts.QuestionAnswered | facts.QuestionClosed):
        return before
    if before.state is not QuestionState.OPEN:
        raise Refusal('question.answered', question=subject)
    is_ours = isinstance(body, facts.QuestionAnswered)
    return replace(
        before,
        state=QuestionState.ANSWERED if is_ours else QuestionState.ELSEWHERE,
        answer=body.text,
        answered_at=at,
        answered_by=actor if is_ours else '',
    )
