"""Finding dossiers by urgency, and handing results over: who collects is checked and written down."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from counter.app import Counter
from counter.models.urgency import Urgency, left_until, soon_before
from counter.views.dossier_table import DossierTable, left_words
from counter.views.window import CounterWindow
from devices.receipt_printer.emulator.printer import EmulatedPrinter
from office.desk.province import ProvinceWord
from office.dossier import Dossier
from office.papers import ResultFile
from office.person import Proof
from qtkit.form_pdf import form_pdf
from tests.counter.workstation import CARD, accepted, at_desk, began, find, press, told
from tests.offices import FixedClock, SequenceIds

# 08:00 on a Wednesday at the centre
NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
LEFT = [
    (timedelta(hours=-1), Urgency.LATE, "Trễ hôm nay"),
    (timedelta(days=-2), Urgency.LATE, "Trễ 2 ngày"),
    (timedelta(hours=9), Urgency.TODAY, "Hôm nay"),
    # 23:30 of today there, and half an hour into tomorrow
    (timedelta(hours=15, minutes=30), Urgency.TODAY, "Hôm nay"),
    (timedelta(hours=16, minutes=30), Urgency.SOON, "Còn 1 ngày"),
    (timedelta(days=3), Urgency.LATER, "Còn 3 ngày"),
]
OTHER_CARD = '001199000002||Nguyễn Thị Khác|02031999|Nữ|Thôn Thử, Xã Mẫu, Hà Nội|15042021'


@pytest.mark.parametrize(('until', 'urgency', 'words'), LEFT)
def test_what_is_left_is_counted_in_the_centres_days(until: timedelta, urgency: Urgency, words: str) -> None:
    left = left_until(NOW + until, NOW)
    assert left.urgency is urgency
    assert left_words(left) == words
    assert (NOW + until < soon_before(NOW)) is (urgency is not Urgency.LATER)


def clock_of(counter: Counter) -> FixedClock:
    """The counter's clock, to be moved."""
    clock = counter.work.clock
    assert isinstance(clock, FixedClock)
    return clock


def with_result(window: CounterWindow, counter: Counter, qtbot: QtBot) -> Dossier:
    """A dossier whose e-result came, chosen where results are returned."""
    dossier = accepted(window, qtbot)
    form = window.dossier.slips._form(dossier, window.dossier.procedure)
    assert form is not None
    content = form_pdf(form.fields)
    file = ResultFile(code='KQ', name='Giấy khai sinh', digest=counter.store.pages().keep(content), size=len(content))
    ProvinceWord(counter.store, SequenceIds(9)).result(dossier.code, [file], happened_at=clock_of(counter).now())
    press(window, 'tab-results')
    rows = find(window, DossierTable, 'results')
    qtbot.waitUntil(lambda: rows.count == 1)
    rows.open_chosen()
    qtbot.waitUntil(lambda: find(window, QPushButton, 'hand-over').isEnabled())
    return dossier


def show_card(window: CounterWindow, payload: str) -> None:
    """A scanner in keyboard mode types the card where the collector is checked."""
    line = find(window, QLineEdit, 'collector-card')
    line.setText(payload)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_a_dossier_is_seen_before_it_is_late(window: CounterWindow, counter: Counter, qtbot: QtBot) -> None:
    """The tab counts it, the table says how long is left, and the filter shows it alone."""
    dossier = accepted(window, qtbot)
    window.dossiers.refresh()
    qtbot.waitUntil(lambda: '1 gấp' in find(window, QPushButton, 'tab-dossiers').text())
    press(window, 'tab-dossiers')
    table = find(window, DossierTable, 'dossiers')
    qtbot.waitUntil(lambda: table.chosen == dossier.id)
    assert table.model().index(0, 0).data() == "Còn 1 ngày"
    clock_of(counter).forward(timedelta(days=2))
    find(window, QComboBox, 'shelf').setCurrentIndex(1)
    qtbot.waitUntil(lambda: table.model().index(0, 0).data() == "Trễ 1 ngày")
    find(window, QLineEdit, 'dossier-search').setText('nguyen mau')
    qtbot.waitUntil(lambda: window.dossiers.filter.text == 'nguyen mau')
    press(window, 'open-chosen')
    qtbot.waitUntil(lambda: window.dossier.dossier is not None and at_desk(window).id == dossier.id)
    assert find(window, QLabel, 'dossier-state').isVisible()


