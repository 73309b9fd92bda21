"""The QR of a bank transfer (EMVCo merchant-presented, NAPAS's VietQR; domain.md §7).

Such a QR asks for money. It proves nothing about having received any.
"""

import unicodedata
from dataclasses import dataclass

from office.errors import Refusal

NAPAS = 'A000000727'
VNPAY = 'A000000775'
TO_ACCOUNT = 'QRIBFTTA'

# limits of EMVCo and NAPAS: tag 54 has 13 characters, the account 19, the purpose 25 for every bank to show it whole
AMOUNT_DIGITS, ACCOUNT_LENGTH, PURPOSE_LENGTH, BIN_DIGITS = 13, 19, 25, 6

_CRC_HEAD = '6304'
_ADDITIONAL = {
    '01': 'bill_number',
    '03': 'store',
    '06': 'customer_label',
    '07': 'terminal',
    '08': 'purpose',
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentQr:
    """What a payment QR says; '' where it is silent, ``amount`` in đồng, None in a static QR.

    ``additional`` holds the named parts of tag 62 in their order; a part without a name here keeps its two digits.
    """

    is_dynamic: bool
    guid: str
    bank_bin: str = ''
    account: str = ''
    service: str = ''
    merchant_id: str = ''
    merchant_name: str = ''
    merchant_city: str = ''
    currency: str = ''
    country: str = ''
    amount: int | None = None
    additional: tuple[tuple[str, str], ...] = ()


def build(bank_bin: str, account: str, *, amount: int | None = None, purpose: str = '', bill: str = '') -> str:
    """The payload that asks for a transfer to an account.

    Args:
        bank_bin: the bank's NAPAS number, six digits.
        account: the account, up to 19 letters and digits.
        amount: đồng; None leaves it to the payer and makes the QR static.
        purpose: what for; diacritics are taken off, since banks don't carry them.
        bill: a number of ours that comes back with the transfer.

    Raises:
        Refusal: ``vietqr.bank``, ``vietqr.account``, ``vietqr.amount`` or ``vietqr.purpose``.
    """
    if len(bank_bin) != BIN_DIGITS or not (bank_bin.isascii() and bank_bin.isdigit()):
        raise Refusal('vietqr.bank', bank=bank_bin)
    if not (account.isascii() and account.isalnum() and len(account) <= ACCOUNT_LENGTH):
        raise Refusal('vietqr.account', account_length=len(account))
    if amount is not None and not 0 < amount < 10**AMOUNT_DIGITS:
        raise Refusal('vietqr.amount', amount=str(amount))
    said, billed = plain(purpose), plain(bill)
    if max(len(said), len(billed)) > PURPOSE_LENGTH:
        raise Refusal('vietqr.purpose', length=max(len(said), len(billed)), most=PURPOSE_LENGTH)
    beneficiary = _tag('00', bank_bin) + _tag('01', account)
    parts = [
        _tag('00', '01'),
        _tag('01', '11' if amount is None else '12'),
        _tag('38', _tag('00', NAPAS) + _tag('01', beneficiary) + _tag('02', TO_ACCOUNT)),
        _tag('53', '704'),
        _tag('54', '' if amount is None else str(amount)),
        _tag('58', 'VN'),
        _tag('62', _tag('01', billed) + _tag('08', said)),
        _CRC_HEAD,
    ]
    text = ''.join(parts)
    return f'{text}{_crc(text):04X}'


def parse(payload: str) -> PaymentQr:
    """What a payment QR of any Vietnamese scheme says.

    Raises:
        Refusal: ``vietqr.shape`` when it isn't a payment QR, ``vietqr.crc`` when it was damaged or altered.
    """
    text = payload.strip()
    tags = _tags(text)
    if tags.get('00') != '01' or text[-8:-4] != _CRC_HEAD:
        raise Refusal('vietqr.shape')
    if tags['63'].upper() != f'{_crc(text[:-4]):04X}':
        raise Refusal('vietqr.crc')
    merchant = _tags(tags.get('38') or tags.get('26', ''))
    guid = merchant.get('00', '')
    beneficiary = _tags(merchant.get('01', '')) if guid == NAPAS else {}
    return PaymentQr(
        is_dynamic=tags.get('01') == '12',
        guid=guid,
        bank_bin=beneficiary.get('00', ''),
        account=beneficiary.get('01', ''),
        service=merchant.get('02', '') if guid == NAPAS else '',
        merchant_id='' if guid == NAPAS else merchant.get('01', ''),
        merchant_name=tags.get('59', ''),
        merchant_city=tags.get('60', ''),
        currency=tags.get('53', ''),
        country=tags.get('58', ''),
        amount=_amount(tags.get('54', '')),
        additional=tuple((_ADDITIONAL.get(tag, tag), value) for tag, value in _tags(tags.get('62', '')).items()),
    )


def plain(text: str) -> str:
    """Text in printable ASCII: without diacritics, đ as d, anything else as a space."""
    bare = unicodedata.normalize('NFD', text.replace('đ', 'd').replace('Đ', 'D'))
    kept = ''.join(char for char in bare if not unicodedata.combining(char))
    return ' '.join(''.join(char if ' ' <= char <= '~' else ' ' for char in kept).split())


def _tag(number: str, value: str) -> str:
    return f'{number}{len(value):02}{value}' if value else ''


def _tags(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    at = 0
    while at < len(text):
        head = text[at : at + 4]
        if len(head) != 4 or not (head.isascii() and head.isdigit()):  # noqa: PLR2004 - tag and length
            raise Refusal('vietqr.shape')
        value = text[at + 4 : at + 4 + int(head[2:])]
        if len(value) != int(head[2:]) or head[:2] in found:
            raise Refusal('vietqr.shape')
        found[head[:2]] = value
        at += 4 + len(value)
    return found


def _amount(text: str) -> int | None:
    """Đồng have no smaller unit, yet some makers write ``1000.00``."""
    whole, _, fraction = text.partition('.')
    if not text:
        return None
    if not (whole.isascii() and whole.isdigit()) or fraction.strip('0'):
        raise Refusal('vietqr.shape')
    return int(whole)


def _crc(text: str) -> int:
    """CRC-16/CCITT-FALSE: polynomial 0x1021, start 0xFFFF, over the bytes of the text."""
    crc = 0xFFFF
    for byte in text.encode():
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return crc
