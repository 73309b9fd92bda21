"""Results that wait to be handed over, and dossiers found by a search."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from counter.models.work import DossierFound, Shift
from counter.texts import sentence
from office.dossier import Dossier
from office.errors import Problem
from office.person import Applicant, Proof


class ResultsModel(QObject):
    """A list of dossiers: with no search text, those whose result waits here."""

    changed = Signal()
    told = Signal(str)
    opened = Signal(object)

    def __init__(self, shift: Shift) -> None:
        super().__init__()
        self._shift = shift
        self.rows: Sequence[DossierFound] = ()
        self.dossier: Dossier | None = None

    def look(self, text: str = '') -> None:
        """Search by any part of a name, a number or a code."""
        looking = self._shift.work.looking
        self._run(lambda: looking.search(text) if text.strip() else looking.results_to_return(), self._on_rows)

    def open(self, dossier: str) -> None:
        """Show one dossier."""
        ledger = self._shift.work.ledger

        def read() -> Dossier:
            with ledger.read() as books:
                return books.get_dossier(dossier)

        self._shift.work.store_jobs.run(read, owner=self, then=self._on_opened, failed=self._on_problem)

    def hand_over(self, *, seen: bool, collector: str = '', number: str = '', authorisation: str = '') -> None:
        """Hand the result to the applicant, or to another person by an authorisation.

        Args:
            seen: the officer looked at the person's card.
            collector: another collector's name, '' for the applicant herself.
            number: another collector's number.
            authorisation: the paper that lets another person collect.
        """
        known = self.dossier
        if known is None or known.applicant is None:
            return
        proof = Proof.BY_EYE if seen else Proof.NONE
        person = Applicant(name=collector, number=number) if collector.strip() else known.applicant
        taken_by = replace(person, proof=proof)
        returning, officer = self._shift.work.returning, self._shift.officer.id
        self._shift.work.store_jobs.run(
            lambda: returning.hand_over(known.id, taken_by, officer, authorisation=authorisation),
            owner=self,
            then=self._on_returned,
            failed=self._on_problem,
        )

    def _run(self, work: Callable[[], Sequence[DossierFound]], then: Callable[[Sequence[DossierFound]], None]) -> None:
        self._shift.work.store_jobs.run(work, owner=self, then=then, failed=self._on_problem)

    def _on_rows(self, rows: Sequence[DossierFound]) -> None:
        self.rows = rows
        self.changed.emit()

    def _on_opened(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.opened.emit(dossier)

    def _on_returned(self, dossier: Dossier) -> None:
        self.told.emit("Đã trả kết quả.")
        self._on_opened(dossier)
        self.look()

    def _on_problem(self, problem: Problem) -> None:
        self.told.emit(sentence(problem))
