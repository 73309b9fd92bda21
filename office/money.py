"""Amounts in đồng as people read them: with dots, and in words."""

from office.spoken import number_in_words


def dotted(amount: int) -> str:
    """``50.000 đ``."""
    return f'{amount:,}'.replace(',', '.') + ' đ'


def amount_in_words(amount: int) -> str:
    """An amount as a fee receipt words it: ``năm mươi nghìn đồng``.

    Raises:
        Refusal: ``amount.range`` below zero or beyond what has a name.
    """
    return f'{number_in_words(amount)} đồng'
