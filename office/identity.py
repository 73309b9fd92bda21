"""The identity card: its number's parts, and what its QR code says (domain.md §4).

The QR is unsigned and anyone can print one: what it gives is always "QR, unproven".
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from office.errors import Refusal
from office.person import Applicant, Proof

NUMBER_DIGITS = 12
LEAST_FIELDS = 6

# provinces of birth registration keep the numbers of the list of 63; 001 to 096, with gaps (Circular 59/2021/TT-BCA)
PROVINCES = frozenset(
    {1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37, 38, 40, 42, 44, 45}
    | {46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79, 80, 82, 83, 84, 86, 87, 89, 91}
    | {92, 93, 94, 95, 96}
)

# what Telex keys leave behind when no input method took them: Vietnamese has no f, j, w, z, writes no vowel or d twice,
# and ends no syllable in r, s or x
_KEYSTROKES = re.compile(r'[fjwz]|dd|aa|ee|oo|[rsx]\b', re.IGNORECASE)

_FEMALE = {'nữ', 'nu', 'female', 'f'}
_MALE = {'nam', 'male', 'm'}


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRead:
    """What a card's QR said; ``warnings`` are codes for the officer, ``extra`` the fields nobody has explained."""

    number: str
    old_number: str
    name: str
    birth: date | None
    sex: str
    address: str
    issued: date | None
    extra: tuple[str, ...]
    warnings: tuple[str, ...]

    def applicant(self) -> Applicant:
        """The person to pre-fill, recorded as unproven."""
        return Applicant(
            name=self.name,
            number=self.number,
            birth=self.birth,
            sex=self.sex,
            address=self.address,
            proof=Proof.QR_UNPROVEN,
            extra=self.extra,
        )


def number_problems(number: str, *, sex: str = '', birth: date | None = None) -> tuple[str, ...]:
    """What speaks against a 12-digit personal number, as codes; there is no check digit.

    Returns:
        any of ``number.digits``, ``number.province``, ``number.sex``, ``number.year``; empty when nothing does.
    """
    if len(number) != NUMBER_DIGITS or not (number.isascii() and number.isdigit()):
        return ('number.digits',)
    found = []
    if int(number[:3]) not in PROVINCES:
        found.append('number.province')
    century, is_female = divmod(int(number[3]), 2)
    said = sex.strip().lower()
    if (said in _FEMALE and not is_female) or (said in _MALE and is_female):
        found.append('number.sex')
    if birth is not None and birth.year != 1900 + 100 * century + int(number[4:6]):
        found.append('number.year')
    return tuple(found)


def read_card(payload: str) -> CardRead:
    """What the QR of either card generation says.

    Raises:
        Refusal: ``card.not_a_card`` when the text isn't a card's: another QR, a cut payload, a letter in the number,
            two cards with nothing between them.
    """
    fields = unicodedata.normalize('NFC', payload.strip('\r\n\x00 ')).split('|')
    if len(fields) < LEAST_FIELDS or number_problems(fields[0].strip()) == ('number.digits',):
        raise Refusal('card.not_a_card')
    number, rest = fields[0].strip(), [field.strip() for field in fields[1:]]
    # the birth date tells the layouts apart: some cards lack the field of the old number, which may also be empty
    old, rest = ('', rest) if _day(rest[1]) is not None else (rest[0], rest[1:])
    if len(rest) < LEAST_FIELDS - 1:
        raise Refusal('card.not_a_card')
    name, birth_text, sex, address, issued_text, *extra = rest
    birth, issued = _day(birth_text), _day(issued_text)
    if birth is None or sex.lower() not in _FEMALE | _MALE or _is_a_second_card(extra):
        raise Refusal('card.not_a_card')
    found = _name_problems(name) + number_problems(number, sex=sex, birth=birth)
    return CardRead(
        number=number,
        old_number=old,
        name=' '.join(name.split()),
        birth=birth,
        sex=sex,
        address=address,
        issued=issued,
        extra=tuple(extra),
        warnings=found if issued is not None else (*found, 'card.issued'),
    )


def _is_a_second_card(extra: list[str]) -> bool:
    """Whether a birth date and a sex stand among the unexplained fields: a scanner ran two cards together."""
    return any(_day(day) is not None and sex.lower() in _FEMALE | _MALE for day, sex in pairwise(extra))


def _day(text: str) -> date | None:
    if len(text) != 8 or not text.isdigit():  # noqa: PLR2004 - ddmmyyyy
        return None
    try:
        return date(int(text[4:]), int(text[2:4]), int(text[:2]))
    except ValueError:
        return None


def _name_problems(name: str) -> tuple[str, ...]:
    """A scanner in keyboard mode loses diacritics or turns them into question marks (domain.md §4.2)."""
    found = []
    if len(name.split()) < 2:  # noqa: PLR2004 - a family and a given name
        found.append('name.half')
    is_typed = name.isascii() and _KEYSTROKES.search(name)
    if is_typed or any(char in '?\ufffd' or char.isdigit() for char in name):
        found.append('name.damaged')
    elif name.isascii():
        found.append('name.no_diacritics')
    return tuple(found)
