"""Payment QR codes: built as the standard says, read back as they were, refused when damaged."""

import binascii

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from office.errors import Refusal
from office.vietqr import NAPAS, PURPOSE_LENGTH, VNPAY, build, parse, plain

STATIC = '00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA53037045802VN63049E6F'
ASKING = (
    '00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA53037045405250005802VN'
    '62260822H29 261123 0001 LE PHI6304B16B'
)


def test_the_published_samples_are_built_byte_for_byte() -> None:
    """A static QR and one with an amount, checked against values computed elsewhere."""
    assert build('970403', '0011012345678') == STATIC
    assert build('970403', '0011012345678', amount=25000, purpose="H29 261123 0001 LỆ PHÍ") == ASKING


def test_what_was_built_is_read() -> None:
    """The amount, the account and both texts come back; a static QR names no amount."""
    read = parse(build('970436', '000123', amount=8000, purpose="Lệ phí Đăng ký", bill='B1'))
    assert (read.bank_bin, read.account, read.amount, read.is_dynamic) == ('970436', '000123', 8000, True)
    assert dict(read.additional) == {'bill_number': 'B1', 'purpose': 'Le phi Dang ky'}
    assert (parse(STATIC).amount, parse(STATIC).is_dynamic) == (None, False)


def test_a_checksum_in_small_letters_is_the_same() -> None:
    """Some banks write it so."""
    assert parse(STATIC[:-4] + STATIC[-4:].lower()) == parse(STATIC)


@pytest.mark.parametrize(
    ('payload', 'code'),
    [
        (ASKING.replace('540525000', '540595000'), 'vietqr.crc'),
        (STATIC[:-1] + 'E', 'vietqr.crc'),
        (STATIC[:-6], 'vietqr.shape'),
        ('', 'vietqr.shape'),
        ('https://example.org/', 'vietqr.shape'),
        ('001199000001|012345678|Nguyễn Thị Mẫu', 'vietqr.shape'),
    ],
)
def test_a_damaged_or_foreign_qr_is_refused(payload: str, code: str) -> None:
    """An altered amount doesn't pass, nor does a link or an identity card."""
    with pytest.raises(Refusal) as refused:
        parse(payload)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ('bank', 'account', 'amount', 'purpose', 'code'),
    [
        ('97040', '1', 1, '', 'vietqr.bank'),
        ('97040x', '1', 1, '', 'vietqr.bank'),
        ('970403', '', 1, '', 'vietqr.account'),
        ('970403', '1' * 20, 1, '', 'vietqr.account'),
        ('970403', '1', 0, '', 'vietqr.amount'),
        ('970403', '1', 10**13, '', 'vietqr.amount'),
        ('970403', '1', 1, 'x' * 26, 'vietqr.purpose'),
    ],
)
def test_what_no_bank_would_take_is_not_built(bank: str, account: str, amount: int, purpose: str, code: str) -> None:
    """Each part is held to its limit, and the refusal names the part."""
    with pytest.raises(Refusal) as refused:
        build(bank, account, amount=amount, purpose=purpose)
    assert refused.value.code == code


@given(
    st.text('0123456789', min_size=1, max_size=19), st.integers(1, 10**13 - 1), st.text(max_size=PURPOSE_LENGTH // 4)
)
def test_every_request_is_read_as_it_was_built(account: str, amount: int, purpose: str) -> None:
    """Whatever the purpose is written in, the payload is ASCII and says the same."""
    assume(len(plain(purpose)) <= PURPOSE_LENGTH)
    payload = build('970403', account, amount=amount, purpose=purpose)
    read = parse(payload)
    assert payload.isascii()
    assert (read.guid, read.account, read.amount) == (NAPAS, account, amount)
    assert dict(read.additional).get('purpose', '') == plain(purpose)


def test_another_schemes_payload_is_read_and_a_changed_one_is_not() -> None:
    """VNPAY's tag 26 with a merchant, its checksum computed by the standard library's own CRC."""
    parts = (
        *(('00', '01'), ('01', '11'), ('26', f'0010{VNPAY}0110MAUSO12345'), ('53', '704'), ('54', '1000.00')),
        *(('58', 'VN'), ('59', 'CUA HANG MAU'), ('60', 'HA NOI'), ('62', '0303MAU0702Q1')),
    )
    text = ''.join(f'{tag}{len(value):02}{value}' for tag, value in parts) + '6304'
    payload = f'{text}{binascii.crc_hqx(text.encode(), 0xFFFF):04X}'
    read = parse(payload)
    assert (read.guid, read.merchant_id, read.merchant_name, read.merchant_city) == (
        VNPAY,
        'MAUSO12345',
        'CUA HANG MAU',
        'HA NOI',
    )
    assert (read.amount, read.bank_bin, dict(read.additional)) == (1000, '', {'store': 'MAU', 'terminal': 'Q1'})
    with pytest.raises(Refusal, match=r'vietqr\.crc'):
        parse(payload.replace('1000.00', '9000.00'))
