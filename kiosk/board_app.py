"""``motcua-board``: the one file that names the board's store, feed, sound and window."""

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine

import qtkit.plain_imports  # noqa: F401 - before all that it makes cheaper
from devices.voice.opening import open_voice
from kiosk.announce import Announcer
from kiosk.config import board_config
from kiosk.models.board import BoardModel, Standing
from kiosk.running import VIEWS, Waiting, run, window_of
from kiosk.sentences import BOARD
from kiosk.settings import BoardSettings
from kiosk.texts import board_says
from office.catalogue import seed_services
from office.command import DONE, REFUSED, parser, sentence
from office.errors import Refusal
from office.workdays import local_day
from qtkit.config import shown
from qtkit.icons import Icons
from qtkit.jobs import Jobs
from qtkit.loudspeaker import Loudspeaker
from qtkit.sound import Sound
from qtkit.speech import Speech
from qtkit.theme import DARK, Theme
from qtkit.watcher import Watcher
from sync.clock import SystemClock
from sync.feed import Feed
from sync.ids import TimeIds
from sync.readings import Readings
from sync.store import Store

CHIME = Path(__file__).parent / 'sounds' / 'chime.wav'
WINDOW_PX = (1280, 720)


class Board:
    """A running board: store, readings, feed, view-model and window."""

    def __init__(
        self,
        store: Store,
        settings: BoardSettings,
        *,
        size: tuple[int, int],
        centre: str = '',
    ) -> None:
        self.store = store
        self.readings = Readings(store)
        self._clock = clock = store.clock
        self.jobs = Jobs('store')
        self.theme = Theme(DARK, panel_mm=settings.panel_mm, panel_px=size[0])
        self.model = BoardModel(
            self._look,
            services=seed_services(),
            clock=clock,
            jobs=self.jobs,
            old_after=settings.old_after_seconds,
            lost_since=self.readings.centre_lost_since,
        )
        self.watcher = Watcher(lambda: Feed(self.store))
        self.watcher.changed.connect(self.model.look)
        self.watcher.answered.connect(self.model.heard)
        self.loudspeaker = Loudspeaker()
        self.chime = Sound(CHIME, self.loudspeaker)
        self.announcer = self._announcer(settings)
        self.engine = QQmlApplicationEngine()
        self.engine.addImageProvider('icons', Icons())
        self.engine.setInitialProperties(
            {
                'theme': self.theme,
                'board': self.model,
                's': BOARD,
                'centre': centre,
                'isLocked': settings.full_screen,
                'width': size[0],
                'height': size[1],
            }
        )
        self.engine.load(str(VIEWS / 'Board.qml'))
        self.window = window_of(self.engine)
        self.model.announced.connect(self.announcer.call)
        if settings.chime:
            # after the first frame: the sound system may take its time
            QTimer.singleShot(0, self.chime.prepare)
        self.model.start()
        self.watcher.start()

    def _announcer(self, settings: BoardSettings) -> Announcer:
        speech = Speech(partial(open_voice, settings.voice), self.loudspeaker) if settings.voice else None
        return Announcer(self.chime if settings.chime else None, speech, settings.languages)

    def close(self) -> None:
        """End the threads, then let go of window and store."""
        self.watcher.close()
        self.model.stop()
        self.announcer.close()
        self.loudspeaker.close()
        self.jobs.close()
        del self.engine
        self.readings.close()
        self.store.close()

    def _look(self) -> Standing:
        board = self.readings.board(local_day(self._clock.now()))
        return board.called, board.waiting


def main(argv: Sequence[str] | None = None) -> int:
    """Run the board until its window is closed or, in full screen, the service is stopped."""
    called = parser('motcua-board', "Bảng gọi số / the board that calls numbers").parse_args(argv)
    try:
        config, given = board_config(called.config)
    except Refusal as refusal:
        print(sentence(refusal), file=sys.stderr)  # noqa: T201 - a console command
        return REFUSED
    if called.print_settings:
        print(shown(config, given))  # noqa: T201 - a console command
        return DONE
    board = config.board
    app = QGuiApplication(sys.argv[:1])
    screen = app.primaryScreen().size()
    size = (screen.width(), screen.height()) if board.full_screen else WINDOW_PX
    clock = SystemClock()
    waiting = Waiting(
        partial(Store, config.store, clock=clock, ids=TimeIds(clock)),
        partial(Board, settings=board, size=size, centre=config.centre.name),
        theme=Theme(DARK, panel_mm=board.panel_mm, panel_px=size[0]),
        starting=(board_says('title'), board_says('starting')),
        closed=(board_says('title'), board_says('closed')),
        size=size,
        full_screen=board.full_screen,
    )
    return run(app, waiting)


if __name__ == '__main__':
    sys.exit(main())
