"""What people ask the centre through the national portal, and what it answers."""

from dataclasses import dataclass
from datetime import datetime

from office.facts.body import Body


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAsked(Body):
    """The portal brought a question; ``asked_at`` is None where it doesn't say when."""

    field: str
    procedure: str
    name: str
    address: str
    email: str
    phone: str
    text: str
    asked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAnswered(Body):
    """An officer answered in the centre's name; the portal shows it to everybody."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionClosed(Body):
    """The portal has an answer that isn't ours, as one that another unit gave."""

    text: str
