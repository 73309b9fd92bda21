"""A sheet that was laid into the scanner upside down stands upright at the province."""

import subprocess
from pathlib import Path

import cv2
import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from devices.paper.archive import archive_page
from devices.paper.picture import Picture
from devices.paper.specimen import write_specimens
from devices.receipt_printer.emulator.printer import EmulatedPrinter
from office.dossier import DossierState
from sync.courier import Courier
from sync.verify import verify
from tests.counter.capture_bench import Bench, digests
from tests.counter.workstation import at_desk, find, identified, judged, press
from tests.emulators_province import running_province
from tests.qtkit.sheets import DPI


def drawn(page: bytes) -> Picture:
    """A file's first page, as another reader of PDF shows it."""
    run = subprocess.run(['pdftoppm', '-r', '50', '-l', '1', '-'], input=page, capture_output=True, check=True)
    shown = cv2.imdecode(np.frombuffer(run.stdout, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert shown is not None
    # where lines are, not how each reader's pixels fall
    return np.asarray(cv2.blur(shown, (9, 9)), np.uint8)


def test_a_sheet_laid_upside_down_is_turned_by_key_and_arrives_upright(tmp_path: Path, qtbot: QtBot) -> None:
    """Scanned as it lies, turned twice, received, carried by the courier; the province's file is the sheet upright."""
    (sheet,) = write_specimens(tmp_path / 'drawn', ('birth_declaration',), dpi=DPI)
    upright = drawn(archive_page(sheet.read_bytes(), dpi=DPI, source='scanner').pdf)
    picture = cv2.imread(str(sheet))
    assert picture is not None
    cv2.imwrite(str(sheet), cv2.rotate(picture, cv2.ROTATE_180))
    with EmulatedPrinter(tmp_path / 'printer') as printer:
        bench = Bench(folder=tmp_path, drawn=[sheet], printer=printer, qtbot=qtbot)
        window = bench.scanned(0)
        counter, (scanned,) = bench.counters[0], digests(window)
        pages = counter.store.pages()
        assert cv2.absdiff(drawn(pages.get(scanned)), upright).mean() > 8
        strip = find(window, QListWidget, 'pages')
        for _ in range(2):
            before = digests(window)
            QTest.keyClick(strip, Qt.Key.Key_BracketLeft, Qt.KeyboardModifier.ControlModifier)
            qtbot.waitUntil(lambda before=before: digests(window) != before)
        identified(window, qtbot)
        judged(window, qtbot, 'seen', 'seen', 'seen')
        press(window, 'accept')
        qtbot.waitUntil(lambda: at_desk(window).state is DossierState.ACCEPTED)
        qtbot.waitUntil(lambda: counter.work.store_jobs.is_idle and counter.work.print_jobs.is_idle)
        (file,) = at_desk(window).files
        with running_province(tmp_path, clock=counter.opened.clock) as province, province.adapter() as adapter:
            courier = Courier(store=counter.store, province=adapter, agency=counter.work.centre.agency)
            assert courier.run_once() == []
            assert cv2.absdiff(drawn(province.desk.file(file.digest)), upright).mean() < 3
        assert list(verify(counter.store)) == []
        counter.close()
