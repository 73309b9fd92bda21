"""From the bytes that a scanner sends to reads: a line end closes one, and so does a silence."""

from devices.id_reader.protocol import IdRead, Source

# the largest QR (version 40) holds 2953 bytes; more without a line end is no code but noise
MOST_BYTES = 4096

_ENDS = b'\r\n\x00\x03'  # line ends, and what scanners set up for other programs send instead
_STX_AND_SPACE = '\x02 \t'
_DAMAGE = '\ufffd'


class Lines:
    """The bytes so far, and the reads that are complete in them."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def feed(self, data: bytes) -> None:
        """Take what arrived."""
        self._bytes += data

    def drop(self) -> None:
        """Forget a read that was begun: the reader went away in the middle of it."""
        self._bytes.clear()

    def next(self, *, is_silent: bool = False) -> IdRead | None:
        """The oldest complete read; with ``is_silent`` what has no line end yet is complete too."""
        while self._bytes:
            ends = [at for at, byte in enumerate(self._bytes) if byte in _ENDS]
            if not ends and not is_silent and len(self._bytes) < MOST_BYTES:
                return None
            end = ends[0] if ends else min(len(self._bytes), MOST_BYTES)
            line, self._bytes = bytes(self._bytes[:end]), self._bytes[end + bool(ends) :]
            if line.strip(b'\x02 \t'):
                return _read(line)
        return None


def _read(line: bytes) -> IdRead:
    payload = line.decode('utf-8', errors='replace').strip(_STX_AND_SPACE)
    damaged = _DAMAGE in payload or any(not char.isprintable() for char in payload)
    return IdRead(payload=payload, source=Source.SERIAL, damaged=damaged)
