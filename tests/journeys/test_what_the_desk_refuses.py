"""What the desk refuses, by name, and that nothing has changed afterwards."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from office import forms, slip
from office.desk.province import ProvinceWord
from office.dossier import Dossier
from office.errors import Refusal
from office.identity import read_card
from office.numbers import is_provisional
from office.papers import PaperStatus
from office.person import Proof
from sync.verify import verify
from tests.journeys.test_birth_certificate import BIRTH, CARD, DECLARATION, NOTICE, SHOWN
from tests.journeys.whole_centre import PASSWORD, WholeCentre
from tests.offices import SequenceIds


def received(centre: WholeCentre) -> Dossier:
    """A birth registration that was received."""
    officer = centre.officer.id
    dossier = centre.intake.open_dossier(BIRTH, officer)
    centre.intake.identify(dossier.id, read_card(CARD).applicant(), officer)
    for component in (DECLARATION, NOTICE, SHOWN):
        centre.intake.mark(dossier.id, component, PaperStatus.SEEN, officer, originals=1)
    return centre.intake.accept(dossier.id, [], officer)


def word(centre: WholeCentre) -> ProvinceWord:
    """What the province says, written down."""
    return ProvinceWord(centre.store, SequenceIds(9))


def test_without_reserved_codes_the_number_is_visibly_provisional(centre: WholeCentre) -> None:
    """Both numbers find the dossier once the province has given a code, and the slip says what it is."""
    accepted = received(centre)
    assert is_provisional(accepted.code)
    receipt = forms.receipt_fields(accepted, centre.settings, centre.officer, limit=None, at=centre.clock.now())
    assert any('SỐ TẠM' in str(element) for element in slip.receipt_layout(receipt))
    word(centre).reserve('codes:1', prefix='H99.12-261125-', first=7, last=9, width=4, usable_on=date(2026, 11, 25))
    with centre.store.read() as books:
        for code in (accepted.code, 'H99.12-261125-0007'):
            found = books.find_dossier(code)
            assert found is not None
            assert found.id == accepted.id


def test_nothing_is_received_that_is_not_complete(centre: WholeCentre) -> None:
    """A missing person and a missing paper are each refused by name."""
    officer = centre.officer.id
    opened = centre.intake.open_dossier(BIRTH, officer)
    with pytest.raises(Refusal, match=r'dossier\.no_applicant'):
        centre.intake.accept(opened.id, [], officer)
    centre.intake.identify(opened.id, read_card(CARD).applicant(), officer)
    with pytest.raises(Refusal, match=r'dossier\.incomplete'):
        centre.intake.accept(opened.id, [], officer)


def test_nothing_is_returned_to_a_stranger(centre: WholeCentre) -> None:
    """An unproven applicant and a stranger without authorisation are each refused by name."""
    dossier, officer = received(centre), centre.officer.id
    word(centre).result(dossier.code, [], happened_at=centre.clock.now())
    mother = read_card(CARD).applicant()
    stranger = replace(mother, number='001199000002', name='Trần Văn Lạ', proof=Proof.BY_EYE)
    with pytest.raises(Refusal, match=r'return\.unproven'):
        centre.returning.hand_over(dossier.id, mother, officer)
    with pytest.raises(Refusal, match=r'return\.not_applicant'):
        centre.returning.hand_over(dossier.id, stranger, officer)


def test_a_result_for_an_unknown_dossier_is_kept_for_a_person(centre: WholeCentre) -> None:
    """The province speaks of a dossier that this centre never had: nothing breaks and nothing is lost."""
    assert word(centre).result('H99.99-261125-0001', [], happened_at=centre.clock.now()) is None
    assert list(verify(centre.store)) == []


def test_guessing_a_password_locks_the_account(centre: WholeCentre) -> None:
    """Five wrong tries lock the account for a quarter of an hour; then the right one opens it."""
    codes = []
    for _ in range(6):
        with pytest.raises(Refusal) as refused:
            centre.supervising.log_in('lan', 'wrong', '3')
        codes.append(refused.value.code)
    assert codes == ['login.wrong'] * 4 + ['login.locked'] * 2
    with pytest.raises(Refusal, match=r'login\.locked'):
        centre.supervising.log_in('lan', PASSWORD, '3')
    centre.clock.forward(timedelta(minutes=15))
    assert centre.supervising.log_in('lan', PASSWORD, '3').id == centre.officer.id
