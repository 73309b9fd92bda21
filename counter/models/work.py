"""What a counter works with: its use cases and readings, gathered by ``app``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from office.centre import CentreSettings
from office.desk.intake import Intake
from office.desk.queueing import Queueing
from office.desk.returning import Returning
from office.desk.supervising import Supervising
from office.officer import Officer
from office.ports import Clock, Ledger
from office.ticket import Ticket
from qtkit.jobs import Jobs
from qtkit.slip_printing import SlipPrinting


class ProcedureFound(Protocol):
    """A procedure in a list of search results."""

    @property
    def code(self) -> str:
        """Its national code."""
        ...

    @property
    def name(self) -> str:
        """Its name as published."""
        ...


class DossierFound(Protocol):
    """A dossier in a list."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def code(self) -> str:
        """Its official or provisional code."""
        ...

    @property
    def name(self) -> str:
        """The applicant's name."""
        ...


class Looking(Protocol):
    """What a counter reads; ``sync.readings`` keeps this promise."""

    def waiting(self, day: date) -> Sequence[Ticket]:
        """The waiting and the missed tickets."""
        ...

    def at_counter(self, day: date, counter: str) -> Ticket | None:
        """The ticket that a counter has called or serves."""
        ...

    def procedures(self, text: str, on: date, limit: int = 50) -> Sequence[ProcedureFound]:
        """Procedures by folded words or code."""
        ...

    def search(self, text: str, limit: int = 20) -> Sequence[DossierFound]:
        """Dossiers by any part of a name, number or code."""
        ...

    def results_to_return(self, limit: int = 200) -> Sequence[DossierFound]:
        """Dossiers whose result waits here."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The counter's name and everything it works with; ``store_jobs`` and ``print_jobs`` are its two threads."""

    counter: str
    services: frozenset[str]
    centre: CentreSettings
    clock: Clock
    ledger: Ledger
    looking: Looking
    queueing: Queueing
    intake: Intake
    returning: Returning
    supervising: Supervising
    store_jobs: Jobs
    print_jobs: Jobs
    printing: SlipPrinting | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """An officer logged in at the counter."""

    work: Work
    officer: Officer
