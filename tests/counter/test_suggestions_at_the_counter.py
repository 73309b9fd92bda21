"""What the pages say is offered to the officer where she types, and goes nowhere without her."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit

from counter.views.suggestion_place import SuggestionPlace
from counter.views.window import CounterWindow
from devices.paper.specimen import write_specimens
from office.person import Proof
from tests.counter.capture_bench import Bench, digests, model_of
from tests.counter.workstation import at_desk, find, press

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(bench: Bench) -> CounterWindow:
    """A birth registration whose declaration has been scanned and read; the officer types the applicant."""
    feeder = bench.folder / 'fine'
    write_specimens(feeder, ('birth_declaration',), dpi=200)
    bench.scanner, bench.reads = f'folder:{feeder}?dpi=200', True
    made = bench.opened()
    press(made, 'scan')
    bench.qtbot.waitUntil(lambda: len(digests(made)) == 1, timeout=15_000)
    bench.qtbot.waitUntil(lambda: len(model_of(made).texts.texts) == 1, timeout=60_000)
    press(made, 'type-applicant')
    made.resize(1366, 768)
    return made


def test_a_value_goes_into_its_field_by_a_key_and_proves_nothing(bench: Bench, window: CounterWindow) -> None:
    """With the cut that it was read from; the tick of the eye goes; the fact says that a picture was read."""
    name, number = find(window, QLineEdit, 'who-name'), find(window, QLineEdit, 'who-number')
    place, cut = window.findChild(SuggestionPlace), find(window, QLabel, 'suggestion-cut')
    value, by_eye = find(window, QLabel, 'suggestion-value'), find(window, QCheckBox, 'who-by-eye')
    name.setFocus()
    bench.qtbot.waitUntil(lambda: not cut.pixmap().isNull())
    assert (name.text(), value.text()) == ('', "Đỗ Thị Mẫu")
    assert place.currentWidget().isAncestorOf(cut)
    QTest.keyClick(window, Qt.Key.Key_Semicolon, CTRL)
    bench.qtbot.waitUntil(lambda: value.text().endswith("Mẫu An"))
    number.setFocus()
    by_eye.setChecked(True)
    QTest.keyClick(window, Qt.Key.Key_Period, CTRL)
    bench.qtbot.waitUntil(lambda: (number.text(), by_eye.isChecked()) == ('001199000000', False))
    name.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Period, CTRL)
    bench.qtbot.waitUntil(lambda: name.text() == "Đỗ Thị Mẫu")
    assert "đọc trên ảnh" in find(window, QLabel, 'who-doubts').text()
    press(window, 'write-applicant')
    bench.qtbot.waitUntil(lambda: at_desk(window).applicant is not None)
    who = at_desk(window).applicant
    assert (who.name, who.number, who.proof) == ("Đỗ Thị Mẫu", '001199000000', Proof.PICTURE_UNPROVEN)


def test_who_types_over_it_or_looks_at_the_card_has_typed_or_looked(bench: Bench, window: CounterWindow) -> None:
    """The mark goes with the first letter; a field without offers shows the panel's own words."""
    birth, name = find(window, QLineEdit, 'who-birth'), find(window, QLineEdit, 'who-name')
    birth.setFocus()
    bench.qtbot.waitUntil(lambda: find(window, QLabel, 'suggestion-value').text() == '15/11/2026')
    name.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Period, CTRL)
    bench.qtbot.waitUntil(lambda: bool(name.text()))
    QTest.keyClicks(name, 'x')
    assert name.text() == "Đỗ Thị Mẫux"
    find(window, QLineEdit, 'who-phone').setFocus()
    assert window.findChild(SuggestionPlace).currentIndex() == 0
    press(window, 'write-applicant')
    bench.qtbot.waitUntil(lambda: at_desk(window).applicant is not None)
    assert at_desk(window).applicant.proof is Proof.NONE
