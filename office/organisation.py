"""The numbers of those who apply and are no citizen: an enterprise, a household business, a state body, another.

Each is judged by its own rule: a tax code of ten digits, the last one a check digit, and three more for a branch
(Circular 86/2024/TT-BTC Art. 5; the check is the tax administration's own, as python-stdnum has it under ``vn.mst``). A
household business has its owner's personal number since 01/07/2025 (idem); a state body may have no tax code at all.
"""

import re
from collections.abc import Mapping

from office.errors import Refusal
from office.identity import number_problems
from office.person import Organisation, OrganisationKind

_TAX_CODE = re.compile(r'(\d{10})(?:-?(\d{3}))?')
_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_HEAD_OFFICE, _NO_SERIAL = '000', '0000000'


# what its number is called on forms
NUMBER_NAMES: Mapping[OrganisationKind, str] = {
    OrganisationKind.ENTERPRISE: "Mã số thuế",
    OrganisationKind.HOUSEHOLD: "Mã số hộ",
    OrganisationKind.STATE_BODY: "Mã cơ quan",
    OrganisationKind.OTHER: "Mã số",
}


def tidy_number(text: str) -> str:
    """A number as it is kept: without spaces, a branch's three digits behind a hyphen."""
    number = ''.join(text.split()).upper()
    found = _TAX_CODE.fullmatch(number)
    return f'{found[1]}-{found[2]}' if found and found[2] else number


def number_doubts(organisation: Organisation) -> tuple[str, ...]:
    """What speaks against its number, as codes; an officer looks at the paper again.

    Returns:
        any of ``tax.digits``, ``tax.check``, ``tax.branch``, or of a household business ``number.…``; empty when
        nothing does.
    """
    number = organisation.number
    if organisation.kind is OrganisationKind.HOUSEHOLD:
        return number_problems(number)
    digits = number.replace('-', '')
    if organisation.kind is not OrganisationKind.ENTERPRISE and not (digits.isdigit() and len(digits) in (10, 13)):
        # a state body's identifier, or the number of the decision that founded an organisation
        return ()
    return _tax_doubts(number)


def checked(organisation: Organisation) -> Organisation:
    """The organisation, once it can be told to the portal.

    Raises:
        Refusal: ``organisation.no_name``, or ``organisation.number`` for an enterprise or a household business whose
            number isn't of its shape.
    """
    if not organisation.name.strip():
        raise Refusal('organisation.no_name')
    if {'tax.digits', 'number.digits'} & set(number_doubts(organisation)):
        raise Refusal('organisation.number', number=organisation.number)
    return organisation


def _tax_doubts(number: str) -> tuple[str, ...]:
    found = _TAX_CODE.fullmatch(number)
    if found is None or not number.isascii():
        return ('tax.digits',)
    code, branch = found[1], found[2]
    doubts = []
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, code, strict=False))
    # the ninth digit's remainder counts down from ten; eleven would need two digits and is never given
    if str(10 - total % 11) != code[9] or code[2:9] == _NO_SERIAL:
        doubts.append('tax.check')
    if branch == _HEAD_OFFICE:
        doubts.append('tax.branch')
    return tuple(doubts)
