"""The machine readable zone of an identity card: three lines of thirty (ICAO Doc 9303 parts 3 and 5, TD1).

Vietnamese cards (issuer VNM) write the last nine digits of the personal number as the document's number, and the
whole number into the optional field behind it (domain.md §4.3). The name has no diacritics and no check digit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase, digits

from office.errors import Refusal
from office.identity import NUMBER_DIGITS, number_problems

LINES, LENGTH = 3, 30
FILLER = '<'
VIETNAM = 'VNM'
SIGNS = digits + ascii_uppercase + FILLER

_WEIGHTS = (7, 3, 1)
_VALUES = {sign: at for at, sign in enumerate(digits + ascii_uppercase)} | {FILLER: 0}

# where a sign can only be one of these; everywhere else it may be any
_LETTERS = ascii_uppercase + FILLER
_KINDS = (
    {**dict.fromkeys(range(5), _LETTERS), 14: digits + FILLER},
    {
        **dict.fromkeys((*range(7), *range(8, 15), 29), digits),
        7: 'MF<',
        **dict.fromkeys(range(15, 18), _LETTERS),
    },
    dict.fromkeys(range(LENGTH), _LETTERS),
)
_VIETNAMESE: tuple[dict[int, str], ...] = (
    {
        **dict(enumerate(f'ID{VIETNAM}')),
        **dict.fromkeys((*range(5, 27), 29), digits),
        **dict.fromkeys((27, 28), FILLER),
    },
    {**dict.fromkeys(range(18, 29), FILLER), **dict(zip(range(15, 18), VIETNAM, strict=True)), 7: 'MF'},
    {},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mrz:
    """What the zone of a TD1 card says, its check digits right; ``warnings`` are codes for the officer.

    ``number`` is the document's; ``personal_number`` the twelve digits of a Vietnamese card, '' on others. Names are in
    capitals without diacritics; ``given`` is '' where a card doesn't part them.
    """

    document: str
    issuer: str
    number: str
    personal_number: str
    birth: date | None
    sex: str
    expiry: date | None
    nationality: str
    surname: str
    given: str
    key: str
    warnings: tuple[str, ...]

    @property
    def name(self) -> str:
        """Family name first, as it stands on the card."""
        return f'{self.surname} {self.given}'.strip()


def check_digit(text: str) -> str:
    """The digit for a text of capitals, digits and fillers, by weights 7, 3, 1 (Doc 9303-3 §4.9)."""
    return str(sum(_VALUES[sign] * _WEIGHTS[at % 3] for at, sign in enumerate(text)) % 10)


def signs_at(line: int, column: int, *, is_vietnamese: bool) -> str:
    """Which signs may stand at a place, counted from 0; the card of a Vietnamese citizen leaves fewer open."""
    if is_vietnamese and column in _VIETNAMESE[line]:
        return _VIETNAMESE[line][column]
    return _KINDS[line].get(column, SIGNS)


def parse(lines: Sequence[str], *, today: date) -> Mrz:
    """Read the three lines; ``today`` tells the century of a birth that no personal number tells.

    Raises:
        Refusal: ``mrz.shape`` when they aren't three lines of thirty allowed signs; ``mrz.check`` with the ``fields``
            whose check digit is wrong: a sign was misread, or the card is false.
    """
    if len(lines) != LINES or any(len(line) != LENGTH or set(line) - set(SIGNS) for line in lines):
        raise Refusal('mrz.shape')
    if not _are_kinds_kept(lines):
        raise Refusal('mrz.shape')
    if wrong := wrong_fields(lines):
        raise Refusal('mrz.check', fields=', '.join(wrong))
    first, second, third = lines
    number, rest = _number(first)
    issuer, sex = first[2:5].rstrip(FILLER), second[7].replace(FILLER, '')
    personal = rest[:NUMBER_DIGITS] if issuer == VIETNAM and rest[:NUMBER_DIGITS].isdigit() else ''
    birth = _birth(second[:6], personal, today)
    surname, _, given = third.strip(FILLER).partition('<<')
    return Mrz(
        document=first[:2].rstrip(FILLER),
        issuer=issuer,
        number=number,
        personal_number=personal,
        birth=birth,
        sex=sex,
        expiry=_day(2000, second[8:14]),
        nationality=second[15:18].rstrip(FILLER),
        surname=_words(surname),
        given=_words(given),
        key=access_information(number, second[:6], second[8:14]),
        warnings=_warnings(first, personal, sex, birth) if issuer == VIETNAM else (),
    )


def wrong_fields(lines: Sequence[str]) -> tuple[str, ...]:
    """Which check digits are wrong: ``number``, ``birth``, ``expiry``, ``whole``; three lines of thirty are given.

    The last sign of a Vietnamese first line isn't among them: two formulas fitted the cards seen, and the digit over
    the whole covers it.
    """
    first, second, _ = lines
    number, _ = _number(first)
    number_digit = first[14] if first[14] != FILLER else first[15:].partition(FILLER)[0][-1:]
    whole = first[5:] + second[:7] + second[8:15] + second[18:29]
    checks = (
        ('number', number.ljust(9, FILLER), number_digit),
        ('birth', second[:6], second[6]),
        ('expiry', second[8:14], second[14]),
        ('whole', whole, second[29]),
    )
    return tuple(name for name, text, digit in checks if check_digit(text) != digit)


def access_information(number: str, birth: str, expiry: str) -> str:
    """What a chip's key is made of: document number, birth and expiry as YYMMDD, each with its check digit."""
    padded = number.upper().ljust(9, FILLER)
    return ''.join(text + check_digit(text) for text in (padded, birth, expiry))


