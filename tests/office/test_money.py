"""Amounts in words, as they stand on fee receipts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.errors import Refusal
from office.money import amount_in_words, dotted
from office.spoken import LARGEST


@pytest.mark.parametrize(
    ('amount', 'words'),
    [
        (0, "không đồng"),
        (5, "năm đồng"),
        (15, "mười lăm đồng"),
        (21, "hai mươi mốt đồng"),
        (24, "hai mươi tư đồng"),
        (101, "một trăm linh một đồng"),
        (1001, "một nghìn không trăm linh một đồng"),
        (8000, "tám nghìn đồng"),
        (50000, "năm mươi nghìn đồng"),
        (2005000, "hai triệu không trăm linh năm nghìn đồng"),
        (1000015, "một triệu không trăm mười lăm đồng"),
        (3_000_000_000, "ba tỷ đồng"),
    ],
)
def test_an_amount_is_said_as_a_cashier_says_it(amount: int, words: str) -> None:
    """The words follow the rules of linh, mốt, tư and lăm."""
    assert amount_in_words(amount) == words


def test_an_amount_without_a_name_is_refused() -> None:
    """Below zero and beyond the largest named scale there are no words."""
    for amount in (-1, LARGEST + 1):
        with pytest.raises(Refusal, match=r'amount\.range'):
            amount_in_words(amount)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_two_amounts_never_sound_the_same(one: int, other: int) -> None:
    """Different amounts have different words and different digits."""
    assert (amount_in_words(one) == amount_in_words(other)) == (one == other)
    assert (dotted(one) == dotted(other)) == (one == other)
