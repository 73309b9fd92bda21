"""The display that faces the citizen: what she may see of her dossier, and how fast nothing of it is left."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from counter.app import Counter
from counter.models.citizen_face import SheetName
from counter.models.citizen_model import CitizenModel
from counter.models.work import Work
from counter.views.citizen_screen import CitizenScreen
from counter.views.qr_picture import QrPicture
from counter.views.second_display import Displays, chosen
from counter.views.window import CounterWindow
from counter.views.workstation import Workstation
from office.centre import CentreSettings
from office.dossier import Dossier
from office.papers import FeeLine, PaperStatus, Payment, PayMethod
from office.person import Applicant
from office.vietqr import parse
from qtkit.theme import LIGHT, Theme
from tests.counter.test_away import enter
from tests.counter.workstation import PASSWORD, at_desk, began, counter_of, find, identified, press

SINGLE = '1.004873'
BANK = CentreSettings(bank_bin='970415', bank_account='113366668888')


class Cable(Displays):
    """Displays of which the second one's cable can be pulled."""

    is_in = True

    def listed(self) -> Sequence[QScreen]:
        """The main one, and the second one while it is plugged in; here both are the one that tests have."""
        return [QGuiApplication.primaryScreen()] * (2 if self.is_in else 1)

    def move(self, *, in_: bool) -> None:
        """Plug it in, or pull it."""
        self.is_in = in_
        self.changed.emit()


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    """A counter of a centre that takes transfers."""
    running = counter_of(tmp_path, centre=BANK)
    yield running
    running.close()


@pytest.fixture
def cable() -> Cable:
    """The second display's cable."""
    return Cable()


@pytest.fixture
def station(counter: Counter, cable: Cable, qtbot: QtBot) -> Iterator[Workstation]:
    """The counter's screens, one of them for the citizen."""
    work = replace(counter.work, citizen_display='2', citizen_panel_mm=217.0)
    made = Workstation(work, displays=cable)
    qtbot.addWidget(made.login)
    made.start()
    yield made
    made.second.close()
    if made.window is not None:
        made.window.close()


def faced(station: Workstation) -> CitizenScreen:
    """The window that faces her."""
    screen = station.second.screen
    assert screen is not None
    return screen


def words(screen: QWidget) -> str:
    """Everything that can be read there now."""
    shown = [one for one in screen.findChildren(QLabel) if one.isVisible()]
    return '\n'.join(one.text() for one in shown)


def at_fees(window: CounterWindow, qtbot: QtBot) -> None:
    """A dossier with its applicant, and 15,000 đồng to pay."""
    began(window, qtbot, SINGLE)
    identified(window, qtbot)
    window.dossier.assess([FeeLine(code='', name="Lệ phí", kind="Lệ phí", amount=15000, due=15000)])
    qtbot.waitUntil(lambda: at_desk(window).fee_due == 15000)


def test_she_follows_her_dossier_to_its_end(station: Workstation, counter: Counter, qtbot: QtBot) -> None:
    """Her turn, who she is with a masked number, her papers, the fee with its code, the day of the result, nothing."""
    screen = faced(station)
    assert "Trung tâm" in words(screen)
    counter.work.queueing.issue('A', series='A', place='kiosk:1')
    window = enter(station, qtbot, 'lan')
    window.queue.call_next()
    qtbot.waitUntil(lambda: "Mời đến quầy 3\nA001" in words(screen))
    press(window, 'start')
    qtbot.waitUntil(lambda: "Đang phục vụ" in words(screen))
    at_fees(window, qtbot)
    station.citizen.turn_to(SheetName.WHO)
    assert "Nguyễn Thị Mẫu" in words(screen)
    assert '001199000001' not in words(screen).replace(' ', '')
    assert '••• ••• ••• 001' in words(screen)
    station.citizen.turn_to(SheetName.FEES)
    assert "Ông/bà cần nộp 15.000 đ." in words(screen)
    assert parse(find(screen, QrPicture, 'citizen-vietqr').payload).amount == 15000
    for part in at_desk(window).components:
        before = at_desk(window)
        window.dossier.mark(part.listed.code, PaperStatus.SEEN)
        qtbot.waitUntil(lambda before=before: at_desk(window) != before)
    assert "Đã nhận 5 trong 5 loại giấy tờ." in words(screen)
    window.dossier.collect(Payment(amount=15000, method=PayMethod.CASH))
    qtbot.waitUntil(lambda: "Ông/bà đã nộp đủ." in words(screen))
    assert find(screen, QrPicture, 'citizen-vietqr').payload == ''
    window.dossier.accept()
    qtbot.waitUntil(lambda: "đã được tiếp nhận" in words(screen))
    assert at_desk(window).code in words(screen)
    window.dossier.clear()
    assert "Nguyễn" not in words(screen)
    assert at_shown(station) is None


def at_shown(station: Workstation) -> Dossier | None:
    """Whose dossier is shown."""
    return station.citizen.dossier


def test_nothing_is_left_of_her_when_the_officer_locks(station: Workstation, qtbot: QtBot) -> None:
    """At once, not at the next turn of a timer; her language and her contrast go with her."""
    window, screen = enter(station, qtbot, 'lan'), faced(station)
    at_fees(window, qtbot)
    find(screen, QPushButton, 'citizen-language').click()
    find(screen, QPushButton, 'citizen-contrast').click()
    assert "You are asked to pay" in words(screen)
    assert screen.theme.isHigh
    began_at = time.perf_counter()
    press(window, 'lock')
    assert time.perf_counter() - began_at < 1
    assert "Nguyễn" not in words(screen)
    assert "15.000" not in words(screen)
    assert (station.citizen.language, screen.theme.isHigh) == ('vi', False)
    enter(station, qtbot)
    assert "Nguyễn Thị Mẫu" in words(screen)


