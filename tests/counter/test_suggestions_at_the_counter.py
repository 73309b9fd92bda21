"""What the pages say is offered to the officer where she types, and goes nowhere without her."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit

from counter.views.applicant_form import ApplicantForm
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
    bench.qtbot.waitUntil(lambda: len(digests(made)) == 1)
    bench.qtbot.waitUntil(lambda: len(model_of(made).texts.texts) == 1, timeout=60_000)
    press(made, 'type-applicant')
    made.resize(1366, 768)
    return made


def test_a_value_goes_into_its_field_by_a_key_and_proves_nothing(bench: Bench, window: CounterWindow) -> None:
    """With the cut that it was read from; the tick of the eye goes; the fact says that a picture was read.

    The mark goes with the first letter that is typed, and a field without offers shows the panel's own words.
    """
    name, number = find(window, QLineEdit, 'who-name'), find(window, QLineEdit, 'who-number')
    place, cut = window.findChild(SuggestionPlace), find(window, QLabel, 'suggestion-cut')
    value, by_eye = find(window, QLabel, 'suggestion-value'), find(window, QCheckBox, 'who-by-eye')
    find(window, QLineEdit, 'who-phone').setFocus()
    assert place.currentIndex() == 0
    find(window, QLineEdit, 'who-birth').setFocus()
    assert (place.currentIndex(), value.text()) == (1, '15/11/2026')
    name.setFocus()
    bench.qtbot.waitUntil(lambda: not cut.pixmap().isNull())
    assert (name.text(), value.text()) == ('', "Đỗ Thị Mẫu")
    QTest.keyClick(window, Qt.Key.Key_Semicolon, CTRL)
    bench.qtbot.waitUntil(lambda: value.text().endswith("Mẫu An"))
    QTest.keyClick(window, Qt.Key.Key_Period, CTRL)
    bench.qtbot.waitUntil(lambda: name.text().endswith("Mẫu An"))
    assert form_of(window).texts()['picture'] == 'name'
    QTest.keyClicks(name, 'h')
    assert (name.text()[-3:], form_of(window).texts()['picture']) == ("Anh", '')
    number.setFocus()
    by_eye.setChecked(True)
    QTest.keyClick(window, Qt.Key.Key_Period, CTRL)
    bench.qtbot.waitUntil(lambda: (number.text(), by_eye.isChecked()) == ('001199000000', False))
    assert "đọc trên ảnh" in find(window, QLabel, 'who-doubts').text()
    # as after a crash
    form_of(window).retype(form_of(window).texts())
    press(window, 'write-applicant')
    bench.qtbot.waitUntil(lambda: at_desk(window).applicant is not None)
    assert (at_desk(window).applicant.number, at_desk(window).applicant.proof) == (
        number.text(),
        Proof.PICTURE_UNPROVEN,
    )


def form_of(window: CounterWindow) -> ApplicantForm:
    """Where the applicant is typed."""
    found = window.findChild(ApplicantForm)
    assert found is not None
    return found
