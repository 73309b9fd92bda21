"""``motcua-kiosk``: the one file that names the kiosk's store, printer, reader and window."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine

from devices.receipt_printer.opening import open_printer
from devices.settings import DeviceSettings
from kiosk.models.offering import Offering
from kiosk.models.printout import Printout
from kiosk.models.session import Session
from kiosk.models.taking import Taking
from kiosk.running import VIEWS, Waiting, run, window_of
from kiosk.settings import KioskSettings
from kiosk.texts import Texts
from office.catalogue import seed_services
from office.centre import CentreSettings
from office.command import DONE, REFUSED, parser, printed, sections_of, sentence
from office.desk.printing import Printing
from office.desk.queueing import Queueing
from office.errors import Refusal
from office.ports import Clock, Ids
from office.settings import section
from qtkit.card_reading import CardReading
from qtkit.icons import Icons, QrCodes
from qtkit.jobs import Jobs
from qtkit.slip_printing import SlipPrinting
from qtkit.theme import LIGHT, Theme
from sync.calendar import calendar_in_force
from sync.catalogue import load_seed_if_empty
from sync.clock import SystemClock
from sync.ids import TimeIds
from sync.readings import Readings
from sync.settings import StoreSettings
from sync.store import Store

# a window on a desk, for training: the usual portrait kiosk panel at a third of its pixels
WINDOW_PX = (720, 1280)

# so many answers of a search find room above the keyboard, in landscape and in portrait
FOUND_WIDE, FOUND_HIGH = 3, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskConfig:
    """All sections that a kiosk reads."""

    centre: CentreSettings
    store: StoreSettings
    devices: DeviceSettings
    kiosk: KioskSettings


class Kiosk:
    """A running kiosk: store, printer thread, reader thread, view-model and window."""

    def __init__(self, config: KioskConfig, *, clock: Clock, ids: Ids, size: tuple[int, int]) -> None:
        self.store = _store(config.store, clock, ids)
        self.readings = Readings(self.store)
        self.store_jobs, self.print_jobs = Jobs('store'), Jobs('printer')
        self.texts = Texts()
        self.theme = Theme(LIGHT, panel_mm=config.kiosk.panel_mm, panel_px=size[0])
        self.printing = self._printing(config.devices.ticket_printer)
        self.session = self._session(config, clock, ids, size)
        self.session.wiped.connect(self.theme.usual)
        self.reader = self._reader(config.kiosk.reader)
        self.engine = QQmlApplicationEngine()
        self.engine.addImageProvider('icons', Icons())
        self.engine.addImageProvider('qr', QrCodes())
        self.engine.setInitialProperties(
            {
                'theme': self.theme,
                'session': self.session,
                'texts': self.texts,
                'isLocked': config.kiosk.full_screen,
                'width': size[0],
                'height': size[1],
            }
        )
        self.engine.load(str(VIEWS / 'Kiosk.qml'))
        self.window = window_of(self.engine)

    def close(self) -> None:
        """End the threads, then let go of window, reader, printer and store."""
        self.session.idle.stop()
        self.offering.stop()
        if self.reader is not None:
            self.reader.close()
        self.store_jobs.close()
        self.print_jobs.close()
        del self.engine
        if self.printing is not None:
            self.printing.close()
        self.readings.close()
        self.store.close()

    def _session(self, config: KioskConfig, clock: Clock, ids: Ids, size: tuple[int, int]) -> Session:
        kiosk = config.kiosk
        taking = Taking(
            ledger=self.store,
            queueing=Queueing(self.store, clock, ids),
            measured=self.readings,
            calendar=lambda: calendar_in_force(self.store),
            clock=clock,
            centre=config.centre,
            place=kiosk.name,
            services=[one for one in seed_services() if not kiosk.services or one.letter in kiosk.services],
            daily_cap=kiosk.daily_cap,
            keeps_hours=kiosk.keep_hours,
        )
        self.offering = Offering(taking, taking.look(), jobs=self.store_jobs)
        self.printout = Printout(
            self.printing,
            jobs=self.print_jobs,
            centre=config.centre,
            place=kiosk.name,
            keeps_hours=kiosk.keep_hours,
        )
        return Session(
            taking,
            self.offering,
            texts=self.texts,
            settings=kiosk,
            store_jobs=self.store_jobs,
            printout=self.printout,
            found_at_once=FOUND_WIDE if size[0] > size[1] else FOUND_HIGH,
        )

    def _printing(self, address: str) -> SlipPrinting | None:
        if not address:
            return None
        return SlipPrinting(
            printing=Printing(self.store),
            pages=self.store.pages(),
            name=address,
            open_printer=partial(open_printer, address),
        )

    def _reader(self, address: str) -> CardReading | None:
        if not address:
            return None
        # serial ports and cameras: only a kiosk that has a reader pays for them
        from devices.id_reader.opening import open_id_reader  # noqa: PLC0415 - imported when it is used

        reader, session = CardReading(partial(open_id_reader, address)), self.session
        reader.read.connect(lambda read: session.scanned(read.payload))
        reader.troubled.connect(lambda _: session.use_reader(works=False))
        reader.recovered.connect(lambda: session.use_reader(works=True))
        session.use_reader(works=True)
        reader.start()
        return reader


def _store(settings: StoreSettings, clock: Clock, ids: Ids) -> Store:
    store = Store(settings, clock=clock, ids=ids)
    try:
        load_seed_if_empty(store)
    except BaseException:
        store.close()
        raise
    return store


def config_of(path: str | None) -> tuple[KioskConfig, dict[str, object]]:
    """The kiosk's sections of a settings file, and the file's own text as sections.

    Raises:
        Refusal: ``settings.…`` when the file is not of the declared shape.
    """
    given = sections_of(path, partial(Path.read_text, encoding='utf-8'))
    config = KioskConfig(
        centre=section(given, 'centre', CentreSettings),
        store=section(given, 'store', StoreSettings),
        devices=section(given, 'devices', DeviceSettings),
        kiosk=section(given, 'kiosk', KioskSettings),
    )
    return config, dict(given)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the kiosk until its window is closed or, in full screen, the service is stopped."""
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
    size = _size(app, full=config.kiosk.full_screen)
    texts = Texts()
    waiting = Waiting(
        partial(Kiosk, config, clock=SystemClock(), ids=TimeIds(SystemClock()), size=size),
        theme=Theme(LIGHT, panel_mm=config.kiosk.panel_mm, panel_px=size[0]),
        lines=(texts.say('closed_title'), texts.say('closed')),
        full_screen=config.kiosk.full_screen,
    )
    return run(app, waiting)


def _size(app: QGuiApplication, *, full: bool) -> tuple[int, int]:
    screen = app.primaryScreen().size()
    return (screen.width(), screen.height()) if full else WINDOW_PX


if __name__ == '__main__':
    sys.exit(main())
