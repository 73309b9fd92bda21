"""A dossier looked up by its receipt: state and completeness, never a name."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.app import Kiosk
from kiosk.models.taking import code_of
from office import facts
from office.numbers import provisional
from office.papers import PaperStatus
from office.person import Applicant, Proof
from tests.kiosk.touching import WORKDAY, below, kiosk_on, shows, touch, type_in
from tests.sync.contract_ledger import DOSSIER, accepted, opened

CODE = 'H99.12-261125-0001'
TEMPORARY = provisional('Q1', WORKDAY.date(), 7)


@pytest.fixture
def kiosk(tmp_path: Path, qtbot: QtBot) -> Iterator[Kiosk]:
    """A kiosk of a centre that took in one dossier: one of its two papers was seen."""
    running = kiosk_on(tmp_path / 'store', qtbot)
    with running.store.change('officer:1') as books:
        books.record(DOSSIER, opened())
        applicant = Applicant(name="Đỗ Thị Kín", number='001199000000', proof=Proof.BY_EYE)
        books.record(DOSSIER, facts.ApplicantIdentified(applicant=applicant))
        seen = facts.ComponentMarked(component='a', status=PaperStatus.SEEN, originals=1, copies=0)
        books.record(DOSSIER, seen)
        books.record(DOSSIER, accepted(TEMPORARY, provisional=True))
        books.record(DOSSIER, facts.CodeBound(code=CODE))
    yield running
    running.close()


def answered(kiosk: Kiosk, qtbot: QtBot) -> tuple[str, str]:
    """What the look-up says."""
    qtbot.waitUntil(lambda: bool(kiosk.session.face['answer']))
    answer = kiosk.session.face['answer']
    return answer['title'], answer['detail']


@pytest.mark.parametrize('typed', [CODE, 'TAM-Q1-261125-007'])
def test_both_numbers_can_be_typed(kiosk: Kiosk, qtbot: QtBot, typed: str) -> None:
    """The provisional number has a letter that the keyboard lacks, and is found all the same."""
    touch(kiosk.window, 'lookup')
    type_in(kiosk, typed)
    touch(kiosk.window, 'look')
    assert answered(kiosk, qtbot) == ("Đã tiếp nhận", "Giấy tờ: có 1 trên 2")
    shown = '\n'.join(str(item.property('text')) for item in below(kiosk.window.contentItem()))
    for secret in ("Kín", '001199000000'):
        assert secret not in shown


@pytest.mark.parametrize('scanned', [CODE, f'{CODE}\r\n', TEMPORARY, CODE.lower()])
def test_the_receipts_code_is_looked_up_at_once(kiosk: Kiosk, qtbot: QtBot, scanned: str) -> None:
    """Held to the reader on the first screen."""
    kiosk.session.scanned(scanned)
    assert answered(kiosk, qtbot)[0] == "Đã tiếp nhận"
    assert not shows(kiosk.window, 'take-result')


def test_a_ready_result_can_be_collected_with_a_number(kiosk: Kiosk, qtbot: QtBot) -> None:
    """The province has finished it: one more touch and there is a number for its procedure."""
    done = facts.ProvinceStateSeen(status=9, note='', happened_at=WORKDAY, due_at=None)
    with kiosk.store.change('courier') as books:
        books.record(DOSSIER, done)
    kiosk.session.scanned(CODE)
    assert answered(kiosk, qtbot)[0] == "Đã có kết quả, mời ông/bà nhận tại quầy"
    touch(kiosk.window, 'take-result')
    qtbot.waitUntil(lambda: kiosk.session.screen == 'ticket')
    (ticket,) = kiosk.readings.waiting(WORKDAY.date())
    assert (ticket.service, ticket.procedure) == ('A', '1.001193')


@pytest.mark.parametrize(
    ('typed', 'kept'),
    [
        (' h99.12-261125-0001 ', CODE),
        ('tam-q1-261125-007', TEMPORARY),
        (TEMPORARY, TEMPORARY),
        ('TA\u0323M-Q1-261125-007', TEMPORARY),
        ('', ''),
    ],
)
def test_a_code_is_read_however_it_was_typed(typed: str, kept: str) -> None:
    """Small letters, blanks, no diacritics, or diacritics of the other normal form."""
    assert code_of(typed) == kept