def lines_of(*, personal_number: str, birth: date, sex: str, expiry: date, surname: str, given: str) -> tuple[str, ...]:
    """The three lines of a Vietnamese card, for specimens; names in capitals without diacritics, ``sex`` M or F."""
    number = personal_number[-9:]
    first = f'ID{VIETNAM}{number}{check_digit(number)}{personal_number}<<{check_digit(personal_number)}'
    days = [f'{day:%y%m%d}' for day in (birth, expiry)]
    second = f'{days[0]}{check_digit(days[0])}{sex}{days[1]}{check_digit(days[1])}{VIETNAM}'.ljust(29, FILLER)
    whole = check_digit(first[5:] + second[:7] + second[8:15] + second[18:29])
    third = f'{surname}<<{given}'.replace(' ', FILLER)[:LENGTH].ljust(LENGTH, FILLER)
    return first, second + whole, third


def _are_kinds_kept(lines: Sequence[str]) -> bool:
    return lines[0][0] in 'IAC' and all(
        sign in signs_at(line, column, is_vietnamese=False)
        for line, text in enumerate(lines)
        for column, sign in enumerate(text)
    )


def _number(first: str) -> tuple[str, str]:
    """The document's number and what follows it; one of more than nine signs goes on in the optional field."""
    if first[14] != FILLER:
        return first[5:14].rstrip(FILLER), first[15:]
    more, _, rest = first[15:].partition(FILLER)
    return first[5:14] + more[:-1], rest


def _birth(text: str, personal: str, today: date) -> date | None:
    if personal:
        birth = _day(1900 + 100 * (int(personal[3]) // 2), text)
        if birth is not None:
            return birth
    found = [day for century in (2000, 1900) if (day := _day(century, text)) is not None]
    return next((day for day in found if day <= today), None)


def _day(century: int, text: str) -> date | None:
    try:
        return date(century + int(text[:2]), int(text[2:4]), int(text[4:]))
    except ValueError:
        return None


def _words(text: str) -> str:
    return ' '.join(text.replace(FILLER, ' ').split())


def _warnings(first: str, personal: str, sex: str, birth: date | None) -> tuple[str, ...]:
    if not personal:
        return ('mrz.personal_number',)
    found = number_problems(personal, sex=sex, birth=birth)
    return found if personal.endswith(first[5:14]) else (*found, 'mrz.personal_number')
