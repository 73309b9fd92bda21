"""Numbers and tickets as they are said aloud in Vietnamese."""

import re

from office.errors import Refusal

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", "nghìn", "triệu", "tỷ", "nghìn tỷ", "triệu tỷ")
_GROUP = 1000
LARGEST = _GROUP ** len(_SCALES) - 1


def number_in_words(number: int) -> str:
    """A number as it is read: ``một trăm hai mươi mốt``.

    Raises:
        Refusal: ``amount.range`` below zero or beyond what has a name.
    """
    if not 0 <= number <= LARGEST:
        raise Refusal('amount.range', amount=str(number))
    if number == 0:
        return _DIGITS[0]
    groups = []
    while number:
        number, group = divmod(number, _GROUP)
        groups.append(group)
    return ' '.join(
        f'{_three(group, first=at == len(groups) - 1)} {_SCALES[at]}'.strip()
        for at, group in reversed(list(enumerate(groups)))
        if group
    )


def label_in_words(label: str) -> str:
    """A ticket's or a counter's label: its letters, then its number as one number; ``A017`` is ``A mười bảy``.

    Nobody has a number of zeros: read digit by digit, seventeen would be three words for the ear to put together.
    """
    return ' '.join(re.sub(r'\d+', lambda found: f' {number_in_words(int(found[0]))} ', label).split())


def spaced(label: str) -> str:
    """The same for a voice that reads numbers itself: ``A 17``."""
    return ' '.join(re.sub(r'\d+', lambda found: f' {int(found[0])} ', label).split())


def _three(group: int, *, first: bool) -> str:
    """A group of three digits; inside a number the hundreds are always said."""
    hundreds, rest = divmod(group, 100)
    said = [] if first and not hundreds else [f'{_DIGITS[hundreds]} trăm']
    tens, ones = divmod(rest, 10)
    if tens > 1:
        said.append(f'{_DIGITS[tens]} mươi')
        said += {0: [], 1: ["mốt"], 4: ["tư"], 5: ["lăm"]}.get(ones, [_DIGITS[ones]])
    elif tens == 1:
        said.append("mười")
        said += {0: [], 5: ["lăm"]}.get(ones, [_DIGITS[ones]])
    elif ones:
        said += [f'linh {_DIGITS[ones]}'] if said else [_DIGITS[ones]]
    return ' '.join(said)
