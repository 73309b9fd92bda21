"""A form on paper from the window: told when the printer says so, asked when nobody but a person can say."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from counter.app import Counter
from counter.views.print_choice import SentSheets, forms_of
from counter.views.window import CounterWindow
from devices.form_printer.queued import QueuedForms
from devices.spooler.emulator import EmulatedQueue
from devices.spooler.protocol import Sheets
from qtkit.pdf_printing import DrawnForms
from sync.verify import verify
from tests.counter.workstation import accepted, find, told
from tests.devices.contract_form_printer import document


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[EmulatedQueue]:
    """A paper printer that works."""
    with EmulatedQueue(tmp_path / 'paper') as running:
        yield running


def send(window: CounterWindow, paper: EmulatedQueue, about: str) -> None:
    """As the dialogue does once a printer was chosen."""
    region = window.paper
    sent = SentSheets(region, region._shift, told=region.told.emit, troubled=region.troubled.emit)
    sent.print(document(), QueuedForms.at(paper.address), name='Phòng A', about=about, sheets=Sheets())


def test_sheets_that_are_out_are_told_and_those_that_are_not_say_why(
    window: CounterWindow, counter: Counter, paper: EmulatedQueue, qtbot: QtBot
) -> None:
    """The printer's name, or what to do."""
    dossier = accepted(window, qtbot)
    send(window, paper, dossier.id)
    qtbot.waitUntil(lambda: told(window) == "Đã in ở máy in Phòng A.")
    paper.switches.paper_out = True
    send(window, paper, dossier.id)
    qtbot.waitUntil(lambda: told(window).startswith("Máy in hết giấy"))
    assert len(paper.sheets()) == 1
    assert verify(counter.store) == []


# what the officer answers, and how many sheets there are then
ANSWERS = {'sheets-there': 1, 'sheets-missing': 2}


@pytest.mark.parametrize('answer', ANSWERS)
def test_a_silent_printer_is_asked_about(
    window: CounterWindow, paper: EmulatedQueue, qtbot: QtBot, answer: str
) -> None:
    """Who stands at the tray answers; only "not there" prints again."""
    dossier = accepted(window, qtbot)
    paper.switches.hand_over = True
    send(window, paper, dossier.id)
    qtbot.waitUntil(lambda: window.paper.findChild(QMessageBox, 'sheets-question') is not None)
    question = find(window.paper, QMessageBox, 'sheets-question')
    assert "Phòng A" in question.text()
    paper.switches.hand_over = False
    find(question, QPushButton, answer).click()
    qtbot.waitUntil(lambda: told(window).startswith(("Đã ghi", "Đã in ở")))
    assert len(paper.sheets()) == ANSWERS[answer]


@pytest.mark.usefixtures('qapp')
def test_a_queue_is_followed_and_a_file_is_drawn(tmp_path: Path) -> None:
    """What the dialogue chose decides the way."""
    target = QPrinter(QPrinter.PrinterMode.HighResolution)
    target.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    target.setOutputFileName(str(tmp_path / 'a.pdf'))
    assert isinstance(forms_of(target), DrawnForms)
