"""The curves that chips name by number, and points on them as bytes (Doc 9303-11 §9.5.1, BSI TR-03110-3 A.2.1.1).

python-ecdsa does the arithmetic, which cryptography doesn't offer for a generator of one's own. It takes not the same
time for every key, so it is used for keys of one session only, never for one that lasts.
"""

import secrets
from typing import TypeAlias

from ecdsa import curves
from ecdsa.curves import Curve
from ecdsa.ellipticcurve import PointJacobi
from ecdsa.errors import MalformedPointError

from office.errors import Trouble

Point: TypeAlias = PointJacobi

_UNCOMPRESSED = b'\x04'

NUMBERED: dict[int, Curve] = {
    8: curves.NIST192p,
    9: curves.BRAINPOOLP192r1,
    10: curves.NIST224p,
    11: curves.BRAINPOOLP224r1,
    12: curves.NIST256p,
    13: curves.BRAINPOOLP256r1,
    14: curves.BRAINPOOLP320r1,
    15: curves.NIST384p,
    16: curves.BRAINPOOLP384r1,
    17: curves.BRAINPOOLP512r1,
    18: curves.NIST521p,
}


def point_of(curve: Curve, data: bytes) -> Point:
    """The point that a chip sent.

    Raises:
        Trouble: ``chip.misread`` when it isn't on the curve: sent by something that isn't a card's chip, or damaged.
    """
    if data[:1] != _UNCOMPRESSED:
        raise Trouble('chip.misread')
    try:
        # the order is right by construction: these curves have no points of a smaller one
        point = PointJacobi.from_bytes(curve.curve, data, valid_encodings=('uncompressed',), order=curve.order)
    except MalformedPointError as error:
        raise Trouble('chip.misread') from error
    # the library takes any two numbers for a point, and one off the curve would give our secret away
    if not curve.curve.contains_point(point.x(), point.y()):
        raise Trouble('chip.misread')
    return point


def bytes_of(point: Point) -> bytes:
    """A point as it is sent: 04, x, y."""
    return bytes(point.to_bytes('uncompressed'))


def x_of(curve: Curve, point: Point) -> bytes:
    """A point's x, as long as the curve's field is wide: what two sides share."""
    return int(point.x()).to_bytes((int(curve.curve.p()).bit_length() + 7) // 8, 'big')


def secret_for(curve: Curve) -> int:
    """A secret number for one session."""
    return secrets.randbelow(int(curve.order) - 1) + 1


def by_field(prime: int) -> Curve | None:
    """The curve over a prime field, for keys that spell their curve out."""
    return next((curve for curve in NUMBERED.values() if int(curve.curve.p()) == prime), None)
