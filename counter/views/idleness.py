"""How long nobody has touched a window: its keys and its pointer are watched, nothing else of it."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

MINUTE_MS = 60_000

TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        # a menu or a dialog of the window was used, and gave the window back
        QEvent.Type.FocusIn,
    }
)


class Idleness(QObject):
    """``left`` when a window that ``watch`` was given has not been touched for so many minutes; 0 is never."""

    left = Signal()

    def __init__(self, minutes: int) -> None:
        super().__init__()
        self.timer = QTimer(self, singleShot=True, interval=minutes * MINUTE_MS)
        self.timer.timeout.connect(self.left)
        self._watched: QObject | None = None

    def watch(self, window: QWidget) -> None:
        """Begin with a window that is shown."""
        self.rest()
        handle = window.windowHandle()
        if self.timer.interval() and handle is not None:
            self._watched = handle
            handle.installEventFilter(self)
            self.timer.start()

    def rest(self) -> None:
        """Watch nothing: the counter is locked."""
        self.timer.stop()
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count from anew at every touch; nothing is kept from the window."""
        if event.type() in TOUCHES:
            self.timer.start()
        elif event.type() == QEvent.Type.Hide:
            # closed or locked: nobody can leave it alone any more
            self.timer.stop()
        return super().eventFilter(watched, event)
