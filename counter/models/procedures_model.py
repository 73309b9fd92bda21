"""Finding what the citizen came for: procedures by words without diacritics or by code, and what one of them asks."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from counter.models.desk import Desk
from counter.models.found import ProcedureFound
from counter.models.work import Shift
from office.procedure import Procedure
from office.workdays import local_day

# a screenful; who needs more types another letter
SHOWN = 30


class ProceduresModel(Desk):
    """The procedures found, and the one looked at."""

    found = Signal(object)
    looked_at = Signal(object)

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self._wanted = ''

    def find(self, text: str) -> None:
        """Look for procedures; the answer to an older text is not shown any more."""
        looking, day = self._shift.work.looking, local_day(self._shift.work.clock.now())
        self._wanted = text

        def on_found(procedures: Sequence[ProcedureFound]) -> None:
            if text == self._wanted:
                self.found.emit(list(procedures))

        self._run(lambda: looking.procedures(text, day, SHOWN), on_found)

    def look_at(self, code: str) -> None:
        """Read one procedure as published."""
        looking, day = self._shift.work.looking, local_day(self._shift.work.clock.now())
        self._run(lambda: looking.procedure(code, day), self._on_read)

    def _on_read(self, procedure: Procedure) -> None:
        self.looked_at.emit(procedure)
