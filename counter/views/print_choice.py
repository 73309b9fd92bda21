"""Which of the system's printers a PDF goes to."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from counter.texts import sentence
from counter.words import say
from office.errors import Problem
from qtkit.jobs import Jobs
from qtkit.pdf_printing import print_pdf

Say = Callable[[str], object]


class PrintChoice(QPrintDialog):
    """Asks for a printer and prints on a worker's thread; the window stays usable meanwhile."""

    def __init__(self, parent: QWidget, content: bytes, jobs: Jobs, *, told: Say, troubled: Say) -> None:
        self._target = QPrinter(QPrinter.PrinterMode.HighResolution)
        super().__init__(self._target, parent)
        self._owner = parent
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._content, self._jobs, self._told, self._troubled = content, jobs, told, troubled
        self.accepted.connect(self._on_accepted)

    @staticmethod
    def has_printer() -> bool:
        """Whether the system knows any printer."""
        return bool(QPrinterInfo.availablePrinterNames())

    def _on_accepted(self) -> None:
        content, target, told, troubled = self._content, self._target, self._told, self._troubled
        name, owner = target.printerName(), self._owner

        def then(pages: int) -> None:
            told(say(f"Đã gửi {pages} trang đến máy in {name}.", f"{pages} pages went to {name}."))

        def failed(problem: Problem) -> None:
            troubled(sentence(problem))

        self._jobs.run(lambda: print_pdf(content, target), owner=owner, then=then, failed=failed)
