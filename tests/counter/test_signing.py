"""Who takes a result signs for it on a pad: drawn, drawn again, kept, printed, and found again."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from counter.app import Counter
from counter.views.signature_window import SignatureWindow
from counter.views.window import CounterWindow
from counter.views.workstation import Workstation
from devices.receipt_printer.raster import render
from office import codec
from office.dossier import Return
from office.handover import HandoverFields, handover_layout
from office.signature import Signature
from office.slip_layout import Ink
from qtkit.form_pdf import form_pdf
from qtkit.slip_printing import layout_of, layout_text
from sync.verify import verify
from tests.counter.test_away import enter
from tests.counter.test_citizen_display import Cable
from tests.counter.test_dossiers_and_results import with_result
from tests.counter.workstation import find, press


@pytest.fixture
def station(counter: Counter, qtbot: QtBot) -> Iterator[Workstation]:
    """The counter's screens, one of them for the citizen."""
    made = Workstation(replace(counter.work, citizen_display='2', citizen_panel_mm=217.0), displays=Cable())
    qtbot.addWidget(made.login)
    made.start()
    yield made
    made.signing.close()
    made.second.close()
    if made.window is not None:
        made.window.close()


def asked(station: Workstation, window: CounterWindow, qtbot: QtBot) -> SignatureWindow:
    """The sheet to be signed is before her."""
    press(window, 'ask-signature')
    sheet = station.signing.window
    assert sheet is not None
    qtbot.waitExposed(sheet)
    return sheet


def draw(sheet: SignatureWindow, *places: tuple[int, int]) -> None:
    """A stroke with the mouse."""
    first, *rest = (QPoint(*place) for place in places)
    QTest.mousePress(sheet.pad, Qt.MouseButton.LeftButton, pos=first)
    for place in rest:
        QTest.mouseMove(sheet.pad, place)
    QTest.mouseRelease(sheet.pad, Qt.MouseButton.LeftButton, pos=QPoint(*places[-1]))


def test_a_signature_is_drawn_kept_and_printed(station: Workstation, counter: Counter, qtbot: QtBot) -> None:
    """A dot is none; done again it is one; it stands on slip and form, and in the store beside the result."""
    window = enter(station, qtbot, 'lan')
    dossier = with_result(window, counter, qtbot)
    sheet = asked(station, window, qtbot)
    assert "Giấy khai sinh" in find(sheet, QLabel, 'sign-papers').text()
    assert not find(sheet, QPushButton, 'sign-done').isEnabled()
    draw(sheet, (10, 10), (12, 10))
    find(sheet, QPushButton, 'sign-done').click()
    assert "Chưa thấy chữ ký" in find(sheet, QLabel, 'sign-told').text()
    find(sheet, QPushButton, 'sign-again').click()
    draw(sheet, (20, 120), (120, 20), (220, 120), (320, 20))
    draw(sheet, (40, 90), (300, 90))
    find(sheet, QPushButton, 'sign-done').click()
    assert station.signing.window is None
    assert find(window, QLabel, 'signed').text() == "Đã ký"
    find(window, QCheckBox, 'card-seen').setChecked(True)
    press(window, 'hand-over')
    qtbot.waitUntil(lambda: returned_of(counter, dossier.id) is not None)
    returned = returned_of(counter, dossier.id)
    assert returned is not None
    kept = codec.load(Signature, counter.store.pages().get(returned.signature).decode())
    assert [len(stroke.x) for stroke in kept.strokes] == [4, 2]
    assert verify(counter.store) == []
    window.results.open(dossier.id)
    qtbot.waitUntil(lambda: window.results.slips.signature == kept)
    check_papers(window)


def returned_of(counter: Counter, dossier: str) -> Return | None:
    """How its result left."""
    with counter.store.read() as books:
        return books.get_dossier(dossier).returned


def check_papers(window: CounterWindow) -> None:
    """It stands on the slip, which keeps it, and on the form."""
    known, model = window.results.dossier, window.results
    assert known is not None
    form = model.slips._form(known, model.procedure)
    assert form is not None
    assert isinstance(form.fields, HandoverFields)
    (ink,) = [one for one in form.layout if isinstance(one, Ink)]
    assert layout_of(layout_text(form.layout)) == form.layout
    assert render((ink,), 576).getextrema() == (0, 255)
    bare = replace(form.fields, signed=())
    assert form_pdf(form.fields).count(b'/Subtype /Image') == form_pdf(bare).count(b'/Subtype /Image') + 1
    assert not any(isinstance(one, Ink) for one in handover_layout(bare))


def test_what_one_person_signed_is_not_anothers(station: Workstation, counter: Counter, qtbot: QtBot) -> None:
    """Another card takes it back; so does another result, and locking closes the sheet."""
    window = enter(station, qtbot, 'lan')
    with_result(window, counter, qtbot)
    window.results.scan_card('001199000001||Nguyễn Thị Mẫu|02031999|Nữ|Thôn Thử|15042021')
    sheet = asked(station, window, qtbot)
    draw(sheet, (20, 120), (120, 20), (220, 120))
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert window.results.signature is not None
    window.results.scan_card('001199000002||Trần Thị Khác|02031999|Nữ|Thôn Thử|15042021')
    assert window.results.signature is None
    sheet = asked(station, window, qtbot)
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert station.signing.window is None
    asked(station, window, qtbot)
    window.results.scan_card('001199000002||Trần Thị Khác|02031999|Nữ|Thôn Thử|15042021')
    assert station.signing.window is not None
    window.results.scan_card('001199000001||Nguyễn Thị Mẫu|02031999|Nữ|Thôn Thử|15042021')
    assert station.signing.window is None
    asked(station, window, qtbot)
    first = window.results.dossier
    assert first is not None
    window.results.opened.emit()
    window.results._on_opened((replace(first, id='dossier:another'), window.results.procedure, None))
    assert station.signing.window is None
    asked(station, window, qtbot)
    press(window, 'lock')
    assert station.signing.window is None
