"""Short sounds from files of the package; a machine without loudspeakers is simply silent."""

import contextlib
import os
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from qtkit.loudspeaker import Loudspeaker


def may_sound() -> bool:
    """Whether a sound can be heard here, as far as can be seen without loading the sound system."""
    if sys.platform != 'linux':
        return True
    cards = Path('/proc/asound/cards')
    with contextlib.suppress(OSError):
        if cards.read_text(encoding='utf-8', errors='replace').strip() not in ('', '--- no soundcards ---'):
            return True
    server = Path(os.environ.get('XDG_RUNTIME_DIR', '/nowhere')) / 'pulse' / 'native'
    return bool(os.environ.get('PULSE_SERVER')) or server.exists()


class Sound(QObject):
    """One WAV file; the process that plays it begins at ``prepare``, so that no window's first frame waits for it.

    Signals:
        ended: it was played to its end, or can't be heard here.
    """

    ended = Signal()

    def __init__(self, path: Path, loudspeaker: Loudspeaker) -> None:
        super().__init__()
        self._path, self._loudspeaker = path, loudspeaker
        self._content = b''

    def prepare(self) -> None:
        """Load the file where there is something to hear it with."""
        if may_sound():
            self._content = self._path.read_bytes()
            self._loudspeaker.begin()

    def play(self) -> None:
        """Play it once from the beginning."""
        if self._content:
            self._loudspeaker.play(self._content, lambda _: self.ended.emit())
        else:
            QTimer.singleShot(0, self, self.ended.emit)
