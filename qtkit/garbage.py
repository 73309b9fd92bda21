"""Cycles of Python objects are collected on the GUI thread alone.

Python collects cycles on whichever thread happens to allocate. A worker that thereby frees a widget or a timer stops
it from the wrong thread, and Qt may crash.
"""

import gc

from PySide6.QtCore import QObject, QTimer

# often enough that a window's leavings don't pile up, seldom enough that a full pass of some ms is never felt
PASS_MS = 5_000


class GuiThreadCollector(QObject):
    """While it lives, Python collects nothing by itself; a timer of the GUI thread does."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=PASS_MS)
        self._timer.timeout.connect(gc.collect)
        self._timer.start()

    def close(self) -> None:
        """Collect once more and let Python do it again."""
        self._timer.stop()
        gc.collect()
        gc.enable()
