"""The face on a chip: a picture for the officer's eye (Doc 9303-10 §4.7.2, ISO/IEC 19794-5).

Only the picture is taken. What may stand beside it for machines (feature points) is passed over, and nothing is
computed of it that could serve to recognise anybody.
"""

from dataclasses import dataclass, field
from typing import Literal

from devices.id_reader.chip.tlv import objects

_GROUP = (0x75, 0x7F61)
_TEMPLATE, _BLOCKS = 0x7F60, (0x5F2E, 0x7F2E)
_FORMAT = b'FAC\0'
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
