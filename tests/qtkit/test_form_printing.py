"""Sheets in the books: each copy a job, an honest outcome, and nothing printed again before a person has looked."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter

from devices.form_printer.queued import QueuedForms
from devices.spooler.cups import CupsQueue
from devices.spooler.emulator import EmulatedQueue
from devices.spooler.protocol import Sheets
from office.desk.printing import Printing
from office.slip_job import SlipJob, SlipState
from qtkit.form_printing import FormPrinting
from qtkit.pdf_printing import DrawnForms
from sync.store import Store
from sync.verify import verify
from tests.devices.contract_form_printer import FormPrinterContract, document
from tests.offices import open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = open_store(tmp_path / 'store')
    yield made
    made.close()


@pytest.fixture
def emulated(tmp_path: Path) -> Iterator[EmulatedQueue]:
    with EmulatedQueue(tmp_path / 'paper') as running:
        yield running


def printed(store: Store, emulated: EmulatedQueue) -> SlipJob:
    """One more copy is asked for."""
    printer = QueuedForms(CupsQueue('paper', emulated.server), seconds=0.3)
    return FormPrinting(Printing(store), store.pages()).print(
        document(), printer, name='paper', about='dossier:1', actor='officer:1'
    )


def test_each_copy_is_a_job_of_its_own(store: Store, emulated: EmulatedQueue) -> None:
    """Asked for twice, printed twice; the books name the printer and what was printed."""
    first, second = printed(store, emulated), printed(store, emulated)
    assert (first.state, second.state) == (SlipState.PRINTED, SlipState.PRINTED)
    assert first.id != second.id
    assert (first.printer, first.about, first.slip) == ('paper', 'dossier:1', 'sheet')
    assert store.pages().get(first.layout) == document()
    assert len(emulated.sheets()) == 2
    assert verify(store) == []


def test_a_copy_that_failed_is_tried_again_as_the_same_job(store: Store, emulated: EmulatedQueue) -> None:
    """Its trouble is in the books."""
    emulated.switches.paper_out = True
    failed = printed(store, emulated)
    assert (failed.state, failed.trouble) == (SlipState.FAILED, 'printer.paper_out')
    emulated.switches.paper_out = False
    again = printed(store, emulated)
    assert (again.id, again.state) == (failed.id, SlipState.PRINTED)
    assert len(emulated.sheets()) == 1


def test_a_copy_that_may_be_in_the_tray_is_asked_about(store: Store, emulated: EmulatedQueue) -> None:
    """However often somebody presses the key, until a person has looked."""
    emulated.switches.hand_over = True
    unsure = printed(store, emulated)
    assert printed(store, emulated) == unsure
    assert unsure.state is SlipState.UNKNOWN
    assert len(emulated.sheets()) == 1
    Printing(store).settle(unsure.id, printed=False, officer='officer:1')
    emulated.switches.hand_over = False
    assert printed(store, emulated).id == unsure.id
    assert len(emulated.sheets()) == 2


def test_a_crash_while_a_sheet_is_sent_is_asked_about(store: Store, emulated: EmulatedQueue) -> None:
    """The book says "sending": nobody saw how it ended."""
    emulated.switches.paper_out = True
    begun = printed(store, emulated)
    emulated.switches.paper_out = False
    Printing(store).sending(begun.id, 'paper', 'officer:1')
    assert printed(store, emulated).state is SlipState.UNKNOWN
    assert emulated.sheets() == []


@pytest.mark.parametrize(
    ('switch', 'state', 'sheets'),
    [
        # it still waited: taken back, and printed now
        ('never_begin', SlipState.PRINTED, 1),
        # it came out, as the printer itself says: nothing is printed again
        ('', SlipState.PRINTED, 1),
        # it was being printed: a person looks
        ('never_end', SlipState.UNKNOWN, 0),
        ('hand_over', SlipState.UNKNOWN, 1),
    ],
)
def test_a_job_that_a_crash_left_in_the_queue_is_found_by_its_id(
    store: Store, emulated: EmulatedQueue, switch: str, state: SlipState, sheets: int
) -> None:
    """It never comes out beside a second one, and not tomorrow either."""
    emulated.switches.paper_out = True
    begun = printed(store, emulated)
    emulated.switches.paper_out = False
    if switch:
        setattr(emulated.switches, switch, True)
    Printing(store).sending(begun.id, 'paper', 'officer:1')
    CupsQueue('paper', emulated.server).submit(document(), 'pdf', title=begun.id, sheets=Sheets())
    emulated.switches.never_begin = False
    after = printed(store, emulated)
    assert (after.id, after.state) == (begun.id, state)
    assert len(emulated.sheets()) == sheets
    assert CupsQueue('paper', emulated.server).find('slip:none') is None


@pytest.mark.usefixtures('qapp')
class TestDrawn(FormPrinterContract):
    """By Qt, into a file: then the file says that it is there."""

    @pytest.fixture
    def printer(self, tmp_path: Path) -> DrawnForms:
        self.target = QPrinter(QPrinter.PrinterMode.HighResolution)
        self.target.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        self.target.setPageSize(QPageSize(QSizeF(148, 210), QPageSize.Unit.Millimeter))
        self.files: list[Path] = []
        drawn = DrawnForms(self.target)
        drawing = drawn.print

        def print_next(job: object) -> object:
            path = tmp_path / f'sheet-{len(self.files)}.pdf'
            self.target.setOutputFileName(str(path))
            try:
                return drawing(job)  # type: ignore[arg-type]  # the contract's own jobs
            finally:
                self.files += [path] if path.exists() else []

        drawn.print = print_next  # type: ignore[method-assign,assignment]  # a file name for each job
        return drawn

    @pytest.fixture
    def sheets(self, printer: DrawnForms) -> Callable[[], list[bytes]]:
        return lambda: [path.read_bytes() for path in self.files]
