"""``motcua-board``: the one file that names the board's store and window."""

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.models.board import BoardModel, Standing
from kiosk.settings import BoardSettings
from office.catalogue import seed_services
from office.command import DONE, NO_SETTINGS, REFUSED, parser, printed, sentence
from office.errors import Refusal
from office.ports import Clock, Ids
from office.settings import parse, section
from office.workdays import local_day
from qtkit.garbage import GuiThreadCollector
from qtkit.jobs import Jobs
from qtkit.theme import DARK, Theme
from sync.clock import SystemClock
from sync.ids import TimeIds
from sync.readings import Readings
from sync.settings import StoreSettings
from sync.store import Store

VIEW = Path(__file__).parent / 'views' / 'Board.qml'
WINDOW_PX = (1280, 720)


class Board:
    """A running board: store, readings, view-model and window."""

    def __init__(
        self, store: StoreSettings, settings: BoardSettings, *, clock: Clock, ids: Ids, size: tuple[int, int]
    ) -> None:
        self.store = Store(store, clock=clock, ids=ids)
        self.readings = Readings(self.store)
        self._clock = clock
        self.jobs = Jobs('store')
        self.theme = Theme(DARK, panel_mm=settings.panel_mm, panel_px=size[0])
        self.model = BoardModel(
            self._look, services=seed_services(), clock=clock, jobs=self.jobs, old_after=settings.old_after_seconds
        )
        self.engine = QQmlApplicationEngine()
        self.engine.setInitialProperties({'theme': self.theme, 'board': self.model})
        self.engine.load(QUrl.fromLocalFile(str(VIEW)))
        window = self.engine.rootObjects()[0]
        assert isinstance(window, QQuickWindow)  # noqa: S101 - the file's root is a Window
        self.window = window
        self.window.resize(*size)
        self.model.start()

    def close(self) -> None:
        """End the thread, then let go of window and store."""
        self.model.stop()
        self.jobs.close()
        del self.engine
        self.readings.close()
        self.store.close()

    def _look(self) -> Standing:
        board = self.readings.board(local_day(self._clock.now()))
        return board.called, board.waiting


def main(argv: Sequence[str] | None = None) -> int:
    """Run the board until its window is closed."""
    called = parser('motcua-board', "Bảng gọi số / the board that calls numbers").parse_args(argv)
    try:
        given = parse(Path(called.config).read_text(encoding='utf-8')) if called.config else NO_SETTINGS
        store, board = section(given, 'store', StoreSettings), section(given, 'board', BoardSettings)
    except Refusal as refusal:
        print(sentence(refusal), file=sys.stderr)  # noqa: T201 - a console command
        return REFUSED
    if called.print_settings:
        print(printed([('store', store), ('board', board)], given))  # noqa: T201 - a console command
        return DONE
    app = QGuiApplication(sys.argv[:1])
    collector = GuiThreadCollector()
    screen = app.primaryScreen().size()
    size = (screen.width(), screen.height()) if board.full_screen else WINDOW_PX
    clock = SystemClock()
    running = Board(store, board, clock=clock, ids=TimeIds(clock), size=size)
    if board.full_screen:
        running.window.showFullScreen()
    code = app.exec()
    collector.close()
    running.close()
    return code


if __name__ == '__main__':
    sys.exit(main())
