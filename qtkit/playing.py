"""The program that plays sounds, a process of its own beside a window: ``python -m qtkit.playing``.

On standard input comes a line ``<turn> <bytes>`` and a WAV file behind it; the answer is ``<turn> heard`` or
``<turn> mute``. Each ends the one before, which then gets no answer; one of no bytes is silence. It ends
with its input.
"""

import io
import sys
import threading
from typing import BinaryIO

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QObject, Qt, Signal
from PySide6.QtMultimedia import QAudio, QAudioFormat, QAudioSink, QMediaDevices, QtAudio

from devices.voice.clip import BYTES, Clip

# silence behind a sound: a sink may have handed on all it had while the device still plays the last of it
_TAIL_S = 0.25
_OVER = (QAudio.State.IdleState, QAudio.State.StoppedState)


class Player(QObject):
    """Plays what comes; ``came`` may be emitted on any thread."""

    came = Signal(int, bytes)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sink: QAudioSink | None = None
        self.came.connect(self._play, Qt.ConnectionType.QueuedConnection)

    def _play(self, turn: int, sound: bytes) -> None:
        former, self._sink = self._sink, None
        if former is not None:
            former.stop()
            former.deleteLater()
        if not sound:
            return
        device = QMediaDevices.defaultAudioOutput()
        if device.isNull():
            _say(turn, 'mute')
            return
        clip = Clip.read(io.BytesIO(sound))
        shape = QAudioFormat()
        shape.setSampleRate(clip.rate)
        shape.setChannelCount(clip.channels)
        shape.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        sink = QAudioSink(device, shape, self)
        heard = QBuffer(sink)
        heard.setData(QByteArray(clip.frames + bytes(int(clip.rate * _TAIL_S) * clip.channels * BYTES)))
        heard.open(QIODevice.OpenModeFlag.ReadOnly)
        sink.stateChanged.connect(lambda state: self._on_state(turn, sink, state))
        self._sink = sink
        sink.start(heard)
        # one that can't be opened never changes its state
        if sink is self._sink and sink.error() is QtAudio.Error.OpenError:
            self._over(turn, sink)

    def _on_state(self, turn: int, sink: QAudioSink, state: QAudio.State) -> None:
        # one that was ended says so as well when it goes
        if sink is self._sink and state in _OVER:
            self._over(turn, sink)

    def _over(self, turn: int, sink: QAudioSink) -> None:
        self._sink = None
        sink.deleteLater()
        _say(turn, 'mute' if sink.error() is QtAudio.Error.OpenError else 'heard')


def _say(turn: int, how: str) -> None:
    sys.stdout.write(f'{turn} {how}\n')
    sys.stdout.flush()


def _listen(source: BinaryIO, player: Player) -> None:
    while line := source.readline():
        turn, size = map(int, line.split())
        player.came.emit(turn, source.read(size))
    player.left.emit()


def main() -> int:
    """Play until nothing more can come."""
    app, player = QCoreApplication([]), Player()
    player.left.connect(app.quit, Qt.ConnectionType.QueuedConnection)
    threading.Thread(target=_listen, args=(sys.stdin.buffer, player), daemon=True).start()
    return app.exec()


if __name__ == '__main__':
    sys.exit(main())
