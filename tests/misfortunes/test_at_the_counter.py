"""Paper ends, answers get lost, and what is held before the reader is no card, or half of one."""

from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from counter.app import Counter
from counter.views.window import CounterWindow
from devices.receipt_printer.emulator.printer import EmulatedPrinter
from office.dossier import DossierState
from office.person import Proof
from office.slip_job import SlipState
from sync.verify import verify
from tests.counter.workstation import CARD, at_desk, began, counter_of, find, judged, opened, opened_window, press, told
from tests.misfortunes.killing import counter_on

# of the receipt's some two thousand dot lines
SOME_ROWS = 300


def test_paper_that_ends_in_a_receipt_costs_the_receipt_and_not_the_reception(
    window: CounterWindow, printer: EmulatedPrinter, counter: Counter, qtbot: QtBot
) -> None:
    """The dossier is received, the officer is told what to do, and with paper in, one whole receipt comes out."""
    printer.switches.paper_out_after = SOME_ROWS
    opened(window, qtbot)
    judged(window, qtbot, 'seen', 'seen', 'seen')
    press(window, 'accept')
    qtbot.waitUntil(lambda: told(window).startswith("Máy in hết giấy, phiếu chưa in được."))
    assert at_desk(window).state is DossierState.ACCEPTED
    assert printer.slips() == []
    assert stands(window) is SlipState.FAILED

    printer.switches.paper_out = False
    press(window, 'print')
    qtbot.waitUntil(lambda: stands(window) is SlipState.PRINTED)
    assert len(printer.slips()) == 1
    assert verify(counter.store) == []


def test_a_receipt_of_unknown_outcome_is_asked_about_even_after_a_restart(
    tmp_path: Path, printer: EmulatedPrinter, qtbot: QtBot
) -> None:
    """The answer was lost and the workstation switched off: the next shift is asked, and nothing prints by itself."""
    printer.switches.lose_answer = True
    counter = counter_of(tmp_path, printer.address)
    window = opened_window(counter, qtbot)
    opened(window, qtbot)
    judged(window, qtbot, 'seen', 'seen', 'seen')
    press(window, 'accept')
    qtbot.waitUntil(find(window, QPushButton, 'slip-is-there').isVisible)
    dossier = at_desk(window).id
    window.close()
    counter.close()

    printer.switches.lose_answer = False
    counter = counter_on(tmp_path / 'store', printer.address, series=2)
    window = opened_window(counter, qtbot)
    window.dossier.open(dossier)
    qtbot.waitUntil(find(window, QPushButton, 'slip-is-there').isVisible)
    assert len(printer.slips()) == 1
    # she is shown the very slip that is asked about
    picture = find(window, QLabel, 'slip-picture')
    qtbot.waitUntil(picture.isVisible)
    (paper,) = printer.slips()
    with Image.open(BytesIO(window.dossier.slips.picture)) as shown, Image.open(paper) as printed:
        assert printed.crop((0, 0, *shown.size)).tobytes() == shown.tobytes()
    # she looks, and finds none: somebody has thrown it away
    press(window, 'print')
    qtbot.waitUntil(lambda: stands(window) is SlipState.PRINTED)
    assert len(printer.slips()) == 2
    assert not picture.isVisible()
    window.close()
    counter.close()


def test_the_code_of_something_else_is_no_card(window: CounterWindow, qtbot: QtBot) -> None:
    """A payment code held before the reader changes nothing; the card after it is read."""
    began(window, qtbot)
    scan(window, '00020101021138540010A00000072701240006970403011001234567890208QRIBFTTA53037045802VN6304AE9F')
    qtbot.waitUntil(lambda: told(window).startswith("Mã vừa quét không phải mã trên thẻ căn cước."))
    assert at_desk(window).applicant is None
    scan(window, CARD)
    qtbot.waitUntil(lambda: at_desk(window).applicant is not None)


def test_half_a_name_stays_before_the_officers_eyes(window: CounterWindow, qtbot: QtBot) -> None:
    """What was read is written down as read, unproven; the warning stays until she says that she has seen it."""
    began(window, qtbot)
    scan(window, CARD.replace('Nguyễn Thị Mẫu', 'Nguyễn'))
    warnings = find(window, QLabel, 'card-warnings')
    qtbot.waitUntil(warnings.isVisible)
    assert warnings.text().startswith("Họ tên trên thẻ đọc được chưa đủ")
    applicant = at_desk(window).applicant
    assert applicant is not None
    assert (applicant.name, applicant.proof) == ('Nguyễn', Proof.QR_UNPROVEN)
    press(window, 'warnings-seen')
    qtbot.waitUntil(lambda: not warnings.isVisible())


def test_a_card_without_a_name_names_nobody(window: CounterWindow, qtbot: QtBot) -> None:
    """A card whose name was lost wholly is refused by name, and the officer told to type it."""
    began(window, qtbot)
    scan(window, CARD.replace('Nguyễn Thị Mẫu', ''))
    qtbot.waitUntil(lambda: "tên" in told(window))
    assert at_desk(window).applicant is None


def scan(window: CounterWindow, text: str) -> None:
    """A keyboard-wedge reader types what it read."""
    card = find(window, QLineEdit, 'card')
    card.setText(text)
    QTest.keyClick(card, Qt.Key.Key_Return)


def stands(window: CounterWindow) -> SlipState | None:
    """How the receipt stands."""
    job = window.dossier.slips.job
    return job.state if job else None
