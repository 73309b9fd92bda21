"""The document camera at the desk: what lies under it, when its picture is taken, and what became of it."""

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from counter import camera_texts
from counter.models.capture_model import CaptureModel
from counter.models.scan_ways import KINDS
from counter.models.work import Shift
from counter.words import said
from devices.camera.auto_capture import Phase
from devices.camera.seen import Seen
from office.errors import Problem, Trouble
from qtkit.page_capture import ScanEnd

# the note says so where an officer has switched it off; without a note it is on
_OFF = 'off'


class LiveModel(QObject):
    """What the camera sees for the component on the desk.

    Signals:
        changed: of everything but the picture.
        pictured: a new picture, as large as ``show_room`` asked for.

    Attributes:
        seen: what was found last, None before the first look.
        is_auto: whether a sheet that lies still is taken by itself; remembered for the officer.
        is_keeping: whether a photograph is being kept.
    """

    changed = Signal()
    pictured = Signal(QImage)

    def __init__(self, shift: Shift, capture: CaptureModel) -> None:
        super().__init__(shift.home)
        self._shift, self._capture, self._film = shift, capture, shift.work.film
        self.seen: Seen | None = None
        self.is_auto, self.is_keeping = True, False
        self._is_watched = self._is_auto_known = False
        # one film serves every window: what it shows is for the one that asked for it
        self._is_mine = False
        self._replaces = ''
        self._shots: list[tuple[str, str, tuple[str, ...]]] = []
        capture.changed.connect(self._on_capture)
        capture.ended.connect(self._on_ended)
        if self._film is not None:
            self._film.pictured.connect(self._on_pictured)
            self._film.seen.connect(self._on_seen)
            self._film.photographed.connect(self._on_photographed)
            self._film.troubled.connect(self._on_troubled)
            self._film.recovered.connect(self._on_recovered)
            self._recall()

    @property
    def is_wanted(self) -> bool:
        """Whether the camera is chosen, and may add pages."""
        return self._film is not None and self._capture.source in KINDS and self._capture.can_capture

    @property
    def is_filming(self) -> bool:
        """Whether the camera was asked to film."""
        return self._film is not None and self._is_mine and self._film.is_running

    @property
    def trouble(self) -> str:
        """The code of what keeps the camera from filming, '' for nothing."""
        return self._film.trouble if self._film is not None and self._is_mine else ''

    @property
    def caption(self) -> str:
        """What it waits for, in a few words."""
        if self.trouble:
            return said(camera_texts.GONE)
        if self.is_keeping:
            return said(camera_texts.KEEPING)
        if self.seen is None:
            return said(camera_texts.OPENING)
        if self.seen.phase is Phase.STEADYING and not self.is_auto:
            return said(camera_texts.READY)
        return camera_texts.caption(self.seen.phase, KINDS.get(self._capture.source, 'page'))

    @property
    def count(self) -> int:
        """How many photographs were kept for the component on the desk, and stand."""
        return len(self._mine())

    def watch(self, *, on: bool) -> None:
        """Whether somebody looks at the picture: only then pictures are taken by themselves."""
        self._is_watched = on
        self._follow()

    def show(self, *, on: bool) -> None:
        """Film, or let go of the camera."""
        if self._film is None or on == self._is_mine:
            return
        self._is_mine = on
        if on:
            self._film.start()
            self._follow()
        else:
            self._film.stop()
            self.seen, self._replaces = None, ''
        self.changed.emit()

    def show_room(self, width: int, height: int) -> None:
        """How many pixels the window has for the picture."""
        if self._film is not None:
            self._film.room = QSize(max(1, width), max(1, height))

    def take(self, replaces: str = '') -> None:
        """Take the picture now; with a digest, in that page's place."""
        if self._film is None or not self._is_mine or not self.is_wanted or self.is_keeping:
            return
        if self.trouble:
            self._capture.say_trouble(Trouble(self.trouble))
            return
        self._replaces = replaces
        self._film.photograph()

    def toggle_auto(self) -> None:
        """Switch taking by itself on or off, from now on."""
        self.is_auto, self._is_auto_known = not self.is_auto, True
        capture, text = self._shift.work.capture, '' if self.is_auto else _OFF
        if capture is not None:
            self._shift.work.scan_jobs.run(
                lambda: capture.notes.save(self._key, text),
                owner=self,
                then=lambda _: None,
                failed=self._capture.say_trouble,
            )
        self._follow()
        self.changed.emit()

    @property
    def can_undo(self) -> bool:
        """Whether the last photograph can be taken out."""
        return bool(self._mine()) and not self._capture.is_scanning and self._capture.can_capture

    def undo(self) -> None:
        """Take out the pages of the last photograph; they can be put back like any page."""
        mine = self._mine()
        if mine:
            self._shots.remove(mine[-1])
            self._capture.two_pass.forget()
            self._capture.album.remove(self._capture.code, list(mine[-1][2]))
            self.changed.emit()

    @property
    def _key(self) -> str:
        return f'camera-auto:{self._shift.officer.id}'

    def _mine(self) -> list[tuple[str, str, tuple[str, ...]]]:
        part = self._capture.component
        there = {page.digest for page in part.pages} if part is not None else set()
        here = (self._capture.dossier, self._capture.code)
        return [shot for shot in self._shots if shot[:2] == here and there.intersection(shot[2])]

    def _recall(self) -> None:
        capture = self._shift.work.capture

        def then(text: str | None) -> None:
            if not self._is_auto_known:
                self.is_auto, self._is_auto_known = text != _OFF, True
            self._follow()
            self.changed.emit()

        if capture is not None:
            self._shift.work.scan_jobs.run(
                lambda: capture.notes.load(self._key), owner=self, then=then, failed=self._capture.say_trouble
            )

    def _follow(self) -> None:
        """Tell the film what is expected, and whether it may shoot by itself."""
        if self._film is not None and self._is_mine:
            self._film.kind = KINDS.get(self._capture.source, 'page')
            self._film.may_shoot = (
                self.is_auto
                and self._is_auto_known
                and self._is_watched
                and self.is_wanted
                and not self.is_keeping
                and not self._capture.is_scanning
            )

    def _on_capture(self) -> None:
        if self.is_keeping and not self._capture.is_scanning and self._film is not None:
            # it never began, or a bug ended it
            self.is_keeping = False
            self._film.refused()
        self._follow()
        self.changed.emit()

    def _on_pictured(self) -> None:
        picture = self._film.picture() if self._film is not None and self._is_mine else None
        if picture is not None:
            self.pictured.emit(picture)

    def _on_seen(self, seen: Seen) -> None:
        if not self._is_mine:
            return
        before, self.seen = self.seen, seen
        if before is None or before != seen:
            self.changed.emit()

    def _on_photographed(self, photograph: bytes) -> None:
        replaces, self._replaces = self._replaces, ''
        if self._film is None or not self._is_mine:
            return
        if not self.is_wanted or self._capture.is_scanning:
            self._film.refused()
            return
        self.is_keeping = True
        self._capture.scan(replaces, photograph=photograph)
        self._on_capture()

    def _on_ended(self, end: ScanEnd) -> None:
        if end.task.origin != 'camera' or self._film is None:
            return
        self.is_keeping = False
        if end.digests:
            self._film.taken()
            # a card's back stands in the place of its front
            front = end.task.replaces if end.task.is_card else ''
            self._shots = [shot for shot in self._shots if front not in shot[2] or not front]
            self._shots.append((end.task.dossier, end.task.component, end.digests))
        else:
            self._film.refused()
        self._follow()

    def _on_troubled(self, problem: Problem) -> None:
        if self._is_mine:
            self.seen = None
            self._capture.say_trouble(problem)

    def _on_recovered(self) -> None:
        if self._is_mine:
            self._capture.say('')
