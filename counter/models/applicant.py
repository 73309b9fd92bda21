"""An applicant typed by hand: read as a person means it, with what speaks against it."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from office.identity import number_problems
from office.organisation import number_doubts, tidy_number
from office.person import Applicant, Organisation, OrganisationKind

_DAY = re.compile(r'(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})|(\d{2})(\d{2})(\d{4})')


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The applicant as typed; ``doubts`` are codes of ``CARD_WARNINGS``, and refuse nothing."""

    applicant: Applicant
    doubts: tuple[str, ...]


def read_day(text: str) -> date | None:
    """A day typed as ``2/3/1999``, ``02.03.1999`` or ``02031999``; None where it is no day."""
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return None
    parts = [int(part) for part in found.groups() if part is not None]
    try:
        return date(parts[2], parts[1], parts[0])
    except ValueError:
        return None


def read_typed(*, name: str, number: str, birth: str, sex: str, address: str, phone: str, **body: str) -> Typed:
    """The person whom these texts mean: names in NFC with single spaces, numbers without spaces.

    ``body`` is the organisation that she speaks for: ``kind``, ``body_name``, ``body_number``, ``body_address``.
    """
    digits = ''.join(number.split())
    born = read_day(birth)
    # another paper's number, such as a passport's, has letters and none of these parts
    is_personal = digits.isdigit()
    doubts = list(number_problems(digits, sex=sex, birth=born)) if is_personal else []
    if birth.strip() and born is None:
        doubts.append('birth.unread')
    organisation = _organisation(**body)
    if organisation is not None and organisation.number:
        doubts += [doubt for doubt in number_doubts(organisation) if doubt not in doubts]
    applicant = Applicant(
        name=_tidy(name),
        number=digits,
        birth=born,
        sex=sex,
        address=_tidy(address),
        phone=''.join(phone.split()),
        organisation=organisation,
    )
    return Typed(applicant=applicant, doubts=tuple(doubts))


def _organisation(
    *, kind: str = '', body_name: str = '', body_number: str = '', body_address: str = ''
) -> Organisation | None:
    if not kind:
        return None
    return Organisation(
        kind=OrganisationKind(kind),
        name=_tidy(body_name),
        number=tidy_number(body_number),
        address=_tidy(body_address),
    )


def _tidy(text: str) -> str:
    return ' '.join(unicodedata.normalize('NFC', text).split())
