"""Named ways to scan, as the administrator writes them: ``"Văn bản: feeder 300 grey A4"``."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from devices.scanner.protocol import SIZES, Mode, PaperSize, ScannerCapabilities, ScanOptions, Source
from office.errors import Refusal

_SHAPE = re.compile(r'\s*(?P<name>[^:]+?)\s*:\s*(?P<source>\S+)\s+(?P<dpi>\d{2,4})\s+(?P<mode>\S+)\s+(?P<size>\S+)\s*')
_SIZES = {size.name.lower(): size for size in SIZES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A way to scan under the name that an officer chooses it by."""

    name: str
    source: Source
    dpi: int
    mode: Mode
    size: PaperSize

    def fits(self, able: ScannerCapabilities) -> bool:
        """Whether a scanner can scan so."""
        try:
            able.check(ScanOptions(source=self.source, dpi=self.dpi, mode=self.mode, size=self.size))
        except Refusal:
            return False
        return True


def read_profiles(texts: Iterable[str]) -> tuple[Profile, ...]:
    """The profiles of the settings.

    Raises:
        Refusal: ``device.profile`` with ``profile``, for one of another shape, or a name that is there twice.
    """
    found: dict[str, Profile] = {}
    for text in texts:
        match = _SHAPE.fullmatch(text)
        try:
            profile = _read(match) if match else None
        except (KeyError, ValueError) as error:
            raise Refusal('device.profile', profile=text) from error
        if profile is None or profile.name in found:
            raise Refusal('device.profile', profile=text)
        found[profile.name] = profile
    return tuple(found.values())


def _read(match: re.Match[str]) -> Profile:
    return Profile(
        name=match['name'],
        source=Source(match['source']),
        dpi=int(match['dpi']),
        mode=Mode(match['mode']),
        size=_SIZES[match['size'].lower()],
    )