def test_dossiers_half_done_are_found_again(window: CounterWindow, qtbot: QtBot) -> None:
    began(window, qtbot)
    known = at_desk(window)
    press(window, 'new')
    press(window, 'tab-dossiers')
    find(window, QComboBox, 'shelf').setCurrentIndex(2)
    table = find(window, DossierTable, 'dossiers')
    qtbot.waitUntil(lambda: table.chosen == known.id)
    find(window, QLineEdit, 'dossier-search').setText('khong co ai ten nay')
    empty = find(window, QLabel, 'dossiers-empty')
    qtbot.waitUntil(empty.isVisible)
    assert empty.text().startswith("Không có hồ sơ nào ở đây.")


def test_the_applicants_card_is_matched_and_the_result_shown(
    window: CounterWindow, counter: Counter, printer: EmulatedPrinter, qtbot: QtBot
) -> None:
    """The e-result opens at the right; the card matches; the officer's eye is the proof; a slip comes out."""
    dossier = with_result(window, counter, qtbot)
    qtbot.waitUntil(lambda: window.paper.pages > 0)
    press(window, 'close-paper')
    assert window.paper.pages == 0
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.paper.pages > 0)
    citizen = find(window, QLabel, 'citizen')
    assert (citizen.text(), find(window, QLabel, 'citizen-is').text()) == ("Nguyễn Thị Mẫu", "Kết quả của")
    show_card(window, CARD)
    assert find(window, QLabel, 'card-match').text().startswith("Thẻ đúng số của người nộp.")
    find(window, QCheckBox, 'card-seen').setChecked(True)
    assert find(window, QPushButton, 'hand-over').isDefault()
    press(window, 'hand-over')
    qtbot.waitUntil(lambda: len(printer.slips()) == 2)
    with counter.store.read() as books:
        returned = books.get_dossier(dossier.id).returned
    assert returned is not None
    assert (returned.is_applicant, returned.collector.proof) == (True, Proof.BY_EYE)
    # no minute's wait: the tabs count what is there now
    qtbot.waitUntil(lambda: find(window, QPushButton, 'tab-results').text() == "Trả kết quả (Ctrl+K)")
    assert find(window, QPushButton, 'tab-dossiers').text() == "Hồ sơ (Ctrl+H)"
    assert find(window, QLabel, 'citizen-is').text() == "Người nhận kết quả"


def test_another_persons_card_asks_for_an_authorisation(window: CounterWindow, counter: Counter, qtbot: QtBot) -> None:
    """Her name and number are filled from the card; without an authorisation nothing is handed over."""
    dossier = with_result(window, counter, qtbot)
    show_card(window, OTHER_CARD)
    assert find(window, QLineEdit, 'collector').text() == 'Nguyễn Thị Khác'
    assert find(window, QLabel, 'citizen').text() == 'Nguyễn Thị Khác'
    assert find(window, QLabel, 'citizen-more').text().endswith("không phải người nộp")
    find(window, QCheckBox, 'card-seen').setChecked(True)
    press(window, 'hand-over')
    qtbot.waitUntil(lambda: told(window).startswith("Người nhận không phải người nộp."))
    find(window, QLineEdit, 'authorisation').setText('12/UQ')
    press(window, 'hand-over')
    qtbot.waitUntil(lambda: window.results.dossier is not None and window.results.dossier.returned is not None)
    with counter.store.read() as books:
        returned = books.get_dossier(dossier.id).returned
    assert returned is not None
    assert (returned.is_applicant, returned.collector.number, returned.authorisation) == (
        False,
        '001199000002',
        '12/UQ',
    )
    qtbot.waitUntil(lambda: counter.work.print_jobs.is_idle)
    show_again = find(window, QLabel, 'result-about').text()
    assert "Người nhận: Nguyễn Thị Khác" in show_again


def test_a_result_that_is_no_pdf_can_only_be_saved(
    window: CounterWindow, counter: Counter, tmp_path: Path, qtbot: QtBot
) -> None:
    """The place of the paper says so; what is saved is what came, byte for byte."""
    dossier = accepted(window, qtbot)
    content = b'<signed/>'
    file = ResultFile(code='KQ', name='KetQua.xml', digest=counter.store.pages().keep(content), size=len(content))
    ProvinceWord(counter.store, SequenceIds(9)).result(dossier.code, [file], happened_at=clock_of(counter).now())
    press(window, 'tab-results')
    hint = find(window, QLabel, 'paper-hint')
    assert hint.text().startswith("Tệp của kết quả hiện ở đây.")
    table = find(window, DossierTable, 'results')
    qtbot.waitUntil(lambda: table.count == 1)
    press(window, 'open-result')
    qtbot.waitUntil(lambda: hint.text().startswith("Tệp này không phải PDF"))
    assert not find(window, QPushButton, 'print-paper').isEnabled()
    window.paper._on_file_chosen(str(tmp_path / 'saved.xml'))
    assert (tmp_path / 'saved.xml').read_bytes() == content
