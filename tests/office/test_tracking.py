"""S10 tells a mistyped tracking number; what another carrier writes is a doubt, and what nobody writes is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.errors import Refusal
from office.tracking import Doubt, check_digit, doubt_of, is_tracking, tracking_number

# worked by hand from the weights 8 6 4 2 3 5 9 7; the last is the example of UPU S10 itself
DIGITS = [
    ('00000000', 5),  # 11
    ('11111111', 5),  # 44: 11 again
    ('70000000', 0),  # 56: 10
    ('10000000', 3),
    ('01000000', 5),
    ('00100000', 7),
    ('00010000', 9),
    ('00001000', 8),
    ('00000100', 6),
    ('00000010', 2),
    ('00000001', 4),
    ('47312482', 9),
]
SERIAL = st.text('0123456789', min_size=8, max_size=8)


@pytest.mark.parametrize(('serial', 'digit'), DIGITS)
def test_the_check_digit_is_as_s10_computes_it(serial: str, digit: int) -> None:
    assert check_digit(serial) == digit
    assert doubt_of(f'EA{serial}{digit}VN') is None
    assert doubt_of(f'EA{serial}{(digit + 1) % 10}VN') is Doubt.CHECK_DIGIT


@given(serial=SERIAL, at=st.integers(0, 7), digit=st.sampled_from('0123456789'))
def test_one_wrong_digit_is_told_unless_s10_itself_cannot(serial: str, at: int, digit: str) -> None:
    """Two remainders share the digit 5 (S10 writes it for 11 too); of all others one wrong digit is told."""
    wrong = serial[:at] + digit + serial[at + 1 :]
    told = doubt_of(f'RR{wrong}{check_digit(serial)}VN') is Doubt.CHECK_DIGIT
    assert told or wrong == serial or check_digit(serial) == 5


@given(serial=SERIAL, at=st.integers(0, 6))
def test_two_digits_that_changed_places_are_told(serial: str, at: int) -> None:
    wrong = serial[:at] + serial[at + 1] + serial[at] + serial[at + 2 :]
    told = doubt_of(f'RR{wrong}{check_digit(serial)}VN') is Doubt.CHECK_DIGIT
    assert told or wrong == serial or check_digit(serial) == 5


@pytest.mark.parametrize(
    ('typed', 'kept', 'doubt'),
    [
        (' ea 473 124 829 vn\n', 'EA473124829VN', None),
        ('EA473124829GB', 'EA473124829GB', None),
        ('EA47312482VN', 'EA47312482VN', Doubt.OTHER_SHAPE),
        ('1234567890123', '1234567890123', Doubt.OTHER_SHAPE),
        ('HCC26112400012345', 'HCC26112400012345', Doubt.OTHER_SHAPE),
    ],
)
def test_a_number_is_kept_in_one_shape(typed: str, kept: str, doubt: Doubt | None) -> None:
    assert is_tracking(typed)
    assert tracking_number(typed) == kept
    assert doubt_of(kept) is doubt


@pytest.mark.parametrize(
    ('typed', 'code'),
    [
        ('  ', 'post.no_tracking'),
        ('EA12345', 'post.not_tracking'),
        ('ABCDEFGHIJKLM', 'post.not_tracking'),
        ('Â473124829VN', 'post.not_tracking'),
        ('EA٤73124829VN', 'post.not_tracking'),
        ('H99.12-261124-0001', 'post.not_tracking'),
        ('001199000001||Nguyễn Thị Mẫu|02031999', 'post.not_tracking'),
        ('1' * 31, 'post.not_tracking'),
    ],
)
def test_what_no_carrier_writes_is_refused(typed: str, code: str) -> None:
    """A card's text, a dossier's code and letters that an input method has changed are no tracking numbers."""
    assert not is_tracking(typed)
    with pytest.raises(Refusal) as refused:
        tracking_number(typed)
    assert refused.value.code == code
