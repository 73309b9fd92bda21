"""What an officer enters for the published fees, read into what is to be paid; and the QR that asks for a transfer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from office import vietqr
from office.centre import CentreSettings
from office.dossier import Dossier
from office.errors import Refusal
from office.fee import Exemption, FeeAsked, asked_of, assess
from office.papers import FeeLine
from office.procedure import FeeNote

# the catalogue's kinds of fee, as they are printed
KINDS = {'FEE': "Phí", 'SERVICE_FEE': "Lệ phí"}
UNKNOWN_KIND = "Phí, lệ phí"

# a transfer's purpose has 25 letters: these many of the dossier's id tell it from the day's others
_OF_ID = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeEntry:
    """One published fee as the officer filled it in.

    Attributes:
        note: the fee as published.
        amount: đồng for one piece as she read it in the text, None where the published number stands.
        count: how many pieces; 0 when the fee does not apply.
        stated: đồng due after an exemption that names no percentage, None where none was typed.
    """

    note: FeeNote
    amount: int | None
    count: int
    stated: int | None = None


def kind_words(note: FeeNote) -> str:
    """What a fee is called on forms."""
    return KINDS.get(note.kind or note.code, UNKNOWN_KIND)


def read_money(text: str) -> int | None:
    """An amount typed as ``8000``, ``8.000`` or ``8.000 đ``; None where it is none."""
    digits = text.replace('.', '').replace(' ', '').removesuffix('đ').removesuffix('₫')
    return int(digits) if digits.isascii() and digits.isdigit() else None


def lines_of(entries: Sequence[FeeEntry], exemption: Exemption | None, *, on: date, field: str) -> tuple[FeeLine, ...]:
    """What is due for the fees that apply.

    Raises:
        Refusal: ``fee.none_chosen`` when no fee applies, or what ``office.fee`` refuses.
    """
    applying = [entry for entry in entries if entry.count]
    if not applying:
        raise Refusal('fee.none_chosen')
    asked: list[FeeAsked] = [
        asked_of(entry.note, kind_words(entry.note), count=entry.count, amount=entry.amount) for entry in applying
    ]
    stated = {at: entry.stated for at, entry in enumerate(applying) if entry.stated is not None}
    chosen = (exemption,) if exemption else ()
    return assess(asked, on=on, field=field, exemptions=chosen, stated=stated)


def transfer_purpose(dossier: Dossier) -> str:
    """What the payer's bank shows: the dossier's code, or the end of its id while it has none."""
    return f'HS {dossier.code or dossier.id[-_OF_ID:]}'


def transfer_payload(centre: CentreSettings, dossier: Dossier, amount: int) -> str:
    """The VietQR that asks for a transfer to the centre's account; '' where the centre has none or nothing is due."""
    if not (centre.bank_bin and centre.bank_account and amount > 0):
        return ''
    return vietqr.build(centre.bank_bin, centre.bank_account, amount=amount, purpose=transfer_purpose(dossier))
