"""What a chip says that it can do: ``SecurityInfos`` in EF.CardAccess and DG14 (Doc 9303-11 §9.2)."""

from dataclasses import dataclass

from ecdsa.curves import Curve

from devices.id_reader.chip.ciphers import SUITES, Suite
from devices.id_reader.chip.curves import NUMBERED, Point, by_field, point_of
from devices.id_reader.chip.tlv import needed, objects
from office.errors import Trouble

SET, SEQUENCE, OID, INTEGER, BITS, OCTETS = 0x31, 0x30, 0x06, 0x02, 0x03, 0x04

# protocols of BSI TR-03110, below 0.4.0.127.0.7.2.2
_BSI = bytes.fromhex('04007F00070202')
PACE_ECDH_GM = _BSI + bytes((4, 2))
CHIP_PUBLIC_KEY = _BSI + bytes((1, 2))
CHIP_ECDH = _BSI + bytes((3, 2))
# 2.23.136.1.1.5: says which hash an active authentication with elliptic curves signs
ACTIVE = bytes.fromhex('678108010105')


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """One way of PACE that a chip offers."""

    protocol: bytes
    suite: Suite
    curve: Curve
    parameter: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChipKey:
    """A chip's lasting public key, and the protocol that proves that the chip has its secret half."""

    protocol: bytes
    suite: Suite
    curve: Curve
    point: Point
    key_id: bytes | None


def entries(file: bytes) -> list[tuple[bytes, list[tuple[int, bytes]]]]:
    """The protocols of a set, each with what follows its name.

    Raises:
        Trouble: ``chip.data`` when it is no such set.
    """
    found = []
    for tag, value in objects(needed(file, SET)):
        parts = list(objects(value)) if tag == SEQUENCE else []
        if not parts or parts[0][0] != OID:
            raise Trouble('chip.data')
        found.append((parts[0][1], parts[1:]))
    return found


def pace_ways(card_access: bytes) -> list[Pace]:
    """The ways of PACE that both the chip and we know, the chip's strongest cipher first; see ``entries``."""
    ways = []
    for protocol, rest in entries(card_access):
        numbers = [int.from_bytes(value, 'big') for tag, value in rest if tag == INTEGER]
        suite = SUITES.get(protocol[-1]) if protocol[:-1] == PACE_ECDH_GM else None
        curve = NUMBERED.get(numbers[1]) if len(numbers) > 1 else None
        if suite is not None and curve is not None:
            ways.append(Pace(protocol=protocol, suite=suite, curve=curve, parameter=numbers[1]))
    return sorted(ways, key=lambda way: (way.suite.is_aes, way.suite.key_bytes), reverse=True)


def chip_key(dg14: bytes) -> ChipKey | None:
    """The chip's key for chip authentication, None when DG14 has none that we know; see ``entries``."""
    listed = entries(dg14)
    for protocol, rest in listed:
        if protocol != CHIP_PUBLIC_KEY or not rest:
            continue
        key_id = next((value for tag, value in rest[1:] if tag == INTEGER), None)
        found = public_point(rest[0][1])
        way = _chip_protocol(listed, key_id)
        if found is not None:
            return ChipKey(protocol=way, suite=SUITES[way[-1]], curve=found[0], point=found[1], key_id=key_id)
    return None


def public_point(subject_key: bytes) -> tuple[Curve, Point] | None:
    """Curve and point of a SubjectPublicKeyInfo's value, its curve named, numbered or spelt out; None when unknown.

    Raises:
        Trouble: ``chip.data`` when it is no such value, ``chip.misread`` when the point isn't on the curve.
    """
    algorithm = list(objects(needed(subject_key, SEQUENCE)))
    curve = _curve(algorithm[1]) if len(algorithm) > 1 else None
    # a bit string begins with the number of bits that aren't used
    return None if curve is None else (curve, point_of(curve, needed(subject_key, BITS)[1:]))


def _curve(parameters: tuple[int, bytes]) -> Curve | None:
    tag, value = parameters
    if tag == INTEGER:
        return NUMBERED.get(int.from_bytes(value, 'big'))
    if tag == OID:
        return next((curve for curve in NUMBERED.values() if curve.encoded_oid[2:] == value), None)
    # spelt out (X9.62 ECParameters): version, then the field with its prime
    field = needed(value, SEQUENCE)
    return by_field(int.from_bytes(needed(field, INTEGER), 'big'))


def _chip_protocol(listed: list[tuple[bytes, list[tuple[int, bytes]]]], key_id: bytes | None) -> bytes:
    """The strongest way of chip authentication for a key; a chip of the first kind lists none and means Triple DES."""
    ways = []
    for protocol, rest in listed:
        numbers = [value for tag, value in rest if tag == INTEGER]
        if protocol[:-1] == CHIP_ECDH and protocol[-1] in SUITES and next(iter(numbers[1:]), None) == key_id:
            ways.append(protocol)
    return max(ways, default=CHIP_ECDH + b'\x01')
