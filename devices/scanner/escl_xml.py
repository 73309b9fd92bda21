"""What eSCL's documents say, and the one that we send; element names without namespaces, which servers mix up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from devices.scanner.protocol import SIZES, Mode, PaperSize, ScannerCapabilities, ScanOptions, Source
from devices.scanner.sane_options import USUAL_RESOLUTIONS
from office.errors import Trouble

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# eSCL counts lengths in 1/300 inch
_UNITS_PER_MM = 300 / 25.4
# glasses are said to be 296.9 mm long
_SLACK_MM = 1.5
# the longest that real scanners send is 60 kB
_MOST_BYTES = 1 << 20

_INPUTS = {
    'PlatenInputCaps': Source.FLATBED,
    'AdfSimplexInputCaps': Source.FEEDER,
    'AdfDuplexInputCaps': Source.DUPLEX,
}
MODES = {Mode.COLOUR: 'RGB24', Mode.GREY: 'Grayscale8', Mode.BLACK_WHITE: 'BlackAndWhite1'}
PNG, JPEG = 'image/png', 'image/jpeg'


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What one source can do; sizes in 1/300 inch."""

    resolutions: tuple[int, ...]
    modes: tuple[Mode, ...]
    sizes: tuple[PaperSize, ...]
    most_width: int
    most_height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Able:
    """What a scanner says of itself."""

    version: str
    name: str
    places: Mapping[Source, Place]
    serial: str = ''

    def capabilities(self) -> ScannerCapabilities:
        """All places together; resolutions are those that every place has, where there are any."""
        places = self.places.values()
        every = set.union(*(set(place.resolutions) for place in places))
        common = set.intersection(*(set(place.resolutions) for place in places))
        about = {'model': self.name, 'serial': self.serial, 'protocol': f'eSCL {self.version}'}
        return ScannerCapabilities(
            sources=tuple(source for source in Source if source in self.places),
            resolutions=tuple(sorted(common or every)),
            modes=tuple(mode for mode in Mode if any(mode in place.modes for place in places)),
            sizes=tuple(size for size in SIZES if any(size in place.sizes for place in places)),
            about={name: said for name, said in about.items() if said},
        )

    def check(self, options: ScanOptions) -> None:
        """Compare wishes with the abilities of the place that they name; see ``ScannerCapabilities.check``."""
        self.capabilities().check(options)
        place = self.places[options.source]
        ScannerCapabilities(
            sources=(options.source,), resolutions=place.resolutions, modes=place.modes, sizes=place.sizes
        ).check(options)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One job of a scanner's list; ``completed`` counts pictures and is None where it doesn't tell."""

    uri: str
    state: str
    reasons: tuple[str, ...] = ()
    completed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How a scanner is at this moment; words as eSCL has them, '' for what it doesn't tell."""

    state: str = ''
    feeder: str = ''
    jobs: tuple[Job, ...] = field(default=())

    def job(self, location: str) -> Job | None:
        """The job at an address; servers tell of it by a path, an address or its last part alone."""
        last = location.rstrip('/').rpartition('/')[2]
        return next((job for job in self.jobs if job.uri.rstrip('/').rpartition('/')[2] == last), None)


def capabilities_of(document: bytes) -> Able:
    """Read ``ScannerCapabilities``.

    Raises:
        Trouble: ``scanner.io`` when it is none, or tells of no place to scan from.
    """
    root = _root(document, 'ScannerCapabilities')
    profiles = {one.get('name', ''): one for one in root.iter() if _name(one) == 'SettingProfile' and len(one)}
    places = {
        _INPUTS[_name(one)]: place for one in root.iter() if _name(one) in _INPUTS and (place := _place(one, profiles))
    }
    if not places:
        raise Trouble('scanner.io')
    return Able(
        version=_text(root, 'Version') or '2.0',
        name=_text(root, 'MakeAndModel'),
        serial=_text(root, 'SerialNumber'),
        places=places,
    )


def status_of(document: bytes) -> Status:
    """Read ``ScannerStatus``.

    Raises:
        Trouble: ``scanner.io`` when it is none.
    """
    root = _root(document, 'ScannerStatus')
    jobs = tuple(
        Job(
            uri=_text(one, 'JobUri'),
            state=_text(one, 'JobState'),
            reasons=tuple(_texts(one, 'JobStateReason')),
            completed=_number(_text(one, 'ImagesCompleted')),
        )
        for one in root.iter()
        if _name(one) == 'JobInfo'
    )
    return Status(state=_text(root, 'State'), feeder=_text(root, 'AdfState'), jobs=jobs)


