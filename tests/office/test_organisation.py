"""The numbers of those who apply and are no citizen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.errors import Refusal
from office.organisation import checked, number_doubts, tidy_number
from office.person import Applicant, Organisation, OrganisationKind

ENTERPRISE, HOUSEHOLD, STATE, OTHER = OrganisationKind

# the first two are python-stdnum's own examples (vn.mst); the rest are made from them
NUMBERS = [
    (ENTERPRISE, '0100233488', ()),
    (ENTERPRISE, '0314409058-002', ()),
    (ENTERPRISE, '0314409058002', ()),
    (ENTERPRISE, '0100233480', ('tax.check',)),
    (ENTERPRISE, '0314409058-000', ('tax.branch',)),
    (ENTERPRISE, '010023348', ('tax.digits',)),
    (ENTERPRISE, '', ('tax.digits',)),
    (ENTERPRISE, '０１００２３３４８８', ('tax.digits',)),
    (HOUSEHOLD, '001199000001', ()),
    (HOUSEHOLD, '0100233488', ('number.digits',)),
    (STATE, 'H99.12', ()),
    (STATE, '', ()),
    (STATE, '0100233480', ('tax.check',)),
    (OTHER, '12/QĐ-UBND', ()),
]


@pytest.mark.parametrize(('kind', 'number', 'doubts'), NUMBERS)
def test_what_speaks_against_a_number_is_named(kind: OrganisationKind, number: str, doubts: tuple[str, ...]) -> None:
    assert number_doubts(Organisation(kind=kind, name="Công ty Mẫu", number=number)) == doubts


@given(st.integers(1_000_000, 999_999_999))
def test_at_most_one_last_digit_is_right(head: int) -> None:
    """Nine digits have one check digit, or none where it would be ten."""
    codes = [f'{head:09d}{last}' for last in range(10)]
    good = [code for code in codes if not number_doubts(Organisation(kind=ENTERPRISE, name="M", number=code))]
    assert len(good) <= 1


def test_a_number_is_kept_in_one_way() -> None:
    assert tidy_number(' 0314 409 058 002 ') == tidy_number('0314409058-002') == '0314409058-002'
    assert tidy_number('h99.12') == 'H99.12'


def test_what_the_portal_could_not_be_told_is_refused() -> None:
    """A wrong check digit is for the officer to look at; a number of another shape is none."""
    body = Organisation(kind=ENTERPRISE, name="Công ty Mẫu", number='0100233480')
    assert checked(body) is body
    for wrong, code in (
        (Organisation(kind=ENTERPRISE, name=' ', number='0100233488'), 'organisation.no_name'),
        (Organisation(kind=ENTERPRISE, name="Công ty Mẫu", number='123'), 'organisation.number'),
        (Organisation(kind=HOUSEHOLD, name="Hộ Mẫu", number='0100233488'), 'organisation.number'),
    ):
        with pytest.raises(Refusal) as raised:
            checked(wrong)
        assert raised.value.code == code


def test_the_owner_is_the_organisation_and_the_person_speaks_for_it() -> None:
    body = Organisation(kind=ENTERPRISE, name="Công ty Mẫu", number='0100233488', address="Số 1 đường Mẫu")
    who = Applicant(name="Trần Văn Đô", number='001099000002', address="Thôn Thử")
    assert (who.owner, who.owner_number, who.owner_address) == ("Trần Văn Đô", '001099000002', "Thôn Thử")
    spoken = Applicant(name="Trần Văn Đô", number='001099000002', organisation=body)
    assert (spoken.owner, spoken.owner_number, spoken.owner_address) == ("Công ty Mẫu", '0100233488', "Số 1 đường Mẫu")
