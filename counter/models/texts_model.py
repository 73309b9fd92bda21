"""What the pages of the dossier at the desk say, as far as they have been read."""

from PySide6.QtCore import Signal

from counter.models.desk import Desk
from counter.models.dossier_model import DossierModel
from counter.models.work import Shift
from office.dossier import DossierState
from office.page_text import PageText, Progress

_NOTHING = Progress(read=0, given_up=0, total=0)


class TextsModel(Desk):
    """The texts by digest; ``changed`` tells when more is known, and of another dossier.

    Attributes:
        progress: of all pages of the dossier.
        texts: of the pages that have been read.
    """

    changed = Signal()

    def __init__(self, shift: Shift, dossiers: DossierModel) -> None:
        super().__init__(shift)
        self._dossiers = dossiers
        self.progress = _NOTHING
        self.texts: dict[str, PageText] = {}
        self._asked: tuple[str, ...] = ()
        self._state: DossierState | None = None
        dossiers.changed.connect(self._on_dossier)
        shift.work.reading.settled.connect(self._on_settled)
        self._on_dossier()

    @property
    def is_able(self) -> bool:
        """Whether this machine can read pages at all, as far as is known."""
        return self._shift.work.reading.is_able is not False

    @property
    def digests(self) -> tuple[str, ...]:
        """All pages of the dossier at the desk."""
        known = self._dossiers.dossier
        return tuple(page.digest for part in known.components for page in part.pages) if known else ()

    def turn_of(self, digest: str) -> int:
        """By how many quarters to the right a page is to be turned, as its text says; 0 when that isn't known."""
        return self.texts[digest].turn if digest in self.texts else 0

    def _on_dossier(self) -> None:
        known = self._dossiers.dossier
        state = known.state if known else None
        if (self.digests, state) == (self._asked, self._state):
            return
        self._asked, self._state = self.digests, state
        self.texts = {digest: text for digest, text in self.texts.items() if digest in self._asked}
        # the queue knows which dossiers are still being taken in
        self._shift.work.reading.wake()
        self._look()

    def _on_settled(self, _digest: str) -> None:
        self._look()

    def _look(self) -> None:
        digests, texts = self._asked, self._shift.work.texts
        missing = [digest for digest in digests if digest not in self.texts]

        def read() -> tuple[Progress, dict[str, PageText]]:
            found = {digest: text for digest in missing if (text := texts.find(digest)) is not None}
            return texts.progress(digests), found

        self._run(read, lambda found: self._on_found(digests, *found))

    def _on_found(self, digests: tuple[str, ...], progress: Progress, found: dict[str, PageText]) -> None:
        if digests == self._asked:
            self.progress = progress
            self.texts |= found
            self.changed.emit()
