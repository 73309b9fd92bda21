"""The paper at the counter's right: scanned, looked at, put in order, and bound when the dossier is received."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QListWidget, QPushButton

from counter.texts import SENTENCES
from devices.camera import protocol as camera_protocol
from devices.id_reader.emulator import EmulatedReader
from devices.paper import quality
from devices.scanner import protocol as scanner_protocol
from devices.scanner.emulator import write_sane_test_config
from devices.scanner.protocol import Source
from office.dossier import DossierState
from office.papers import PaperStatus
from office.ticket import TicketState
from tests.counter.capture_bench import Bench, Hands, digests, model_of, shown, told
from tests.counter.workstation import BIRTH, at_desk, find, press
from tests.qtkit.sheets import DECLARATION, NOTICE, SHOWN


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[EmulatedReader]:
    """A reader of cards on a wire."""
    with EmulatedReader(tmp_path / 'usb') as running:
        yield running


def test_a_birth_with_five_pages_takes_at_most_25_inputs_from_call_to_receipt(
    reader: EmulatedReader, bench: Bench
) -> None:
    """Two papers of three and two sheets, one shown; all by keys, and the card through its reader's wire."""
    bench.lay(0, 1, 2)
    bench.readers = (reader.address,)
    window = bench.start()
    bench.counters[0].start_devices()
    bench.counters[0].work.queueing.issue('A', series='A', place='K1')
    hands, queue, desk = Hands(window, bench.qtbot), window.queue, window.dossier
    hands.key(Qt.Key.Key_F2, lambda: queue.current is not None)
    hands.key(Qt.Key.Key_F5, lambda: queue.current is not None and queue.current.state is TicketState.SERVING)
    hands.type(BIRTH)
    bench.qtbot.waitUntil(lambda: find(window, QListWidget, 'procedures-found').count() == 1)
    hands.key(Qt.Key.Key_Return, lambda: isinstance(window.focusWidget(), QListWidget))
    hands.key(Qt.Key.Key_Return, lambda: desk.dossier is not None)
    hands.show_card(reader)
    bench.qtbot.waitUntil(lambda: desk.dossier.applicant is not None)
    hands.key(Qt.Key.Key_F8, lambda: not model_of(window).is_scanning and len(digests(window)) == 3)
    hands.key(Qt.Key.Key_Right, lambda: model_of(window).code == NOTICE, Qt.KeyboardModifier.AltModifier)
    bench.lay(3, 4)
    hands.key(Qt.Key.Key_F8, lambda: not model_of(window).is_scanning and len(digests(window, NOTICE)) == 2)
    hands.key(Qt.Key.Key_Right, lambda: model_of(window).code == SHOWN, Qt.KeyboardModifier.AltModifier)
    hands.key(Qt.Key.Key_1, lambda: desk.dossier.is_complete, Qt.KeyboardModifier.ControlModifier)
    hands.key(Qt.Key.Key_F9, lambda: len(bench.printer.slips()) == 1)
    assert hands.inputs <= 25
    accepted = desk.dossier
    assert accepted is not None
    assert accepted.state is DossierState.ACCEPTED
    assert [(file.component, file.pages) for file in accepted.files] == [(DECLARATION, 3), (NOTICE, 2)]
    pages = bench.counters[0].store.pages()
    for file in accepted.files:
        with pikepdf.open(BytesIO(pages.get(file.digest))) as bound:
            assert len(bound.pages) == file.pages


