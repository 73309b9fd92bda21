"""What the acts of the morning share: the stage, the windows, the journal, and where pictures and papers are left."""

import json
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from PySide6.QtQuick import QQuickWindow
from PySide6.QtWidgets import QWidget

from counter.app import Counter
from counter.views.window import CounterWindow
from kiosk.app import Kiosk
from kiosk.board_app import Board
from office.dossier import Dossier
from office.officer import Officer
from tools.demo.hands import until
from tools.demo.journal import Journal, NotHappenedError, Picture, Step
from tools.demo.stage import LOGIN, Stage

SCREENS = 'screens'


@dataclass(slots=True)
class Morning:
    """The morning as it goes; what an act opens, the later ones use."""

    stage: Stage
    out: Path
    journal: Journal = field(default_factory=Journal)
    kiosk: Kiosk = field(init=False)
    board: Board = field(init=False)
    counter: Counter = field(init=False)
    window: CounterWindow = field(init=False)
    number: str = ''
    dossier_id: str = ''
    provisional: str = ''
    retried: list[dict[str, object]] = field(default_factory=list)

    @property
    def dossier(self) -> Dossier:
        """The dossier as it stands in the store.

        Raises:
            NotHappenedError: there is none.
        """
        found = self.counter.readings.dossier(self.dossier_id)
        if found is None:
            raise NotHappenedError('the store has no such dossier')
        return found

    @property
    def officer(self) -> Officer:
        """Who sits at the counter.

        Raises:
            NotHappenedError: nobody has an account.
        """
        with self.counter.store.read() as books:
            found = books.find_officer(LOGIN)
        if found is None:
            raise NotHappenedError('nobody has an account')
        return found

    def show(self, step: Step, window: QQuickWindow | QWidget, name: str, vietnamese: str, english: str) -> None:
        """Leave a picture of a window."""
        file = f'{SCREENS}/{name}.png'
        path = self.out / file
        path.parent.mkdir(parents=True, exist_ok=True)
        picture = window.grab() if isinstance(window, QWidget) else window.grabWindow()
        saved = picture.save(str(path))
        if not saved:
            step.proves('picture', file, holds=False)
        step.pictures.append(Picture(file, vietnamese, english))

    def keep_slip(self, step: Step, picture: Path, name: str, vietnamese: str, english: str) -> None:
        """Keep what a printer got, byte for byte, and what came out of it."""
        received = picture.with_suffix('.escpos').read_bytes()
        self.keep(step, f'{name}.escpos', received)
        self.keep(step, f'{name}.png', picture.read_bytes())
        step.proves(f'{name}_cut', received.count(b'\x1dV'), holds=b'\x1dV' in received)
        step.pictures.append(Picture(f'{name}.png', vietnamese, english))

    def keep(self, step: Step, file: str, content: bytes) -> str:
        """Leave a file; returns its digest, which is that of what stands on the disk."""
        path = self.out / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        digest = sha256(path.read_bytes()).hexdigest()
        step.proves(file, {'bytes': len(content), 'sha256': digest}, holds=bool(content))
        return digest

    def keep_json(self, step: Step, file: str, value: object) -> None:
        """Leave a JSON file."""
        self.keep(step, file, (json.dumps(value, ensure_ascii=False, indent=2, default=str) + '\n').encode())

    def slip_after(self, before: int) -> Path:
        """The next slip of the counter's printer after so many."""
        until(lambda: len(self.stage.counter_printer.slips()) > before, 'no slip came out at the counter')
        return self.stage.counter_printer.slips()[before]
