"""Qt objects in cycles are freed by the GUI thread and by no other."""

import gc
import threading
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from qtkit.garbage import GuiThreadCollector


class Knot(QObject):
    """An object that only a collection can free."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def test_a_worker_that_allocates_frees_no_qt_object(qtbot: QtBot) -> None:
    """However much a worker allocates, the knot lives until the GUI thread collects."""
    collector = GuiThreadCollector()
    freed_on: list[threading.Thread] = []
    weakref.finalize(Knot(), lambda: freed_on.append(threading.current_thread()))
    worker = threading.Thread(target=lambda: [[] for _ in range(100_000)])
    worker.start()
    worker.join()
    assert freed_on == []
    collector.close()
    assert freed_on == [threading.main_thread()]
    assert gc.isenabled()
