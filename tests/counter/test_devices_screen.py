"""The counter's devices on the screen: how each is, a trial with a picture, its last fault, the morning's report."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from counter.app import Counter
from counter.models.work import Shift
from counter.views.window import CounterWindow
from devices.id_reader.emulator import SPECIMEN_CARD, EmulatedReader
from devices.receipt_printer.emulator.printer import EmulatedPrinter
from sync.verify import verify
from tests.counter.capture_bench import Bench
from tests.counter.test_keys import assert_keys
from tests.counter.workstation import at_desk, began, counter_of, find, opened_window, press


def on_devices(window: CounterWindow, counter: Counter, qtbot: QtBot) -> None:
    """The devices were looked at, and their page is shown."""
    counter.start_devices()
    press(window, 'tab-devices')
    qtbot.waitUntil(lambda: window.devices.is_complete)


def picture(window: CounterWindow) -> bool:
    """Whether the place of the paper shows a picture."""
    return not window.paper._picture._picture.isNull() and window.paper._picture.isVisible()


def trial(window: CounterWindow, kind: str) -> str:
    """What the last trial said, '' before it."""
    return next((row.trial.words for row in window.devices.rows if row.seen.kind == kind and row.trial), '')


def test_a_printer_is_tried_with_a_slip_that_is_none(
    window: CounterWindow, counter: Counter, printer: EmulatedPrinter, qtbot: QtBot
) -> None:
    """It comes out, its picture shows beside, and the books know nothing of it."""
    on_devices(window, counter, qtbot)
    assert_keys(window, 'devices')
    press(window, 'try-receipt_printer')
    qtbot.waitUntil(lambda: trial(window, 'receipt_printer').startswith("Đã in thử."))
    assert len(printer.slips()) == 1
    assert picture(window)
    assert_keys(window, 'a trial was printed')
    press(window, 'tab-results')
    assert not picture(window)
    assert list(verify(counter.store)) == []


def test_a_fault_is_remembered_until_the_next_shift(
    window: CounterWindow, counter: Counter, printer: EmulatedPrinter, qtbot: QtBot
) -> None:
    """Paper out at a trial: what to do now; after the roll was changed the next officer still reads when it was."""
    on_devices(window, counter, qtbot)
    printer.switches.paper_out = True
    press(window, 'try-receipt_printer')
    qtbot.waitUntil(lambda: trial(window, 'receipt_printer').startswith("Máy in hết giấy."))
    qtbot.waitUntil(lambda: find(window, QLabel, 'state-receipt_printer').text().endswith("có sự cố"))
    printer.switches.paper_out = False
    window.devices.look()
    qtbot.waitUntil(lambda: find(window, QLabel, 'state-receipt_printer').text().endswith("sẵn sàng"))
    window.close()
    later = CounterWindow(Shift(work=counter.work, officer=window.shift.officer))
    qtbot.addWidget(later)
    later.show()
    press(later, 'tab-devices')
    fault = find(later, QLabel, 'fault-receipt_printer')
    qtbot.waitUntil(lambda: fault.text() == "Lần lỗi gần nhất 24/11/2026 08:00: Máy in hết giấy. Lắp cuộn giấy mới.")
    assert fault.isVisible()


def test_a_scanner_is_tried_and_nothing_is_kept(bench: Bench) -> None:
    """One sheet of two is seen; no dossier has a page of it; an empty feeder is said so."""
    bench.lay(0, 1)
    window, qtbot = bench.start(), bench.qtbot
    counter = bench.counters[0]
    began(window, qtbot)
    on_devices(window, counter, qtbot)
    press(window, 'try-scanner')
    qtbot.waitUntil(lambda: trial(window, 'scanner').startswith("Được."))
    assert picture(window)
    assert [len(part.pages) for part in at_desk(window).components] == [0] * len(at_desk(window).components)
    assert list(counter.store.pages().digests()) == []
    bench.lay()
    press(window, 'try-scanner')
    qtbot.waitUntil(lambda: trial(window, 'scanner').startswith("Khay"))


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[EmulatedReader]:
    """A reader of cards on a wire."""
    with EmulatedReader(tmp_path / 'usb') as running:
        yield running


def test_a_card_shown_to_try_the_reader_goes_into_no_dossier(
    reader: EmulatedReader, tmp_path: Path, qtbot: QtBot
) -> None:
    """What was read is said with its number masked."""
    counter = counter_of(tmp_path, readers=(reader.address,))
    window = opened_window(counter, qtbot)
    began(window, qtbot)
    on_devices(window, counter, qtbot)
    qtbot.waitUntil(lambda: reader.is_listened_to(0))
    reader.show(SPECIMEN_CARD)
    words = "Đọc được thẻ: Đỗ Thị Mẫu, số ••• ••• ••• 000."
    qtbot.waitUntil(lambda: trial(window, 'id_reader').casefold() == words.casefold())
    qtbot.waitUntil(lambda: counter.work.store_jobs.is_idle)
    assert at_desk(window).applicant is None
    window.close()
    counter.close()


def test_the_mornings_report_says_what_is_not_ready(
    window: CounterWindow, counter: Counter, printer: EmulatedPrinter, tmp_path: Path, qtbot: QtBot
) -> None:
    """As a PDF beside, to print or save: devices, trials, and how the sending stands."""
    on_devices(window, counter, qtbot)
    printer.switches.paper_out = True
    press(window, 'try-receipt_printer')
    qtbot.waitUntil(lambda: bool(trial(window, 'receipt_printer')))
    press(window, 'report')
    qtbot.waitUntil(lambda: window.paper.pages == 1)
    assert find(window, QPushButton, 'save-paper').isVisible()
    window.paper._on_file_chosen(str(tmp_path / 'report.pdf'))
    called = ('pdftotext', '-layout', str(tmp_path / 'report.pdf'), '-')
    text = ' '.join(subprocess.run(called, capture_output=True, check=True, text=True).stdout.split())
    assert "1 thiết bị có sự cố, cần xử lý trước giờ tiếp dân." in text
    assert "Thử lúc 08:00" in text
    assert all(one in text for one in ("EM000001", "1.00 ESC"))
    assert "Chương trình gửi chưa chạy" in text
    assert "Người kiểm tra: Lê Thị Lan" in text