def settings_for(able: Able, options: ScanOptions) -> bytes:
    """The ``ScanSettings`` that ask for a scan; every value is a number or a word of eSCL's."""
    place = able.places[options.source]
    width = min(round(options.size.width_mm * _UNITS_PER_MM), place.most_width)
    height = min(round(options.size.height_mm * _UNITS_PER_MM), place.most_height)
    media = PNG if options.mode is Mode.BLACK_WHITE else JPEG
    duplex = '' if options.source is Source.FLATBED else f'<scan:Duplex>{_said(options)}</scan:Duplex>'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<scan:ScanSettings xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03"'
        ' xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm">'
        f'<pwg:Version>{able.version}</pwg:Version><scan:Intent>Document</scan:Intent>'
        '<pwg:ScanRegions><pwg:ScanRegion>'
        f'<pwg:Height>{height}</pwg:Height><pwg:Width>{width}</pwg:Width>'
        '<pwg:XOffset>0</pwg:XOffset><pwg:YOffset>0</pwg:YOffset>'
        '<pwg:ContentRegionUnits>escl:ThreeHundredthsOfInches</pwg:ContentRegionUnits>'
        '</pwg:ScanRegion></pwg:ScanRegions>'
        f'<pwg:InputSource>{"Platen" if options.source is Source.FLATBED else "Feeder"}</pwg:InputSource>{duplex}'
        f'<scan:ColorMode>{MODES[options.mode]}</scan:ColorMode>'
        f'<scan:XResolution>{options.dpi}</scan:XResolution><scan:YResolution>{options.dpi}</scan:YResolution>'
        f'<pwg:DocumentFormat>{media}</pwg:DocumentFormat><scan:DocumentFormatExt>{media}</scan:DocumentFormatExt>'
        '</scan:ScanSettings>'
    ).encode()


def _said(options: ScanOptions) -> str:
    return 'true' if options.source is Source.DUPLEX else 'false'


def _root(document: bytes, wanted: str) -> 'Element':
    try:
        root: Element = fromstring(document[:_MOST_BYTES], forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise Trouble('scanner.io') from error
    if _name(root) != wanted:
        raise Trouble('scanner.io')
    return root


def _name(element: 'Element') -> str:
    return str(element.tag).rpartition('}')[2]


def _texts(element: 'Element', name: str) -> Iterator[str]:
    return ((one.text or '').strip() for one in element.iter() if _name(one) == name)


def _text(element: 'Element', name: str) -> str:
    return next(_texts(element, name), '')


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() else None


def _place(element: 'Element', profiles: Mapping[str, 'Element']) -> Place | None:
    own = [one for one in element.iter() if _name(one) == 'SettingProfile']
    told = [profiles.get(one.get('ref', ''), one) for one in own]
    resolutions = {dpi for profile in told for dpi in _resolutions(profile)}
    words = {word for profile in told for word in _texts(profile, 'ColorMode')}
    formats = {
        word
        for profile in told
        for name in ('DocumentFormat', 'DocumentFormatExt')
        for word in _texts(profile, name)
    }  # fmt: skip
    width, height = _number(_text(element, 'MaxWidth')) or 0, _number(_text(element, 'MaxHeight')) or 0
    if not (resolutions and width and height):
        return None
    return Place(
        resolutions=tuple(sorted(resolutions)),
        modes=tuple(
            mode for mode, word in MODES.items() if word in words and (mode is not Mode.BLACK_WHITE or PNG in formats)
        ),
        sizes=tuple(
            size
            for size in SIZES
            if (size.width_mm - _SLACK_MM) * _UNITS_PER_MM <= width
            and (size.height_mm - _SLACK_MM) * _UNITS_PER_MM <= height
        ),
        most_width=width,
        most_height=height,
    )


def _resolutions(profile: 'Element') -> set[int]:
    found = set()
    for one in profile.iter():
        if _name(one) == 'DiscreteResolution' and _text(one, 'XResolution') == _text(one, 'YResolution'):
            found.add(_number(_text(one, 'XResolution')) or 0)
        elif _name(one) == 'XResolutionRange':
            low, high = _number(_text(one, 'Min')) or 0, _number(_text(one, 'Max')) or 0
            found |= {dpi for dpi in USUAL_RESOLUTIONS if low <= dpi <= high}
    return found - {0}
