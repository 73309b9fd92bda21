"""The machine readable zone: what it says, and which of its signs can't be wrong unnoticed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.chip import key_of_numbers, keys_of_card
from office.errors import Refusal
from office.identity import read_card
from office.mrz import SIGNS, access_information, check_digit, lines_of, parse, signs_at

TODAY = date(2026, 11, 25)
# nobody's card; its check digits were computed by hand from Doc 9303-3 §4.9
LINES = ('IDVNM0950001238001095000123<<9', '9501016M3501014VNM<<<<<<<<<<<0', 'NGUYEN<<VAN<A<<<<<<<<<<<<<<<<<')
FOREIGN = ('I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<')

NAMES = st.text(alphabet='ABCDEGHIKLMNOPQRSTUVXY', min_size=1, max_size=5)
DAYS = st.dates(min_value=date(1930, 1, 1), max_value=date(2012, 1, 1))


def with_sign(lines: tuple[str, ...], line: int, column: int, sign: str) -> tuple[str, ...]:
    text = lines[line]
    return (*lines[:line], text[:column] + sign + text[column + 1 :], *lines[line + 1 :])


def refusal_of(lines: tuple[str, ...] | list[str]) -> str:
    with pytest.raises(Refusal) as refused:
        parse(lines, today=TODAY)
    return str(refused.value)


def test_a_vietnamese_card_is_read() -> None:
    """Number, personal number, days, sex, name; its last digit of the first line isn't judged."""
    read = parse(LINES, today=TODAY)
    assert (read.document, read.issuer, read.nationality) == ('ID', 'VNM', 'VNM')
    assert (read.number, read.personal_number) == ('095000123', '001095000123')
    assert (read.birth, read.sex, read.expiry) == (date(1995, 1, 1), 'M', date(2035, 1, 1))
    assert (read.surname, read.given, read.name) == ('NGUYEN', 'VAN A', 'NGUYEN VAN A')
    assert read.key == '095000123895010163501014'
    assert read.warnings == ()


def test_the_specimen_of_the_standard_is_read() -> None:
    """Doc 9303-5's own, of Utopia: no personal number, and nothing is said against it."""
    read = parse(FOREIGN, today=TODAY)
    assert (read.number, read.personal_number, read.name) == ('D23145890', '', 'ERIKSSON ANNA MARIA')
    assert (read.birth, read.expiry, read.warnings) == (date(1974, 8, 12), date(2012, 4, 15), ())


def test_a_long_number_goes_on_in_the_optional_field() -> None:
    """Its check digit is the last sign before the filler (Doc 9303-5 §4.2.2.1, note j)."""
    number = 'D23145890734'
    first = f'I<UTOD23145890<734{check_digit(number)}'.ljust(30, '<')
    second = FOREIGN[1][:29]
    whole = check_digit(first[5:] + second[:7] + second[8:15] + second[18:29])
    assert parse((first, second + whole, FOREIGN[2]), today=TODAY).number == number


@pytest.mark.parametrize(
    ('lines', 'code'),
    [
        (LINES[:2], 'mrz.shape'),
        (('', '', ''), 'mrz.shape'),
        ((LINES[0][:29], *LINES[1:]), 'mrz.shape'),
        (with_sign(LINES, 0, 0, 'P'), 'mrz.shape'),
        (with_sign(LINES, 1, 0, 'O'), 'mrz.shape'),
        (with_sign(LINES, 2, 3, '0'), 'mrz.shape'),
        (with_sign(LINES, 2, 3, 'Đ'), 'mrz.shape'),
        (with_sign(LINES, 0, 5, '1'), 'mrz.check(fields=number, whole)'),
        (with_sign(LINES, 1, 0, '8'), 'mrz.check(fields=birth, whole)'),
        (with_sign(LINES, 1, 8, '4'), 'mrz.check(fields=expiry, whole)'),
        (with_sign(LINES, 0, 20, '1'), 'mrz.check(fields=whole)'),
        (with_sign(LINES, 1, 29, '1'), 'mrz.check(fields=whole)'),
    ],
)
def test_what_is_no_zone_is_refused(lines: tuple[str, ...], code: str) -> None:
    """And what was misread is named."""
    assert refusal_of(lines).startswith(code)


