"""Which of the system's printers a PDF goes to, and how it ended: told, or asked of who looks at the tray."""

import sys
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QMessageBox, QWidget

from counter.models.work import Shift
from counter.texts import sentence
from counter.words import say
from devices.form_printer.protocol import FormPrinter
from devices.form_printer.queued import QueuedForms
from devices.spooler.protocol import Sheets
from office.desk.printing import Printing
from office.errors import Problem
from office.slip_job import SlipJob, SlipState
from qtkit.form_printing import FormPrinting
from qtkit.pdf_printing import DrawnForms

Say = Callable[[str], object]


class PrintChoice(QPrintDialog):
    """Asks for a printer and prints on a worker's thread; the window stays usable meanwhile."""

    def __init__(self, parent: QWidget, content: bytes, shift: Shift, about: str, *, told: Say, troubled: Say) -> None:
        self._target = QPrinter(QPrinter.PrinterMode.HighResolution)
        super().__init__(self._target, parent)
        self._owner = parent
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._content, self._shift, self._about = content, shift, about
        self._told, self._troubled = told, troubled
        self.accepted.connect(self._on_accepted)

    @staticmethod
    def has_printer() -> bool:
        """Whether the system knows any printer."""
        return bool(QPrinterInfo.availablePrinterNames())

    def _on_accepted(self) -> None:
        sheets = Sheets(copies=self._target.copyCount())
        sent = SentSheets(self._owner, self._shift, told=self._told, troubled=self._troubled)
        sent.print(
            self._content, forms_of(self._target), name=self._target.printerName(), about=self._about, sheets=sheets
        )


class SentSheets:
    """Sheets on their way: prints, writes the outcome down, and asks a person where nobody else can say."""

    def __init__(self, owner: QWidget, shift: Shift, *, told: Say, troubled: Say) -> None:
        self._owner, self._shift, self._told, self._troubled = owner, shift, told, troubled
        self._printing = FormPrinting(Printing(shift.work.ledger), shift.work.pages)

    def print(self, content: bytes, printer: FormPrinter, *, name: str, about: str, sheets: Sheets) -> None:
        """Print one more copy on the printer's thread."""
        actor = self._shift.officer.id
        again = partial(self.print, content, printer, name=name, about=about, sheets=sheets)
        self._run(
            lambda: self._printing.print(content, printer, name=name, about=about, actor=actor, sheets=sheets),
            lambda job: self._on_ended(job, again),
        )

    def _run(self, work: Callable[[], SlipJob], then: Callable[[SlipJob], object]) -> None:
        self._shift.work.print_jobs.run(work, owner=self._owner, then=then, failed=self._on_problem)

    def _on_problem(self, problem: Problem) -> None:
        self._troubled(sentence(problem))

    def _on_ended(self, job: SlipJob, again: Callable[[], object]) -> None:
        if job.state is SlipState.PRINTED:
            self._told(say(f"Đã in ở máy in {job.printer}.", f"Printed at {job.printer}."))
        elif job.state is SlipState.UNKNOWN:
            self._ask(job, again)
        else:
            self._on_problem(Problem(job.trouble or 'pdf.not_printed'))

    def _ask(self, job: SlipJob, again: Callable[[], object]) -> None:
        """Whoever stands at the printer says whether the sheets are there; only then is anything printed again."""
        asked = QMessageBox(self._owner)
        asked.setObjectName('sheets-question')
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setText(
            say(
                f"Máy in {job.printer} không báo lại. Nhìn khay giấy: bản in đã ra đủ chưa?",
                f"{job.printer} does not report back. Look at its tray: did every sheet come out?",
            )
        )
        there = asked.addButton(say("Đã ra đủ", "All there"), QMessageBox.ButtonRole.YesRole)
        missing = asked.addButton(say("Không có, in lại", "Not there, print again"), QMessageBox.ButtonRole.NoRole)
        there.setObjectName('sheets-there')
        missing.setObjectName('sheets-missing')
        there.clicked.connect(lambda _checked: self._settle(job, printed=True))
        missing.clicked.connect(lambda _checked: self._settle(job, printed=False, then=again))
        asked.open()

    def _settle(self, job: SlipJob, *, printed: bool, then: Callable[[], object] | None = None) -> None:
        officer = self._shift.officer.id
        self._run(
            lambda: self._printing.printing.settle(job.id, printed=printed, officer=officer),
            lambda _settled: then() if then else self._told(say("Đã ghi: bản in đã ra đủ.", "Noted: it is all there.")),
        )


def forms_of(target: QPrinter) -> FormPrinter:
    """The printer that was chosen: its queue, where the system's queues can be followed, else by drawing."""
    is_queue = target.outputFormat() is QPrinter.OutputFormat.NativeFormat and target.printerName()
    if is_queue and sys.platform != 'win32':
        return QueuedForms.at(f'cups:{target.printerName()}')
    return DrawnForms(target)
