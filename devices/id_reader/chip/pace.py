"""PACE with a generic mapping on elliptic curves: a card's numbers open its chip, and who listens learns nothing.

Doc 9303-11 §4.4 and BSI TR-03110. Integrated mapping and Diffie-Hellman without curves aren't here: a chip that offers
nothing else is opened by basic access control, which every such chip offers beside it.
"""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from ecdsa.curves import Curve
from ecdsa.ellipticcurve import PointJacobi

from devices.id_reader.chip.channel import OK, Answer, CardChannel, Command, OpenSession
from devices.id_reader.chip.ciphers import FOR_PASSWORD, FOR_SEALS
from devices.id_reader.chip.curves import Point, bytes_of, point_of, secret_for, x_of
from devices.id_reader.chip.infos import OID, Pace
from devices.id_reader.chip.secure import Seals, SecureSession
from devices.id_reader.chip.tlv import needed, tlv
from office.errors import Trouble

_MANAGE, _GENERAL = 0x22, 0x86
_CHAINED = 0x10
DYNAMIC = 0x7C
NONCE, MAP, MAPPED, KEY, KEYED, TOKEN, TOKENED = 0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86
_PUBLIC_KEY, _POINT = 0x7F49, 0x86

Secret = Callable[[Curve], int]


class Kind(IntEnum):
    """What a password is, as PACE numbers it."""

    MRZ = 1
    CAN = 2


@dataclass(frozen=True, slots=True)
class Password:
    """What opens a chip: the machine readable zone's numbers, or the card access number printed on the front."""

    kind: Kind
    secret: bytes

    @classmethod
    def of_mrz(cls, information: str) -> 'Password':
        """From ``office.mrz.access_information``."""
        return cls(Kind.MRZ, hashlib.sha1(information.encode('ascii'), usedforsecurity=False).digest())

    @classmethod
    def of_can(cls, number: str) -> 'Password':
        """From the six digits printed on the card."""
        return cls(Kind.CAN, number.encode('ascii'))


def open_chip(
    channel: CardChannel, way: Pace, password: Password, *, is_only_way: bool = True, secret: Secret = secret_for
) -> SecureSession:
    """Open the chip; ``is_only_way`` unless it lists several curves and must be told which.

    Raises:
        Trouble: ``chip.key`` when the password is another card's; ``chip.refused``; those of ``CardChannel``.
    """
    plain = OpenSession(channel)
    wanted = tlv(0x80, way.protocol) + tlv(0x83, bytes((password.kind,)))
    if not is_only_way:
        wanted += tlv(0x84, bytes((way.parameter,)))
    chosen = plain.send(Command(ins=_MANAGE, p1=0xC1, p2=0xA4, data=wanted))
    if chosen.status != OK and chosen.status >> 4 != 0x63C:  # noqa: PLR2004 - 63CX warns of tries left
        raise Trouble('chip.refused', status=f'{chosen.status:04X}')
    curve = way.curve
    hidden = _told(_step(plain, b'').needed(), NONCE)
    nonce = way.suite.decrypted(way.suite.key(password.secret, FOR_PASSWORD), hidden)
    mapping = secret(curve)
    ours = bytes_of(curve.generator * mapping)
    theirs = _told(_step(plain, tlv(MAP, ours)).needed(), MAPPED)
    generator = mapped(curve, nonce, point_of(curve, theirs) * mapping)
    once = secret(curve)
    our_key = bytes_of(generator * once)
    their_key = _told(_step(plain, tlv(KEY, our_key)).needed(), KEYED)
    if their_key == our_key:
        raise Trouble('chip.misread')
    shared = x_of(curve, point_of(curve, their_key) * once)
    answer = _step(plain, tlv(TOKEN, token(way, shared, their_key)), is_last=True)
    if answer.status != OK:
        raise Trouble('chip.key')
    if not hmac.compare_digest(_told(answer.data, TOKENED), token(way, shared, our_key)):
        raise Trouble('chip.key')
    return SecureSession(channel, Seals.of_secret(way.suite, shared))


def mapped(curve: Curve, nonce: bytes, shared: Point) -> Point:
    """The generator that nonce and shared point make (generic mapping)."""
    # python-ecdsa adds points that it got by multiplying without their order; a new point needs it to be multiplied
    made = curve.generator * (int.from_bytes(nonce, 'big') % int(curve.order)) + shared
    return PointJacobi(curve.curve, made.x(), made.y(), 1, curve.order)


def token(way: Pace, shared: bytes, key: bytes) -> bytes:
    """What proves to the other side, whose key this is, that one has the same secret."""
    told = tlv(_PUBLIC_KEY, tlv(OID, way.protocol) + tlv(_POINT, key))
    return way.suite.seal(way.suite.key(shared, FOR_SEALS), told)


def _step(plain: OpenSession, data: bytes, *, is_last: bool = False) -> Answer:
    command = Command(cla=0 if is_last else _CHAINED, ins=_GENERAL, data=tlv(DYNAMIC, data), expected=256)
    return plain.send(command)


def _told(data: bytes, tag: int) -> bytes:
    return needed(data, DYNAMIC, tag)