@given(
    line=st.integers(min_value=0, max_value=1),
    column=st.integers(min_value=0, max_value=28),
    sign=st.sampled_from(SIGNS),
)
def test_one_wrong_digit_never_passes(line: int, column: int, sign: str) -> None:
    """Every digit that says who somebody is stands under a check digit; 7-3-1 catches any single one."""
    old = LINES[line][column]
    if sign != old and old.isdigit() and sign.isdigit():
        assert 'mrz.check' in refusal_of(with_sign(LINES, line, column, sign))


@given(
    number=st.integers(min_value=0, max_value=999_999), birth=DAYS, years=st.sampled_from([25, 40, 60]), given_=NAMES
)
def test_a_card_says_what_was_written(number: int, birth: date, years: int, given_: str) -> None:
    """Written and read again, whoever it is of, in both centuries."""
    birth = birth.replace(day=min(birth.day, 28))
    personal = f'001{2 * (birth.year >= 2000) + 1}{birth.year % 100:02d}{number:06d}'
    expiry = birth.replace(year=birth.year + years)
    lines = lines_of(personal_number=personal, birth=birth, sex='F', expiry=expiry, surname='LE', given=given_)
    read = parse(lines, today=TODAY)
    assert (read.personal_number, read.birth, read.given, read.warnings) == (personal, birth, given_, ())
    assert read.expiry == expiry or expiry.year < 2000
    assert all(text[at] in signs_at(row, at, is_vietnamese=True) for row, text in enumerate(lines) for at in range(30))


def test_numbers_that_dont_agree_are_a_warning() -> None:
    """The document's number is the end of the personal number; sex and year of birth stand in it too."""
    written = lines_of(
        personal_number='001195000123',
        birth=date(1996, 1, 1),
        sex='M',
        expiry=date(2036, 1, 1),
        surname='LE',
        given='A',
    )
    assert parse(written, today=TODAY).warnings == ('number.sex', 'number.year')
    first = 'IDVNM095000124' + check_digit('095000124') + LINES[0][15:]
    second = LINES[1][:29]
    whole = check_digit(first[5:] + second[:7] + second[8:15] + second[18:29])
    assert parse((first, second + whole, LINES[2]), today=TODAY).warnings == ('mrz.personal_number',)


def test_a_centurys_turn_without_a_personal_number() -> None:
    """Nobody is born tomorrow."""
    assert parse(FOREIGN, today=date(2074, 8, 11)).birth == date(1974, 8, 12)
    assert parse(FOREIGN, today=date(2074, 8, 13)).birth == date(2074, 8, 12)


@pytest.mark.parametrize(
    ('birth', 'issued', 'ends'),
    [
        ('02031999', '15072024', ['390302']),  # 25 already
        ('02031999', '15042021', ['240302']),  # three years before 25
        ('02031999', '15042023', ['390302', '240302']),  # within two years before 25: until 40
        ('02031966', '15042021', ['260302']),  # until 60
        ('02031966', '15042025', ['991231', '260302']),  # within two years before 60: for life
        ('02031950', '15042021', ['991231']),
        ('29022004', '15042021', ['290228', '290301']),
    ],
)
def test_a_qr_tells_until_when_its_card_is_valid(birth: str, issued: str, ends: list[str]) -> None:
    """By the ages of the law, the likeliest first."""
    number = f'001{1 if birth[4:] < "2000" else 3}{birth[-2:]}000000'
    card = read_card(f'{number}||ĐỖ THỊ MẪU|{birth}|Nữ|Xã Mẫu, Tỉnh Mẫu|{issued}')
    born = birth[-2:] + birth[2:4] + birth[:2]
    assert list(keys_of_card(card)) == [access_information(number[-9:], born, end) for end in ends]


def test_a_card_whose_day_of_issue_is_unreadable_leaves_all_ages_open() -> None:
    """And for life."""
    card = read_card('001199000000||ĐỖ THỊ MẪU|02031999|Nữ|Xã Mẫu, Tỉnh Mẫu|')
    assert [key[-7:-1] for key in keys_of_card(card)] == ['130302', '240302', '390302', '590302', '991231']


def test_what_is_typed_off_a_card_opens_it() -> None:
    """Twelve digits or nine, with or without a date of expiry."""
    birth, expiry = date(1995, 1, 1), date(2035, 1, 1)
    key = parse(LINES, today=TODAY).key
    for number in ('001095000123', '095000123', ' 095000123 '):
        assert key_of_numbers(number=number, birth=birth, expiry=expiry) == key
    assert key_of_numbers(number='095000123', birth=birth, expiry=None)[-7:] == '991231' + check_digit('991231')
