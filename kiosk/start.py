"""``motcua-kiosk``: a screen at once, and behind it the store, opened before there is anything to touch.

What is imported here is imported before the first frame, so nothing is that only works on the open store.
"""

import sys
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

import qtkit.plain_imports  # noqa: F401 - before all that it makes cheaper
from kiosk.config import KioskConfig, kiosk_config
from kiosk.running import Waiting, run
from kiosk.sentences import SENTENCES, UNSURE
from office.command import DONE, REFUSED, parser, sentence
from office.errors import Refusal
from qtkit.config import shown
from qtkit.theme import LIGHT, Theme

if TYPE_CHECKING:
    from kiosk.app import Kiosk, Opened

# a window on a desk, for training: the usual portrait kiosk panel at a third of its pixels
WINDOW_PX = (720, 1280)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the kiosk until its window is closed or, in full screen, the service is stopped."""
    called = parser('motcua-kiosk', "Ki-ốt lấy số và tra cứu / the citizens' touchscreen").parse_args(argv)
    try:
        config, given = kiosk_config(called.config)
    except Refusal as refusal:
        print(sentence(refusal), file=sys.stderr)  # noqa: T201 - a console command
        return REFUSED
    if called.print_settings:
        print(shown(config, given))  # noqa: T201 - a console command
        return DONE
    app = QGuiApplication(sys.argv[:1])
    size = _size(app, full=config.kiosk.full_screen)
    waiting = Waiting(
        partial(_opened, config),
        partial(_shown, config, size),
        theme=Theme(LIGHT, panel_mm=config.kiosk.panel_mm, panel_px=size[0]),
        starting=(SENTENCES['starting_title'][0], '\n'.join(SENTENCES['starting'])),
        closed=(SENTENCES['closed_title'][0], '\n'.join(SENTENCES['closed'])),
        size=size,
        full_screen=config.kiosk.full_screen,
    )
    return run(app, waiting)


def _opened(config: KioskConfig) -> 'Opened':
    from kiosk.app import Opened  # noqa: PLC0415 - a first screen shows before

    opened = Opened(config)
    tell_staff(opened.unsure)
    return opened


def tell_staff(unsure: Sequence[str]) -> None:
    """Say of each number whose slip was left half printed what to look at: in the journal, not to citizens."""
    for label in unsure:
        print(UNSURE.format(label), file=sys.stderr)  # noqa: T201 - for staff; citizens see the screen


def _shown(config: KioskConfig, size: tuple[int, int], opened: 'Opened') -> 'Kiosk':
    from kiosk.app import Kiosk  # noqa: PLC0415 - a first screen shows before

    return Kiosk(config, opened, size=size)


def _size(app: QGuiApplication, *, full: bool) -> tuple[int, int]:
    screen = app.primaryScreen().size()
    return (screen.width(), screen.height()) if full else WINDOW_PX


if __name__ == '__main__':
    sys.exit(main())
