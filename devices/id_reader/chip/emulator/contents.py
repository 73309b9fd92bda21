"""What an emulated chip holds: its holder's files, its keys, and the signature of its authority."""

import hashlib
from dataclasses import dataclass, field
from typing import Literal

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from devices.id_reader.chip.ciphers import SUITES, Suite
from devices.id_reader.chip.curves import NUMBERED, bytes_of, point_of, secret_for, x_of
from devices.id_reader.chip.emulator.authority import Authority
from devices.id_reader.chip.emulator.specimen import Holder, com_of, groups_of
from devices.id_reader.chip.files import CARD_ACCESS, COM, SOD, group_file
from devices.id_reader.chip.infos import (
    BITS,
    CHIP_ECDH,
    CHIP_PUBLIC_KEY,
    INTEGER,
    OID,
    PACE_ECDH_GM,
    SEQUENCE,
    SET,
    Pace,
)
from devices.id_reader.chip.pace import Kind, Password
from devices.id_reader.chip.secure import Seals
from devices.id_reader.chip.tlv import tlv
from office.chip import Signer
from office.errors import Trouble

Active = Literal['', 'rsa', 'ec']
_VERSION = 2
_EC_KEY = bytes.fromhex('2A8648CE3D0201')


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """How a card is made: ``pace`` and ``chip`` are ciphers by number (1 Triple DES, 2 to 4 AES), 0 for none."""

    holder: Holder = field(default_factory=Holder)
    signer: Signer = Signer.TRUSTED
    pace: int = 2
    chip: int = 2
    active: Active = ''
    curve: int = 13
    is_pace_only: bool = False
    face: bytes = b''  # another picture than the drawn JPEG
    long_face: int = 0  # bytes behind the face, for files that the even READ BINARY can't reach the end of


class Contents:
    """A card fresh from the authority, with keys of its own."""

    def __init__(self, authority: Authority, making: Making) -> None:
        self.holder = making.holder
        self.is_pace_only = making.is_pace_only
        self._curve = NUMBERED[making.curve]
        self._chip_suite: Suite | None = SUITES.get(making.chip)
        self._chip_secret = secret_for(self._curve)
        self._active = _active_key(making.active)
        self.pace = self._pace(making)
        groups = groups_of(making.holder, making.face)
        if making.long_face:
            groups[2] = tlv(0x75, groups[2][4:] + tlv(0x53, bytes(making.long_face)))
        if self._chip_suite is not None:
            groups[14] = self._chip_group(making)
        if self._active is not None:
            key = self._active.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
            groups[15] = tlv(0x6F, key)
        self._files: dict[int, bytes | None] = {group_file(number): file for number, file in groups.items()}
        self._files |= {COM: com_of(groups), SOD: authority.signed(groups, making.signer)}
        self._files[CARD_ACCESS] = self._card_access()

    def file(self, file: int, *, is_changed: bool) -> bytes | None:
        """A file's bytes, None when there is none; changed, the Vietnamese group names another person."""
        held = self._files.get(file)
        if is_changed and held is not None and file == group_file(13):
            return held.replace("MẪU".encode(), "MẠU".encode())
        return held

    def password(self, kind: int, information: str) -> bytes:
        """What PACE starts from, by the kind that the reader names."""
        if kind == Kind.CAN:
            return Password.of_can(self.holder.can).secret
        return Password.of_mrz(information).secret

    def chip_seals(self, point: bytes, *, is_copy: bool) -> Seals | None:
        """The seals of chip authentication with a reader's key; None when this chip can't or the key is none."""
        if self._chip_suite is None:
            return None
        secret = secret_for(self._curve) if is_copy else self._chip_secret
        try:
            shared = point_of(self._curve, point) * secret
        except Trouble:
            return None
        return Seals.of_secret(self._chip_suite, x_of(self._curve, shared))

    def signature(self, nonce: bytes, *, is_copy: bool) -> bytes | None:
        """The signature of active authentication, None when this chip has no key for it."""
        key = self._active
        if isinstance(key, ec.EllipticCurvePrivateKey):
            key = ec.generate_private_key(key.curve) if is_copy else key
            numbers = decode_dss_signature(key.sign(nonce, ec.ECDSA(hashes.SHA256())))
            return b''.join(number.to_bytes(key.key_size // 8, 'big') for number in numbers)
        if isinstance(key, rsa.RSAPrivateKey):
            return _recoverable(rsa.generate_private_key(65537, 2048) if is_copy else key, nonce)
        return None

    def _pace(self, making: Making) -> Pace | None:
        if not making.pace:
            return None
        protocol = PACE_ECDH_GM + bytes((making.pace,))
        return Pace(protocol=protocol, suite=SUITES[making.pace], curve=self._curve, parameter=making.curve)

    def _card_access(self) -> bytes | None:
        if self.pace is None:
            return None
        told = tlv(OID, self.pace.protocol) + _number(_VERSION) + _number(self.pace.parameter)
        return tlv(SET, tlv(SEQUENCE, told))

    def _chip_group(self, making: Making) -> bytes:
        """DG14: which chip authentication, and the key for it."""
        protocol = CHIP_ECDH + bytes((making.chip,))
        algorithm = tlv(SEQUENCE, tlv(OID, _EC_KEY) + self._curve.encoded_oid)
        point = bytes_of(self._curve.generator * self._chip_secret)
        key = tlv(SEQUENCE, algorithm + tlv(BITS, b'\0' + point))
        infos = tlv(SEQUENCE, tlv(OID, protocol) + _number(1)) + tlv(SEQUENCE, tlv(OID, CHIP_PUBLIC_KEY) + key)
        return tlv(0x6E, tlv(SET, infos))


def _active_key(kind: Active) -> rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | None:
    if kind == 'rsa':
        return rsa.generate_private_key(65537, 2048)
    return ec.generate_private_key(ec.SECP256R1()) if kind == 'ec' else None


def _number(value: int) -> bytes:
    return tlv(INTEGER, bytes((value,)))


def _recoverable(key: rsa.RSAPrivateKey, nonce: bytes) -> bytes:
    """An ISO/IEC 9796-2 signature (scheme 1, SHA-256): a random part inside, the nonce outside."""
    numbers = key.private_numbers()
    size = key.key_size // 8
    told = hashlib.sha256(nonce).digest() * (size // 32)
    told = told[: size - 1 - 32 - 2]
    text = b'\x6a' + told + hashlib.sha256(told + nonce).digest() + b'\x34\xcc'
    return pow(int.from_bytes(text, 'big'), numbers.d, numbers.public_numbers.n).to_bytes(size, 'big')
