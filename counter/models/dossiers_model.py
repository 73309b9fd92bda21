"""My dossiers: found by text and filters, the most urgent first, late visible before it is late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from PySide6.QtCore import Signal

from counter.models.desk import Desk
from counter.models.found import DossierFound
from counter.models.urgency import soon_before
from counter.models.work import Shift
from office.dossier import DossierState

S = DossierState

# more than a person reads; who needs another types a part of its name
SHOWN = 200


class Shelf(StrEnum):
    """Which dossiers are asked for."""

    UNFINISHED = 'unfinished'
    UNDER_WAY = 'under_way'
    URGENT = 'urgent'
    RESULTS = 'results'
    ENDED = 'ended'
    ALL = 'all'


STATES_OF: dict[Shelf, tuple[DossierState, ...]] = {
    Shelf.UNFINISHED: (S.OPEN, S.INCOMPLETE),
    Shelf.UNDER_WAY: (S.ACCEPTED, S.PROCESSING, S.SUPPLEMENT, S.OBLIGATION),
    Shelf.URGENT: (S.ACCEPTED, S.PROCESSING, S.SUPPLEMENT, S.OBLIGATION),
    Shelf.RESULTS: (S.FINISHED, S.POSTED),
    Shelf.ENDED: (S.RETURNED, S.REFUSED, S.WITHDRAWN, S.STOPPED, S.ABANDONED),
    Shelf.ALL: (),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What the officer asked for: a text, a shelf, and whether only her own."""

    text: str = ''
    shelf: Shelf = Shelf.UNDER_WAY
    mine: bool = True


class DossiersModel(Desk):
    """The list of dossiers as filtered; ``urgent`` counts the officer's own that are late or soon will be."""

    changed = Signal()

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self.filter = Filter()
        self.rows: Sequence[DossierFound] = ()
        self.unfinished: Sequence[DossierFound] = ()
        self.urgent = 0

    @property
    def now(self) -> datetime:
        """The moment by which lateness is judged."""
        return self._shift.work.clock.now()

    def look(self, *, text: str | None = None, shelf: Shelf | None = None, mine: bool | None = None) -> None:
        """Read the list, with another text or filter where one is given."""
        now = self.filter
        self.filter = Filter(
            text=now.text if text is None else text, shelf=shelf or now.shelf, mine=now.mine if mine is None else mine
        )
        self.refresh()

    def refresh(self) -> None:
        """Read the list and the counts anew."""
        wanted, now = self.filter, self.now
        looking, me = self._shift.work.looking, self._shift.officer.id

        def read() -> tuple[Filter, Sequence[DossierFound], Sequence[DossierFound], int]:
            urgent = looking.due_dossiers(me, before=soon_before(now), limit=SHOWN)
            unfinished = looking.my_dossiers(me, states=STATES_OF[Shelf.UNFINISHED], limit=SHOWN)
            return wanted, self._read(wanted, now), unfinished, len(urgent)

        self._run(read, self._on_read)

    def _read(self, wanted: Filter, now: datetime) -> Sequence[DossierFound]:
        looking = self._shift.work.looking
        officer = self._shift.officer.id if wanted.mine else ''
        if not wanted.text.strip():
            if wanted.shelf is Shelf.URGENT:
                return looking.due_dossiers(officer, before=soon_before(now), limit=SHOWN)
            if wanted.shelf is Shelf.UNDER_WAY:
                due = looking.due_dossiers(officer, limit=SHOWN)
                known = {line.id for line in due}
                rest = looking.my_dossiers(officer, states=STATES_OF[wanted.shelf], limit=SHOWN)
                return [*due, *(line for line in rest if line.id not in known and line.due_at is None)]
        found = looking.my_dossiers(officer, wanted.text, states=STATES_OF[wanted.shelf], limit=SHOWN)
        if wanted.shelf is Shelf.URGENT:
            found = [line for line in found if line.due_at is not None and line.due_at < soon_before(now)]
        return sorted(found, key=_by_due)

    def _on_read(self, read: tuple[Filter, Sequence[DossierFound], Sequence[DossierFound], int]) -> None:
        wanted, rows, unfinished, urgent = read
        if wanted == self.filter and (rows, unfinished, urgent) != (self.rows, self.unfinished, self.urgent):
            self.rows, self.unfinished, self.urgent = rows, unfinished, urgent
            self.changed.emit()


def _by_due(line: DossierFound) -> datetime:
    return line.due_at or datetime.max.replace(tzinfo=UTC)
