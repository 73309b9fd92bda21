"""The pages of the component on the desk: how they look and lie, in which order, and what was taken out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage, QTransform

from counter.models.dossier_model import DossierModel
from counter.models.page_turns import PageTurns
from counter.models.work import Shift
from counter.page_texts import coming
from counter.texts import sentence
from office.dossier import Dossier
from office.errors import Problem
from office.papers import PageRef
from qtkit.page_picture import PagePictures

# enough for a thumbnail of 26 mm on a screen of 200 % scale
THUMB_PX = 240
# an A4 page that fills half a screen of 4K, so that 12 pt is read with ease
LARGE_PX = 1600
# a page of another machine that can't be had now is asked for so often
AGAIN_MS = 10_000
COMES_LATER = frozenset({'pages.unreached', 'pages.not_yet', 'pages.purged'})


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """What is needed to put a page back."""

    dossier: str
    component: str
    page: PageRef
    order: tuple[str, ...]


class PageAlbum(QObject):
    """Pictures by digest, and the order of a component's pages; every intent runs on the store's thread."""

    pictured = Signal(str)
    enlarged = Signal(str)
    failed = Signal(object)

    def __init__(self, shift: Shift, dossiers: DossierModel) -> None:
        super().__init__(shift.home)
        self._shift, self._dossiers = shift, dossiers
        self._pictures = PagePictures(self)
        self._pictures.drawn.connect(self._on_drawn)
        self._thumbs: dict[str, QImage] = {}
        self._latest = self._large = ('', QImage())
        self._enlarging = ''
        self._blank: set[str] = set()
        self._long: set[str] = set()
        self._removals: list[Removal] = []
        self._coming: dict[str, str] = {}
        self.turns = PageTurns(shift, dossiers)
        self.turns.turned.connect(self._on_turned)
        self.turns.failed.connect(self.failed)

    def about(self, digest: str) -> str:
        """Why a page has no picture yet, where another machine has it; '' otherwise."""
        return self._coming.get(digest, '')

    def remember(self, digest: str, preview: bytes, *, is_blank: bool, is_long: bool = False) -> None:
        """A page has just come: its picture is here already."""
        if not preview:
            # a file from outside: its first page is drawn when it is asked for
            return
        picture = QImage.fromData(preview)
        self._latest = (digest, picture)
        self._thumbs[digest] = picture.scaledToWidth(THUMB_PX) if picture.width() > THUMB_PX else picture
        if is_blank:
            self._blank.add(digest)
        if is_long:
            self._long.add(digest)
        self.pictured.emit(digest)

    def thumb(self, digest: str) -> QImage:
        """A small picture of a page; a null image while it is drawn from the kept page, ``pictured`` then tells."""
        if digest not in self._thumbs:
            self._thumbs[digest] = QImage()
            self._draw(digest, THUMB_PX)
        return self._thumbs[digest]

    def large(self, digest: str) -> QImage:
        """A page large; what there is of it while the large one is drawn, ``enlarged`` then tells."""
        if self._large[0] == digest:
            return self._large[1]
        if self._enlarging != digest:
            self._enlarging = digest
            self._draw(digest, LARGE_PX)
        return self._latest[1] if self._latest[0] == digest else self.thumb(digest)

    def is_blank(self, digest: str) -> bool:
        """Whether a page looked empty when it came."""
        return digest in self._blank

    def is_long(self, digest: str) -> bool:
        """Whether a page was so long when it came that two sheets may have overlapped."""
        return digest in self._long

    @property
    def can_undo(self) -> bool:
        """Whether a page was taken out of this dossier that can be put back."""
        known = self._dossiers.dossier
        return known is not None and any(one.dossier == known.id for one in self._removals)

    def move(self, component: str, digest: str, by: int) -> None:
        """Let a page change places with its neighbour before (-1) or after (+1)."""
        order = self._order(component)
        at = order.index(digest) if digest in order else -1
        if at >= 0 and 0 <= at + by < len(order):
            order.insert(at + by, order.pop(at))
            self.arrange(component, order)

    def arrange(self, component: str, order: list[str]) -> None:
        """Put a component's pages in this order."""
        intake = self._shift.work.intake
        if order != self._order(component):
            self._dossiers.revise(lambda known, officer: intake.arrange_pages(known.id, component, order, officer))

    def remove(self, component: str, digests: list[str]) -> None:
        """Take pages out; each can be put back."""
        known, intake = self._dossiers.dossier, self._shift.work.intake
        pages = known.component(component).pages if known else ()
        gone = [page for page in pages if page.digest in digests]
        if known is None or not gone:
            return
        order = tuple(page.digest for page in pages)
        for page in gone:
            self._removals.append(Removal(dossier=known.id, component=component, page=page, order=order))

        def work(dossier: Dossier, officer: str) -> Dossier:
            for page in gone:
                dossier = intake.remove_page(dossier.id, component, page.digest, officer)
            return dossier

        self._dossiers.revise(work)

    def undo(self) -> str:
        """Put the page that was taken out last back in its place; the component's code, '' when there is none."""
        known, intake = self._dossiers.dossier, self._shift.work.intake
        mine = [one for one in self._removals if known is not None and one.dossier == known.id]
        if not mine:
            return ''
        last = mine[-1]
        self._removals.remove(last)

        def work(dossier: Dossier, officer: str) -> Dossier:
            dossier = intake.add_page(dossier.id, last.component, last.page, officer)
            now = [page.digest for page in dossier.component(last.component).pages]
            order = back_in_place(now, last.page.digest, last.order)
            return intake.arrange_pages(dossier.id, last.component, order, officer) if order != now else dossier

        self._dossiers.revise(work)
        return last.component

    def _on_turned(self, became: Mapping[str, str], quarters: int) -> None:
        """What is known of a page holds for what became of it; its picture is turned, until it is drawn."""
        turn = QTransform().rotate(90 * quarters)
        for digest, new in became.items():
            if not self.thumb(digest).isNull():
                self._thumbs[new] = self._thumbs[digest].transformed(turn)
            if digest == self._large[0]:
                self._large = (new, self._large[1].transformed(turn))
            for marked in (self._blank, self._long):
                if digest in marked:
                    marked.add(new)
        self._removals = [
            replace(one, order=tuple(became.get(digest, digest) for digest in one.order)) for one in self._removals
        ]

    def _order(self, component: str) -> list[str]:
        known = self._dossiers.dossier
        return [page.digest for page in known.component(component).pages] if known else []

    def _draw(self, digest: str, width: int) -> None:
        work = self._shift.work
        far = work.far
        if far is None:
            self._read(digest, width, None)
        else:
            far.jobs.run(
                lambda: far.elsewhere(digest),
                owner=self,
                then=lambda device: self._read(digest, width, device),
                failed=self._on_problem,
            )

    def _read(self, digest: str, width: int, device: str | None) -> None:
        """Draw a page that is here (None), or that ``device`` put into the centre."""
        pages, is_far = self._shift.work.pages, device is not None
        if is_far:
            self._tell(digest, coming(device or ''))
        self._shift.work.page_jobs.run(
            lambda: pages.get(digest),
            owner=self,
            then=lambda pdf: self._pictures.draw(digest, pdf, width, is_urgent=width == LARGE_PX),
            failed=lambda problem: (
                self._on_far_problem(digest, width, problem) if is_far else self._on_problem(problem)
            ),
        )

    def _on_far_problem(self, digest: str, width: int, problem: Problem) -> None:
        """The page's place says why it is empty, and it is asked for again while its dossier may be looked at."""
        self._tell(digest, sentence(problem))
        if problem.code in COMES_LATER:
            QTimer.singleShot(AGAIN_MS, self, lambda: self._draw(digest, width))

    def _tell(self, digest: str, words: str) -> None:
        self._coming[digest] = words
        self.pictured.emit(digest)

    def _on_drawn(self, digest: str, width: int, picture: QImage) -> None:
        self._coming.pop(digest, None)
        if width == THUMB_PX:
            self._thumbs[digest] = picture
            self.pictured.emit(digest)
        elif digest == self._enlarging:
            self._enlarging, self._large = '', (digest, picture)
            self.enlarged.emit(digest)

    def _on_problem(self, problem: Problem) -> None:
        self.failed.emit(problem)


def back_in_place(now: list[str], digest: str, before: tuple[str, ...]) -> list[str]:
    """The order with a returned page right after the nearest page that stood before it."""
    others = [one for one in now if one != digest]
    ahead = [one for one in before[: before.index(digest)] if one in others]
    at = others.index(ahead[-1]) + 1 if ahead else 0
    return [*others[:at], digest, *others[at:]]
