"""Raw scan lines as a PNM picture: no compression, so nothing is lost and no time is spent."""

from collections.abc import Sequence
from dataclasses import dataclass

_RED, _GREEN, _BLUE, _RGB = 2, 3, 4, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """One SANE frame: all colours of a page, or one of its three."""

    format: int
    last: bool
    line_bytes: int
    width: int
    depth: int
    data: bytes

    def lines(self) -> int:
        """How many whole lines it holds."""
        return len(self.data) // self.line_bytes

    def packed(self, samples: int) -> bytes:
        """The data without padding at the ends of lines, 16-bit samples in PNM's byte order."""
        wanted = (self.width * samples * self.depth + 7) // 8
        data = self.data[: self.lines() * self.line_bytes]
        if wanted < self.line_bytes:
            data = b''.join(data[at : at + wanted] for at in range(0, len(data), self.line_bytes))
        if self.depth == 16:  # noqa: PLR2004 - bits a sample
            swapped = bytearray(data)
            swapped[0::2], swapped[1::2] = data[1::2], data[0::2]
            return bytes(swapped)
        return data


def as_pnm(strips: Sequence[Strip]) -> bytes:
    """One page from its frames: P4 for black and white, P5 for grey, P6 for colours."""
    first = strips[0]
    height = min(strip.lines() for strip in strips)
    most = (1 << first.depth) - 1
    if len(strips) == 3:  # noqa: PLR2004 - red, green, blue
        return _header('P6', first.width, height, most) + _woven(strips, height)
    if first.format == _RGB:
        return _header('P6', first.width, height, most) + first.packed(3)
    if first.depth == 1:
        return _header('P4', first.width, height) + first.packed(1)
    return _header('P5', first.width, height, most) + first.packed(1)


def _header(kind: str, width: int, height: int, most: int | None = None) -> bytes:
    lines = [kind, f'{width} {height}', *([] if most is None else [str(most)]), '']
    return '\n'.join(lines).encode()


def _woven(strips: Sequence[Strip], height: int) -> bytes:
    """Three frames of one colour each, pixel by pixel."""
    by_colour = {strip.format: strip.packed(1) for strip in strips}
    size = strips[0].depth // 8
    length = height * strips[0].width * size
    woven = bytearray(3 * length)
    for channel, colour in enumerate((_RED, _GREEN, _BLUE)):
        for byte in range(size):
            woven[channel * size + byte :: 3 * size] = by_colour[colour][byte:length:size]
    return bytes(woven)
