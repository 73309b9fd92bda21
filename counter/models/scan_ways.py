"""The ways to scan that an officer chooses from: the scanner's places, the camera, the administrator's profiles."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.capture_texts import BY_HAND, CAMERA, CAMERA_BOOK, CAMERA_CARD, CARD_SIDES, SOURCES, Place
from devices.scanner.profile import Profile
from devices.scanner.protocol import A4, CARD, Mode, PaperSize, ScannerCapabilities, ScanOptions, Source
from office.dossier import Dossier
from qtkit.page_capture import ScanTask

if TYPE_CHECKING:
    # OpenCV comes with it
    from devices.paper.photograph import Kind

# what is expected under the camera
KINDS: 'dict[Place, Kind]' = {CAMERA: 'page', CAMERA_BOOK: 'book', CAMERA_CARD: 'card'}
CARDS = (CARD_SIDES, CAMERA_CARD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How one press of the key scans; ``name`` is a profile's, '' for the others."""

    place: Place
    source: Source
    dpi: int
    mode: Mode = Mode.COLOUR
    size: PaperSize = A4
    name: str = ''

    def options(self, *, only_one: bool) -> ScanOptions:
        """What the scanner is asked for."""
        sheets = 1 if only_one else None
        return ScanOptions(source=self.source, dpi=self.dpi, mode=self.mode, size=self.size, sheets=sheets)

    def task(
        self, dossier: Dossier, component: str, officer: str, *, replaces: str, card_front: str, photograph: bytes
    ) -> ScanTask:
        """What is to be captured: ``replaces`` is a page that comes anew, ``card_front`` one whose back comes now."""
        is_card = self.place in CARDS and not replaces
        return ScanTask(
            dossier=dossier.id,
            component=component,
            officer=officer,
            options=self.options(only_one=bool(replaces)),
            replaces=card_front if is_card else replaces,
            origin='camera' if self.place in KINDS else 'scanner',
            is_card=is_card,
            photograph=photograph,
            kind=KINDS.get(self.place, 'page'),
        )


def ways_of(
    able: ScannerCapabilities | None, *, has_camera: bool, wanted_dpi: int, profiles: Sequence[Profile], is_locked: bool
) -> tuple[Way, ...]:
    """What can be chosen, profiles first; where they are locked, nothing else of the scanner's."""
    kinds = KINDS if has_camera else ()
    camera = tuple(Way(place=place, source=Source.FLATBED, dpi=wanted_dpi) for place in kinds)
    if able is None:
        return camera
    named = tuple(
        Way(place=f'profile:{one.name}', source=one.source, dpi=one.dpi, mode=one.mode, size=one.size, name=one.name)
        for one in profiles
        if one.fits(able)
    )
    if is_locked and named:
        return (*named, *camera)
    # no less than was asked for, where the scanner has it
    enough = [dpi for dpi in able.resolutions if dpi >= wanted_dpi]
    dpi = min(enough) if enough else max(able.resolutions, default=wanted_dpi)
    places: dict[Place, Source] = {source.value: source for source in able.sources}
    if Source.FEEDER in able.sources and Source.DUPLEX not in able.sources:
        places[BY_HAND] = Source.FEEDER
    if Source.FLATBED in able.sources and CARD in able.sizes:
        places[CARD_SIDES] = Source.FLATBED
    plain = tuple(
        Way(place=place, source=places[place], dpi=dpi, size=CARD if place == CARD_SIDES else A4)
        for place in SOURCES
        if place in places
    )
    return (*named, *plain, *camera)
