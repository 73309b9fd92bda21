"""How a window that serves the public is kept running: it waits for its store, and goes only when told from outside."""

import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from office.errors import Problem
from qtkit.garbage import GuiThreadCollector
from qtkit.jobs import Jobs
from qtkit.theme import Theme

VIEWS = Path(__file__).parent / 'views'

# a disk that is being mounted or a file that somebody holds: asked again so often
RETRY_MS = 5_000

# the first frame has the processor for itself; nothing is late by so little
AFTER_FIRST_FRAME_MS = 50

# Python sees a signal only when Qt lets it run
BREATH_MS = 500


class Opened(Protocol):
    """An open store with whatever its window needs of it."""

    def close(self) -> None:
        """Let go of it."""
        ...


class Public(Protocol):
    """A kiosk or a board."""

    window: QQuickWindow

    def close(self) -> None:
        """End the threads, then let go of window and store."""
        ...


W = TypeVar('W', bound=Opened)


class Waiting(QObject, Generic[W]):
    """A screen at once, which says that the machine starts or is out of service; once the store is open, the window.

    Args:
        open_store: opens what the window works on; done on a thread, and again until it succeeds.
        show: makes the window on what was opened.
        theme: the colours of the first screen.
        starting: what it says at first, first line large.
        closed: what it says once the store could not be opened.
        size: its width and height in pixels.
        full_screen: whether the windows cover the screen and can't be closed.
    """

    shown = Signal()

    def __init__(
        self,
        open_store: Callable[[], W],
        show: Callable[[W], Public],
        *,
        theme: Theme,
        starting: tuple[str, str],
        closed: tuple[str, str],
        size: tuple[int, int],
        full_screen: bool,
    ) -> None:
        super().__init__()
        self._open_store, self._show, self._full_screen = open_store, show, full_screen
        self._closed, self._jobs = list(closed), Jobs('opening')
        # views hold no reference of theirs
        self._theme = theme
        self._opened: W | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.try_again)
        self._engine: QQmlApplicationEngine | None = loaded(
            'OutOfService.qml', theme=theme, lines=list(starting), width=size[0], height=size[1]
        )
        self.public: Public | None = None

    def begin(self) -> None:
        """Show the first screen, then open the store."""
        if self._full_screen and self.window is not None:
            self.window.showFullScreen()
        self._timer.start(AFTER_FIRST_FRAME_MS)

    def try_again(self) -> None:
        """Open the store, then the window; or say on standard error why not, and wait."""
        self._jobs.run(self._bring, owner=self, then=self._on_opened, failed=self._on_problem)

    @property
    def window(self) -> QQuickWindow | None:
        """What is on the screen."""
        if self.public is not None:
            return self.public.window
        return window_of(self._engine) if self._engine else None

    def close(self) -> None:
        """Let go of everything."""
        self._timer.stop()
        self._jobs.close()
        self._engine = None
        if self.public is not None:
            self.public.close()
        elif self._opened is not None:
            self._opened.close()

    def _bring(self) -> W:
        self._opened = self._open_store()
        return self._opened

    def _on_opened(self, opened: W) -> None:
        try:
            self.public = self._show(opened)
        except Problem as problem:  # hours or the like that the settings spell wrongly
            self._opened = None
            opened.close()
            self._on_problem(problem)
            return
        if self._full_screen:
            self.public.window.showFullScreen()
        self._engine = None
        self.shown.emit()

    def _on_problem(self, problem: Problem) -> None:
        print(problem, file=sys.stderr)  # noqa: T201 - for the engineer; citizens see the screen
        if self.window is not None:
            self.window.setProperty('lines', self._closed)
        self._timer.start(RETRY_MS)


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


def run(app: QGuiApplication, waiting: Waiting[Any]) -> int:
    """Run until the window is closed, where it may be, or the service is stopped (SIGTERM, SIGINT)."""
    collector = GuiThreadCollector()
    for number in (signal.SIGTERM, signal.SIGINT):
        # quit() would ask the windows, which refuse; posted, so that it isn't lost before the loop runs
        signal.signal(number, lambda *_: QTimer.singleShot(0, lambda: app.exit(0)))
    breath = QTimer(interval=BREATH_MS)
    breath.timeout.connect(lambda: None)
    breath.start()
    waiting.begin()
    code = app.exec()
    breath.stop()
    waiting.close()
    collector.close()
    return code
