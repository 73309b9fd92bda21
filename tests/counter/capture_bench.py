"""A counter with a feeder into which a test lays sheets, and an officer's counted hands."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListWidget
from pytestqt.qtbot import QtBot

from counter.app import Counter, Opened, capture_panel
from counter.config import CounterConfig
from counter.models.capture_model import CaptureModel
from counter.models.work import Shift
from counter.settings import CounterSettings
from counter.views.capture_panel import CapturePanel
from counter.views.window import CounterWindow
from devices.id_reader.emulator import EmulatedReader
from devices.receipt_printer.emulator.printer import EmulatedPrinter
from devices.settings import DeviceSettings
from office.centre import CentreSettings
from office.officer import Officer, Right
from tests.counter.workstation import BIRTH, CARD, PASSWORD, find, press
from tests.offices import FixedClock, SequenceIds, settings_of
from tests.qtkit.sheets import DECLARATION, DPI


@dataclass
class Bench:
    """A counter with a feeder into which a test lays sheets, and its printer."""

    folder: Path
    drawn: list[Path]
    printer: EmulatedPrinter
    qtbot: QtBot
    switches: str = ''
    has_scanner: bool = True
    scanner: str = ''
    camera: str = ''
    readers: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    is_locked: bool = False
    reads: bool = False
    signer: str = ''
    roots: str = ''
    officer: Officer | None = None
    counters: list[Counter] = field(default_factory=list)

    def lay(self, *numbers: int) -> None:
        """Put these sheets into the feeder, and nothing else."""
        feeder = self.folder / 'feeder'
        shutil.rmtree(feeder, ignore_errors=True)
        feeder.mkdir(parents=True)
        for number in numbers:
            shutil.copy(self.drawn[number], feeder)

    def start(self) -> CounterWindow:
        """Start the counter (again), with the same store."""
        series = len(self.counters)
        folder = f'folder:{self.folder / "feeder"}?dpi={DPI}{self.switches}'
        config = CounterConfig(
            centre=CentreSettings(),
            store=settings_of(self.folder / 'store'),
            devices=DeviceSettings(
                receipt_printer=f'{self.printer.address}?seconds=1',
                scanner=(self.scanner or folder) if self.has_scanner else '',
                camera=self.camera,
                scan_profiles=self.profiles,
                scan_locked=self.is_locked,
                read_text=self.reads,
                id_readers=self.readers,
                signer=self.signer,
                signature_roots=self.roots,
            ),
            counter=CounterSettings(name='3'),
        )
        counter = Counter(config, Opened(config, clock=FixedClock(), ids=SequenceIds(series)))
        self.counters.append(counter)
        self.officer = self.officer or counter.work.supervising.enrol(
            'lan',
            'Lê Thị Lan',
            PASSWORD,
            position='',
            agency='',
            rights=(Right.RECEIVE, Right.RETURN, *((Right.SIGN,) if self.signer else ())),
            by='system',
        )
        window = CounterWindow(Shift(work=counter.work, officer=self.officer), capture_panel)
        self.qtbot.addWidget(window)
        window.show()
        self.qtbot.waitExposed(window)
        window.activateWindow()
        self.qtbot.waitUntil(lambda: bool(model_of(window).sources) or not self.has_scanner)
        return window

    def opened(self) -> CounterWindow:
        """Start with an open birth registration."""
        window = self.start()
        window.dossier.begin(BIRTH, None)
        self.qtbot.waitUntil(lambda: window.dossier.dossier is not None)
        return window

    def scanned(self, *numbers: int) -> CounterWindow:
        """Start with an open dossier whose declaration has these sheets."""
        self.lay(*numbers)
        window = self.opened()
        press(window, 'scan')
        self.qtbot.waitUntil(lambda: not model_of(window).is_scanning and len(digests(window)) == len(numbers))
        return window


def model_of(window: CounterWindow) -> CaptureModel:
    """What the panel shows."""
    return find(window, CapturePanel, 'capture').model


def digests(window: CounterWindow, component: str = DECLARATION) -> list[str]:
    """A component's pages as the model has them."""
    known = window.dossier.dossier
    return [page.digest for page in known.component(component).pages] if known else []


def shown(window: CounterWindow) -> list[str]:
    """The pages as they lie in the strip."""
    strip = find(window, QListWidget, 'pages')
    return [strip.item(row).data(Qt.ItemDataRole.UserRole) for row in range(strip.count())]


def told(window: CounterWindow) -> str:
    """What the panel says."""
    return find(window, QLabel, 'capture-told').text()


class Hands:
    """An officer's hands: each key, each typed letter and each scan of a card counts."""

    def __init__(self, window: CounterWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot, self.inputs = window, qtbot, 0

    def key(
        self, key: Qt.Key, until: Callable[[], bool], modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key wherever the focus is, and wait for what it does."""
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifier)
        self.inputs += 1
        self.qtbot.waitUntil(until)

    def type(self, text: str) -> None:
        """Type plain letters where the focus is."""
        QTest.keyClicks(self.window.focusWidget(), text)
        self.inputs += len(text)

    def show_card(self, reader: EmulatedReader) -> None:
        """Lay the card on the reader that hangs on a wire."""
        self.qtbot.waitUntil(lambda: reader.is_listened_to(0))
        reader.show(CARD)
        self.inputs += 1
