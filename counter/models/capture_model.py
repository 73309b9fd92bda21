"""The right region: the papers of the dossier on the desk, scanned component by component."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from counter import camera_texts, capture_texts
from counter.capture_texts import BY_HAND, Place
from counter.models.dossier_model import DossierModel
from counter.models.files_model import FilesModel
from counter.models.page_album import PageAlbum
from counter.models.reuse_model import ReuseModel
from counter.models.suggestions_model import SuggestionsModel
from counter.models.texts_model import TextsModel
from counter.models.two_pass import TwoPass
from counter.models.way_choice import WayChoice
from counter.models.work import Shift
from counter.texts import sentence
from devices.scanner.protocol import ScannerCapabilities
from devices.stop import Stop
from office.dossier import WRITTEN_IN, Dossier
from office.errors import Problem, Refusal
from office.facts import PageAdded
from office.papers import Component, ComponentFile
from qtkit.binding import bound
from qtkit.page_capture import CapturedPage, Interrupted, ScanEnd
from qtkit.separator_sheets import separator_pdf


class CaptureModel(QObject):
    """Scanning for one component at a time.

    ``changed`` tells of everything that is shown; ``message`` is what the officer should read, and ``is_trouble``
    whether it keeps the scan from going on; ``ended`` has each ``ScanEnd``; ``dossier`` is the id of the one at the
    desk.
    """

    changed = Signal()
    separators = Signal(bytes)
    ended = Signal(object)
    _came = Signal(object)

    def __init__(self, shift: Shift, dossiers: DossierModel) -> None:
        super().__init__(shift.home)
        self._shift, self._dossiers = shift, dossiers
        self.album, self.reuse = PageAlbum(shift, dossiers), ReuseModel(shift, dossiers)
        self.choice, self.two_pass = WayChoice(shift), TwoPass()
        self.texts, self.files = TextsModel(shift, dossiers), FilesModel(shift, dossiers)
        self.suggestions = SuggestionsModel(shift, dossiers, self.texts)
        self.message = ''
        self.is_trouble = False
        self.scanned = self._blank = self._long = 0
        self.dossier = ''
        self._stop: Stop | None = None
        self._scanned_for = ''
        self._came.connect(self._on_came, Qt.ConnectionType.QueuedConnection)
        self.album.failed.connect(self.say_trouble)
        self.choice.failed.connect(self.say_trouble)
        self.choice.changed.connect(self._on_choice)
        for part in (self.reuse, self.texts, self.files):
            part.changed.connect(self.changed)
        self.album.turns.turned.connect(self.two_pass.renamed)
        self.files.came.connect(self._on_came)
        self.files.told.connect(self.say)
        self.files.troubled.connect(self._on_troubled)
        self.reuse.troubled.connect(self._on_troubled)
        dossiers.files_of = self._files
        dossiers.changed.connect(self._on_dossier)
        dossiers.component_changed.connect(self._on_component)
        self._ask_what_it_can()
        self._on_dossier()

    @property
    def has_scanner(self) -> bool:
        """Whether this counter has a scanner at all."""
        return self.choice.has_scanner

    @property
    def has_camera(self) -> bool:
        """Whether this counter has a document camera."""
        return self.choice.has_camera

    @property
    def sources(self) -> tuple[Place, ...]:
        """What can be chosen to scan from."""
        return self.choice.places

    @property
    def source(self) -> Place:
        """What is scanned from."""
        return self.choice.place

    @property
    def is_scanning(self) -> bool:
        """Whether sheets are being fed, or the scanner is being stopped."""
        return self._stop is not None

    @property
    def is_stopping(self) -> bool:
        """Whether the officer has asked to stop."""
        return self._stop is not None and self._stop.is_set()

    @property
    def can_capture(self) -> bool:
        """Whether pages may be added to the component now."""
        known = self._dossiers.dossier
        return self.component is not None and known is not None and known.state in WRITTEN_IN[PageAdded]

    @property
    def papers(self) -> list[Component]:
        """The components that can have pages, in the order of the published list."""
        known = self._dossiers.dossier
        return [part for part in known.components if not part.listed.is_note] if known else []

    @property
    def code(self) -> str:
        """The code of the component whose pages are on the desk, '' for none."""
        return self._dossiers.component

    @property
    def component(self) -> Component | None:
        """The component whose pages are on the desk."""
        return next((part for part in self.papers if part.listed.code == self.code), None)

    def next(self, by: int = 1) -> None:
        """Turn to the next component, or with -1 to the one before; the ends stay."""
        codes = [part.listed.code for part in self.papers]
        if self.code in codes:
            self._dossiers.choose(codes[max(0, min(len(codes) - 1, codes.index(self.code) + by))])

    def use(self, source: Place) -> None:
        """Scan from here from now on."""
        self.choice.use(source)

    def scan(self, replaces: str = '', *, photograph: bytes = b'') -> None:
        """Scan the stack, or keep a photograph, for the current component; with a digest, in that page's place."""
        capture, known, officer = self._shift.work.capture, self._dossiers.dossier, self._shift.officer.id
        if capture is None or known is None or self.is_scanning or not self.can_capture:
            return
        task = self.choice.way.task(
            known, self.code, officer, replaces=replaces, card_front=self.two_pass.card_front, photograph=photograph
        )
        self.choice.remember(self.code)
        stop = self._stop = Stop()
        self._scanned_for = known.id
        self.scanned = self._blank = self._long = 0
        self.say('')
        self._shift.work.scan_jobs.run(
            lambda: capture.scan(task, stop, self._tell), owner=self, then=self._on_end, failed=self._on_bug
        )

    def make_separators(self) -> None:
        """Draw a sheet for each component, to lay between the papers of one stack; ``separators`` brings the PDF."""
        papers = [(part.listed.code, part.listed.name) for part in self.papers]
        if papers:
            self._shift.work.print_jobs.run(
                lambda: separator_pdf(papers), owner=self, then=self.separators.emit, failed=self.say_trouble
            )

    def cancel(self) -> None:
        """Stop feeding; what came stays."""
        if self._stop is not None:
            self._stop.set()
            self.changed.emit()

    def remove(self, digests: list[str]) -> None:
        """Take pages out."""
        self.album.remove(self.code, digests)

    def remove_blank(self) -> None:
        """Take out every page of the component that looked empty."""
        part = self.component
        if part is not None:
            self.album.remove(self.code, [page.digest for page in part.pages if self.album.is_blank(page.digest)])

    def undo(self) -> None:
        """Put the page that was taken out last back, and turn to its component."""
        component = self.album.undo()
        if component:
            self._dossiers.choose(component)

    def say(self, words: str, *, is_trouble: bool = False) -> None:
        """Say something to the officer, in the place of what was said before."""
        self.message, self.is_trouble = words, is_trouble
        self.changed.emit()

    def say_trouble(self, problem: Problem) -> None:
        """Say what went wrong, and what to do."""
        self.say(sentence(problem), is_trouble=True)

    def _ask_what_it_can(self) -> None:
        capture = self._shift.work.capture
        if capture is not None and self.has_scanner:
            self._shift.work.scan_jobs.run(
                capture.capabilities, owner=self, then=self._on_capabilities, failed=self.say_trouble
            )

    def _on_capabilities(self, able: ScannerCapabilities) -> None:
        self.choice.offer(able)

    def _on_choice(self) -> None:
        if not self.is_scanning:
            if self.two_pass.is_turned:
                self.say('')
            self.two_pass.forget()
        self.changed.emit()

    def _on_dossier(self) -> None:
        known = self._dossiers.dossier
        if known is None:
            self.dossier = ''
        elif known.id != self.dossier:
            self.dossier = known.id
            self.two_pass.forget()
            self.message, self.is_trouble = '', False
            self._recover(known)
        self.changed.emit()

    def _on_component(self, component: str) -> None:
        self.two_pass.forget()
        self.say('')
        self.choice.recall(component)

    def _recover(self, known: Dossier) -> None:
        capture, officer = self._shift.work.capture, self._shift.officer.id
        if capture is not None and known.state in WRITTEN_IN[PageAdded]:
            self._shift.work.scan_jobs.run(
                lambda: capture.recover(known.id, officer),
                owner=self,
                then=self._on_recovered,
                failed=self.say_trouble,
            )

    def _on_recovered(self, cut: Interrupted | None) -> None:
        if cut is not None and cut.dossier == self.dossier:
            self._dossiers.reload()
            self._dossiers.choose(cut.component)
            self.say(capture_texts.interrupted(cut.pages), is_trouble=True)

    def _files(self, known: Dossier) -> Sequence[ComponentFile]:
        # on the store's thread, from what stands there now: the officer's screen may be a page behind
        work = self._shift.work
        if self.is_scanning and self._scanned_for == known.id:
            raise Refusal('dossier.scanning')
        with work.ledger.read() as books:
            now = books.get_dossier(known.id)
        return bound(now, work.pages, work.texts)

    def _tell(self, page: CapturedPage) -> None:
        # on the scanner's thread; the window may be gone by now
        if isValid(self):
            self._came.emit(page)

    def _on_came(self, page: CapturedPage) -> None:
        self.scanned += 1
        self._blank += page.is_blank
        self._long += page.is_long
        self.album.remember(page.page.digest, page.preview, is_blank=page.is_blank, is_long=page.is_long)
        if page.dossier == self.dossier:
            self._dossiers.reload()
        self.changed.emit()

    def _on_end(self, end: ScanEnd) -> None:
        self._stop = None
        is_here = end.task.dossier == self.dossier and end.task.component == self.code
        sides = self.two_pass.ended(self.source, end) if is_here and not self._is_rescan(end) else ''
        self.ended.emit(end)
        if end.problem is None:
            is_photo = end.task.origin == 'camera' and not end.separators
            told = capture_texts.done(end.pages, self._blank, self._long, end.separators)
            words = sides or (camera_texts.kept(end.pages, self._blank) if is_photo else told)
        else:
            words = capture_texts.ended(end.problem, sentence(end.problem), end.pages, end.resume_at)
        if end.task.dossier != self.dossier:
            words = capture_texts.of_another(words)
        elif end.separators and end.component != self.code:
            self._dossiers.choose(end.component)
        self.say(words, is_trouble=end.problem is not None)
        self._collate(end)
        if self.choice.able is None:
            self._ask_what_it_can()

    def _is_rescan(self, end: ScanEnd) -> bool:
        return bool(end.task.replaces) and not end.task.is_card

    def _collate(self, end: ScanEnd) -> None:
        """Put the second sides of a stack between the first ones, once all of them are in."""
        is_over = end.problem is None and not self._is_rescan(end)
        if self.source == BY_HAND and is_over and self.two_pass.backs and self.component is not None:
            order = [page.digest for page in self.component.pages]
            self.album.arrange(self.code, self.two_pass.between(order))

    def _on_bug(self, problem: Problem) -> None:
        self._stop = None
        self.say_trouble(problem)

    def _on_troubled(self, words: str) -> None:
        self.say(words, is_trouble=True)
