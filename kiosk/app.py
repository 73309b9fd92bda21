"""A running kiosk: the one file that names its store, printer, reader and window; ``kiosk.start`` shows it."""

import threading
import time
from contextlib import ExitStack
from functools import partial

from PySide6.QtQml import QQmlApplicationEngine

from devices.receipt_printer.opening import open_printer
from devices.voice.opening import open_voice
from kiosk.config import KioskConfig
from kiosk.models.offering import Offering
from kiosk.models.printout import Printout
from kiosk.models.session import Session
from kiosk.models.speaking import Speaking
from kiosk.models.taking import Taking
from kiosk.running import VIEWS, window_of
from kiosk.settings import KioskSettings
from kiosk.texts import Texts
from office.catalogue import seed_services
from office.desk.printing import Printing
from office.desk.queueing import Queueing
from office.ports import Clock, Ids
from office.slip_job import SlipState
from qtkit.card_reading import CardReading
from qtkit.icons import Icons, QrCodes
from qtkit.jobs import Jobs
from qtkit.loudspeaker import Loudspeaker
from qtkit.slip_printing import SlipPrinting
from qtkit.speech import Speech
from qtkit.theme import LIGHT, Theme
from sync import met
from sync.calendar import calendar_in_force
from sync.catalogue import load_seed_if_empty
from sync.clock import SystemClock
from sync.ids import TimeIds
from sync.readings import Readings
from sync.store import Store

# so many answers of a search find room above the keyboard, in landscape and in portrait
FOUND_WIDE, FOUND_HIGH = 3, 6
# the exchange knocks at the centre within its first second and gives up after three
MEETS_S = 10.0


class Opened:
    """The open store, and what can be offered at first: all that may have to wait.

    ``unsure`` are the numbers whose slips were being sent when this machine went down: only a look at the printer can
    say how that ended.

    Raises:
        Refusal, Trouble: what opening a ``Store`` or the first look at it raises.
    """

    def __init__(self, config: KioskConfig, *, clock: Clock | None = None, ids: Ids | None = None) -> None:
        clock = clock or SystemClock()
        kiosk = config.kiosk
        with ExitStack() as undone:
            self.store = Store(config.store, clock=clock, ids=ids or TimeIds(clock))
            undone.callback(self.store.close)
            load_seed_if_empty(self.store)
            self.readings = Readings(self.store)
            undone.callback(self.readings.close)
            self.taking = Taking(
                ledger=self.store,
                queueing=Queueing(self.store, clock, self.store.ids),
                measured=self.readings,
                calendar=lambda: calendar_in_force(self.store),
                clock=clock,
                centre=config.centre,
                place=kiosk.name,
                services=[one for one in seed_services() if not kiosk.services or one.letter in kiosk.services],
                daily_cap=kiosk.daily_cap,
                first_number=kiosk.first_number,
                keeps_hours=kiosk.keep_hours,
            )
            if config.store.centre:
                self._meet()
            self.offer = self.taking.look()
            self.unsure = self._left_by_a_crash(config.devices.ticket_printer, f'kiosk:{kiosk.name}')
            undone.pop_all()

    def close(self) -> None:
        """Let go of the store."""
        self.readings.close()
        self.store.close()

    def _meet(self) -> None:
        """Wait for the exchange's first word: a store that was put back gives numbers a second time.

        With the server gone, and it says that at once, the kiosk works by itself; without a courier it waits no longer.
        """
        begun, never = self.store.clock.now(), threading.Event()
        until = time.monotonic() + MEETS_S
        while time.monotonic() < until:
            with self.store.read() as books:
                if met.centre_spoke(books.connection, begun, self.store.clock.now()):
                    return
            never.wait(MEETS_S / 50)

    def _left_by_a_crash(self, printer: str, actor: str) -> tuple[str, ...]:
        lines = self.readings.slips_for_a_person(sending_before=self.store.clock.now())
        # others of the centre may be printing at this moment; this machine's printer is ours alone
        here = [line.job for line in lines if line.device == self.store.settings.device]
        ours = tuple(job for job in here if job.slip == 'ticket' and job.printer == printer)
        left = tuple(job for job in ours if job.state is SlipState.SENDING)
        Printing(self.store).recover(left, actor)
        with self.store.read() as books:
            return tuple(books.get_ticket(job.about).label for job in left)


class Kiosk:
    """A running kiosk: store, printer thread, reader thread, view-model and window."""

    def __init__(self, config: KioskConfig, opened: Opened, *, size: tuple[int, int]) -> None:
        self.opened, self.store, self.readings = opened, opened.store, opened.readings
        self.store_jobs, self.print_jobs = Jobs('store'), Jobs('printer')
        self.texts = Texts()
        self.theme = Theme(LIGHT, panel_mm=config.kiosk.panel_mm, panel_px=size[0])
        self.printing = self._printing(config.devices.ticket_printer)
        self.session = self._session(config, size)
        self.session.wiped.connect(self.theme.usual)
        self.reader = self._reader(config.kiosk.reader)
        self.speaking = self._speaking(config.kiosk)
        self.engine = QQmlApplicationEngine()
        self.engine.addImageProvider('icons', Icons())
        self.engine.addImageProvider('qr', QrCodes())
        self.engine.setInitialProperties(
            {
                'theme': self.theme,
                'session': self.session,
                'texts': self.texts,
                'speaking': self.speaking,
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
        self.speaking.close()
        if self.reader is not None:
            self.reader.close()
        self.store_jobs.close()
        self.print_jobs.close()
        del self.engine
        if self.printing is not None:
            self.printing.close()
        self.opened.close()

    def _session(self, config: KioskConfig, size: tuple[int, int]) -> Session:
        kiosk = config.kiosk
        taking = self.opened.taking
        self.offering = Offering(taking, self.opened.offer, jobs=self.store_jobs)
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

    def _speaking(self, kiosk: KioskSettings) -> Speaking:
        speech = Speech(partial(open_voice, kiosk.voice), Loudspeaker()) if kiosk.voice else None
        return Speaking(self.session, self.texts, speech, by_itself=kiosk.speaks_first)

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
