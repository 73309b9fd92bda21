"""The counter's two languages side by side, and how an officer reads codes, numbers and times.

The source language is Vietnamese; a screen says either through ``say``. The choice belongs to the machine and is made
once, before the first window.
"""

from datetime import date, datetime
from typing import Literal

from office.privacy import masked_number

LANGUAGES = ('vi', 'en')
Pair = tuple[str, str]

_GROUP = 3
_chosen = ['vi']


def use_language(language: str) -> None:
    """Choose what ``say`` says from now on: one of ``LANGUAGES``."""
    _chosen[0] = language if language in LANGUAGES else 'vi'


def language() -> Literal['vi', 'en']:
    """The chosen language."""
    return 'en' if _chosen[0] == 'en' else 'vi'


def say(vietnamese: str, english: str) -> str:
    """A text in the chosen language."""
    return english if _chosen[0] == 'en' else vietnamese


def said(pair: Pair) -> str:
    """A pair of a table in the chosen language."""
    return say(*pair)


def moment(at: datetime | None) -> str:
    """``24/11/2026 08:00`` at the centre; '' for none."""
    return f'{_here(at):%d/%m/%Y %H:%M}' if at else ''


def clock(at: datetime) -> str:
    """``08:00`` at the centre."""
    return f'{_here(at):%H:%M}'


def _here(at: datetime) -> datetime:
    from office.workdays import LOCAL  # noqa: PLC0415 - the log-in shows first, and no time stands on it

    return at.astimezone(LOCAL)


def day(on: date | None) -> str:
    """``24/11/2026``; '' for none."""
    return f'{on:%d/%m/%Y}' if on else ''


def grouped(number: str) -> str:
    """An identity number in threes: ``001 199 000 001``; codes with signs of their own stay as they are."""
    if not number or not all(char.isdigit() or char == '•' for char in number):
        return number
    return ' '.join(number[at : at + _GROUP] for at in range(0, len(number), _GROUP))


def hidden(number: str) -> str:
    """An identity number masked, in threes."""
    return grouped(masked_number(number))
