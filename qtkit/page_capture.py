"""From sheets in a scanner to named pages of a component, one by one, with nothing half done.

Runs on the scanner's own thread. Each page takes four steps, and a crash between any two of them loses nothing that an
officer has seen:

1. *noted*: the draft ``capture:<dossier>`` says which digest is about to come, for which component;
2. *durable*: the page store has it;
3. *named*: the fact ``PageAdded`` names it;
4. *shown*: the officer sees it.

The note is written once before the scanner moves, so that a full disk is met before a sheet is; it is dropped when the
scan ends. A note that is found later belongs to a crash: ``recover`` names the page that was durable and not yet named.
"""

from collections.abc import Callable, Generator
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from devices.scanner.protocol import RawPage, Scanner, ScannerCapabilities, ScanOptions, Source
from devices.stop import Stop
from office.desk.intake import Intake
from office.dossier import WRITTEN_IN, Dossier
from office.errors import Problem, Refusal, Trouble
from office.facts import PageAdded
from office.papers import PageRef
from office.ports import Pages
from qtkit import capture_note
from qtkit.capture_note import Notes, key_of
from qtkit.disk import disk_told
from qtkit.page_sorting import CardSides, Sorting, looks_double

if TYPE_CHECKING:
    # OpenCV comes with it
    from devices.paper.photograph import Kind

Origin = Literal['scanner', 'camera']


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanTask:
    """What an officer asks for: the sheets of one component.

    Attributes:
        options: of a scanner; of a camera only the resolution counts.
        replaces: the digest of a page that is captured anew; of a card, the page of its front.
        is_card: one side of a card; with ``replaces`` both sides make one page.
        origin: a camera gives what lies under it, one sheet, or the two pages of a book.
        photograph: from a camera, its picture as a file.
        kind: what the camera saw.
    """

    dossier: str
    component: str
    officer: str
    options: ScanOptions
    replaces: str = ''
    origin: Origin = 'scanner'
    is_card: bool = False
    photograph: bytes = b''
    kind: 'Kind' = 'page'


@dataclass(frozen=True, slots=True, kw_only=True)
class CapturedPage:
    """A page that is durable and named; ``preview`` is a JPEG, ``sheet`` counts from 1 within its scan.

    ``is_long``: the sheet is longer than was asked, as two that overlap are.
    """

    dossier: str
    component: str
    page: PageRef
    preview: bytes
    is_blank: bool
    sheet: int
    is_long: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanEnd:
    """How a scan ended.

    Attributes:
        pages: how many it named.
        resume_at: the first sheet that is not wholly in, counted from 1.
        component: where the last page went; separator sheets lead there.
        digests: of the pages, as they came.
        separators: how many separator sheets came, which are no pages.
        problem: what ended it before its sheets were in.
    """

    task: ScanTask
    pages: int
    resume_at: int
    problem: Problem | None = None
    component: str = ''
    digests: tuple[str, ...] = ()
    separators: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Interrupted:
    """A scan that a crash cut short: its component, and how many pages that has now."""

    dossier: str
    component: str
    pages: int