def test_pages_are_put_in_order_taken_out_and_brought_back(bench: Bench) -> None:
    """By keys: up, remove, undo; the page comes back where it lay."""
    window = bench.scanned(0, 1, 2)
    one, two, three = digests(window)
    strip = find(window, QListWidget, 'pages')
    assert strip.currentRow() == 2
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    bench.qtbot.waitUntil(lambda: shown(window) == [one, three, two])
    assert strip.currentRow() == 1
    QTest.keyClick(strip, Qt.Key.Key_Delete)
    bench.qtbot.waitUntil(lambda: shown(window) == [one, two])
    QTest.keyClick(strip, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    bench.qtbot.waitUntil(lambda: shown(window) == [one, three, two])
    assert digests(window) == [one, three, two]


def test_a_drag_puts_pages_in_order(bench: Bench) -> None:
    """What lies in the strip afterwards is what the dossier says."""
    window = bench.scanned(0, 1, 2)
    one, two, three = digests(window)
    strip = find(window, QListWidget, 'pages')
    strip.insertItem(0, strip.takeItem(2))
    strip.reordered.emit(strip.digests)
    bench.qtbot.waitUntil(lambda: digests(window) == [three, one, two])
    assert shown(window) == [three, one, two]


def test_the_last_page_of_a_component_removed_makes_it_pending_again(bench: Bench) -> None:
    """An emptied component isn't taken for a scanned one."""
    window = bench.scanned(0)
    press(window, 'page-remove')
    bench.qtbot.waitUntil(lambda: digests(window) == [])
    known = window.dossier.dossier
    assert known is not None
    assert known.component(DECLARATION).status is PaperStatus.PENDING
    press(window, 'page-undo')
    bench.qtbot.waitUntil(lambda: len(digests(window)) == 1)


def test_a_page_is_scanned_again_in_its_place(bench: Bench) -> None:
    """The crooked second page of three is replaced."""
    window = bench.scanned(0, 1, 2)
    before = digests(window)
    find(window, QListWidget, 'pages').setCurrentRow(1)
    bench.lay(3)
    press(window, 'page-rescan')
    bench.qtbot.waitUntil(lambda: not model_of(window).is_scanning and digests(window) != before)
    bench.qtbot.waitUntil(lambda: len(digests(window)) == 3)
    after = digests(window)
    assert (after[0], after[2]) == (before[0], before[2])


def test_a_scanner_that_vanishes_after_two_sheets_says_where_to_go_on(bench: Bench) -> None:
    """Two pages are there, the sentence names the third sheet, and scanning on adds the rest."""
    bench.switches = '&vanish_after=2&back=1'
    bench.lay(0, 1, 2, 3, 4)
    window = bench.opened()
    press(window, 'scan')
    bench.qtbot.waitUntil(lambda: not model_of(window).is_scanning and len(digests(window)) == 2)
    assert told(window).startswith("Máy quét mất kết nối.")
    assert "2 trang đã lưu" in told(window)
    assert "tờ thứ 3" in told(window)
    press(window, 'scan')
    bench.qtbot.waitUntil(lambda: not model_of(window).is_scanning and len(digests(window)) == 5)
    assert len(set(digests(window))) == 5


def test_stopping_keeps_what_came(bench: Bench) -> None:
    """A sheet that takes a minute holds nobody up."""
    bench.switches = '&slow=60000'
    bench.lay(0, 1)
    window = bench.opened()
    press(window, 'scan')
    assert not find(window, QPushButton, 'scan').isVisible()
    press(window, 'scan-cancel')
    assert told(window).startswith("Đang dừng")
    bench.qtbot.waitUntil(lambda: not model_of(window).is_scanning)
    assert told(window).startswith("Đã dừng quét.")


def test_a_dossier_is_not_received_while_its_papers_are_fed(bench: Bench) -> None:
    """A page that comes after reception would be nobody's; the sentence says what to wait for."""
    bench.switches = '&slow=60000'
    bench.lay(0)
    window = bench.opened()
    press(window, 'scan')
    with bench.qtbot.waitSignal(window.dossier.troubled) as troubled:
        window.dossier.accept()
    assert troubled.args[0].startswith("Máy quét đang quét giấy tờ của hồ sơ này.")
    press(window, 'scan-cancel')
    bench.qtbot.waitUntil(lambda: not model_of(window).is_scanning)


def test_a_scan_goes_on_for_the_dossier_it_was_begun_for(bench: Bench) -> None:
    """The officer turns to another dossier meanwhile: pages go where they belong, and the message says so."""
    bench.switches = '&slow=200'
    bench.lay(0, 1)
    window = bench.opened()
    first = at_desk(window).id
    press(window, 'scan')
    window.dossier.begin(BIRTH, None)
    bench.qtbot.waitUntil(lambda: at_desk(window).id != first)
    bench.qtbot.waitUntil(lambda: not model_of(window).is_scanning)
    assert told(window) == "Hồ sơ trước: Đã quét và lưu 2 trang."
    assert digests(window) == []
    with bench.counters[0].store.read() as books:
        assert len(books.get_dossier(first).component(DECLARATION).pages) == 2


def test_sheets_come_through_the_systems_scanner_library(bench: Bench, tmp_path: Path) -> None:
    """SANE's own test device in its child process: ten sheets that look the same are ten pages."""
    config = write_sane_test_config(tmp_path / 'sane')
    bench.scanner = f'sane:test:0?config={config}'
    window = bench.opened()
    source = find(window, QComboBox, 'scan-source')
    assert source.currentText() == "Khay nạp, một mặt, 300 dpi"
    press(window, 'scan')
    bench.qtbot.waitUntil(lambda: not model_of(window).is_scanning and len(digests(window)) == 10, timeout=60_000)
    assert len(set(digests(window))) == 10


def test_every_trouble_of_a_capture_has_its_sentence_in_both_languages() -> None:
    """What happened and what to do now; none falls through to a code."""
    documents = (scanner_protocol.__doc__, camera_protocol.__doc__, quality.__doc__)
    codes = {code for text in documents for code in re.findall(r'^    ([a-z]+\.[a-z_]+) ', text or '', re.MULTILINE)}
    assert len(codes) == 18 + 5 + 6
    for code in codes | {'scanner.option', 'page.unreadable', 'pages.disk_full', 'pages.disk', 'pages.damaged'}:
        vietnamese, english = SENTENCES[code]
        assert vietnamese.endswith('.')
        assert english.endswith('.')


def test_after_a_restart_the_pages_are_drawn_from_what_was_kept(bench: Bench) -> None:
    """Thumbnails and the large page come from the kept files; nothing of them was in memory."""
    first = bench.scanned(0, 1)
    dossier, kept = first.dossier.dossier, digests(first)
    first.close()
    window = bench.start()
    window.dossier.open(dossier.id)
    bench.qtbot.waitUntil(lambda: window.dossier.dossier is not None)
    window.dossier.choose(DECLARATION)
    assert shown(window) == kept
    album = model_of(window).album
    bench.qtbot.waitUntil(lambda: not any(album.thumb(digest).isNull() for digest in kept))
    current = find(window, QListWidget, 'pages').currentRow()
    bench.qtbot.waitUntil(lambda: album.large(kept[current]).width() >= 1000)


def test_blank_pages_are_flagged_and_go_only_by_the_officers_hand(bench: Bench, tmp_path: Path) -> None:
    """An empty back is kept and marked; one key takes all of them out, and undo brings them back."""
    bench.drawn = [*bench.drawn, *blank_sheets(tmp_path / 'blank', 1)]
    window = bench.scanned(0, 5)
    strip = find(window, QListWidget, 'pages')
    assert ["trắng" in strip.item(row).text() for row in range(2)] == [False, True]
    press(window, 'blank-remove')
    bench.qtbot.waitUntil(lambda: len(digests(window)) == 1)
    press(window, 'page-undo')
    bench.qtbot.waitUntil(lambda: len(digests(window)) == 2)


def blank_sheets(folder: Path, count: int) -> list[Path]:
    """Sheets with nothing on them."""
    folder.mkdir()
    paths = [folder / f'9{number}.png' for number in range(count)]
    for path in paths:
        cv2.imwrite(str(path), np.full((1169, 827, 3), 250, np.uint8))
    return paths


def test_an_empty_feeder_is_a_sentence(bench: Bench) -> None:
    """What to do, and nothing about sheets to put back."""
    bench.lay()
    window = bench.opened()
    press(window, 'scan')
    bench.qtbot.waitUntil(lambda: not model_of(window).is_scanning)
    assert told(window) == "Khay chưa có giấy. Đặt giấy vào khay rồi bấm Quét."


def test_a_counter_without_a_scanner_says_so(bench: Bench) -> None:
    """The hint names who can help; nothing can be pressed in vain."""
    bench.has_scanner = False
    window = bench.opened()
    assert "chưa có máy quét" in find(window, QLabel, 'page-picture').text()
    assert not find(window, QPushButton, 'scan').isEnabled()
    assert not find(window, QComboBox, 'scan-source').isVisible()


def test_the_glass_scans_one_sheet(bench: Bench) -> None:
    """What is chosen in the list is what scans: from the glass a single sheet, whatever lies in the feeder."""
    bench.lay(0, 1, 2)
    window = bench.opened()
    box = find(window, QComboBox, 'scan-source')
    box.activated.emit(box.findData(Source.FLATBED))
    press(window, 'scan')
    bench.qtbot.waitUntil(lambda: len(digests(window)) == 1 and not model_of(window).is_scanning)
    assert model_of(window).source == Source.FLATBED
