"""Sounds, played by a process of their own: a sound server that dies takes along whoever plays (Qt 6.11 aborts)."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment

Told = Callable[[bool], None]
_ROOT = Path(__file__).parents[1]
# which libraries QtMultimedia finds and takes is no news, once for each window that sounds
_NO_NEWS = 'qt.multimedia.symbolsresolver=false;qt.multimedia.ffmpeg.info=false'
# a process that was killed is gone at once, unless the system itself hangs
_END_MS = 500
_PROGRAM = (sys.executable, '-m', 'qtkit.playing')


class Loudspeaker(QObject):
    """Plays one sound at a time; its process lasts, and another one begins with the next sound where it died."""

    def __init__(self, program: Sequence[str] = _PROGRAM) -> None:
        super().__init__()
        self._program = program
        self._process: QProcess | None = None
        # which sound is meant: what is said of an earlier one is not heard
        self._turn = 0
        self._told: Told | None = None

    def begin(self) -> None:
        """Start the process, so that no first sound waits for it."""
        if self._process is not None:
            return
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert('PYTHONPATH', str(_ROOT))
        if not environment.contains('QT_LOGGING_RULES'):
            environment.insert('QT_LOGGING_RULES', _NO_NEWS)
        process.setProcessEnvironment(environment)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        process.readyReadStandardOutput.connect(self._hear)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        self._process = process
        process.start(self._program[0], [*self._program[1:]])

    def play(self, sound: bytes, told: Told) -> None:
        """Play a WAV file instead of whatever sounds now.

        ``told`` is called once unless something else is played or all is silenced: True when the sound is over, False
        when nothing can be heard here. One in whose middle the process died is over.
        """
        self._turn += 1
        self._told = told
        self.begin()
        self._send(sound)

    def stop(self) -> None:
        """Be silent at once."""
        if self._told is not None:
            self._told = None
            self._turn += 1
            self._send(b'')

    def give_up(self) -> None:
        """Let go of a process that hangs, without waiting for its end; a further sound begins another."""
        self._told = None
        process, self._process = self._process, None
        if process is not None:
            process.readyReadStandardOutput.disconnect(self._hear)
            process.finished.disconnect(self._on_finished)
            process.errorOccurred.disconnect(self._on_error)
            process.finished.connect(process.deleteLater)
            process.kill()

    def close(self) -> None:
        """End the process."""
        process = self._process
        self.give_up()
        if process is not None:
            process.waitForFinished(_END_MS)

    def _send(self, sound: bytes) -> None:
        if self._process is not None:
            self._process.write(f'{self._turn} {len(sound)}\n'.encode() + sound)

    def _hear(self) -> None:
        process = self._process
        while process is not None and process.canReadLine():
            turn, _, how = bytes(process.readLine().data()).decode().strip().partition(' ')
            if turn == str(self._turn):
                self._tell(works=how == 'heard')

    def _on_finished(self) -> None:
        self._gone(works=True)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._gone(works=False)

    def _gone(self, *, works: bool) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        self._tell(works=works)

    def _tell(self, *, works: bool) -> None:
        told, self._told = self._told, None
        if told is not None:
            told(works)
