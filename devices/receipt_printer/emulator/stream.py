"""ESC/POS bytes read back into commands, after the specification and not after our own encoder.

Known are the commands that a raster receipt needs; others of fixed length are passed over, and an unknown one is kept
as text, as a printer would print it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

ESC, GS, DLE = 0x1B, 0x1D, 0x10

# commands that carry a fixed number of parameter bytes and change nothing that a raster picture shows
_PASSED_OVER = {
    (ESC, ord('a')): 1,
    (ESC, ord('!')): 1,
    (ESC, ord('3')): 1,
    (ESC, ord('2')): 0,
    (ESC, ord('t')): 1,
    (ESC, ord('E')): 1,
    (GS, ord('!')): 1,
    (GS, ord('L')): 2,
    (GS, ord('W')): 2,
}


@dataclass(frozen=True, slots=True)
class Start:
    """ESC @: the printer forgets what was in the line."""


@dataclass(frozen=True, slots=True)
class Raster:
    """GS v 0: ``rows`` lines of ``width_bytes`` bytes, a bit a dot, 1 is black."""

    width_bytes: int
    rows: int
    dots: bytes


@dataclass(frozen=True, slots=True)
class Feed:
    """Paper moves by so many dots."""

    dots: int


@dataclass(frozen=True, slots=True)
class Cut:
    """GS V: the slip leaves."""


@dataclass(frozen=True, slots=True)
class ReportId:
    """GS ( H function 48: answer with these four characters when everything before is worked off."""

    id: bytes


@dataclass(frozen=True, slots=True)
class TextByte:
    """A byte to be printed as a character."""

    byte: int


Command = Start | Raster | Feed | Cut | ReportId | TextByte

# a text line of font A: 24 dots and the default spacing
LINE_DOTS = 30


# DLE DC4 with these parameters: drop the buffer (ESC/POS, real-time command, function 8)
CLEAR = b'\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08'


@dataclass(slots=True)
class Stream:
    """Bytes that have arrived and are not worked off yet."""

    buffer: bytearray = field(default_factory=bytearray)

    def feed(self, data: bytes) -> bytes:
        """Take bytes in; real-time status requests (DLE EOT n) are taken out and returned as their ``n``s.

        A printer answers them at once, whatever else is in its buffer. A request that two packets split between them
        stays in the buffer and is found when the rest has come. ``CLEAR`` itself is returned when the host had the
        buffer dropped.
        """
        asked = bytearray()
        self.buffer += data
        if self.buffer.endswith(CLEAR):
            self.buffer.clear()
            return CLEAR
        at = self._after_pictures(0)
        while (at := self.buffer.find(b'\x10\x04', at)) >= 0 and at + 2 < len(self.buffer):
            inside = self._after_pictures(at)
            if inside > at:
                at = inside
                continue
            asked.append(self.buffer[at + 2])
            del self.buffer[at : at + 3]
        return bytes(asked)

    def commands(self) -> Iterator[Command]:
        """The whole commands in the buffer, removed from it one at a time as they are asked for."""
        while self.buffer:
            found = _command(self.buffer)
            if found is None:
                return
            command, length = found
            del self.buffer[:length]
            if command is not None:
                yield command

    def _after_pictures(self, at: int) -> int:
        """``at``, or the end of the picture that ``at`` lies in: dots that happen to read DLE EOT are no question."""
        start = 0
        while (start := self.buffer.find(b'\x1dv0', start, at + 1)) >= 0:
            length = _raster_length(self.buffer[start : start + 8])
            if length is None or start + length > at:
                return len(self.buffer) if length is None else min(start + length, len(self.buffer))
            start += length
        return at


def _raster_length(buffer: bytearray) -> int | None:
    if buffer[:3] != b'\x1dv0' or len(buffer) < 8:  # noqa: PLR2004 - GS v 0 and its five parameters
        return None
    return 8 + (buffer[4] + 256 * buffer[5]) * (buffer[6] + 256 * buffer[7])


def _command(buffer: bytearray) -> tuple[Command | None, int] | None:
    """The first command and its length; None where it has not arrived whole."""
    first = buffer[0]
    if first in (ESC, GS):
        return _escape(buffer) if len(buffer) > 1 else None
    if first == ord('\n'):
        return Feed(LINE_DOTS), 1
    return TextByte(first), 1


def _escape(buffer: bytearray) -> tuple[Command | None, int] | None:
    name = (buffer[0], buffer[1])
    if name in _PASSED_OVER:
        length = 2 + _PASSED_OVER[name]
        return (None, length) if len(buffer) >= length else None
    read = _READERS.get(name)
    return read(buffer) if read else (TextByte(buffer[0]), 1)


def _start(_buffer: bytearray) -> tuple[Command, int]:
    return Start(), 2


def _feed(buffer: bytearray) -> tuple[Command, int] | None:
    scale = 1 if buffer[1] == ord('J') else LINE_DOTS
    return (Feed(buffer[2] * scale), 3) if len(buffer) > 2 else None  # noqa: PLR2004 - its parameter


def _cut(buffer: bytearray) -> tuple[Command, int] | None:
    if len(buffer) < 3:  # noqa: PLR2004 - GS V m
        return None
    length = 3 if buffer[2] in b'\x00\x0101' else 4
    return (Cut(), length) if len(buffer) >= length else None


def _raster(buffer: bytearray) -> tuple[Command, int] | None:
    length = _raster_length(buffer)
    if length is None or len(buffer) < length:
        return None
    return Raster(buffer[4] + 256 * buffer[5], buffer[6] + 256 * buffer[7], bytes(buffer[8:length])), length


def _function(buffer: bytearray) -> tuple[Command | None, int] | None:
    if len(buffer) < 5:  # noqa: PLR2004 - GS ( x pL pH
        return None
    length = 5 + buffer[3] + 256 * buffer[4]
    if len(buffer) < length:
        return None
    if buffer[2] == ord('H') and buffer[5] == ord('0'):
        return ReportId(bytes(buffer[7:11])), length
    return None, length


_READERS = {
    (ESC, ord('@')): _start,
    (ESC, ord('J')): _feed,
    (ESC, ord('d')): _feed,
    (GS, ord('V')): _cut,
    (GS, ord('v')): _raster,
    (GS, ord('(')): _function,
}
