"""How a window that serves the public is kept running: it waits for its store, and goes only when told from outside."""

import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from office.errors import Problem
from qtkit.garbage import GuiThreadCollector
from qtkit.theme import Theme

VIEWS = Path(__file__).parent / 'views'

# a disk that is being mounted or a file that somebody holds: asked again so often
RETRY_MS = 5_000

# Python sees a signal only when Qt lets it run
BREATH_MS = 500


class Public(Protocol):
    """A kiosk or a board."""

    window: QQuickWindow

    def close(self) -> None:
        """End the threads, then let go of window and store."""
        ...


class Waiting(QObject):
    """Until the store opens, an out-of-service screen; then the window itself.

    Args:
        open_public: opens store and window.
        theme: the colours of the out-of-service screen.
        lines: what it says, first line large.
        full_screen: whether the windows cover the screen and can't be closed.
    """

    def __init__(
        self, open_public: Callable[[], Public], *, theme: Theme, lines: tuple[str, ...], full_screen: bool
    ) -> None:
        super().__init__()
        self._open_public, self._full_screen = open_public, full_screen
        self._theme, self._lines = theme, lines
        self._engine: QQmlApplicationEngine | None = None
        self._timer = QTimer(self, interval=RETRY_MS)
        self._timer.timeout.connect(self.try_again)
        self.public: Public | None = None

    def try_again(self) -> None:
        """Open the window, or say on standard error why not and wait."""
        try:
            self.public = self._open_public()
        except Problem as problem:
            print(problem, file=sys.stderr)  # noqa: T201 - for the engineer; citizens see the screen
            self._show_waiting()
            return
        self._timer.stop()
        self._engine = None
        if self._full_screen:
            self.public.window.showFullScreen()

    @property
    def window(self) -> QQuickWindow | None:
        """What is on the screen."""
        if self.public is not None:
            return self.public.window
        return window_of(self._engine) if self._engine else None

    def close(self) -> None:
        """Let go of everything."""
        self._timer.stop()
        self._engine = None
        if self.public is not None:
            self.public.close()

    def _show_waiting(self) -> None:
        if self._engine is None:
            self._engine = loaded('OutOfService.qml', theme=self._theme, lines=list(self._lines))
            if self._full_screen:
                window_of(self._engine).showFullScreen()
            self._timer.start()


def loaded(view: str, **properties: object) -> QQmlApplicationEngine:
    """An engine with a view of the package, its root's required properties given."""
    engine = QQmlApplicationEngine()
    engine.setInitialProperties(properties)
    engine.load(QUrl.fromLocalFile(str(VIEWS / view)))
    return engine


def window_of(engine: QQmlApplicationEngine) -> QQuickWindow:
    """The window of a loaded view."""
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)  # noqa: S101 - every view's root is a Window
    return window


def run(app: QGuiApplication, waiting: Waiting) -> int:
    """Run until the window is closed, where it may be, or the service is stopped (SIGTERM, SIGINT)."""
    collector = GuiThreadCollector()
    for number in (signal.SIGTERM, signal.SIGINT):
        # quit() would ask the windows, which refuse; posted, so that it isn't lost before the loop runs
        signal.signal(number, lambda *_: QTimer.singleShot(0, lambda: app.exit(0)))
    breath = QTimer(interval=BREATH_MS)
    breath.timeout.connect(lambda: None)
    breath.start()
    waiting.try_again()
    code = app.exec()
    breath.stop()
    waiting.close()
    collector.close()
    return code
