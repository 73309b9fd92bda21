"""The centre of the demo: a folder of its own, emulated devices, a province, a courier, and the three real windows.

Everything is begun by the stage and ended by it, also when a step fails; nothing of the machine's own store, settings
or keyring is touched, and every port is a free one of this machine.
"""

import json
import os
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from counter.app import Counter
from counter.app import Opened as CounterOpened
from counter.config import CounterConfig
from counter.settings import CounterSettings
from counter.views.style import use_palette
from counter.views.workstation import Workstation
from devices.id_reader.emulator import EmulatedReader
from devices.receipt_printer.emulator.printer import EmulatedPrinter
from devices.scanner.emulator import write_sane_test_config
from devices.signer.emulator.soft_token import SoftToken
from kiosk.app import Kiosk
from kiosk.app import Opened as KioskOpened
from kiosk.board_app import WINDOW_PX as BOARD_PX
from kiosk.board_app import Board
from kiosk.config import board_config, kiosk_config
from kiosk.start import WINDOW_PX as KIOSK_PX
from office.officer import Right
from qtkit.config import config_of
from sync.ids import TimeIds
from sync.store import Store
from tools.demo.hands import until
from tools.demo.morning import MorningClock
from tools.demo.programs import Program, ProvinceProgram

CLIENT, UNIT = 'mot-cua', '000.12.34.H99'
# an invented account of a store that is thrown away
LOGIN, OFFICER, PASSWORD = 'lan', "Lê Thị Lan", 'mot-cua-tap-huan'
COUNTER = '3'
# what the archive asks of scans
DPI = 300

# a window without a display has none
_NO_MATTER = 'This plugin does not support propagateSizeHints'


class Stage:
    """A running centre; enter it, and everything is there but the courier and the windows, which come when called.

    ``signs``: the officer has a token in software, where this machine has SoftHSM.
    """

    def __init__(
        self, folder: Path, *, back: timedelta, dpi: int = DPI, chimes: bool = False, signs: bool = False
    ) -> None:
        self.folder, self.back = folder, back
        self.clock = MorningClock(back)
        self.ids = TimeIds(self.clock)
        self.dpi, self._chimes = dpi, chimes
        self._signs = signs
        self.token: SoftToken | None = None
        self._ends = ExitStack()

    def __enter__(self) -> Self:
        os.environ['PYTHON_KEYRING_BACKEND'] = 'keyring.backends.fail.Keyring'
        os.environ['SANE_CONFIG_DIR'] = str(write_sane_test_config(self.folder / 'sane'))
        self.feeder = self.folder / 'feeder'
        self.feeder.mkdir()
        with ExitStack() as begun:
            self.province = ProvinceProgram(self.folder / 'province', client=CLIENT, unit=UNIT, back=self.back)
            begun.callback(self.province.program.end)
            self.kiosk_printer = begun.enter_context(EmulatedPrinter(self.folder / 'kiosk-printer'))
            self.counter_printer = begun.enter_context(EmulatedPrinter(self.folder / 'counter-printer'))
            self.reader = begun.enter_context(EmulatedReader(self.folder / 'reader'))
            if self._signs and SoftToken.is_installed():
                self.token = SoftToken(self.folder / 'token', self.clock.now())
            self.settings = self._settings()
            self._ends = begun.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ends.close()

    def start_courier(self) -> Program:
        """The courier, in a process of its own until the stage ends."""
        log = self.folder / 'courier.log'
        program = Program('sync.command', '--config', str(self.settings), 'run', back=self.back, log=log)
        self._ends.callback(program.end)
        return program

    def close_at_end(self, workstation: Workstation) -> None:
        """Close the officer's windows before what they show is let go."""

        def close() -> None:
            for window in (workstation.window, workstation.login):
                if window is not None:
                    window.close()

        self._ends.callback(close)

    def open_kiosk(self, size: tuple[int, int] = KIOSK_PX) -> Kiosk:
        """The citizens' touchscreen, so many pixels large."""
        config, _ = kiosk_config(str(self.settings))
        kiosk = Kiosk(config, KioskOpened(config, clock=self.clock, ids=self.ids), size=size)
        self._ends.callback(kiosk.close)
        until(kiosk.window.isExposed, 'the kiosk shows nothing')
        return kiosk

    def open_board(self) -> Board:
        """The board that calls numbers."""
        config, _ = board_config(str(self.settings))
        store = Store(config.store, clock=self.clock, ids=self.ids)
        board = Board(store, config.board, size=BOARD_PX, centre=config.centre.name)
        self._ends.callback(board.close)
        until(board.window.isExposed, 'the board shows nothing')
        return board

    def open_counter(self) -> Counter:
        """The counter behind the officer's window, with one invented officer's account."""
        config, _ = config_of(CounterConfig, str(self.settings))
        counter = Counter(config, CounterOpened(config, clock=self.clock, ids=self.ids))
        self._ends.callback(counter.close)
        counter.work.supervising.enrol(
            LOGIN,
            OFFICER,
            PASSWORD,
            position="Công chức",
            agency=config.centre.agency,
            rights=(Right.RECEIVE, Right.RETURN, Right.SIGN),
            by='system',
        )
        counter.start_devices()
        return counter

    def _settings(self) -> Path:
        """The one settings file of this machine."""
        sections: dict[str, dict[str, object]] = {
            'store': {'folder': str(self.folder / 'store'), 'keyring': False, 'log': str(self.folder / 'log.jsonl')},
            'province': {
                'url': self.province.url,
                'unit': UNIT,
                'client_id': CLIENT,
                'secret_file': str(self.province.secret_file),
                'upload_dir': str(self.folder / 'uploads'),
            },
            'devices': {
                'ticket_printer': self.kiosk_printer.address,
                'receipt_printer': self.counter_printer.address,
                'scanner': f'folder:{self.feeder}?dpi={self.dpi}',
                'scan_dpi': self.dpi,
                'id_readers': [self.reader.address],
                'signer': self.token.address if self.token else '',
                'signature_roots': str(self.token.roots) if self.token else '',
            },
            'kiosk': {'full_screen': False},
            'board': {'full_screen': False, 'chime': self._chimes},
            'counter': {'name': COUNTER},
        }
        path = self.folder / 'motcua.toml'
        # a string of JSON is a string of TOML too, and so are numbers and truth values
        lines = (
            line
            for name, values in sections.items()
            for line in (f'[{name}]', *(f'{key} = {json.dumps(value)}' for key, value in values.items()))
        )
        path.write_text('\n'.join(lines) + '\n', encoding='utf-8')
        return path


def application() -> QApplication:
    """The one Qt application of this process, without a display where none is asked for."""
    os.environ.setdefault('QT_QPA_PLATFORM', 'offscreen')
    os.environ.setdefault('QT_QUICK_BACKEND', 'software')
    made = QApplication([])
    use_palette(made, CounterSettings().colours)
    return made


def listen_to_qt() -> list[str]:
    """What Qt warns of from now on, said at the end instead of between two steps."""
    warnings: list[str] = []

    def on_message(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if not text.startswith(_NO_MATTER):
            warnings.append(text)

    qInstallMessageHandler(on_message)
    return warnings
