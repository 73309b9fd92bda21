"""How a driver's child process and its parent talk: a length, a JSON header, a length, raw bytes."""

import json
import struct
from collections.abc import Mapping
from typing import IO, Any

_LENGTHS = struct.Struct('>IQ')
HEAD = _LENGTHS.size

# an A3 page at 600 dpi in 16-bit colour is 420 MB; anything longer is a torn stream
MOST_BYTES = 1 << 29


class Torn(Exception):
    """The stream ended inside a frame or holds something else."""


def write_frame(stream: IO[bytes], header: Mapping[str, object], payload: bytes | bytearray = b'') -> None:
    """Send one frame at once."""
    text = json.dumps(header).encode()
    stream.write(_LENGTHS.pack(len(text), len(payload)) + text)
    stream.write(payload)
    stream.flush()


def frame_size(head: bytes) -> int:
    """How many bytes follow the first ``HEAD`` ones.

    Raises:
        Torn: the lengths can't be true.
    """
    text, payload = _LENGTHS.unpack(head)
    if text + payload > MOST_BYTES:
        raise Torn
    return int(text + payload)


def read_frame(head: bytes, body: bytes) -> tuple[dict[str, Any], bytes]:
    """Header and payload of a whole frame.

    Raises:
        Torn: the header is no JSON object.
    """
    text, _ = _LENGTHS.unpack(head)
    try:
        header = json.loads(body[:text])
    except ValueError as error:
        raise Torn from error
    if not isinstance(header, dict):
        raise Torn
    return header, body[text:]
