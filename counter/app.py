"""A running counter: the one file that names its store, printer and capture panel; ``counter.start`` shows them."""

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from counter.config import CounterConfig
from counter.models.capture_model import CaptureModel
from counter.models.dossier_model import DossierModel
from counter.models.far import Far
from counter.models.identifying import Identifying
from counter.models.live_model import LiveModel
from counter.models.work import Shift, Work
from counter.views.capture_panel import CapturePanel
from counter.views.login import Login
from counter.views.workstation import Workstation
from devices.address import Address
from devices.camera.opening import open_camera
from devices.id_reader.opening import keyboard_method, open_chip_reader, open_id_reader
from devices.lamp.opening import open_lamp
from devices.paper.recognition import is_installed, recognised
from devices.receipt_printer.opening import open_printer
from devices.scanner.opening import open_scanner
from devices.scanner.profile import read_profiles
from devices.settings import DeviceSettings
from devices.signer.opening import open_signer
from office.desk.answering import Answering
from office.desk.intake import Intake
from office.desk.judging import Judging
from office.desk.printing import Printing
from office.desk.queueing import Queueing
from office.desk.receiving import Reception
from office.desk.resending import Resending
from office.desk.returning import Returning
from office.desk.satisfaction import Satisfied
from office.desk.signing import Signing
from office.desk.supervising import Supervising
from office.errors import Problem
from office.ports import Clock, Ids
from qtkit.card_reading import CardReading
from qtkit.chip_reading import ChipReading
from qtkit.device_watch import DeviceWatch
from qtkit.face_watch import FaceWatch
from qtkit.file_intake import FileIntake
from qtkit.file_judging import FileJudging
from qtkit.file_signing import FileSigning
from qtkit.film import Film
from qtkit.jobs import Jobs
from qtkit.lamp_keeping import LampKeeping
from qtkit.page_capture import PageCapture
from qtkit.slip_printing import SlipPrinting
from qtkit.text_reading import TextReading
from sync import questions
from sync.calendar import calendar_in_force
from sync.catalogue import load_seed_if_empty
from sync.clock import SystemClock
from sync.drafts import Drafts
from sync.health import health
from sync.ids import TimeIds
from sync.kiosk_tickets import unsure_tickets
from sync.page_texts import PageTexts
from sync.passwords import Argon2
from sync.readings import Readings
from sync.status import status
from sync.store import Store
from sync.unjudged import UnjudgedFiles

if TYPE_CHECKING:
    from sync.centre.claims import CentreClaims
    from sync.centre.far_pages import FarPages


class Opened:
    """The open store with its connections and what every shift reads of it at first: all that may have to wait.

    Raises:
        Refusal, Trouble: what opening a ``Store`` raises.
    """

    def __init__(self, config: CounterConfig, *, clock: Clock | None = None, ids: Ids | None = None) -> None:
        self.clock = clock or SystemClock()
        self.ids = ids or TimeIds(self.clock)
        with ExitStack() as undone:
            self.store = Store(config.store, clock=self.clock, ids=self.ids)
            undone.callback(self.store.close)
            load_seed_if_empty(self.store)
            self.calendar = calendar_in_force(self.store)
            self.readings = Readings(self.store)
            undone.callback(self.readings.close)
            self.drafts = Drafts(self.store, self.clock)
            undone.callback(self.drafts.close)
            # the scanner's thread writes its notes on a connection of its own
            self.notes = Drafts(self.store, self.clock)
            undone.callback(self.notes.close)
            self.texts, self.queue = PageTexts(self.store), PageTexts(self.store)
            self.unjudged = UnjudgedFiles(self.store)
            self.claims = _claims(config.store.centre)
            self.far_pages = _far_pages(self.store)
            undone.pop_all()

    def close(self) -> None:
        """Let go of the store."""
        for one in (self.claims, self.far_pages, self.texts, self.queue, self.unjudged):
            if one is not None:
                one.close()
        self.notes.close()
        self.drafts.close()
        self.readings.close()
        self.store.close()


