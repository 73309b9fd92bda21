"""The question how she was served, and her answer: on its way it is hers alone, and then it is durable."""

from collections.abc import Callable
from enum import Enum, auto

from PySide6.QtCore import QObject, Signal

from counter.models.work import Work
from office.dossier import Dossier
from office.errors import Problem
from office.facts import Satisfaction
from office.rating import ballot_of, occasion_of


class RatingStep(Enum):
    """Where the question stands."""

    ASKED = auto()
    WHY = auto()
    THANKS = auto()
    FAILED = auto()


class RatingModel(QObject):
    """One dossier's question; ``changed`` when it stands otherwise, ``answered`` when it is over.

    Attributes:
        opinions: what she has marked so far, when she isn't satisfied.
    """

    changed = Signal()
    answered = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._dossier: Dossier | None = None
        # what this counter has been answered; the store knows of the rest and refuses a second time
        self._given: set[str] = set()
        self._step = RatingStep.ASKED
        self.opinions: list[str] = []

    @property
    def step(self) -> RatingStep:
        """Where it stands; what was answered before is thanked for."""
        return RatingStep.THANKS if self._ballot in self._given else self._step

    @property
    def is_open(self) -> bool:
        """Whether there is something to rate that nobody has answered here."""
        return self._ballot not in ('', *self._given)

    def show(self, dossier: Dossier | None) -> None:
        """Ask about another dossier, or another occasion of it."""
        before, self._dossier = self._ballot, dossier
        if before != self._ballot:
            self._step, self.opinions = RatingStep.ASKED, []

    def choose(self, level: Satisfaction) -> None:
        """She chose a level; what she isn't satisfied with she may say."""
        if not self.is_open or self._step is not RatingStep.ASKED:
            return
        if level is Satisfaction.NOT:
            self._step = RatingStep.WHY
            self.changed.emit()
            return
        self._send(lambda dossier: self._work.satisfied.rate(dossier, level))

    def mark(self, opinion: str) -> None:
        """She marks an opinion, or takes the mark back."""
        if opinion in self.opinions:
            self.opinions.remove(opinion)
        else:
            self.opinions.append(opinion)
        self.changed.emit()

    def send(self) -> None:
        """She isn't satisfied, for the reasons marked or for none."""
        opinions = tuple(self.opinions)
        if self._step is RatingStep.WHY:
            self._send(lambda dossier: self._work.satisfied.rate(dossier, Satisfaction.NOT, opinions))

    def back(self) -> None:
        """She chooses anew; nothing is written down yet."""
        self._step, self.opinions = RatingStep.ASKED, []
        self.changed.emit()

    def decline(self) -> None:
        """She would rather not."""
        if self.is_open:
            self._send(self._work.satisfied.decline)

    @property
    def _ballot(self) -> str:
        known = self._dossier
        occasion = occasion_of(known) if known is not None else None
        return ballot_of(known, occasion) if known is not None and occasion is not None else ''

    def _send(self, write: Callable[[str], None]) -> None:
        known, ballot = self._dossier, self._ballot
        if known is None:
            return

        def done(_nothing: object) -> None:
            self._given.add(ballot)
            self.answered.emit()
            self.changed.emit()

        def failed(problem: Problem) -> None:
            # answered before, at another counter or before a restart: nothing is asked twice
            if problem.code == 'rating.given':
                done(None)
                return
            self._step = RatingStep.FAILED
            self.changed.emit()

        self._work.store_jobs.run(lambda: write(known.id), owner=self, then=done, failed=failed)
