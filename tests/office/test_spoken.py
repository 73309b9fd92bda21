"""Numbers as they are said."""

import pytest

from office.errors import Refusal
from office.spoken import LARGEST, label_in_words, number_in_words, spaced


@pytest.mark.parametrize(
    ('number', 'said'),
    [
        (0, "không"),
        (4, "bốn"),
        (10, "mười"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (55, "năm mươi lăm"),
        (101, "một trăm linh một"),
        (115, "một trăm mười lăm"),
        (230, "hai trăm ba mươi"),
        (1001, "một nghìn không trăm linh một"),
        (2_005_000, "hai triệu không trăm linh năm nghìn"),
    ],
)
def test_a_number_in_words(number: int, said: str) -> None:
    assert number_in_words(number) == said


@pytest.mark.parametrize('number', [-1, LARGEST + 1])
def test_what_has_no_name_is_refused(number: int) -> None:
    with pytest.raises(Refusal):
        number_in_words(number)


@pytest.mark.parametrize(
    ('label', 'said', 'for_english'),
    [
        ('A001', "A một", 'A 1'),
        ('A017', "A mười bảy", 'A 17'),
        ('K105', "K một trăm linh năm", 'K 105'),
        ('3', "ba", '3'),
        ('Quầy 12', "Quầy mười hai", 'Quầy 12'),
        ('Hộ tịch', "Hộ tịch", 'Hộ tịch'),
    ],
)
def test_a_label_is_one_number_and_not_its_digits(label: str, said: str, for_english: str) -> None:
    assert label_in_words(label) == said
    assert spaced(label) == for_english
