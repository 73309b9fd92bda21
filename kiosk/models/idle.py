"""How long nobody has touched the screen."""

from PySide6.QtCore import QObject, QTimer, Signal

SECOND_MS = 1000


class IdleClock(QObject):
    """Counts seconds since the last touch; ``ticked`` after every one, and at once when somebody touches."""

    ticked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.seconds = 0
        self._timer = QTimer(self, interval=SECOND_MS)
        self._timer.timeout.connect(self.second)
        self._timer.start()

    def second(self) -> None:
        """A second without a touch."""
        self.seconds += 1
        self.ticked.emit()

    def touch(self) -> None:
        """Somebody is there."""
        self.seconds = 0
        self.ticked.emit()

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()
