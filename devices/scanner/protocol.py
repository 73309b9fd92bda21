"""What every scanner does, whoever made it.

Troubles that its verbs raise. Pages that were yielded before one are whole and stay valid:

    scanner.gone         not there: switched off, unplugged, another address; also when it vanishes between two pages
    scanner.busy         another program or another officer's window holds it
    scanner.empty        no sheet in the feeder
    scanner.jam          a sheet is stuck
    scanner.cover_open   its cover is open
    scanner.io           the scanner or its cable fails, or a page came cut short, though the scanner is there
    scanner.denied       this machine's account may not use it
    scanner.memory       its driver found no memory
    scanner.settings     it refuses settings that it had offered
    scanner.mute         it said nothing for longer than its patience; its driver was ended
    scanner.crashed      its driver died; only this scan is lost
    scanner.cancelled    a person asked to stop
    scanner.library      this machine has no scanner library
    scanner.double_feed  it felt two sheets on top of each other, and stopped
    scanner.lost         it counts more pictures (``fed``) than arrived (``came``)
    scanner.file         a file (``file``) that a copier scanned is broken, or is still being written
    scanner.put_away     a copier's file (``file``) that was read can't be moved to the done ones
    scanner.untrusted    its certificate (``fingerprint``) is not the one that is trusted here
"""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, Protocol

from devices.stop import Stop
from office.errors import Refusal

MediaType = Literal['image/x-portable-anymap', 'image/png', 'image/jpeg']
Side = Literal['front', 'back']


class Source(StrEnum):
    """Where the sheets lie."""

    FLATBED = 'flatbed'
    FEEDER = 'feeder'
    DUPLEX = 'duplex'
    """The feeder, both sides of each sheet."""


class Mode(StrEnum):
    """What is kept of the colours."""

    COLOUR = 'colour'
    GREY = 'grey'
    BLACK_WHITE = 'black_white'


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSize:
    """A sheet's size in millimetres, upright."""

    name: str
    width_mm: float
    height_mm: float


A4 = PaperSize(name='A4', width_mm=210, height_mm=297)
A5 = PaperSize(name='A5', width_mm=148, height_mm=210)
A3 = PaperSize(name='A3', width_mm=297, height_mm=420)
CARD = PaperSize(name='card', width_mm=85.6, height_mm=53.98)  # ISO/IEC 7810 ID-1
SIZES = (A4, A5, A3, CARD)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanOptions:
    """How to scan.

    Attributes:
        sheets: how many sheets at most; None scans until the feeder is empty.
    """

    source: Source = Source.FEEDER
    dpi: int = 300
    mode: Mode = Mode.COLOUR
    size: PaperSize = A4
    sheets: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannerCapabilities:
    """What a scanner can do, as it says itself, and in ``about`` what it is: ``model``, ``serial``, ``protocol``."""

    sources: tuple[Source, ...]
    resolutions: tuple[int, ...]
    modes: tuple[Mode, ...]
    sizes: tuple[PaperSize, ...]
    about: Mapping[str, str] = field(default_factory=dict)

    def check(self, options: ScanOptions) -> None:
        """Compare wishes with abilities before any metal moves.

        Raises:
            Refusal: ``scanner.option`` with ``option`` and ``value``, for the first wish it can't meet.
        """
        met = {
            'source': (options.source, options.source in self.sources),
            'dpi': (options.dpi, options.dpi in self.resolutions),
            'mode': (options.mode, options.mode in self.modes),
            'size': (options.size.name, options.size in self.sizes),
            'sheets': (options.sheets or 0, options.sheets is None or options.sheets > 0),
        }
        for option, (value, possible) in met.items():
            if not possible:
                raise Refusal('scanner.option', option=option, value=str(value))


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPage:
    """One side of one sheet as the scanner gave it; the image is whole.

    Attributes:
        sheet: counted from 1 within one scan.
        is_again: the driver gave it before and never heard whether it was kept, because of a crash or a full disk.
    """

    image: bytes
    media_type: MediaType
    dpi: int
    sheet: int
    side: Side = 'front'
    is_again: bool = False


class Scanner(Protocol):
    """A scanner. One thread owns it."""

    def capabilities(self) -> ScannerCapabilities:
        """What it can do; asked of the scanner once, then remembered.

        Raises:
            Trouble: any of the codes above.
        """
        ...

    def scan(self, options: ScanOptions, stop: Stop) -> Generator[RawPage, None, None]:
        """Scan and yield each page as soon as it is whole; closing the generator ends the scan.

        Raises:
            Refusal: ``scanner.option``, before anything moves.
            Trouble: any of the codes above, after the pages that came before it.
        """
        ...

    def close(self) -> None:
        """Let go of the device; further verbs may open it again."""
        ...


def place(index: int, source: Source) -> tuple[int, Side]:
    """The sheet, from 1, and the side of the page of an index from 0."""
    if source is Source.DUPLEX:
        return index // 2 + 1, 'back' if index % 2 else 'front'
    return index + 1, 'front'
