"""A centre on its first morning, on real wires: its store, printer, scanner and courier, and the province beyond."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from devices.paper.specimen import write_specimens
from devices.receipt_printer.emulator.printer import EmulatedPrinter
from devices.receipt_printer.opening import open_printer
from devices.scanner.opening import open_scanner
from devices.scanner.protocol import ScanOptions
from devices.stop import Stop
from office.catalogue import seed_calendar
from office.centre import CentreSettings
from office.desk.intake import Intake
from office.desk.printing import Printing
from office.desk.queueing import Queueing
from office.desk.receiving import Reception
from office.desk.returning import Returning
from office.desk.supervising import Supervising
from office.dossier import Dossier
from office.errors import Problem
from office.officer import Officer, Right
from office.papers import ComponentFile
from office.slip_job import SlipState
from office.slip_layout import Layout
from office.workdays import parse_hours
from qtkit.binding import bound
from qtkit.page_capture import PageCapture, ScanTask
from qtkit.slip_printing import SlipPrinting
from sync.catalogue import load_seed_if_empty
from sync.courier import Courier
from sync.drafts import Drafts
from sync.passwords import Argon2
from sync.store import Store
from tests.emulators_province import RunningProvince, running_province
from tests.offices import FixedClock, SequenceIds, open_store

PASSWORD = 'a long invented sentence'

# legible, and scanned in a fraction of the time that 300 dpi take
_DPI = 150
_SHEETS = ('birth_declaration', 'birth_notice')


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeCentre:
    """Everything of a centre with one counter and one officer, Lê Thị Lan; she may receive and return."""

    store: Store
    clock: FixedClock
    settings: CentreSettings
    officer: Officer
    queueing: Queueing
    intake: Intake
    returning: Returning
    supervising: Supervising
    printer: EmulatedPrinter
    printing: SlipPrinting
    capture: PageCapture
    province: RunningProvince

    def dossier(self, dossier: Dossier) -> Dossier:
        """The dossier as it stands now."""
        with self.store.read() as books:
            return books.get_dossier(dossier.id)

    def scan(self, dossier: Dossier, component: str) -> Dossier:
        """One sheet from the feeder into a component."""
        options = ScanOptions(dpi=_DPI, sheets=1)
        task = ScanTask(dossier=dossier.id, component=component, officer=self.officer.id, options=options)
        end = self.capture.scan(task, Stop(), lambda _page: None)
        assert end.problem is None
        return self.dossier(dossier)

    def files(self, dossier: Dossier) -> list[ComponentFile]:
        """The scanned papers, one durable PDF a component."""
        return list(bound(self.dossier(dossier), self.store.pages()))

    def print(self, layout: Layout, slip: str, about: Dossier) -> SlipState:
        """Print a slip of a dossier; what is on paper already is not printed again."""
        job = f'slip:{slip}-{about.id}'
        return self.printing.print(job, layout, slip=slip, about=about.id, actor=self.officer.id).state

    def courier_goes(self) -> list[Problem]:
        """The courier tells the province what it is owed and brings back what it has to say."""
        with self.province.adapter() as adapter:
            return Courier(store=self.store, province=adapter, agency=self.settings.agency).run_once()


@contextmanager
def whole_centre(tmp_path: Path) -> Iterator[WholeCentre]:
    """The centre at 08:00 of 25 November 2026, the day after Vietnam Culture Day."""
    clock, ids, settings = FixedClock(), SequenceIds(), CentreSettings()
    clock.forward(timedelta(days=1))
    write_specimens(tmp_path / 'sheets', _SHEETS, dpi=_DPI)
    with (
        closing(open_store(tmp_path / 'store', clock=clock, ids=ids)) as store,
        EmulatedPrinter(tmp_path / 'printer') as printer,
        running_province(tmp_path, clock=clock) as province,
    ):
        load_seed_if_empty(store)
        reception = Reception(
            agency=settings.agency, own_agencies=settings.own_agencies, hours=parse_hours(settings.hours)
        )
        intake = Intake(store, clock, ids, seed_calendar(), reception)
        supervising = Supervising(store, clock, ids, Argon2())
        pages = store.pages()
        with closing(SlipPrinting(Printing(store), pages, 'P', partial(open_printer, printer.address))) as printing:
            yield WholeCentre(
                store=store,
                clock=clock,
                settings=settings,
                officer=_lan(supervising, settings),
                queueing=Queueing(store, clock, ids),
                intake=intake,
                returning=Returning(store, clock),
                supervising=supervising,
                printer=printer,
                printing=printing,
                capture=PageCapture(
                    intake, pages, Drafts(store, clock), partial(open_scanner, f'folder:{tmp_path}/sheets?dpi={_DPI}')
                ),
                province=province,
            )


def _lan(supervising: Supervising, settings: CentreSettings) -> Officer:
    rights = (Right.RECEIVE, Right.RETURN)
    return supervising.enrol(
        'lan', 'Lê Thị Lan', PASSWORD, position='Công chức', agency=settings.agency, rights=rights, by='system'
    )
