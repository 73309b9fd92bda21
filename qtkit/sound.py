"""Short sounds from files of the package; a machine without loudspeakers is simply silent."""

from pathlib import Path

from PySide6.QtCore import QObject, QUrl


class Sound(QObject):
    """One WAV file; loaded at ``prepare``, so that no window's first frame waits for the sound system."""

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
            self._effect = effect

    def play(self) -> None:
        """Play it once from the beginning."""
        if self._effect is not None:
            self._effect.play()  # type: ignore[attr-defined] # a QSoundEffect, imported late
