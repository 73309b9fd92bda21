"""Short sounds from files of the package; a machine without loudspeakers is simply silent."""

import contextlib
import os
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Signal


def may_sound() -> bool:
    """Whether a sound can be heard here, as far as can be seen without loading the sound system."""
    if (loaded := sys.modules.get('PySide6.QtMultimedia')) is not None:
        return not loaded.QMediaDevices.defaultAudioOutput().isNull()
    if sys.platform != 'linux':
        return True
    cards = Path('/proc/asound/cards')
    with contextlib.suppress(OSError):
        if cards.read_text(encoding='utf-8', errors='replace').strip() not in ('', '--- no soundcards ---'):
            return True
    server = Path(os.environ.get('XDG_RUNTIME_DIR', '/nowhere')) / 'pulse' / 'native'
    return bool(os.environ.get('PULSE_SERVER')) or server.exists()


class Sound(QObject):
    """One WAV file; loaded at ``prepare``, so that no window's first frame waits for the sound system.

    Signals:
        ended: it was played to its end, or can't be heard here.
    """

    ended = Signal()

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._effect: QObject | None = None

    def prepare(self) -> None:
        """Load the file where there is something to hear it with."""
        # QtMultimedia brings megabytes of codecs: only a window that makes sounds pays for them
        from PySide6.QtMultimedia import QMediaDevices, QSoundEffect  # noqa: PLC0415 - paid for when used

        if not QMediaDevices.defaultAudioOutput().isNull():
            effect = QSoundEffect(self)
            effect.setSource(QUrl.fromLocalFile(str(self._path)))
            effect.playingChanged.connect(lambda: None if effect.isPlaying() else self.ended.emit())
            self._effect = effect

    def play(self) -> None:
        """Play it once from the beginning."""
        if self._effect is None:
            QTimer.singleShot(0, self, self.ended.emit)
        else:
            self._effect.play()  # type: ignore[attr-defined] # a QSoundEffect, imported late
