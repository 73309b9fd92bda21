"""From what a SANE backend says of its options to our capabilities, and from our options to its.

Backends name sources and modes as they like; the names below are those of SANE's well-known options and of the
backends in Debian's libsane1.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from devices.scanner.protocol import SIZES, Mode, PaperSize, ScannerCapabilities, ScanOptions, Source

Description = Mapping[str, Mapping[str, Any]]

# offered where a scanner takes any number in a range; officers need no others
USUAL_RESOLUTIONS = (150, 200, 300, 400, 600)
_MODES = {'color': Mode.COLOUR, 'gray': Mode.GREY, 'lineart': Mode.BLACK_WHITE, 'grayscale': Mode.GREY}

# a device that doesn't say how large its glass is takes A4
_ANY_SIZE = (10_000.0, 10_000.0)
# ranges are kept in whole pixels or 1/65536 mm: an A4 glass may say 296.97
_SLACK_MM = 1.5
_MM_PER_INCH = 25.4


def described(options: Sequence[Mapping[str, Any]]) -> Description:
    """The options by name; libsane's groups may repeat one, and the first counts."""
    return {option['name']: option for option in reversed(options)}


def source_of(name: str) -> Source:
    """What a backend's name of a source means."""
    words = name.lower()
    if 'duplex' in words or 'both' in words:
        return Source.DUPLEX
    return Source.FEEDER if 'adf' in words or 'feeder' in words or 'sheet' in words else Source.FLATBED


def _choices(description: Description, option: str) -> list[Any]:
    return list(description.get(option, {}).get('choices', []))


def _sources(description: Description) -> dict[Source, str | None]:
    names = _choices(description, 'source')
    # a device without the option has one place for sheets, and reads it like a glass
    return {source_of(name): name for name in reversed(names)} or {Source.FLATBED: None}


def _modes(description: Description) -> dict[Mode, str | None]:
    named: dict[Mode, str | None] = {
        _MODES[name.lower()]: name for name in _choices(description, 'mode') if name.lower() in _MODES
    }
    return named or {Mode.COLOUR: None}


def _resolutions(description: Description) -> tuple[int, ...]:
    option = description.get('resolution') or {}
    if 'choices' in option:
        return tuple(sorted(int(value) for value in option['choices']))
    low, high, _ = option.get('range') or (0, 0, 0)
    # a backend without the option (pnm) has no resolution to choose: whatever is asked for is noted on the page
    return tuple(dpi for dpi in USUAL_RESOLUTIONS if not option or low <= dpi <= high)


def _glass_mm(description: Description) -> tuple[float, float]:
    ends = [description.get(name) for name in ('br-x', 'br-y')]
    if not all(end and end.get('range') and end['unit'] == 'mm' for end in ends):
        return _ANY_SIZE
    width, height = (float(end['range'][1]) for end in ends if end)
    return width + _SLACK_MM, height + _SLACK_MM


def capabilities_of(description: Description) -> ScannerCapabilities:
    """What the device can do, in the order a person would choose."""
    width, height = _glass_mm(description)
    return ScannerCapabilities(
        sources=tuple(source for source in Source if source in _sources(description)),
        resolutions=_resolutions(description),
        modes=tuple(mode for mode in Mode if mode in _modes(description)),
        sizes=tuple(size for size in SIZES if size.width_mm <= width and size.height_mm <= height),
    )


def settings_for(description: Description, options: ScanOptions) -> list[tuple[str, str | int | float]]:
    """What to set, in an order in which no option resets another: source and mode first."""
    source, mode = _sources(description)[options.source], _modes(description)[options.mode]
    wanted: list[tuple[str, str | int | float]] = []
    if source:
        wanted.append(('source', source))
    if mode:
        wanted.append(('mode', mode))
    if 8 in _choices(description, 'depth') and options.mode is not Mode.BLACK_WHITE:  # noqa: PLR2004 - bits a sample
        wanted.append(('depth', 8))
    if 'resolution' in description:
        wanted.append(('resolution', options.dpi))
    return wanted + _corners(description, options.size, options.dpi)


def _corners(description: Description, size: PaperSize, dpi: int) -> list[tuple[str, float]]:
    ends = {'tl-x': 0.0, 'tl-y': 0.0, 'br-x': size.width_mm, 'br-y': size.height_mm}
    corners = []
    for name, millimetres in ends.items():
        option = description.get(name)
        if option:
            length = millimetres if option['unit'] == 'mm' else millimetres * dpi / _MM_PER_INCH
            low, high, _ = option.get('range') or (0.0, length, 0)
            corners.append((name, min(max(length, low), high)))
    return corners
