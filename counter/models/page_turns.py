"""Pages that the officer sets upright: one turn after the other on the store's thread, in the order of her keys."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from counter.models.dossier_model import DossierModel
from counter.models.work import Shift
from devices.paper.quarters import QUARTERS
from office.dossier import WRITTEN_IN
from office.errors import Problem
from office.facts import PageAdded
from qtkit.page_turning import Turned


@dataclass(frozen=True, slots=True)
class Turn:
    """Pages of a component that are to be turned by so many quarters to the right; negative to the left."""

    dossier: str
    component: str
    digests: tuple[str, ...]
    quarters: int


class PageTurns(QObject):
    """Turns that are asked for and not done yet.

    Signals:
        turned(Mapping[str, str], int): what became of which page, by digest, and by how many quarters it was turned;
            the dossier is shown right after.
        failed(Problem): one was not done.
    """

    turned = Signal(object, int)
    failed = Signal(object)

    def __init__(self, shift: Shift, dossiers: DossierModel) -> None:
        super().__init__(shift.home)
        self._shift, self._dossiers = shift, dossiers
        self._turns: deque[Turn] = deque()
        self._looked_at = ''
        dossiers.changed.connect(self._on_dossier)
        self._on_dossier()

    @property
    def is_turning(self) -> bool:
        """Whether a turn was asked for that is not shown yet."""
        return bool(self._turns)

    def turn(self, component: str, digests: Sequence[str], quarters: int) -> None:
        """Turn pages of the dossier at the desk; keys that come faster than that add up."""
        known = self._dossiers.dossier
        if known is None or not digests:
            return
        self._turns.append(Turn(known.id, component, tuple(digests), quarters))
        if len(self._turns) == 1:
            self._next()

    def _next(self) -> None:
        one = self._turns[0]
        self._shift.work.store_jobs.run(
            lambda: self._work(one),
            owner=self,
            then=lambda turned: self._on_turned(turned, one.quarters),
            failed=self._on_failed,
        )

    def _work(self, one: Turn) -> Turned:
        """On the store's thread: turn, and keep what was read of a page that was known to lie wrong."""
        work = self._shift.work
        known = {digest: text for digest in one.digests if (text := work.texts.find(digest)) is not None and text.turn}
        turned = work.turning.turn(one.dossier, one.component, one.digests, one.quarters, self._shift.officer.id)
        work.texts.keep_turned(
            {
                turned.became[digest]: replace(text, turn=(text.turn - one.quarters) % QUARTERS)
                for digest, text in known.items()
            }
        )
        return turned

    def _on_turned(self, turned: Turned, quarters: int) -> None:
        self._turns.popleft()
        waiting = [replace(one, digests=_now(one.digests, turned.became)) for one in self._turns]
        self._turns = deque(waiting)
        self.turned.emit(turned.became, quarters)
        self._dossiers.take(turned.dossier)
        if self._turns:
            self._next()

    def _on_failed(self, problem: Problem) -> None:
        # what waits was asked for in the belief that this would be done
        self._turns.clear()
        self.failed.emit(problem)

    def _on_dossier(self) -> None:
        """What a crash left half done of a dossier's pages is finished when it is taken up."""
        known, officer, turning = self._dossiers.dossier, self._shift.officer.id, self._shift.work.turning
        if known is None or known.id == self._looked_at:
            return
        self._looked_at = known.id
        if known.state in WRITTEN_IN[PageAdded]:
            self._shift.work.store_jobs.run(
                lambda: turning.recover(known.id, officer),
                owner=self,
                then=self._on_recovered,
                failed=self.failed.emit,
            )

    def _on_recovered(self, turned: Turned | None) -> None:
        if turned is not None:
            self._dossiers.take(turned.dossier)


def _now(digests: tuple[str, ...], became: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(became.get(digest, digest) for digest in digests)
