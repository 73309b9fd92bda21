"""Who applies: a card or typed by hand; what speaks against it is shown and stays until it was seen."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from counter.models.applicant import read_day, read_typed
from counter.views.window import CounterWindow
from office.person import Proof
from tests.counter.workstation import at_desk, began, find, press

DAYS = [
    ('2/3/1999', date(1999, 3, 2)),
    ('02.03.1999', date(1999, 3, 2)),
    ('02031999', date(1999, 3, 2)),
    (' 29/2/2024 ', date(2024, 2, 29)),
    ('29/2/2023', None),
    ('1999', None),
    ('', None),
]
DOUBTS = [
    ('001199000001', '02/03/1999', "Nữ", ()),
    ('001 199 000 001', '02/03/1999', "Nữ", ()),
    ('001199000001', '02/03/1989', "Nam", ('number.sex', 'number.year')),
    ('00119900000', '', '', ('number.digits',)),
    ('B1234567', '', '', ()),
    ('', '31/02/1999', '', ('birth.unread',)),
]


@pytest.mark.parametrize(('text', 'meant'), DAYS)
def test_a_day_is_read_as_it_is_typed(text: str, meant: date | None) -> None:
    assert read_day(text) == meant


@pytest.mark.parametrize(('number', 'birth', 'sex', 'doubts'), DOUBTS)
def test_what_speaks_against_a_typed_person_is_named(
    number: str, birth: str, sex: str, doubts: tuple[str, ...]
) -> None:
    typed = read_typed(name='  Trần   Văn  Thử ', number=number, birth=birth, sex=sex, address='', phone='09 00')
    assert typed.doubts == doubts
    assert (typed.applicant.name, typed.applicant.phone) == ('Trần Văn Thử', '0900')


def test_an_applicant_without_a_card_is_typed_and_compared_by_eye(window: CounterWindow, qtbot: QtBot) -> None:
    """The doubts stand beside the fields; after they were written down they stay until the officer saw them."""
    began(window, qtbot)
    press(window, 'type-applicant')
    for name, text in (('name', 'Trần Văn Thử'), ('number', '001199000001'), ('birth', '02/03/1989')):
        line = find(window, QLineEdit, f'who-{name}')
        line.setText(text)
        line.textEdited.emit(text)
    assert 'Năm sinh không khớp' in find(window, QLabel, 'who-doubts').text()
    find(window, QCheckBox, 'who-by-eye').setChecked(True)
    press(window, 'write-applicant')
    qtbot.waitUntil(lambda: at_desk(window).applicant is not None)
    applicant = at_desk(window).applicant
    assert applicant is not None
    assert (applicant.name, applicant.proof) == ('Trần Văn Thử', Proof.BY_EYE)
    seen = find(window, QPushButton, 'warnings-seen')
    assert seen.isVisible()
    assert seen.isDefault()


def test_a_card_with_a_damaged_name_holds_its_step_until_it_was_seen(window: CounterWindow, qtbot: QtBot) -> None:
    """Enter is the officer's word that she has seen it; only then the papers' step opens."""
    began(window, qtbot)
    card = find(window, QLineEdit, 'card')
    card.setText('001199000001||Nguyen Thi Mau|02031999|Nữ|Thôn Thử|15042021')
    QTest.keyClick(card, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.dossier.warnings))
    qtbot.waitUntil(lambda: find(window, QLabel, 'card-warnings').isVisible())
    assert find(window, QLabel, 'about-finish').toolTip() == "có 1 cảnh báo phải xem"
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert window.dossier.warnings == ()
    assert find(window, QPushButton, 'seen').isVisible()


def test_a_code_that_is_no_card_is_refused_in_words(window: CounterWindow, qtbot: QtBot) -> None:
    began(window, qtbot)
    with qtbot.waitSignal(window.dossier.troubled) as said:
        window.dossier.scan_card('https://example.vn')
    assert said.args[0].startswith("Mã vừa quét không phải mã trên thẻ căn cước")
    assert at_desk(window).applicant is None