def test_a_pulled_cable_breaks_nothing_and_comes_back(station: Workstation, cable: Cable, qtbot: QtBot) -> None:
    """The officer works on; plugged in again, it shows what is at the desk now."""
    window = enter(station, qtbot, 'lan')
    began(window, qtbot, SINGLE)
    before = faced(station)
    cable.move(in_=False)
    assert station.second.screen is None
    assert not before.isVisible()
    identified(window, qtbot)
    cable.move(in_=True)
    assert "Nguyễn Thị Mẫu" in words(faced(station))
    assert find(window, QLineEdit, 'card') is not None


def test_what_the_officer_only_looks_up_is_not_shown(station: Workstation, counter: Counter, qtbot: QtBot) -> None:
    """A dossier received earlier belongs to somebody, perhaps not to her who sits here."""
    window = enter(station, qtbot, 'lan')
    intake, officer = counter.work.intake, window.shift.officer.id
    other = intake.open_dossier(SINGLE, officer)
    intake.identify(other.id, Applicant(name="Trần Văn Khác", number='001099000002'), officer)
    for part in other.components:
        intake.mark(other.id, part.listed.code, PaperStatus.SEEN, officer, originals=1)
    intake.accept(other.id, (), officer)
    window.dossier.open(other.id)
    qtbot.waitUntil(lambda: window.dossier.dossier is not None)
    assert at_shown(station) is None
    assert "Khác" not in words(faced(station))


def test_a_display_is_found_by_its_name_or_its_number(qtbot: QtBot) -> None:
    """One that isn't plugged in is none, and never the officer's instead."""
    main = QGuiApplication.primaryScreen()
    assert chosen(main.name() or '1', [main]) is main
    assert chosen('2', [main]) is None
    assert chosen('HDMI-9', [main, main]) is None


class Seen(CitizenModel):
    """A model that shows one dossier, without a desk."""

    def __init__(self, work: Work, dossier: Dossier) -> None:
        super().__init__(work)
        self._dossier = dossier
        self.rating.show(dossier)


# a ten-inch panel, a wide monitor, an old square one
PANELS = {(1280, 800): 217.0, (1920, 1080): 300.0, (1024, 768): 270.0}


@pytest.mark.parametrize('size', PANELS)
def test_every_line_has_its_room(size: tuple[int, int], counter: Counter, qtbot: QtBot) -> None:
    """In both languages, on every page of the longest sheets, no word is cut and nothing sticks out."""
    officer = counter.work.supervising.log_in('lan', PASSWORD, '3').id
    intake = counter.work.intake
    known = intake.open_dossier(SINGLE, officer)
    who = Applicant(name="Nguyễn Thị Ỗng Ậm Mẫu", number='001199000001', address="Số 12 ngõ 34 đường Mẫu, " * 4)
    known = intake.identify(known.id, who, officer)
    known = intake.assess_fees(
        known.id, [FeeLine(code='', name="Lệ phí cấp giấy", kind="Lệ phí", amount=15000, due=15000)], officer
    )
    screen = CitizenScreen(Seen(counter.work, known), Theme(LIGHT, panel_mm=PANELS[size], panel_px=size[0]))
    qtbot.addWidget(screen)
    screen.setGeometry(QRect(0, 0, *size))
    screen.show()
    qtbot.waitExposed(screen)
    for _language in ('vi', 'en'):
        for sheet in screen.model.sheets:
            screen.model.turn_to(sheet.name)
            for _page in range(4):
                qtbot.waitUntil(lambda: cut(screen) == [])
                find(screen, QPushButton, 'citizen-more').click()
        screen.model.speak()


def cut(screen: CitizenScreen) -> list[str]:
    """Words that need more room than they have, or lie outside."""
    found = []
    for one in screen.findChildren(QLabel):
        if one.isVisible() and one.text():
            place = QRect(one.mapTo(screen, one.rect().topLeft()), one.size())
            needs = one.heightForWidth(one.width()) if one.wordWrap() else one.sizeHint().height()
            if one.height() < needs or not screen.rect().contains(place):
                found.append(one.text())
    return found


TWO = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
app = QApplication([])
from counter.models.citizen_model import CitizenModel
from counter.views.second_display import Displays, SecondDisplay
from tests.counter.workstation import counter_of
counter = counter_of(Path(sys.argv[1]))
def placed(wanted):
    return SecondDisplay(CitizenModel(counter.work), Displays(), wanted=wanted, panel_mm=0.0, touch=True)
for wanted in ('HDMI-2', '2'):
    second = placed(wanted)
    app.processEvents()
    at = second.screen.geometry()
    print(second.screen.screen().name(), at.x(), at.y(), at.width(), at.height())
    second.close()
assert placed('HDMI-3').screen is None
counter.close()
"""


def test_it_stands_on_the_second_of_two_displays(tmp_path: Path) -> None:
    """A process of its own with two displays: the whole of the second one, nothing of the officer's."""
    usual = {'y': 0, 'logicalDpi': 96, 'logicalBaseDpi': 96, 'dpr': 1}
    officers = {'name': 'DP-1', 'x': 0, 'width': 1366, 'height': 768, **usual}
    hers = {'name': 'HDMI-2', 'x': 1366, 'width': 1280, 'height': 800, **usual}
    path = tmp_path / 'displays.json'
    path.write_text(json.dumps({'screens': [officers, hers]}), encoding='utf-8')
    ran = subprocess.run(
        [sys.executable, '-c', TWO, str(tmp_path)],
        env={'QT_QPA_PLATFORM': f'offscreen:configfile={path}', 'PYTHONPATH': str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert ran.stdout.split('\n')[:2] == ['HDMI-2 1366 0 1280 800'] * 2
