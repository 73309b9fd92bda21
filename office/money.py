"""Amounts in đồng as people read them: with dots, and in words."""

from office.errors import Refusal

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", "nghìn", "triệu", "tỷ", "nghìn tỷ", "triệu tỷ")
_GROUP = 1000
LARGEST = _GROUP ** len(_SCALES) - 1


def dotted(amount: int) -> str:
    """``50.000 đ``."""
    return f'{amount:,}'.replace(',', '.') + ' đ'


def amount_in_words(amount: int) -> str:
    """An amount as a fee receipt words it: ``năm mươi nghìn đồng``.

    Raises:
        Refusal: ``amount.range`` below zero or beyond what has a name.
    """
    if not 0 <= amount <= LARGEST:
        raise Refusal('amount.range', amount=str(amount))
    if amount == 0:
        return "không đồng"
    groups = []
    while amount:
        amount, group = divmod(amount, _GROUP)
        groups.append(group)
    spoken = [
        f'{_three(group, first=at == len(groups) - 1)} {_SCALES[at]}'.strip()
        for at, group in reversed(list(enumerate(groups)))
        if group
    ]
    return ' '.join(spoken) + " đồng"


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
