"""What a counter works with: its use cases and readings, gathered by ``app``."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from PySide6.QtCore import QObject

from counter.models.far import Far
from counter.models.found import DossierFound, ProcedureFound
from counter.models.identifying import Identifying
from counter.models.owing import Health, ReadOwing
from counter.models.page_texts import PageTexts
from devices.scanner.profile import Profile
from office.centre import CentreSettings
from office.desk.answering import Answering
from office.desk.intake import Intake
from office.desk.posting import Posting
from office.desk.queueing import Queueing
from office.desk.resending import Resending
from office.desk.returning import Returning
from office.desk.satisfaction import Satisfied
from office.desk.supervising import Supervising
from office.dossier import DossierState
from office.errors import Param
from office.officer import Officer
from office.ports import Clock, Ledger, Pages
from office.procedure import Procedure
from office.question import Question
from office.slip_job import UnsureTicket
from office.ticket import Ticket
from qtkit.device_watch import DeviceWatch
from qtkit.file_intake import FileIntake
from qtkit.file_judging import FileJudging
from qtkit.file_signing import FileSigning
from qtkit.film import Film
from qtkit.jobs import Jobs
from qtkit.lamp_keeping import LampKeeping
from qtkit.page_capture import PageCapture
from qtkit.page_turning import PageTurning
from qtkit.slip_printing import SlipPrinting
from qtkit.text_reading import TextReading


class LaneStatus(Protocol):
    """How many items of a lane the province has not confirmed, in one state, the oldest since when."""

    @property
    def state(self) -> str:
        """``waiting``, ``sending`` or ``parked``."""
        ...

    @property
    def count(self) -> int:
        """How many."""
        ...

    @property
    def oldest(self) -> datetime:
        """Since when the oldest waits."""
        ...


class PortalFault(Protocol):
    """One thing for which the portal refuses a dossier, or will; ``field`` is the portal's own path to it."""

    @property
    def field(self) -> str:
        """As in ``TaiLieuNop[2].TenTepDinhKem``; '' where none is blamed."""
        ...

    @property
    def code(self) -> str:
        """What is wrong."""
        ...

    @property
    def params(self) -> Mapping[str, Param]:
        """For the words that say it."""
        ...

    @property
    def said(self) -> str:
        """The province's own words."""
        ...


class Looking(Protocol):
    """What a counter reads; ``sync.readings`` keeps this promise."""

    def waiting(self, day: date) -> Sequence[Ticket]:
        """The waiting and the missed tickets."""
        ...

    def at_counter(self, day: date, counter: str) -> Ticket | None:
        """The ticket that a counter has called or serves."""
        ...

    def procedure(self, code: str, on: date) -> Procedure:
        """The version of a procedure in force on a day."""
        ...

    def procedures(self, text: str, on: date, limit: int = 50) -> Sequence[ProcedureFound]:
        """Procedures by folded words or code."""
        ...

    def my_dossiers(
        self, officer: str, text: str = '', *, states: Sequence[DossierState] = (), limit: int = 50, offset: int = 0
    ) -> Sequence[DossierFound]:
        """Dossiers of an officer ('' for everybody's) in some states, by any part of a name, number or code."""
        ...

    def due_dossiers(
        self, officer: str = '', *, before: datetime | None = None, limit: int = 200
    ) -> Sequence[DossierFound]:
        """Dossiers under way that have a due time, the soonest first."""
        ...

    def results_to_return(self, limit: int = 200) -> Sequence[DossierFound]:
        """Dossiers whose result waits here."""
        ...

    def posted_results(self, limit: int = 200) -> Sequence[DossierFound]:
        """Dossiers whose result is with the post, the one posted first at the head."""
        ...

    def outbox_status(self) -> Sequence[LaneStatus]:
        """What the province has not confirmed."""
        ...

    def portal_problems(self, dossier: str, agency: str) -> Sequence[PortalFault]:
        """What the portal refuses of a dossier, or will."""
        ...

    def centre_lost_since(self, now: datetime) -> datetime | None:
        """When the centre's server was last heard, if it isn't now."""
        ...


class Drafting(Protocol):
    """Half-typed screens; ``sync.drafts`` keeps this promise. Used on the store's thread only."""

    def save(self, key: str, text: str) -> None:
        """Keep a text under a key."""
        ...

    def load(self, key: str) -> str | None:
        """The text kept under a key."""
        ...

    def drop(self, key: str) -> None:
        """Forget it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The counter's name and everything it works with; ``…_jobs`` are its threads.

    ``capture`` keeps what is scanned, None at a counter that scans nothing; ``film`` is the document camera's;
    ``scan_dpi`` the resolution the administrator chose; ``scan_profiles`` are her named ways to scan, and
    ``scan_locked`` whether officers have no others;
    ``lock_minutes`` is how long a window may be left alone, 0 for ever; ``citizen_display`` and ``citizen_panel_mm``
    are the display that faces the citizen, '' for none, ``citizen_touch`` whether she can touch it; ``lamp`` is
    the one above the counter, None for none, ``ring_on_call`` whether the printer's bell rings at a call; ``far`` is
    None where one machine is the whole centre.
    """

    counter: str
    services: frozenset[str]
    centre: CentreSettings
    clock: Clock
    ledger: Ledger
    looking: Looking
    read_owing: ReadOwing
    read_health: Callable[[], Health]
    drafts: Drafting
    pages: Pages
    queueing: Queueing
    intake: Intake
    returning: Returning
    satisfied: Satisfied
    answering: Answering
    supervising: Supervising
    resending: Resending
    store_jobs: Jobs
    print_jobs: Jobs
    printing: SlipPrinting | None
    scan_jobs: Jobs
    scan_dpi: int
    capture: PageCapture | None
    film: Film | None
    watch: DeviceWatch
    texts: PageTexts
    files: FileIntake
    reading: TextReading
    identifying: Identifying
    signing: FileSigning
    judging: FileJudging
    lock_minutes: int = 0
    scan_profiles: tuple[Profile, ...] = ()
    scan_locked: bool = False
    citizen_display: str = ''
    citizen_panel_mm: float = 0.0
    citizen_touch: bool = True
    lamp: LampKeeping | None = None
    ring_on_call: bool = False
    read_unsure_tickets: Callable[[], Sequence[UnsureTicket]] = tuple
    read_questions: Callable[[], Sequence[Question]] = tuple
    far: Far | None = None

    @property
    def posting(self) -> Posting:
        """What is done with results that go by post."""
        return Posting(self.ledger, self.clock)

    @property
    def turning(self) -> PageTurning:
        """What sets pages upright, on the store's thread."""
        return PageTurning(self.intake, self.pages, self.drafts)

    @property
    def page_jobs(self) -> Jobs:
        """The thread on which a page is read that may have to be fetched from the centre."""
        return self.far.jobs if self.far else self.store_jobs

    def log_in(self, name: str, password: str) -> 'Shift':
        """The shift of an officer who proves who she is; on the store's thread.

        Raises:
            Refusal: what ``Supervising.log_in`` raises.
            Trouble: what the store's ``change`` raises.
        """
        officer = self.supervising.log_in(name, password, self.counter, self.services)
        return Shift(work=self, officer=officer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """An officer logged in at the counter; ``home`` is the parent of her models, which end with her window."""

    work: Work
    officer: Officer
    home: QObject | None = None
