"""One window in a fresh process: when its first frame was drawn, when its work can begin, and what memory it holds.

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

# so long after its work can begin a window stands idle, and whatever it put off is done and counted
SETTLED_MS = 1500

BARE_QML = b'''
import QtQuick
Window { visible: true; width: 720; height: 1280; Text { anchors.centerIn: parent; text: "Xin ch\xc3\xa0o" } }
'''


FIGURES: dict[str, float] = {}


def note(moment: str) -> None:
    """Take the milliseconds since the parent began and the megabytes resident, once for a moment."""
    if f'{moment}_ms' not in FIGURES:
        FIGURES[f'{moment}_ms'] = (time.monotonic_ns() - int(os.environ['BENCH_BEGUN_NS'])) / 1e6
        status = Path('/proc/self/status').read_text(encoding='ascii')
        FIGURES[f'{moment}_mb'] = int(re.findall(r'^VmRSS:\s+(\d+) kB', status, re.MULTILINE)[0]) / 1024


def able() -> None:
    """The work of this window can begin: report once it stands idle."""
    from PySide6.QtCore import QTimer

    if 'able_ms' in FIGURES:
        return
    note('able')
    QTimer.singleShot(SETTLED_MS, settled)


def settled() -> None:
    """Print all figures and end."""
    note('settled')
    print(json.dumps(FIGURES), flush=True)
    os._exit(0)


def watched(kind: type[Any], shows: type[Any], *, is_all: bool = False) -> type[Any]:
    """The application class of a window's kind, which notes the first frame of a window of class ``shows``.

    ``is_all``: with it everything is done, as in a bare window.
    """
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
                self._drawn = 2
                note('frame')
                if is_all:
                    able()

    expose, paint = QEvent.Type.Expose, QEvent.Type.Paint
    return Watched


def bare_qml() -> None:
    """The least QML window."""
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtQml import QQmlApplicationEngine
    from PySide6.QtQuick import QQuickWindow

    app = watched(QGuiApplication, QQuickWindow, is_all=True)(['bare'])
    engine = QQmlApplicationEngine()
    engine.loadData(BARE_QML)
    app.exec()


def bare_widgets() -> None:
    """The least window of widgets."""
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    app = watched(QApplication, QMainWindow, is_all=True)(['bare'])
    window = QMainWindow()
    window.setCentralWidget(QLabel("Xin chào"))
    window.show()
    app.exec()


def kiosk() -> None:
    """The kiosk as its command starts it: its work can begin with the first frame of the choices."""
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtQuick import QQuickWindow

    import kiosk.running
    import kiosk.start

    class Told(kiosk.running.Waiting):
        def begin(self) -> None:
            self.shown.connect(lambda: self.public.window.frameSwapped.connect(able))
            super().begin()

    kiosk.start.Waiting = Told
    kiosk.start.QGuiApplication = watched(QGuiApplication, QQuickWindow)
    kiosk.start.main(['--config', sys.argv[2]])


def counter() -> None:
    """The counter as its command starts it: its work can begin when the log-in answers."""
    from PySide6.QtWidgets import QApplication, QWidget

    import counter.start

    class Told(counter.start.Start):
        def _on_open(self, opened: Any) -> None:
            super()._on_open(opened)
            able()

    counter.start.Start = Told
    counter.start.QApplication = watched(QApplication, QWidget)
    counter.start.main(['--config', sys.argv[2]])


if __name__ == '__main__':
    {'bare-qml': bare_qml, 'bare-widgets': bare_widgets, 'kiosk': kiosk, 'counter': counter}[sys.argv[1]]()
