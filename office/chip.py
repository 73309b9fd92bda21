"""What the chip of an identity card says, and what of it is proven (ICAO Doc 9303 parts 10 to 12; domain.md §4.4).

A signature says that the state wrote this; that the chip is no copy is another proof, which not every chip offers;
that the card is in its holder's hand is seen by the officer alone, who has the chip's picture beside the person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from office.identity import CardRead, number_problems
from office.mrz import FILLER, Mrz, access_information
from office.person import Applicant, Proof

# how the Vietnamese data group numbers its fields; read from cards by others, not published (domain.md §4.4)
NUMBER, NAME, BIRTH, SEX, NATIONALITY, RESIDENCE, ISSUED, EXPIRY, OLD_NUMBER = 1, 2, 3, 4, 5, 9, 11, 12, 16

# a card is to be changed at these ages; one issued up to two years before serves until the next (Law 26/2023 Art. 21)
_AGES = (14, 25, 40, 60)
_EARLY_YEARS = 2
_FOR_LIFE = '991231'


class Signer(StrEnum):
    """Who signed what the chip says."""

    TRUSTED = 'trusted'
    EXPIRED = 'expired'
    REVOKED = 'revoked'
    UNKNOWN = 'unknown'
    BROKEN = 'broken'
    NONE = 'none'


class Original(StrEnum):
    """Whether the chip itself is the one that was issued, and no copy of what one says."""

    PROVEN = 'proven'
    UNKNOWN = 'unknown'
    FAILED = 'failed'


@dataclass(frozen=True, slots=True, kw_only=True)
class ChipProof:
    """What was proven, item by item; data groups by their number.

    Attributes:
        access: ``pace`` or ``bac``: how the chip was opened, which proves that its card's numbers were known.
        signer: whose signature it is.
        is_revocation_known: whether a valid list of revoked signers was at hand.
        changed: groups that aren't what was signed.
        unsigned: groups read that no signature covers.
        original: whether the chip is no copy; ``by`` says how: ``chip`` or ``active`` authentication, '' when not.
    """

    access: str
    signer: Signer
    is_revocation_known: bool = False
    changed: tuple[int, ...] = ()
    unsigned: tuple[int, ...] = ()
    original: Original = Original.UNKNOWN
    by: str = ''

    @property
    def proof(self) -> Proof:
        """What may be recorded: "chip" only when all that was read is signed by a trusted signer and nothing failed."""
        is_signed = self.signer is Signer.TRUSTED and not self.changed and not self.unsigned
        return Proof.CHIP if is_signed and self.original is not Original.FAILED else Proof.NONE

    @property
    def evidence(self) -> tuple[str, ...]:
        """Every item with its outcome, as the books keep it: ``access.pace``, ``signer.trusted``, ``changed.13``…"""
        by = f'.{self.by}' if self.by else ''
        return (
            f'access.{self.access}',
            f'signer.{self.signer}',
            f'revocation.{"known" if self.is_revocation_known else "unknown"}',
            f'original.{self.original}{by}',
            *(f'changed.{group}' for group in self.changed),
            *(f'unsigned.{group}' for group in self.unsigned),
        )

    @property
    def findings(self) -> tuple[str, ...]:
        """Codes for the officer, the gravest first; empty when everything that can be proven is."""
        found = ['chip.changed'] if self.changed else []
        found += ['chip.copy'] if self.original is Original.FAILED else []
        found += [f'chip.signer_{self.signer}'] if self.signer is not Signer.TRUSTED else []
        found += ['chip.unsigned'] if self.unsigned and self.signer is not Signer.NONE else []
        found += ['chip.copy_unknown'] if self.original is Original.UNKNOWN else []
        if self.signer is Signer.TRUSTED and not self.is_revocation_known:
            found.append('chip.revocation_unknown')
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChipIdentity:
    """Who the chip says its holder is. ``texts`` are the fields of the Vietnamese group that a centre needs.

    Religion, ethnicity, parents and marks stand on the chip too; nobody here needs them, so they aren't taken.
    """

    mrz: Mrz
    texts: Mapping[int, str]
    proof: ChipProof
    is_expired: bool = False

    @property
    def warnings(self) -> tuple[str, ...]:
        """What doesn't agree, and what isn't proven, as codes for the officer."""
        number = self.texts.get(NUMBER, self.mrz.personal_number)
        found = list(self.mrz.warnings)
        if number != self.mrz.personal_number:
            found += ['chip.number', *number_problems(number, sex=self.mrz.sex, birth=self.mrz.birth)]
        found += ['card.expired'] if self.is_expired else []
        found += ['name.no_diacritics'] if NAME not in self.texts else []
        return (*found, *self.proof.findings)

    def applicant(self) -> Applicant:
        """The person to pre-fill, with what is proven and no more."""
        return Applicant(
            name=self.texts.get(NAME, self.mrz.name),
            number=self.texts.get(NUMBER, self.mrz.personal_number or self.mrz.number),
            birth=self.mrz.birth,
            sex=self.texts.get(SEX, {'M': "Nam", 'F': "Nữ"}.get(self.mrz.sex, '')),
            address=self.texts.get(RESIDENCE, ''),
            proof=self.proof.proof,
        )


def keys_of_card(card: CardRead) -> tuple[str, ...]:
    """What may open the chip of a card whose QR was read, the likeliest first.

    A QR doesn't say until when its card is valid, but birth and date of issue do, by the law's ages. Born on 29
    February, a card ends on 28 February or 1 March: both are given.
    """
    if card.birth is None:
        return ()
    number, birth = card.number[-9:], f'{card.birth:%y%m%d}'
    return tuple(access_information(number, birth, end) for end in _ends(card.birth, card.issued))


def key_of_numbers(*, number: str, birth: date, expiry: date | None) -> str:
    """What opens a chip, from what is typed off a card: its document number or the twelve digits; None is for life."""
    typed = number.strip().upper().replace(FILLER, '')
    short = typed[-9:] if typed.isdigit() else typed
    return access_information(short, f'{birth:%y%m%d}', _FOR_LIFE if expiry is None else f'{expiry:%y%m%d}')


def _ends(birth: date, issued: date | None) -> tuple[str, ...]:
    birthdays = [day for age in _AGES for day in _birthdays(birth, birth.year + age)]
    if issued is None:
        return (*(f'{day:%y%m%d}' for day in birthdays), _FOR_LIFE)
    open_until = date(issued.year + _EARLY_YEARS, issued.month, min(issued.day, 28))
    later = [f'{day:%y%m%d}' for day in birthdays if day > open_until]
    sooner = [f'{day:%y%m%d}' for day in birthdays if issued < day <= open_until]
    one_day = len(_birthdays(birth, birth.year + 1))
    return (*(later[:one_day] or [_FOR_LIFE]), *sooner)


def _birthdays(birth: date, year: int) -> tuple[date, ...]:
    try:
        return (birth.replace(year=year),)
    except ValueError:
        return date(year, 2, 28), date(year, 3, 1)
