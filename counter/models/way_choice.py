"""Which way of scanning is chosen, and what a kind of paper was scanned with last."""

from contextlib import suppress

from PySide6.QtCore import QObject, Signal

from counter.capture_texts import CAMERA, Place
from counter.models.scan_ways import Way, ways_of
from counter.models.work import Shift
from devices.scanner.protocol import ScannerCapabilities, Source
from office.errors import Trouble


class WayChoice(QObject):
    """The ways that can be chosen; ``changed`` tells of another one, ``failed`` of what the notes' store raises."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift.home)
        self._shift = shift
        self._component = ''
        capture = shift.work.capture
        self.has_scanner = capture is not None and capture.open_scanner is not None
        self.has_camera = capture is not None and shift.work.film is not None
        self.able: ScannerCapabilities | None = None
        self.ways = self._ways()
        self.place: Place = Source.FEEDER if self.has_scanner or not self.has_camera else CAMERA

    @property
    def places(self) -> tuple[Place, ...]:
        """What can be chosen."""
        return tuple(way.place for way in self.ways)

    @property
    def way(self) -> Way:
        """How a press of the key scans."""
        asked = Way(place=self.place, source=Source.FEEDER, dpi=self._shift.work.scan_dpi)
        return next((way for way in self.ways if way.place == self.place), asked)

    def use(self, place: Place) -> None:
        """Scan so from now on, if that can be chosen."""
        if place in self.places and place != self.place:
            self.place = place
            self.changed.emit()

    def offer(self, able: ScannerCapabilities) -> None:
        """The scanner has said what it can; a profile is chosen where there are any."""
        self.able = able
        self.ways = self._ways()
        if self.place not in self.places or self.ways[0].name:
            self.place = next(iter(self.places), Source.FLATBED)
        self.changed.emit()
        self.recall(self._component)

    def remember(self, component: str) -> None:
        """The next dossier's paper of this kind is scanned the same way."""
        capture, place = self._shift.work.capture, self.place
        if capture is None:
            return

        def save() -> None:
            # on a full disk the scan itself says so
            with suppress(Trouble):
                capture.notes.save(_key(component), place)

        self._shift.work.scan_jobs.run(save, owner=self, then=lambda _: None, failed=self.failed.emit)

    def recall(self, component: str) -> None:
        """Choose what this kind of paper was scanned with last."""
        self._component = component
        capture = self._shift.work.capture
        if capture is None or not component:
            return

        def then(place: str | None) -> None:
            if place and self._component == component:
                self.use(place)

        self._shift.work.scan_jobs.run(
            lambda: capture.notes.load(_key(component)), owner=self, then=then, failed=self.failed.emit
        )

    def _ways(self) -> tuple[Way, ...]:
        work = self._shift.work
        return ways_of(
            self.able,
            has_camera=self.has_camera,
            wanted_dpi=work.scan_dpi,
            profiles=work.scan_profiles,
            is_locked=work.scan_locked,
        )


def _key(component: str) -> str:
    return f'scan-way:{component}'
