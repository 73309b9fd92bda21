"""Tracking numbers of postal items (số hiệu bưu gửi): UPU S10 tells a mistyped one, and another carrier's is a doubt.

An S10 number is two letters, eight digits, a check digit and the country (UPU S10; domain.md §6.3). Some services
number their items otherwise, so that whatever else may be a number is taken, with a doubt for the officer to look at.
"""

import re
from enum import StrEnum

from office.errors import Refusal

_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
_MODULUS = 11
# what S10 writes where 11 minus the remainder has two digits
_TWO_DIGITS = {10: 0, 11: 5}

_S10 = re.compile(r'[A-Z]{2}([0-9]{8})([0-9])[A-Z]{2}')
# shorter is no carrier's number but a slip of the hand, longer is another code's text
_NUMBER = re.compile(r'(?=.*[0-9])[A-Z0-9]{8,30}')


class Doubt(StrEnum):
    """What speaks against a tracking number that is taken all the same."""

    CHECK_DIGIT = 'check_digit'
    OTHER_SHAPE = 'other_shape'


def check_digit(serial: str) -> int:
    """The check digit of the eight digits of an S10 number."""
    left = _MODULUS - sum(int(digit) * weight for digit, weight in zip(serial, _WEIGHTS, strict=True)) % _MODULUS
    return _TWO_DIGITS.get(left, left)


def tracking_number(typed: str) -> str:
    """A number as it is kept: capitals, no spaces.

    Raises:
        Refusal: ``post.no_tracking`` for none, ``post.not_tracking`` for what no carrier writes: other signs than
            letters without marks and digits, no digit, fewer than 8 or more than 30 of them.
    """
    number = ''.join(typed.split()).upper()
    if not number:
        raise Refusal('post.no_tracking')
    if _NUMBER.fullmatch(number) is None:
        raise Refusal('post.not_tracking')
    return number


def is_tracking(scanned: str) -> bool:
    """Whether what a scanner read may be a tracking number: a card's text and a dossier's code never are."""
    try:
        tracking_number(scanned)
    except Refusal:
        return False
    return True


def doubt_of(number: str) -> Doubt | None:
    """What speaks against a number as ``tracking_number`` gives it, None when S10 holds."""
    parts = _S10.fullmatch(number)
    if parts is None:
        return Doubt.OTHER_SHAPE
    return None if check_digit(parts[1]) == int(parts[2]) else Doubt.CHECK_DIGIT
