"""What a page's text offers for the fields of a form: numbers, names, dates, places; nothing here is ever a proof.

Vietnamese papers say before a colon what stands behind it (Decree 30/2020 Annex I, the forms of Circular 04/2020 on
civil status). A value is offered as a person would type it, with what was seen and where, so that the officer compares.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from office.identity import number_problems
from office.page_text import PageText, Word


class Field(StrEnum):
    """What a value is."""

    NAME = 'name'
    NUMBER = 'number'
    BIRTH = 'birth'
    DATE = 'date'
    ADDRESS = 'address'
    DOCUMENT = 'document'
    PLACE = 'place'


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A value for a field, ``seen`` as it stands on the page; the sides of its box are millimetres, as of a ``Word``.

    ``is_askers`` tells of a value behind words such as "người yêu cầu": it is of who stands at the counter.
    """

    field: Field
    value: str
    seen: str
    left: float
    top: float
    right: float
    bottom: float
    is_askers: bool = False


Found = tuple[Field, str, int, int]
_LAST_YEAR = 2100
_FIRST_YEAR = 1900
# the white between two columns of a form is wider than two letters are high
_GAP_HEIGHTS = 2.0
_LEAST_NAME, _MOST_NAME = 2, 7

_NUMBER = re.compile(r'(?<![\d/])(?:\d[ .]?){11}\d(?![\d/])')
_SLASHED = re.compile(r'(?<!\d)(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})(?!\d)')
_SPELT = re.compile(r'ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})', re.IGNORECASE)
_BORN = re.compile(r'(?:ngày\W*(?:tháng\W*năm\W*)?sinh|sinh\s+ngày|date of birth)[^:\d]*:?\s*$', re.IGNORECASE)
_DOCUMENT = re.compile(r'\bSố\s*:?\s*(\d{1,6}\s?/\s?[\dA-ZĐƯ][\w./ĐƯ-]*)')
_NAMED = re.compile(r'Họ(?:\s*,\s*chữ\s+đệm)?(?:\s*,|\s+và|\s*,\s*và)?\s+tên\b([^:]{0,60}):\s*', re.IGNORECASE)
_LIVES = re.compile(
    r'(?:Nơi\s+(?:đăng\s+ký\s+)?(?:cư\s+trú|thường\s+trú|ở\s+hiện\s+nay|ở\s+hiện\s+tại)|Địa\s+chỉ)[^:]{0,30}:\s*',
    re.IGNORECASE,
)
_ISSUED_AT = re.compile(r'(?:Nơi\s+cấp\s*:\s*|\bdo\s+)(?P<place>[A-ZĐƯƠÔÂÊỦỊ][^,;:()]{3,60}?)(?=\s+cấp\b|[,;(]|$)')
_ASKER = re.compile(r'người\s+(?:yêu\s+cầu|nộp|khai|đề\s+nghị|làm\s+đơn)', re.IGNORECASE)


def suggestions(text: PageText) -> tuple[Suggestion, ...]:
    """What a page offers, those of who stands at the counter first, else in the order of reading; nothing twice."""
    lines = [_parted(line) for line in text.lines]
    flat = [part for parts in lines for part in parts]
    found: dict[tuple[Field, str], Suggestion] = {}
    for at, words in enumerate(flat):
        following = flat[at + 1] if at + 1 < len(flat) else ()
        for one in _of_line(words, following):
            found.setdefault((one.field, one.value), one)
    return tuple(sorted(found.values(), key=lambda one: not one.is_askers))


def _parted(line: Sequence[Word]) -> list[tuple[Word, ...]]:
    """A line as its columns."""
    height = max(word.bottom for word in line) - min(word.top for word in line)
    parts: list[list[Word]] = [[line[0]]]
    for before, word in pairwise(line):
        if word.left - before.right > _GAP_HEIGHTS * height:
            parts.append([])
        parts[-1].append(word)
    return [tuple(part) for part in parts]


def _of_line(words: Sequence[Word], following: Sequence[Word]) -> Iterator[Suggestion]:
    text = ' '.join(word.text for word in words)
    for rule in _RULES:
        for field, value, start, end in rule(text):
            yield _placed(field, value, words, start, end, is_askers=bool(_ASKER.search(text[:start])))
    # a card has its label on one line and the name below
    label = _NAMED.search(text)
    if label is not None and label.end() == len(text):
        below = ' '.join(word.text for word in following)
        name = _name(below)
        if name and name.isupper():
            yield _placed(Field.NAME, name.title(), following, 0, len(name), is_askers=False)


def _placed(field: Field, value: str, words: Sequence[Word], start: int, end: int, *, is_askers: bool) -> Suggestion:
    """The suggestion with the box of the words that these letters of the line belong to."""
    own, at = [], 0
    for word in words:
        if at < end and at + len(word.text) > start:
            own.append(word)
        at += len(word.text) + 1
    return Suggestion(
        field=field,
        value=value,
        seen=' '.join(word.text for word in own),
        left=min(word.left for word in own),
        top=min(word.top for word in own),
        right=max(word.right for word in own),
        bottom=max(word.bottom for word in own),
        is_askers=is_askers,
    )


def _numbers(text: str) -> Iterator[Found]:
    for match in _NUMBER.finditer(text):
        digits = re.sub(r'\D', '', match.group())
        if not number_problems(digits):
            yield Field.NUMBER, digits, match.start(), match.end()


def _dates(text: str) -> Iterator[Found]:
    for pattern in (_SLASHED, _SPELT):
        for match in pattern.finditer(text):
            day, month, year = (int(part) for part in match.groups())
            try:
                value = date(year, month, day)
            except ValueError:
                continue
            if _FIRST_YEAR <= year <= _LAST_YEAR:
                field = Field.BIRTH if _BORN.search(text[: match.start()]) else Field.DATE
                yield field, f'{value:%d/%m/%Y}', match.start(), match.end()


def _documents(text: str) -> Iterator[Found]:
    for match in _DOCUMENT.finditer(text):
        yield Field.DOCUMENT, match.group(1).replace(' ', '').rstrip('.-/'), match.start(1), match.end(1)


def _names(text: str) -> Iterator[Found]:
    for match in _NAMED.finditer(text):
        name = _name(text[match.end() :])
        if name:
            value = name.title() if name.isupper() else name
            yield Field.NAME, value, match.end(), match.end() + len(name)


def _name(text: str) -> str:
    """The words of a name that a text begins with: letters alone, each with a capital first; '' for none."""
    words = []
    for word in text.split():
        bare = word.rstrip('.,;')
        if not (bare.isalpha() and bare[0].isupper()):
            break
        words.append(bare)
        if bare != word:
            break
    return ' '.join(words) if _LEAST_NAME <= len(words) <= _MOST_NAME else ''


def _addresses(text: str) -> Iterator[Found]:
    for match in _LIVES.finditer(text):
        value = text[match.end() :].rstrip(' .;')
        if value:
            yield Field.ADDRESS, value, match.end(), match.end() + len(value)


def _places(text: str) -> Iterator[Found]:
    for match in _ISSUED_AT.finditer(text):
        place = match.group('place').strip()
        yield Field.PLACE, place, match.start('place'), match.start('place') + len(place)


_RULES: tuple[Callable[[str], Iterator[Found]], ...] = (_numbers, _dates, _documents, _names, _addresses, _places)
