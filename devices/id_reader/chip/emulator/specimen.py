"""The card of somebody who doesn't exist: what stands on it, and the files its chip holds."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO

import cv2
import numpy as np
import numpy.typing as npt

from devices.id_reader.chip.files import TAGS
from devices.id_reader.chip.infos import INTEGER, SEQUENCE
from devices.id_reader.chip.tlv import tlv
from office.mrz import access_information, lines_of

_UTF8 = 0x0C
_FACE_HEIGHT, _FACE_WIDTH = 400, 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who a card is of; ``latin`` is the name as the machine readable zone has it, family name apart."""

    number: str = '001199000000'
    name: str = "ĐỖ THỊ MẪU"
    latin: tuple[str, str] = ('DO', 'THI MAU')
    birth: date = date(1999, 3, 2)
    sex: str = 'F'
    residence: str = "Thôn Mẫu, Xã Mẫu, Tỉnh Mẫu"
    issued: date = date(2024, 7, 15)
    expiry: date = date(2039, 3, 2)
    old_number: str = '012345678'
    can: str = '000000'

    @property
    def mrz(self) -> tuple[str, ...]:
        """The three lines on the back."""
        return lines_of(
            personal_number=self.number,
            birth=self.birth,
            sex=self.sex,
            expiry=self.expiry,
            surname=self.latin[0],
            given=self.latin[1],
        )

    @property
    def key(self) -> str:
        """What the numbers of the card open its chip with."""
        return access_information(self.number[-9:], f'{self.birth:%y%m%d}', f'{self.expiry:%y%m%d}')

    @property
    def qr(self) -> str:
        """What the card's QR says."""
        sex = "Nữ" if self.sex == 'F' else "Nam"
        days = [f'{day:%d%m%Y}' for day in (self.birth, self.issued)]
        return '|'.join((self.number, self.old_number, self.name, days[0], sex, self.residence, days[1]))


def groups_of(holder: Holder, face: bytes = b'') -> dict[int, bytes]:
    """The data groups that say who the holder is, with ``face`` or a drawn one; keys of the chip aren't among them."""
    return {
        1: tlv(0x61, tlv(0x5F1F, ''.join(holder.mrz).encode('ascii'))),
        2: _face_group(face or drawn_face()),
        13: tlv(0x6D, tlv(SEQUENCE, b''.join(_field(number, texts) for number, texts in _fields(holder)))),
    }


def com_of(groups: dict[int, bytes]) -> bytes:
    """EF.COM: versions, and which data groups there are."""
    tags = bytes(TAGS[number - 1] for number in sorted(groups))
    return tlv(0x60, tlv(0x5F01, b'0107') + tlv(0x5F36, b'040000') + tlv(0x5C, tags))


def drawn_face() -> bytes:
    """A face as a child draws it, as JPEG: nobody is to be recognised."""
    _, file = cv2.imencode('.jpg', _drawing(), (cv2.IMWRITE_JPEG_QUALITY, 88))
    return file.tobytes()


def drawn_face_2000(*, is_bare: bool = False) -> bytes:
    """The same as JPEG 2000, as most cards have it; ``is_bare`` without the boxes of a file around it."""
    # imported here: a card whose picture is JPEG needs no second encoder
    from PIL import Image  # noqa: PLC0415  # seldom wanted

    made = BytesIO()
    # a twentieth of the pixels' size is what cards in the field have
    with Image.fromarray(cv2.cvtColor(_drawing(), cv2.COLOR_BGR2RGB)) as image:
        image.save(made, 'JPEG2000', quality_mode='rates', quality_layers=[20], no_jp2=is_bare)
    return made.getvalue()


def _drawing() -> npt.NDArray[np.uint8]:
    canvas = np.full((_FACE_HEIGHT, _FACE_WIDTH, 3), 235, np.uint8)
    # a little grain makes the file as long as a photograph's
    grain = np.random.default_rng(1).normal(0, 9, canvas.shape)
    canvas = np.clip(canvas + grain, 0, 255).astype(np.uint8)
    cv2.ellipse(canvas, (150, 420), (130, 110), 0, 180, 360, (150, 110, 60), -1)
    cv2.ellipse(canvas, (150, 190), (85, 110), 0, 0, 360, (170, 200, 235), -1)
    cv2.ellipse(canvas, (150, 130), (95, 80), 0, 180, 360, (40, 35, 30), -1)
    for eye in (115, 185):
        cv2.circle(canvas, (eye, 180), 9, (40, 35, 30), -1)
    cv2.ellipse(canvas, (150, 235), (35, 20), 0, 10, 170, (60, 60, 170), 4)
    return canvas


def _fields(holder: Holder) -> list[tuple[int, tuple[str, ...]]]:
    sex = "Nữ" if holder.sex == 'F' else "Nam"
    return [
        (1, (holder.number,)),
        (2, (holder.name,)),
        (3, (f'{holder.birth:%d/%m/%Y}',)),
        (4, (sex,)),
        (5, ("Việt Nam",)),
        (6, ("Kinh",)),
        (7, ("Không",)),
        (8, (holder.residence,)),
        (9, (holder.residence,)),
        (10, ("Không",)),
        (11, (f'{holder.issued:%d/%m/%Y}',)),
        (12, (f'{holder.expiry:%d/%m/%Y}',)),
        (13, ("Đỗ Văn Thử", "Lê Thị Ví Dụ")),
        (16, (holder.old_number,)),
    ]


def _field(number: int, texts: tuple[str, ...]) -> bytes:
    told = b''.join(tlv(_UTF8, text.encode()) for text in texts)
    return tlv(SEQUENCE, tlv(INTEGER, bytes((number,))) + (told if len(texts) == 1 else tlv(SEQUENCE, told)))


def _face_group(image: bytes) -> bytes:
    """A picture in its frame of ISO/IEC 19794-5: one face, no feature points."""
    image_head = bytes((1, 0)) + _FACE_WIDTH.to_bytes(2, 'big') + _FACE_HEIGHT.to_bytes(2, 'big') + bytes(6)
    record = bytes(16) + image_head + image
    record = (len(record) + 4).to_bytes(4, 'big') + record
    block = b'FAC\x00010\x00' + (len(record) + 14).to_bytes(4, 'big') + (1).to_bytes(2, 'big') + record
    template = tlv(0x7F60, tlv(0xA1, tlv(0x80, b'\x01\x01') + tlv(0x81, b'\x02')) + tlv(0x5F2E, block))
    return tlv(0x75, tlv(0x7F61, tlv(INTEGER, b'\x01') + template))