class Counter:
    """A running counter: store, threads and everything an officer works with."""

    def __init__(self, config: CounterConfig, opened: Opened) -> None:
        self.opened = opened
        self.store, self.readings, self.drafts, self.notes = opened.store, opened.readings, opened.drafts, opened.notes
        self.intake = Intake(self.store, opened.clock, opened.ids, opened.calendar, Reception.at(config.centre))
        lamp = LampKeeping(open_lamp(config.devices.lamp)) if config.devices.lamp else None
        self.work = replace(
            self._work(config),
            lamp=lamp,
            ring_on_call=config.counter.ring_on_call,
            citizen_display=config.counter.citizen_display,
            citizen_panel_mm=config.counter.citizen_panel_mm,
            citizen_touch=config.counter.citizen_touch,
            read_questions=partial(questions.listed, self.store),
            read_unsure_tickets=partial(unsure_tickets, self.store),
        )

    def start_devices(self) -> None:
        """Begin to look at the devices, to wait for cards and to take up what was left unread or unjudged."""
        self.work.watch.start()
        self.work.reading.wake()
        self.work.judging.start()
        self.work.identifying.start()

    def close(self) -> None:
        """End the threads, then let go of printer, scanner and store."""
        self.work.watch.close()
        if self.work.lamp is not None:
            self.work.lamp.close()
        self.work.identifying.close()
        if self.work.film is not None:
            self.work.film.close()
        if self.work.capture is not None:
            self.work.capture.interrupt()
        self.work.reading.close()
        self.work.judging.close()
        self.work.signing.close()
        self.work.scan_jobs.close()
        self.work.page_jobs.close()
        self.work.store_jobs.close()
        self.work.print_jobs.close()
        if self.work.printing is not None:
            self.work.printing.close()
        if self.work.capture is not None:
            self.work.capture.close()
        self.opened.close()

    def _work(self, config: CounterConfig) -> Work:
        centre, clock, ids, far = config.centre, self.opened.clock, self.opened.ids, self.opened.far_pages
        signing, pages = self._signing(config.devices), far or self.store.pages()
        return Work(
            counter=config.counter.name,
            lock_minutes=config.counter.lock_minutes,
            services=frozenset(config.counter.services),
            centre=centre,
            clock=clock,
            ledger=self.store,
            looking=self.readings,
            read_owing=partial(status, self.store),
            read_health=lambda: health(status(self.store, limit=0), clock.now()),
            drafts=self.drafts,
            pages=pages,
            far=Far(far.elsewhere, Jobs('centre')) if far else None,
            queueing=Queueing(self.store, clock, ids, self.opened.claims),
            intake=self.intake,
            returning=Returning(self.store, clock),
            satisfied=Satisfied(self.store),
            answering=Answering(self.store),
            supervising=Supervising(self.store, clock, ids, Argon2()),
            resending=Resending(self.store),
            store_jobs=Jobs('store'),
            print_jobs=Jobs('printer'),
            printing=self._printing(config.devices.receipt_printer),
            watch=DeviceWatch(config.devices),
            texts=self.opened.texts,
            files=FileIntake(self.intake, self.store.pages(), self.notes),
            reading=self._reading(config.devices),
            identifying=self._identifying(config.devices),
            signing=signing,
            judging=FileJudging(self.opened.unjudged, Judging(self.store), pages, signing.judge),
            scan_jobs=Jobs('scanner'),
            scan_dpi=config.devices.scan_dpi,
            scan_profiles=read_profiles(config.devices.scan_profiles),
            scan_locked=config.devices.scan_locked,
            capture=self._capture(config.devices, self.intake),
            film=Film(partial(open_camera, config.devices.camera)) if config.devices.camera else None,
        )

    def _identifying(self, devices: DeviceSettings) -> Identifying:
        """What types is heard by the window; the others have threads of their own."""
        methods = {one: keyboard_method(Address.parse(one)) for one in devices.id_readers}
        wired = [one for one, method in methods.items() if method is None]
        chip, face = devices.chip_reader, devices.face_camera
        return Identifying(
            readers=tuple(CardReading(partial(open_id_reader, one)) for one in wired),
            wedge=next((method for method in methods.values() if method is not None), None),
            chip=ChipReading(partial(open_chip_reader, chip, self.opened.clock)) if chip else None,
            face=FaceWatch(partial(open_camera, face)) if face else None,
        )

    def _capture(self, devices: DeviceSettings, intake: Intake) -> PageCapture | None:
        if not (devices.scanner or devices.camera):
            return None
        return PageCapture(
            intake=intake,
            pages=self.store.pages(),
            notes=self.notes,
            open_scanner=partial(open_scanner, devices.scanner) if devices.scanner else None,
        )

    def _reading(self, devices: DeviceSettings) -> TextReading:
        able = is_installed if devices.read_text else bool
        return TextReading(self.opened.queue, self.store.pages(), recognised, is_able=able)

    def _signing(self, devices: DeviceSettings) -> FileSigning:
        return FileSigning(
            Signing(self.store),
            self.store.pages(),
            self.opened.clock,
            roots=devices.signature_roots,
            open_signer=partial(open_signer, devices.signer) if devices.signer else None,
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


def _claims(address: str) -> 'CentreClaims | None':
    """Where counters agree who calls whom; None where one machine is the whole centre."""
    if not address:
        return None
    # it brings libpq, which a machine that is the whole centre never needs
    from sync.centre.claims import CentreClaims  # noqa: PLC0415 - slow, seldom needed

    return CentreClaims(address)


def _far_pages(store: Store) -> 'FarPages | None':
    """The centre's pages; None where one machine is the whole centre, or this one can't share them and works alone."""
    if not (store.settings.centre and store.settings.centre_key):
        return None
    from sync.centre.far_pages import FarPages  # noqa: PLC0415 - slow, seldom needed

    try:
        return FarPages(store)
    except Problem as problem:
        # the bottom line says so: the courier meets the same
        logging.getLogger(__name__).warning('centre pages: %s', problem.code)
        return None


def capture_panel(shift: Shift, dossiers: DossierModel) -> CapturePanel:
    """The right region of an officer's window."""
    capture = CaptureModel(shift, dossiers)
    return CapturePanel(capture, LiveModel(shift, capture))


def desk_of(counter: Counter, login: Login) -> Workstation:
    """The officers' windows, from a log-in that shows already."""
    return Workstation(counter.work, capture_panel, login)


@contextmanager
def supervised(config: CounterConfig) -> Iterator[Supervising]:
    """The accounts of a store, for a command."""
    clock = SystemClock()
    store = Store(config.store, clock=clock, ids=TimeIds(clock))
    try:
        yield Supervising(store, clock, TimeIds(clock), Argon2())
    finally:
        store.close()
