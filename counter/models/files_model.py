"""Files that citizens bring on a stick or a telephone: taken in for the component at the desk, and looked at whole."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal

from counter.file_texts import added, refused
from counter.models.desk import Desk
from counter.models.dossier_model import DossierModel
from counter.models.work import Shift
from counter.texts import sentence
from office.errors import Problem
from qtkit.page_capture import CapturedPage


class FilesModel(Desk):
    """Takes files in one by one.

    Signals:
        came(CapturedPage): one is in.
        opened(str, bytes, str): a file to be shown whole, with its title and its dossier's id.
    """

    came = Signal(object)
    opened = Signal(str, bytes, str)
    changed = Signal()

    def __init__(self, shift: Shift, dossiers: DossierModel) -> None:
        super().__init__(shift)
        self._dossiers = dossiers
        self._waiting: list[Path] = []
        self._taken = 0
        self._refused: list[str] = []

    @property
    def is_taking(self) -> bool:
        """Whether files are being looked at."""
        return bool(self._waiting)

    def add(self, paths: Sequence[Path]) -> None:
        """Take files in for the component at the desk, in this order."""
        known, component = self._dossiers.dossier, self._dossiers.component
        if known is None or not component or self._waiting or not paths:
            return
        self._waiting, self._taken, self._refused = list(paths), 0, []
        self.changed.emit()
        work, officer = self._shift.work, self._shift.officer.id
        for path in paths:
            work.scan_jobs.run(
                partial(work.files.add, path, known.id, component, officer),
                owner=self,
                then=self._on_came,
                failed=partial(self._on_refused, path.name),
            )

    def show(self, digest: str, title: str) -> None:
        """Show a file whole."""
        pages, known = self._shift.work.pages, self._dossiers.dossier
        about = known.id if known else ''
        self._run(lambda: pages.get(digest), lambda content: self.opened.emit(title, content, about))

    def _on_came(self, page: CapturedPage) -> None:
        self._taken += 1
        self.came.emit(page)
        self._one_less()

    def _on_refused(self, name: str, problem: Problem) -> None:
        self._refused.append(refused(name, sentence(problem)))
        self._one_less()

    def _one_less(self) -> None:
        self._waiting.pop()
        if not self._waiting:
            tell = self.troubled if self._refused else self.told
            tell.emit(' '.join([*self._refused, added(self._taken)]).strip())
        self.changed.emit()
