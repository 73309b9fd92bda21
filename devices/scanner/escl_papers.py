"""The emulated scanner's documents and pictures: written from the specification's words, not by the driver's code."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast

import cv2
import numpy as np

from devices.paper.picture import Picture, decode, jpeg

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_SPACES = 'xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm"'
_QUALITY = 90
_CHUNK = 4096
_PROFILE = """
<scan:SettingProfile name="1"><scan:ColorModes><scan:ColorMode>BlackAndWhite1</scan:ColorMode>
<scan:ColorMode>Grayscale8</scan:ColorMode><scan:ColorMode>RGB24</scan:ColorMode></scan:ColorModes>
<scan:DocumentFormats><pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat>
<pwg:DocumentFormat>image/png</pwg:DocumentFormat>
<scan:DocumentFormatExt>image/jpeg</scan:DocumentFormatExt>
<scan:DocumentFormatExt>image/png</scan:DocumentFormatExt></scan:DocumentFormats>
<scan:SupportedResolutions><scan:DiscreteResolutions>{resolutions}</scan:DiscreteResolutions>
</scan:SupportedResolutions></scan:SettingProfile>"""
_RESOLUTIONS = ''.join(
    f'<scan:DiscreteResolution><scan:XResolution>{dpi}</scan:XResolution>'
    f'<scan:YResolution>{dpi}</scan:YResolution></scan:DiscreteResolution>'
    for dpi in (75, 150, 200, 300, 600)
)
_CAPS = (
    '<scan:{name}><scan:MinWidth>16</scan:MinWidth><scan:MaxWidth>2550</scan:MaxWidth>'
    '<scan:MinHeight>16</scan:MinHeight><scan:MaxHeight>{height}</scan:MaxHeight>'
    '<scan:MaxScanRegions>1</scan:MaxScanRegions>'
    '<scan:SettingProfiles>{profile}</scan:SettingProfiles></scan:{name}>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a client's ``ScanSettings`` ask for; lengths in pixels."""

    source: Literal['Platen', 'Feeder']
    width: int
    height: int
    colours: str
    media: str


def capabilities(*, duplex: bool) -> bytes:
    """A scanner with an A4 glass and a feeder for legal paper."""
    profile = _PROFILE.format(resolutions=_RESOLUTIONS)

    def caps(name: str, height: int) -> str:
        return _CAPS.format(name=name, height=height, profile=profile)

    both = caps('AdfDuplexInputCaps', 4200) if duplex else ''
    return (
        f'{_HEAD}<scan:ScannerCapabilities {_SPACES}><pwg:Version>2.63</pwg:Version>'
        '<pwg:MakeAndModel>Motcua Emulated Scanner</pwg:MakeAndModel><pwg:SerialNumber>0</pwg:SerialNumber>'
        f'<scan:Platen>{caps("PlatenInputCaps", 3508)}</scan:Platen>'
        f'<scan:Adf>{caps("AdfSimplexInputCaps", 4200)}{both}<scan:FeederCapacity>50</scan:FeederCapacity>'
        '<scan:AdfOptions><scan:AdfOption>DetectPaperLoaded</scan:AdfOption></scan:AdfOptions></scan:Adf>'
        '</scan:ScannerCapabilities>'
    ).encode()


def status(state: str, feeder: str, jobs: Iterable[tuple[str, str, str, int]]) -> bytes:
    """How it is, and its jobs with path, state, reason and pictures."""
    told = ''.join(
        f'<scan:JobInfo><pwg:JobUri>{path}</pwg:JobUri><pwg:JobUuid>{path.rpartition("/")[2]}</pwg:JobUuid>'
        f'<scan:Age>1</scan:Age><pwg:ImagesCompleted>{completed}</pwg:ImagesCompleted>'
        f'<pwg:JobState>{job_state}</pwg:JobState><pwg:JobStateReasons><pwg:JobStateReason>{reason}'
        '</pwg:JobStateReason></pwg:JobStateReasons></scan:JobInfo>'
        for path, job_state, reason, completed in jobs
    )
    return (
        f'{_HEAD}<scan:ScannerStatus {_SPACES}><pwg:Version>2.63</pwg:Version><pwg:State>{state}</pwg:State>'
        f'<scan:AdfState>{feeder}</scan:AdfState><scan:Jobs>{told}</scan:Jobs></scan:ScannerStatus>'
    ).encode()


def wish_of(document: bytes) -> Wish | None:
    """What a client wants; None for settings that say no source, region or resolution."""
    text = document.decode('utf-8', 'replace')

    def said(name: str) -> str:
        found = re.search(rf'<(?:\w+:)?{name}>\s*([^<]*?)\s*</', text)
        return found[1] if found else ''

    numbers = [said(name) for name in ('Width', 'Height', 'XResolution')]
    if said('InputSource') not in ('Platen', 'Feeder') or not all(number.isdecimal() for number in numbers):
        return None
    width, height, dpi = (int(number) for number in numbers)
    return Wish(
        source=cast("Literal['Platen', 'Feeder']", said('InputSource')),
        width=round(width * dpi / 300),
        height=round(height * dpi / 300),
        colours=said('ColorMode') or 'RGB24',
        media=said('DocumentFormatExt') or said('DocumentFormat') or 'image/jpeg',
    )


def scanned(sheet: bytes, wish: Wish) -> bytes:
    """The picture of a sheet as large, and in the colours, as was asked."""
    picture = np.asarray(cv2.resize(decode(sheet), (wish.width, wish.height), interpolation=cv2.INTER_AREA), np.uint8)
    if wish.colours != 'RGB24':
        picture = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
    if wish.colours == 'BlackAndWhite1':
        picture = np.asarray(cv2.threshold(picture, 127, 255, cv2.THRESH_BINARY)[1], np.uint8)
    return _png(picture) if wish.media == 'image/png' else jpeg(picture, _QUALITY)


def in_chunks(body: bytes) -> bytes:
    """A body as HTTP sends it when it doesn't know how long it will be."""
    parts = [body[at : at + _CHUNK] for at in range(0, len(body), _CHUNK)]
    return b''.join(b'%x\r\n%s\r\n' % (len(part), part) for part in [*parts, b''])


def _png(picture: Picture) -> bytes:
    return bytes(cv2.imencode('.png', picture)[1].tobytes())
