"""One window in a fresh process: when its first frame was drawn, and what memory it holds once it stands idle.

Run by ``measure_window`` as ``python -m tests.bench.window_child KIND SETTINGS``; prints one JSON object.
"""

# ruff: noqa: PLC0415  # each kind imports only its own

import json
import os
import re
import sys
import time
from pathlib import Path
from typing import Any

# what the product puts off until its first frame is drawn must be done by then, and its memory counted
SETTLED_MS = 1500

BARE_QML = b'''
import QtQuick
Window { visible: true; width: 720; height: 1280; Text { anchors.centerIn: parent; text: "Xin ch\xc3\xa0o" } }
'''


def report(drawn: int) -> None:
    """Print milliseconds since the parent began, and megabytes: resident, and this process's own part of them."""
    rollup = Path('/proc/self/smaps_rollup').read_text(encoding='ascii')
    kilobytes = {name: int(size) for name, size in re.findall(r'^(\w+): +(\d+) kB', rollup, re.MULTILINE)}
    own = kilobytes['Private_Clean'] + kilobytes['Private_Dirty']
    figures = {
        'ms': (drawn - int(os.environ['BENCH_BEGUN_NS'])) / 1e6,
        'mb': kilobytes['Rss'] / 1024,
        'own_mb': own / 1024,
    }
    print(json.dumps(figures), flush=True)


def watched(kind: type[Any], shows: type[Any]) -> type[Any]:
    """The application class of a window's kind, which reports the first frame of a window of class ``shows``."""
    from PySide6.QtCore import QEvent, QTimer

    class Watched(kind):  # type: ignore[misc]  # made at run time
        def __init__(self, arguments: list[str]) -> None:
            super().__init__(arguments)
            self._drawn = 0
            self.installEventFilter(self)

        def eventFilter(self, watched: object, event: QEvent) -> bool:
            if not self._drawn and isinstance(watched, shows) and event.type() in (expose, paint):
                self.removeEventFilter(self)
                self._drawn = 1
                if event.type() is expose:
                    watched.frameSwapped.connect(self._on_frame)
                else:
                    QTimer.singleShot(0, self._on_frame)
            return False

        def _on_frame(self) -> None:
            if self._drawn == 1:
                self._drawn = time.monotonic_ns()
                QTimer.singleShot(SETTLED_MS, self._on_settled)

        def _on_settled(self) -> None:
            report(self._drawn)
            os._exit(0)

    expose, paint = QEvent.Type.Expose, QEvent.Type.Paint
    return Watched


def bare_qml() -> None:
    """The least QML window."""
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtQml import QQmlApplicationEngine
    from PySide6.QtQuick import QQuickWindow

    app = watched(QGuiApplication, QQuickWindow)(['bare'])
    engine = QQmlApplicationEngine()
    engine.loadData(BARE_QML)
    app.exec()


def bare_widgets() -> None:
    """The least window of widgets."""
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    app = watched(QApplication, QMainWindow)(['bare'])
    window = QMainWindow()
    window.setCentralWidget(QLabel("Xin chào"))
    window.show()
    app.exec()


def kiosk() -> None:
    """The kiosk as its command starts it."""
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtQuick import QQuickWindow

    import kiosk.start

    kiosk.start.QGuiApplication = watched(QGuiApplication, QQuickWindow)
    kiosk.start.main(['--config', sys.argv[2]])


def counter() -> None:
    """The counter as its command starts it, up to the log-in."""
    from PySide6.QtWidgets import QApplication, QWidget

    import counter.start

    counter.start.QApplication = watched(QApplication, QWidget)
    counter.start.main(['--config', sys.argv[2]])


if __name__ == '__main__':
    {'bare-qml': bare_qml, 'bare-widgets': bare_widgets, 'kiosk': kiosk, 'counter': counter}[sys.argv[1]]()
