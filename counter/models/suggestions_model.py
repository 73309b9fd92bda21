"""What the pages on the desk offer for the field that the officer types in; taken by her alone, one by one."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QImage, QTransform

from counter.models.dossier_model import DossierModel
from counter.models.texts_model import TextsModel
from counter.models.work import Shift
from office.errors import Problem
from office.suggestions import Field, Suggestion, suggestions
from qtkit.page_picture import PagePictures

# an A4 page so wide that a line of it is as sharp as the screen
PAGE_PX = 1240
# white around the words, of their height
_BESIDE, _ABOVE = 0.1, 0.25


@dataclass(frozen=True, slots=True)
class Offer:
    """A suggestion and the page that it was read from."""

    digest: str
    suggestion: Suggestion


class SuggestionsModel(QObject):
    """The offers for some kinds of fields, the component at the desk first; ``changed`` tells of everything shown.

    Attributes:
        offers: for the field that was asked for last.
        at: which of them is shown.
    """

    changed = Signal()

    def __init__(self, shift: Shift, dossiers: DossierModel, texts: TextsModel) -> None:
        super().__init__(shift.home)
        self._shift, self._dossiers, self._texts = shift, dossiers, texts
        self._pictures = PagePictures(self)
        self._pictures.drawn.connect(self._on_drawn)
        self._page: tuple[str, QImage] = ('', QImage())
        self._drawing = ''
        self._read: dict[str, tuple[Suggestion, ...]] = {}
        self._kinds: tuple[Field, ...] = ()
        self.offers: list[Offer] = []
        self.at = 0
        texts.changed.connect(self._gather)
        dossiers.component_changed.connect(lambda _component: self._gather())

    @property
    def current(self) -> Offer | None:
        """The offer that is shown."""
        return self.offers[self.at] if self.offers else None

    @property
    def picture(self) -> QImage:
        """What the current offer was read from, cut out of its page; null while the page is drawn."""
        offer, (digest, page) = self.current, self._page
        text = self._texts.texts.get(offer.digest) if offer else None
        if offer is None or text is None or digest != offer.digest or page.isNull():
            return QImage()
        # as it was read, which may not be as it lies
        page = page.transformed(QTransform().rotate(90 * text.turn)) if text.turn else page
        one, scale = offer.suggestion, page.width() / text.width
        high = one.bottom - one.top
        left, right = round((one.left - high * _BESIDE) * scale), round((one.right + high * _BESIDE) * scale)
        top, bottom = round((one.top - high * _ABOVE) * scale), round((one.bottom + high * _ABOVE) * scale)
        return page.copy(QRect(left, top, right - left, bottom - top))

    def look_for(self, kinds: Sequence[Field]) -> None:
        """The officer is in a field of these kinds, the likeliest first; () for none."""
        if tuple(kinds) != self._kinds:
            self._kinds = tuple(kinds)
            self._gather()

    def next(self) -> None:
        """Show the next offer."""
        if self.offers:
            self.at = (self.at + 1) % len(self.offers)
            self._draw()
            self.changed.emit()

    def _gather(self) -> None:
        found: dict[tuple[Field, str], Offer] = {}
        for digest in self._digests() if self._kinds else ():
            for one in self._of_page(digest):
                found.setdefault((one.field, one.value), Offer(digest, one))
        wanted = [offer for kind in self._kinds for offer in found.values() if offer.suggestion.field is kind]
        if wanted != self.offers:
            self.offers, self.at = wanted, 0
            self._draw()
            self.changed.emit()

    def _digests(self) -> list[str]:
        known, component = self._dossiers.dossier, self._dossiers.component
        parts = sorted(known.components, key=lambda part: part.listed.code != component) if known else []
        return [page.digest for part in parts for page in part.pages]

    def _of_page(self, digest: str) -> tuple[Suggestion, ...]:
        text = self._texts.texts.get(digest)
        if text is None:
            return ()
        if digest not in self._read:
            self._read = {one: read for one, read in self._read.items() if one in self._texts.texts}
            self._read[digest] = suggestions(text)
        return self._read[digest]

    def _draw(self) -> None:
        offer, pages = self.current, self._shift.work.pages
        if offer is None or offer.digest in (self._page[0], self._drawing):
            return
        digest = self._drawing = offer.digest
        self._shift.work.store_jobs.run(
            lambda: pages.get(digest),
            owner=self,
            then=lambda pdf: self._pictures.draw(digest, pdf, PAGE_PX, is_urgent=True),
            failed=self._on_problem,
        )

    def _on_drawn(self, digest: str, _width: int, picture: QImage) -> None:
        self._drawing, self._page = '', (digest, picture)
        self._draw()
        self.changed.emit()

    def _on_problem(self, _problem: Problem) -> None:
        # the album says it of the page itself
        self._drawing = ''