@dataclass(slots=True)
class PageCapture:
    """A scanner, photographs, or both, and where their pages go; the scanner is opened on the thread that scans."""

    intake: Intake
    pages: Pages
    notes: Notes
    open_scanner: Callable[[], Scanner] | None = None
    _scanner: Scanner | None = field(default=None, init=False)
    _stop: Stop | None = field(default=None, init=False)
    _card: CardSides = field(default_factory=CardSides, init=False)

    def capabilities(self) -> ScannerCapabilities:
        """What the scanner can do.

        Raises:
            Refusal: ``device.address`` or ``device.option``: the settings name no scanner.
            Trouble: any of ``devices.scanner.protocol``.
        """
        return self._opened().capabilities()

    def scan(self, task: ScanTask, stop: Stop, came: Callable[[CapturedPage], object]) -> ScanEnd:
        """Scan until the feeder is empty, the task's sheets are in or ``stop`` is set; a trouble is an end too.

        ``came`` is told of each page, on this thread, once it is durable and named.
        """
        digests: list[str] = []
        resume_at, problem = 1, None
        self._stop = stop
        last_side = 'back' if task.options.source is Source.DUPLEX else 'front'
        sorting: Sorting | None = None
        try:
            sorting = self._begun(task)
            with closing(self._sides(task, stop)) as sides:
                for raw in sides:
                    page = None if sorting.turns(raw) else self._named(task, raw, sorting)
                    resume_at = raw.sheet + (raw.side == last_side)
                    if page is not None:
                        digests.append(page.page.digest)
                        came(page)
        except (Trouble, Refusal) as caught:
            problem = caught
            self._let_go()
        self._forget(task.dossier)
        return ScanEnd(
            task=task,
            pages=len(digests),
            resume_at=resume_at,
            problem=problem,
            component=sorting.component if sorting else task.component,
            digests=tuple(digests),
            separators=sorting.separators if sorting else 0,
        )

    def recover(self, dossier: str, officer: str) -> Interrupted | None:
        """Finish what a crash left of a dossier's scan: what was durable is named; None where nothing was cut short.

        Raises:
            Trouble: the store's; the note then stays for the next time.
        """
        note = capture_note.read(self.notes, dossier)
        if note is None:
            return None
        known, page = self._known(dossier), note.page
        unnamed = page.digest not in {one.digest for one in known.component(note.component).pages}
        if page.digest and unnamed and self.pages.holds(page.digest) and known.state in WRITTEN_IN[PageAdded]:
            known = self.intake.add_page(dossier, note.component, page, officer)
        self.notes.drop(key_of(dossier))
        return Interrupted(dossier=dossier, component=note.component, pages=len(known.component(note.component).pages))

    def interrupt(self) -> None:
        """Ask a scan that goes on to end soon; from any thread."""
        if self._stop is not None:
            self._stop.set()

    def close(self) -> None:
        """Let go of the scanner."""
        self._let_go()
        self._scanner = None

    def _sides(self, task: ScanTask, stop: Stop) -> Generator[RawPage, None, None]:
        return self._opened().scan(task.options, stop) if task.origin == 'scanner' else _photographed(task)

    def _begun(self, task: ScanTask) -> Sorting:
        """Note that a scan begins."""
        known = self._known(task.dossier)
        known.component(task.component)
        capture_note.write(self.notes, task.dossier, task.component, PageRef(digest='', size=0, source=task.origin))
        return Sorting(task.component, known)

    def _named(self, task: ScanTask, raw: RawPage, sorting: Sorting) -> CapturedPage | None:
        # imported here, on the scanner's thread: pictures cost a window's start a third of a second and 60 MB
        from devices.paper.archive import archive_page  # noqa: PLC0415  # slow, wanted later

        if sorting.component != task.component:
            task = replace(task, component=sorting.component, replaces='')
        with disk_told():
            image = self._card.joined(task.replaces, raw.image, raw.dpi) if task.is_card else raw.image
            made = archive_page(image, dpi=raw.dpi, source='flat' if task.kind != 'page' else task.origin)
            if sorting.is_back_of_separator(raw, is_blank=made.is_blank) or sorting.is_kept_already(raw, made.pdf):
                return None
            pdf = sorting.distinct(made.pdf)
        page = PageRef(digest=sha256(pdf).hexdigest(), size=len(pdf), source=task.origin)
        capture_note.write(self.notes, task.dossier, task.component, page)
        self.pages.keep(pdf)
        self._into_place(task, page)
        sorting.taken.add(page.digest)
        self._card.came(page.digest if task.is_card and not task.replaces else '', raw.image)
        return CapturedPage(
            dossier=task.dossier,
            component=task.component,
            page=page,
            preview=made.preview,
            is_blank=made.is_blank,
            sheet=raw.sheet,
            is_long=looks_double(task.options, made.height_mm),
        )

    def _into_place(self, task: ScanTask, page: PageRef) -> None:
        """Name the page; one that replaces another takes its place first, so that a crash leaves one too many."""
        known = self.intake.add_page(task.dossier, task.component, page, task.officer)
        order = [one.digest for one in known.component(task.component).pages]
        if task.replaces in order:
            order.remove(page.digest)
            order.insert(order.index(task.replaces), page.digest)
            self.intake.arrange_pages(task.dossier, task.component, order, task.officer)
            self.intake.remove_page(task.dossier, task.component, task.replaces, task.officer)

    def _known(self, dossier: str) -> Dossier:
        with self.intake.ledger.read() as books:
            return books.get_dossier(dossier)

    def _forget(self, dossier: str) -> None:
        # on a full disk the note stays, and the next look at the dossier finds nothing left to do
        with suppress(Trouble):
            self.notes.drop(key_of(dossier))

    def _opened(self) -> Scanner:
        if self._scanner is None:
            if self.open_scanner is None:
                raise Trouble('scanner.gone')
            self._scanner = self.open_scanner()
        return self._scanner

    def _let_go(self) -> None:
        if self._scanner is not None:
            with suppress(Trouble):
                self._scanner.close()


def _photographed(task: ScanTask) -> Generator[RawPage, None, None]:
    """The sheets of a photograph; of a book and a card they are drawn flat already, and all of them can be read."""
    if task.kind == 'page':
        yield RawPage(image=task.photograph, media_type='image/jpeg', dpi=task.options.dpi, sheet=1)
        return
    # imported here, on the scanner's thread: pictures cost a window's start a third of a second and 60 MB
    from devices.paper.photograph import flat_sheets  # noqa: PLC0415  # slow, wanted later

    for number, flat in enumerate(flat_sheets(task.photograph, dpi=task.options.dpi, kind=task.kind), 1):
        yield RawPage(image=flat.image, media_type='image/x-portable-anymap', dpi=flat.dpi, sheet=number)
