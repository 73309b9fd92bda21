"""The face on a chip: a picture for the officer's eye (Doc 9303-10 §4.7.2, ISO/IEC 19794-5).

Only the picture is taken. What may stand beside it for machines (feature points) is passed over, and nothing is
computed of it that could serve to recognise anybody.
"""

from dataclasses import dataclass, field
from io import BytesIO
from typing import Literal

from devices.id_reader.chip.tlv import objects
from office.errors import Trouble

_GROUP = (0x75, 0x7F61)
_TEMPLATE, _BLOCKS = 0x7F60, (0x5F2E, 0x7F2E)
_FORMAT = b'FAC\0'
# a chip of 80 KB holds a picture of at most a megapixel; more is somebody's bomb
_MOST_PIXELS = 4_000_000
_STARTS: tuple[tuple[bytes, Literal['jpeg', 'jpeg2000']], ...] = (
    (b'\xff\xd8\xff', 'jpeg'),
    (b'\x00\x00\x00\x0cjP  ', 'jpeg2000'),
    (b'\xff\x4f\xff\x51', 'jpeg2000'),
)


@dataclass(frozen=True, slots=True)
class Face:
    """The picture's file as the chip holds it; it never stands in a log."""

    image: bytes = field(repr=False)
    kind: Literal['jpeg', 'jpeg2000']


@dataclass(frozen=True, slots=True)
class Pixels:
    """A decoded picture, three bytes a pixel, red first, no gaps between lines; it never stands in a log."""

    width: int
    height: int
    rgb: bytes = field(repr=False)


def decoded(face: Face) -> Pixels:
    """The picture to be shown; decoding a chip's picture takes some 20 ms.

    Raises:
        Trouble: ``chip.face`` when it is damaged, of another format inside, or larger than a picture on a chip can be.
    """
    # imported here: whoever only reads a chip shows nothing
    from PIL import Image  # noqa: PLC0415  # slow, seldom wanted

    try:
        # only these two: whoever makes a card chooses the bytes, and other decoders are no business of a card's
        with Image.open(BytesIO(face.image), formats=('JPEG', 'JPEG2000')) as opened:
            width, height = opened.size
            if not 0 < width * height <= _MOST_PIXELS:
                raise Trouble('chip.face')
            return Pixels(width, height, opened.convert('RGB').tobytes())
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Trouble('chip.face') from error


def face(dg2: bytes) -> Face | None:
    """The first face in DG2, None when there is none in a known format."""
    for block in _blocks(dg2):
        # lengths in the format's header are wrong on cards in the field; the image's own first bytes aren't
        places = [(block.find(start), kind) for start, kind in _STARTS if start in block]
        if places and (block.startswith(_FORMAT) or min(places)[0] == 0):
            at, kind = min(places)
            return Face(block[at:], kind)
    return None


def _blocks(data: bytes) -> list[bytes]:
    found = []
    for tag, value in objects(data):
        if tag in _BLOCKS:
            found.append(value)
        elif tag in (*_GROUP, _TEMPLATE):
            found += _blocks(value)
    return found
