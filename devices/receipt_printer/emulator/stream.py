"""ESC/POS bytes read back into orders, after the specification and not after our own encoder.

An order's length follows from its first bytes alone; what it means is the business of ``roll.py``. A byte that begins
no order is a character to be printed.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

DLE, ESC, FS, GS = 0x10, 0x1B, 0x1C, 0x1D

# orders with a fixed number of bytes after their name; one that isn't here is taken for text, as a printer would
_FIXED = {
    ESC: {
        '@': 0, '2': 0, 'i': 0, 'm': 0,
        '!': 1, '-': 1, ' ': 1, '3': 1, 'E': 1, 'G': 1, 'J': 1, 'K': 1, 'M': 1, 'R': 1, 'U': 1, 'V': 1, 'a': 1, 'd': 1,
        'e': 1, 'r': 1, 't': 1, '{': 1, '=': 1, '$': 2, '\\': 2, 'B': 2, 'c': 2, 'p': 3,
    },
    FS: {'.': 0, '&': 0, '!': 1, 'C': 1, '-': 1, 'S': 2, 'p': 2},
    GS: {
        ':': 0, '!': 1, '/': 1, 'B': 1, 'H': 1, 'I': 1, 'T': 1, 'a': 1, 'b': 1, 'f': 1, 'h': 1, 'r': 1, 'w': 1,
        'L': 2, 'P': 2, 'W': 2, '$': 2, '\\': 2,
    },
}  # fmt: skip

# DLE DC4 with these parameters: drop the buffer (ESC/POS, real-time command, function 8)
CLEAR = b'\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08'
_QUESTION = 3  # bytes of DLE EOT n

# of GS k: with these systems a zero ends the data, with those the data's length comes first
_ZERO_ENDED = range(7)
_WIDE_DOTS = 32  # of ESC *: modes from here on have 24 dots a column


@dataclass(frozen=True, slots=True)
class Order:
    """One order: its two bytes of name, ``b''`` for a character, and everything that follows."""

    name: bytes
    body: bytes


@dataclass(slots=True)
class Stream:
    """Bytes that have arrived and are not worked off yet; it outlives the connection that brought them."""

    buffer: bytearray = field(default_factory=bytearray)
    _waiting: deque[Order] = field(default_factory=deque)

    def feed(self, data: bytes) -> list[Order]:
        """Take bytes in; real-time orders (DLE …) are returned at once, whatever else is waiting.

        Dots of a picture that happen to read like a real-time order are none. Yet in the middle of a picture that
        never ended a printer still hears one: here, one that comes by itself.
        """
        if data == CLEAR or (self.buffer.endswith(CLEAR[:-1]) and data == CLEAR[-1:]):
            self.drop()
            return [Order(CLEAR[:2], CLEAR[2:])]
        if self.buffer and len(data) == _QUESTION and data.startswith(b'\x10\x04'):
            return [Order(data[:2], data[2:])]
        self.buffer += data
        asked = []
        for order in self._whole():
            if order.name[:1] == b'\x10':
                if order.name + order.body == CLEAR:
                    self._waiting.clear()
                asked.append(order)
            else:
                self._waiting.append(order)
        return asked

    def orders(self) -> Iterator[Order]:
        """The whole orders that wait, removed one at a time as they are asked for."""
        while self._waiting:
            yield self._waiting.popleft()

    def put_back(self, order: Order) -> None:
        """An order that couldn't be finished waits again, before all others."""
        self._waiting.appendleft(order)

    def drop(self) -> None:
        """Forget everything that waits."""
        self.buffer.clear()
        self._waiting.clear()

    def _whole(self) -> Iterator[Order]:
        while self.buffer:
            length = _length(self.buffer)
            if length is None or length > len(self.buffer):
                return
            raw = bytes(self.buffer[:length])
            del self.buffer[:length]
            is_order = raw[0] in (ESC, FS, GS, DLE) and length > 1
            yield Order(raw[:2], raw[2:]) if is_order else Order(b'', raw)


def read(data: bytes) -> list[Order]:
    """The orders of a whole stream; a last one that is cut off is left out."""
    stream = Stream()
    asked = stream.feed(data)
    return [*asked, *stream.orders()]


def _length(buffer: bytearray) -> int | None:
    """How long the first order is; None where that can't be told yet."""
    first = buffer[0]
    if first not in (ESC, FS, GS, DLE):
        return 1
    if len(buffer) < 2:  # noqa: PLR2004 - an order's name
        return None
    letter = chr(buffer[1])
    if first == DLE:
        return _real_time(buffer)
    if letter in _FIXED[first]:
        return 2 + _FIXED[first][letter]
    measure = _counted if letter == '(' else _VARYING.get((first, letter))
    return measure(buffer) if measure else 1


def _counted(buffer: bytearray) -> int | None:
    """An order that says how many bytes follow: ``( x pL pH``, or four bytes of count with GS 8."""
    end = 7 if buffer[1] == ord('8') else 5
    if len(buffer) < end:
        return None
    return end + int.from_bytes(buffer[3:end], 'little')


def _real_time(buffer: bytearray) -> int | None:
    if buffer[1] in (0x04, 0x05):
        return 3
    if buffer[1] != 0x14:  # noqa: PLR2004 - DC4
        return 1
    if len(buffer) < 3:  # noqa: PLR2004 - its function
        return None
    return len(CLEAR) if buffer[2] == CLEAR[2] else 5


def _columns(buffer: bytearray) -> int | None:
    if len(buffer) < 5:  # noqa: PLR2004 - ESC * m nL nH
        return None
    return 5 + int.from_bytes(buffer[3:5], 'little') * (3 if buffer[2] >= _WIDE_DOTS else 1)


def _tabs(buffer: bytearray) -> int | None:
    end = buffer.find(b'\x00', 2)
    return end + 1 if end >= 0 else None


def _cut(buffer: bytearray) -> int | None:
    if len(buffer) < 3:  # noqa: PLR2004 - GS V m
        return None
    return 3 if buffer[2] in b'\x00\x0101' else 4


def _raster(buffer: bytearray) -> int | None:
    if len(buffer) < 8:  # noqa: PLR2004 - GS v 0 and its five parameters
        return None
    return 8 + (buffer[4] + 256 * buffer[5]) * (buffer[6] + 256 * buffer[7])


def _barcode(buffer: bytearray) -> int | None:
    if len(buffer) < 4:  # noqa: PLR2004 - GS k m and a byte
        return None
    if buffer[2] not in _ZERO_ENDED:
        return 4 + buffer[3]
    end = buffer.find(b'\x00', 3)
    return end + 1 if end >= 0 else None


_VARYING = {
    (ESC, '*'): _columns,
    (ESC, 'D'): _tabs,
    (GS, 'V'): _cut,
    (GS, 'v'): _raster,
    (GS, 'k'): _barcode,
    (GS, '8'): _counted,
}
