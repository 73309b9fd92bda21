"""``motcua-kiosk``: the one file that names the kiosk's store, printer and window."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from devices.receipt_printer.opening import open_printer
from devices.settings import DeviceSettings
from kiosk.models.session import Session
from kiosk.models.taking import Taking
from kiosk.settings import KioskSettings
from kiosk.texts import Texts
from office.catalogue import seed_services
from office.centre import CentreSettings
from office.command import DONE, NO_SETTINGS, REFUSED, parser, printed, sentence
from office.desk.printing import Printing
from office.desk.queueing import Queueing
from office.errors import Refusal
from office.ports import Clock, Ids
from office.procedure import Procedure
from office.settings import parse, section
from office.workdays import local_day
from qtkit.garbage import GuiThreadCollector
from qtkit.icons import Icons
from qtkit.jobs import Jobs
from qtkit.slip_printing import SlipPrinting
from qtkit.theme import LIGHT, Theme
from sync.catalogue import load_seed_if_empty
from sync.clock import SystemClock
from sync.ids import TimeIds
from sync.readings import Readings
from sync.settings import StoreSettings
from sync.store import Store

VIEWS = Path(__file__).parent / 'views'

# a window on a desk, for training: the usual portrait kiosk panel at a third of its pixels
WINDOW_PX = (720, 1280)


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskConfig:
    """All sections that a kiosk reads."""

    centre: CentreSettings
    store: StoreSettings
    devices: DeviceSettings
    kiosk: KioskSettings


class Kiosk:
    """A running kiosk: store, printer thread, view-model and window."""

    def __init__(self, config: KioskConfig, *, clock: Clock, ids: Ids, size: tuple[int, int]) -> None:
        self.store = Store(config.store, clock=clock, ids=ids)
        load_seed_if_empty(self.store)
        self.readings = Readings(self.store)
        self._clock = clock
        self.store_jobs, self.print_jobs = Jobs('store'), Jobs('printer')
        self.texts = Texts()
        self.theme = Theme(LIGHT, panel_mm=config.kiosk.panel_mm, panel_px=size[0])
        self.printing = self._printing(config.devices.ticket_printer)
        self.session = Session(
            self._taking(config, clock, ids),
            self._procedures(),
            texts=self.texts,
            settings=config.kiosk,
            store_jobs=self.store_jobs,
            print_jobs=self.print_jobs,
            printing=self.printing,
        )
        self.engine = QQmlApplicationEngine()
        self.engine.addImageProvider('icons', Icons())
        self.engine.setInitialProperties({'theme': self.theme, 'session': self.session, 'texts': self.texts})
        self.engine.load(QUrl.fromLocalFile(str(VIEWS / 'Kiosk.qml')))
        window = self.engine.rootObjects()[0]
        assert isinstance(window, QQuickWindow)  # noqa: S101 - the file's root is a Window
        self.window = window
        self.window.resize(*size)

    def close(self) -> None:
        """End the threads, then let go of window, printer and store."""
        self.store_jobs.close()
        self.print_jobs.close()
        del self.engine
        if self.printing is not None:
            self.printing.close()
        self.readings.close()
        self.store.close()

    def _printing(self, address: str) -> SlipPrinting | None:
        if not address:
            return None
        return SlipPrinting(
            printing=Printing(self.store),
            pages=self.store.pages(),
            name=address,
            open_printer=partial(open_printer, address),
        )

    def _taking(self, config: KioskConfig, clock: Clock, ids: Ids) -> Taking:
        return Taking(
            ledger=self.store,
            queueing=Queueing(self.store, clock, ids),
            clock=clock,
            centre=config.centre,
            place=config.kiosk.name,
            services=seed_services(),
            counters=self._counters,
        )

    def _counters(self, letter: str) -> int:
        called = self.readings.board(local_day(self._clock.now())).called
        return len({ticket.counter for ticket in called if ticket.service == letter})

    def _procedures(self) -> list[Procedure]:
        today = local_day(self._clock.now())
        found = []
        with self.store.read() as books:
            for code in (code for service in seed_services() for code in service.procedures):
                try:
                    found.append(books.get_procedure(code, today))
                except Refusal:
                    continue
        return found


def config_of(path: str | None) -> tuple[KioskConfig, dict[str, object]]:
    """The kiosk's sections of a settings file, and the file's own text as sections.

    Raises:
        Refusal: ``settings.…`` when the file is not of the declared shape.
    """
    given = parse(Path(path).read_text(encoding='utf-8')) if path else NO_SETTINGS
    config = KioskConfig(
        centre=section(given, 'centre', CentreSettings),
        store=section(given, 'store', StoreSettings),
        devices=section(given, 'devices', DeviceSettings),
        kiosk=section(given, 'kiosk', KioskSettings),
    )
    return config, dict(given)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the kiosk until its window is closed."""
    called = parser('motcua-kiosk', "Ki-ốt lấy số và tra cứu / the citizens' touchscreen").parse_args(argv)
    try:
        config, given = config_of(called.config)
    except Refusal as refusal:
        print(sentence(refusal), file=sys.stderr)  # noqa: T201 - a console command
        return REFUSED
    if called.print_settings:
        sections = [(name, getattr(config, name)) for name in ('centre', 'store', 'devices', 'kiosk')]
        print(printed(sections, given))  # type: ignore[arg-type]  # noqa: T201 - sections as parsed
        return DONE
    app = QGuiApplication(sys.argv[:1])
    collector = GuiThreadCollector()
    kiosk = Kiosk(
        config, clock=SystemClock(), ids=TimeIds(SystemClock()), size=_size(app, full=config.kiosk.full_screen)
    )
    if config.kiosk.full_screen:
        kiosk.window.showFullScreen()
    code = app.exec()
    collector.close()
    kiosk.close()
    return code


def _size(app: QGuiApplication, *, full: bool) -> tuple[int, int]:
    screen = app.primaryScreen().size()
    return (screen.width(), screen.height()) if full else WINDOW_PX


if __name__ == '__main__':
    sys.exit(main())
