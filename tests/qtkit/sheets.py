"""What tests of scanning need: sheets in a folder, an officer's open dossier, and a capture that may be cut short."""

from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path

from devices.paper.specimen import write_specimens
from devices.scanner.opening import open_scanner
from devices.scanner.protocol import ScanOptions, Source
from office.catalogue import seed_calendar
from office.centre import CentreSettings
from office.desk.intake import Intake
from office.desk.receiving import Reception
from office.desk.supervising import Supervising
from office.dossier import Dossier
from office.officer import Right
from office.papers import Component
from office.ports import Ids, Pages
from office.workdays import parse_hours
from qtkit.capture_note import Notes
from qtkit.page_capture import CapturedPage, PageCapture, ScanTask
from sync.catalogue import load_seed_if_empty
from sync.drafts import Drafts
from sync.passwords import Argon2
from sync.store import Store
from tests.offices import FixedClock, SequenceIds, open_store

BIRTH = '1.001193'
DECLARATION, NOTICE, SHOWN = '000.00.00.G15-KQ003204', '000.00.00.G15-KQ004389', '000.00.00.G15-KQ004946'
KINDS = ('birth_declaration', 'birth_notice', 'marriage', 'residence', 'birth_declaration')
# the coarsest that the archive still takes for a sheet: five pages scan in a second
DPI = 100


def five_sheets(folder: Path) -> Path:
    """Five different sheets as a stack in the feeder."""
    write_specimens(folder, KINDS, dpi=DPI)
    return folder


class CutError(BaseException):
    """The process ends here, as far as the code below can tell."""


@dataclass
class CutPages:
    """A page store that is cut at the n-th page, before or after that is durable."""

    pages: Pages
    at: int
    is_after: bool
    kept: int = 0

    def keep(self, content: bytes) -> str:
        """Keep, and be cut."""
        self.kept += 1
        if self.kept == self.at and not self.is_after:
            raise CutError
        digest = self.pages.keep(content)
        if self.kept == self.at:
            raise CutError
        return digest

    def get(self, digest: str) -> bytes:
        """As the store has it."""
        return self.pages.get(digest)

    def holds(self, digest: str) -> bool:
        """As the store has it."""
        return self.pages.holds(digest)


@dataclass
class ScanDesk:
    """An officer with an open birth registration beside a scanner that is a folder."""

    store: Store
    notes: Notes
    intake: Intake
    officer: str
    dossier: str
    came: list[CapturedPage] = field(default_factory=list)

    def capture(self, address: str, **changed: object) -> PageCapture:
        """A capture from an address; ``changed`` puts another store or other notes in."""
        parts = {'intake': self.intake, 'pages': self.store.pages(), 'notes': self.notes, **changed}
        return PageCapture(**parts, open_scanner=partial(open_scanner, address))

    def task(self, component: str = DECLARATION, **changed: object) -> ScanTask:
        """All sheets of the feeder for a component."""
        options = ScanOptions(source=Source.FEEDER, dpi=DPI, sheets=changed.pop('sheets', None))
        return ScanTask(dossier=self.dossier, component=component, officer=self.officer, options=options, **changed)

    def known(self) -> Dossier:
        """The dossier as it stands."""
        with self.store.read() as books:
            return books.get_dossier(self.dossier)

    def part(self, component: str = DECLARATION) -> Component:
        """A component as it stands, each of its pages proved to be durable and whole."""
        part = self.known().component(component)
        for page in part.pages:
            content = self.store.pages().get(page.digest)
            assert sha256(content).hexdigest() == page.digest
            assert len(content) == page.size
            assert content.startswith(b'%PDF')
        return part

    def digests(self, component: str = DECLARATION) -> list[str]:
        """A component's pages in order."""
        return [page.digest for page in self.part(component).pages]


def scan_desk(folder: Path) -> ScanDesk:
    """A desk with a new store in a folder; whoever calls closes ``store`` and ``notes``."""
    clock, ids = FixedClock(), SequenceIds()
    store = open_store(folder, clock=clock, ids=ids)
    load_seed_if_empty(store)
    officer = Supervising(store, clock, ids, Argon2()).enrol(
        'lan', 'Lê Thị Lan', 'a long invented sentence', position='', agency='', rights=(Right.RECEIVE,), by='system'
    )
    intake = _intake(store, ids)
    opened = intake.open_dossier(BIRTH, officer.id)
    return ScanDesk(store=store, notes=Drafts(store, clock), intake=intake, officer=officer.id, dossier=opened.id)


def reopened(folder: Path, dossier: str, ids: Ids) -> ScanDesk:
    """The desk of a dossier in a store that is there already, as another process sees it."""
    store = open_store(folder, ids=ids)
    with store.read() as books:
        officer = books.get_dossier(dossier).officer
    notes = Drafts(store, FixedClock())
    return ScanDesk(store=store, notes=notes, intake=_intake(store, ids), officer=officer, dossier=dossier)


def _intake(store: Store, ids: Ids) -> Intake:
    reception = Reception(agency='', own_agencies=(), hours=parse_hours(CentreSettings().hours))
    return Intake(store, FixedClock(), ids, seed_calendar(), reception)
