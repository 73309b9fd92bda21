"""A person as the counter knows her: what a card or an officer's eye gave, and how much that proves."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Proof(StrEnum):
    """How an identity was established (Decree 309/2026 Art. 17.2a); a printed QR pre-fills and proves nothing."""

    CHIP = 'chip'
    VNEID = 'vneid'
    BY_EYE = 'by_eye'
    QR_UNPROVEN = 'qr_unproven'
    NONE = 'none'


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """Who applies or collects: names in NFC, ``number`` the 12 digits or another paper's number, '' where unknown."""

    name: str
    number: str = ''
    birth: date | None = None
    sex: str = ''
    address: str = ''
    phone: str = ''
    email: str = ''
    proof: Proof = Proof.NONE
    extra: tuple[str, ...] = ()
