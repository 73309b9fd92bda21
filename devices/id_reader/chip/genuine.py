"""Is the chip the one that was issued, or a copy of what one says (Doc 9303-11 §6).

Chip authentication: only who has the secret half of the key in DG14 understands what is said from then on. Active
authentication: only who has that of the key in DG15 signs our random number. Both keys are trusted only as far as the
signature covers their data group; ``reading`` sees to that.
"""

import hashlib
import secrets

from asn1crypto import keys
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from devices.id_reader.chip.bac import Random
from devices.id_reader.chip.channel import OK, Command
from devices.id_reader.chip.curves import bytes_of, secret_for, x_of
from devices.id_reader.chip.infos import ACTIVE, CHIP_ECDH, ChipKey, entries
from devices.id_reader.chip.pace import DYNAMIC
from devices.id_reader.chip.secure import Seals, SecureSession
from devices.id_reader.chip.signatures import HASHES, public_key
from devices.id_reader.chip.tlv import needed, tlv
from office.errors import Trouble

_MANAGE, _GENERAL, _INTERNAL = 0x22, 0x86, 0x88
_NONCE_BYTES = 8

# the trailer of an ISO 9796-2 signature names its hash (ISO/IEC 10118)
_TRAILERS = {0x33: 'sha1', 0x38: 'sha224', 0x34: 'sha256', 0x36: 'sha384', 0x35: 'sha512'}
_ONE_BYTE_TRAILER, _TWO_BYTE_TRAILER = 0xBC, 0xCC
_PARTIAL_RECOVERY = 0x6A

# BSI TR-03111 plain signatures, 0.4.0.127.0.7.1.1.4.1.x
_PLAIN = bytes.fromhex('04007F000701010401')
_PLAIN_HASHES = {1: 'sha1', 2: 'sha224', 3: 'sha256', 4: 'sha384', 5: 'sha512'}


def chip_authentication(session: SecureSession, key: ChipKey) -> bool:
    """Agree on new seals with the chip's lasting key; False when it refuses or doesn't have the secret half.

    Raises:
        Trouble: ``chip.removed`` or ``chip.mute``.
    """
    once = secret_for(key.curve)
    ours = bytes_of(key.curve.generator * once)
    if not _is_agreed(session, key, ours):
        return False
    session.change(Seals.of_secret(key.suite, x_of(key.curve, key.point * once)))
    try:
        # any sealed command tells: a chip without the secret half can't answer under the new seals
        return session.send(Command(ins=0xA4, p1=2, p2=0x0C, data=bytes.fromhex('011D'))).status == OK
    except Trouble as trouble:
        if trouble.code == 'chip.misread':
            return False
        raise


def active_authentication(
    session: SecureSession, dg15: bytes, dg14: bytes | None, *, random: Random = secrets.token_bytes
) -> bool:
    """Have the chip sign a random number; False when the signature isn't of the key in DG15.

    Raises:
        Trouble: those of ``Session.send``.
    """
    nonce = random(_NONCE_BYTES)
    answer = session.send(Command(ins=_INTERNAL, data=nonce, expected=256))
    if answer.status != OK:
        return False
    try:
        key = public_key(keys.PublicKeyInfo.load(needed(dg15, 0x6F)))
        if isinstance(key, rsa.RSAPublicKey):
            return _is_recovered(key, answer.data, nonce)
        return _is_plain_signature(key, answer.data, nonce, _plain_hash(dg14))
    except (ValueError, TypeError, KeyError):
        return False


def _is_agreed(session: SecureSession, key: ChipKey, ours: bytes) -> bool:
    which = tlv(0x84, key.key_id) if key.key_id is not None else b''
    if key.protocol == CHIP_ECDH + b'\x01':
        told = tlv(0x91, ours) + which
        return session.send(Command(ins=_MANAGE, p1=0x41, p2=0xA6, data=told)).status == OK
    chosen = session.send(Command(ins=_MANAGE, p1=0x41, p2=0xA4, data=tlv(0x80, key.protocol) + which))
    if chosen.status != OK:
        return False
    told = tlv(DYNAMIC, tlv(0x80, ours))
    return session.send(Command(ins=_GENERAL, data=told, expected=256)).status == OK


def _is_recovered(key: rsa.RSAPublicKey, signature: bytes, nonce: bytes) -> bool:
    """ISO/IEC 9796-2, scheme 1: part of what was signed comes out of the signature, with the hash of all."""
    numbers = key.public_numbers()
    opened = pow(int.from_bytes(signature, 'big'), numbers.e, numbers.n)
    for value in (opened, numbers.n - opened):
        text = value.to_bytes((numbers.n.bit_length() + 7) // 8, 'big')
        name, trailer = ('sha1', 1) if text[-1] == _ONE_BYTE_TRAILER else (_TRAILERS.get(text[-2]), 2)
        if text[0] != _PARTIAL_RECOVERY or text[-1] not in (_ONE_BYTE_TRAILER, _TWO_BYTE_TRAILER) or name is None:
            continue
        size = hashlib.new(name).digest_size
        told, digest = text[1 : -trailer - size], text[-trailer - size : -trailer]
        if hashlib.new(name, told + nonce).digest() == digest:
            return True
    return False


def _is_plain_signature(key: ec.EllipticCurvePublicKey, signature: bytes, nonce: bytes, name: str) -> bool:
    half = len(signature) // 2
    numbers = (int.from_bytes(part, 'big') for part in (signature[:half], signature[half:]))
    try:
        key.verify(encode_dss_signature(*numbers), nonce, ec.ECDSA(HASHES[name]()))
    except InvalidSignature:
        return False
    return True


def _plain_hash(dg14: bytes | None) -> str:
    """The hash that DG14 names for plain signatures; SHA-256 where it names none."""
    for protocol, rest in entries(needed(dg14, 0x6E)) if dg14 is not None else ():
        if protocol == ACTIVE and rest and rest[-1][1][:-1] == _PLAIN:
            return _PLAIN_HASHES.get(rest[-1][1][-1], 'sha256')
    return 'sha256'
