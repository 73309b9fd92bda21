"""What a card's QR says, what it doesn't prove, and what a scanner does to names."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.errors import Refusal
from office.identity import CardRead, number_problems, read_card
from office.person import Proof
from office.privacy import masked_name, masked_number
from office.search_key import fold

SEVEN = '001199000001|012345678|Nguyễn Thị Mẫu|02031999|Nữ|Thôn Thử, Xã Mẫu, Hà Nội|15042021'


def test_a_card_pre_fills_and_proves_nothing() -> None:
    """Seven fields become a person whose proof is "QR, unproven"."""
    card = read_card(SEVEN)
    person = card.applicant()
    assert (person.name, person.number, person.birth) == ('Nguyễn Thị Mẫu', '001199000001', date(1999, 3, 2))
    assert person.proof is Proof.QR_UNPROVEN
    assert card.warnings == ()


def test_fields_that_nobody_has_explained_are_kept() -> None:
    """The new card's extra fields stay as they came, empty ones too."""
    assert read_card(SEVEN + '||Trần Văn Cha|').extra == ('', 'Trần Văn Cha', '')


def test_both_layouts_are_told_apart_by_the_birth_date() -> None:
    """The old number may be missing as a field, empty, or itself of twelve digits."""
    six = SEVEN.replace('012345678|', '')
    assert (read_card(six).old_number, read_card(six).name) == ('', 'Nguyễn Thị Mẫu')
    assert read_card(SEVEN.replace('012345678', '')) == read_card(six)
    assert read_card(SEVEN.replace('012345678', '012345678901')).old_number == '012345678901'


@given(st.text(alphabet=st.sampled_from('|0123456789NguyễnNữ ')) | st.text())
def test_no_text_whatever_breaks_the_reader(payload: str) -> None:
    """A scanner reads any QR; it is a card or it is refused."""
    try:
        read: CardRead | str = read_card(payload)
    except Refusal as refused:
        read = refused.code
    assert isinstance(read, CardRead) or read == 'card.not_a_card'


@pytest.mark.parametrize(
    ('payload', 'wanted'),
    [
        (
            '001090000123|012345678|Nguyễn Văn Thử|05031990|Nam|Số 12, Tổ 5, Phường Mẫu, Hà Nội|15062021',
            ('001090000123', '012345678', 'Nguyễn Văn Thử', '1990-03-05', 'Nam', '2021-06-15', ()),
        ),
        (
            '038304000089||Lê Ngọc Bảo Ví Dụ|31122004|Nữ|Thôn Đông, Xã Mẫu, Thanh Hóa|20082022',
            ('038304000089', '', 'Lê Ngọc Bảo Ví Dụ', '2004-12-31', 'Nữ', '2022-08-20', ()),
        ),
        (
            '092060000055|Đặng Hoàng Phương Thử|01011960|Nam|Ấp Hòa, Xã Mẫu, Cần Thơ|12122023',
            ('092060000055', '', 'Đặng Hoàng Phương Thử', '1960-01-01', 'Nam', '2023-12-12', ()),
        ),
        (
            '079188004567||Trần Thị Mẫu|29021988|Nữ|45/6 Đường Mẫu|01072024||Trần Văn Cha|Lê Thị Mẹ|',
            (
                '079188004567',
                '',
                'Trần Thị Mẫu',
                '1988-02-29',
                'Nữ',
                '2024-07-01',
                ('', 'Trần Văn Cha', 'Lê Thị Mẹ', ''),
            ),
        ),
    ],
    ids=['seven fields', 'no old number', 'six fields', 'eleven fields'],
)
def test_every_layout_gives_its_person(payload: str, wanted: tuple[object, ...]) -> None:
    """Both generations of the card, read without a warning."""
    card = read_card(payload)
    assert card.warnings == ()
    read = (card.number, card.old_number, card.name, str(card.birth), card.sex, str(card.issued), card.extra)
    assert read == wanted


def test_a_decomposed_name_is_composed() -> None:
    """A payload in NFD gives the same name as one in NFC."""
    assert read_card(unicodedata.normalize('NFD', SEVEN)).name == 'Nguyễn Thị Mẫu'


@pytest.mark.parametrize(
    ('name', 'warning'),
    [
        ('Nguy?n Th? M?u', 'name.damaged'),
        ('Nguye6n4 Thi5 Ma64u', 'name.damaged'),
        ('Nguyeenx Thij Maaux', 'name.damaged'),
        ('NGUYEN THI MAU', 'name.no_diacritics'),
        ('Nguyễn', 'name.half'),
        ('', 'name.half'),
    ],
)
def test_a_damaged_name_is_noticed(name: str, warning: str) -> None:
    """The officer is told to check a name that a scanner spoilt or cut."""
    assert warning in read_card(SEVEN.replace('Nguyễn Thị Mẫu', name)).warnings


@pytest.mark.parametrize(
    'payload',
    [
        '0900000001',
        'https://example.org/',
        '',
        SEVEN[:30],
        SEVEN.replace('Nữ', 'khác'),
        SEVEN.replace('02031999', '32131999'),
    ],
)
def test_another_qr_is_no_card(payload: str) -> None:
    """A phone number, a link, a cut or an impossible payload is refused as not a card."""
    with pytest.raises(Refusal, match=r'card\.not_a_card'):
        read_card(payload)


def test_a_number_that_contradicts_the_person_is_noticed() -> None:
    """Sex and birth year stand in the number; the province is of the list of 63."""
    assert number_problems('001199000001', sex='Nam', birth=date(1998, 1, 1)) == ('number.sex', 'number.year')
    assert number_problems('099199000001') == ('number.province',)
    assert number_problems('00119900000') == ('number.digits',)


def test_masks_hide_all_but_a_little() -> None:
    """Three digits and a given name tell two people at a desk apart."""
    assert masked_number('001199000001') == '•••••••••001'
    assert masked_name('Nguyễn Thị Mẫu') == 'N••• Mẫu'
    assert masked_number('') == masked_name('') == ''


@pytest.mark.parametrize(('one', 'other'), [('Hòa', 'Hoà'), ("D'Ran", 'D’Ran'), ('ĐẶNG  Thử', 'dang thu')])
def test_search_folds_what_people_write_differently(one: str, other: str) -> None:
    """Tone placement, apostrophes, case and đ make no difference."""
    assert fold(one) == fold(other)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    """A key is its own key."""
    assert fold(fold(text)) == fold(text)
