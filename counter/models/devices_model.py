"""The devices of this counter: how each is, its last fault, and a trial of each with a picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Signal

from counter.models.desk import Desk
from counter.models.drafts_model import DraftsModel, Texts
from counter.models.kiosk_tickets_model import KioskTicketsModel
from counter.models.readiness import Morning, report_pdf, report_title
from counter.models.trial_slip import trial_slip
from counter.models.work import Shift
from counter.words import hidden, language, moment, say
from devices import identity, texts
from devices.health import KINDS, DeviceState, Kind
from devices.id_reader.protocol import IdRead
from devices.receipt_printer.protocol import Printed
from devices.signer.protocol import TokenState
from devices.stop import Stop
from office.errors import Problem, Trouble
from office.identity import read_card
from qtkit.slip_printing import pictured
from qtkit.trial_sheet import trial_sheet

FAULTS = 'device-faults'
# the kinds that are tried by a command; a reader is tried by whoever shows it a card
TRIED: tuple[Kind, ...] = ('receipt_printer', 'scanner', 'camera', 'chip_reader', 'face_camera', 'signer', 'lamp')
TRIAL_DPI = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """How a trial ended."""

    is_well: bool
    words: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRow:
    """One device: ``fault`` says when it last failed and how, '' for never; ``trial`` is the last of this shift."""

    seen: DeviceState
    fault: str
    trial: Trial | None

    @property
    def name(self) -> str:
        """What it is."""
        return texts.name(self.seen.kind, language())

    @property
    def about(self) -> str:
        """What it says it is: model, serial number, firmware; '' where its wire tells nothing."""
        return identity.words(self.seen.about, language())

    @property
    def is_ready(self) -> bool:
        """Whether neither its state nor its last trial speaks against it."""
        return self.seen.state != 'trouble' and (self.trial is None or self.trial.is_well)

    @property
    def what_to_do(self) -> str:
        """What is wrong and what to do, '' where nothing is."""
        return self.seen.what_to_do(language())


class DevicesModel(Desk):
    """What the watch sees, and trials; ``trying`` is the kind that is being tried, '' for none.

    ``tickets`` are those that a kiosk left open.
    """

    changed = Signal()
    pictured = Signal(str, bytes)
    reported = Signal(str, bytes)

    def __init__(self, shift: Shift, drafts: DraftsModel) -> None:
        super().__init__(shift)
        self.trying = ''
        self.tickets = KioskTicketsModel(shift)
        self._drafts, self._stop = drafts, Stop()
        self._trials: dict[str, Trial] = {}
        self._faults: dict[str, str] = {}
        self._troubled: dict[str, str] = {}
        drafts.load(FAULTS, self._on_faults)
        shift.work.watch.changed.connect(self._on_seen)
        if shift.work.identifying.chip is not None:
            shift.work.identifying.chip.laid.connect(self._on_laid)
            shift.work.identifying.chip.troubled.connect(self._on_chip_trouble)
        self._on_seen(shift.work.watch.states)

    @property
    def is_complete(self) -> bool:
        """Whether each kind was looked at: scanners and tokens take longer than the rest."""
        return len({one.kind for one in self._shift.work.watch.states}) == len(KINDS)

    @property
    def rows(self) -> Sequence[DeviceRow]:
        """The devices of this counter; the kiosk's printer only where this machine has one."""
        seen = [one for one in self._shift.work.watch.states if one.address or one.kind != 'ticket_printer']
        return [
            DeviceRow(seen=one, fault=self._faults.get(_key(one), ''), trial=self._trials.get(one.kind)) for one in seen
        ]

    def look(self) -> None:
        """Look at all of them now, and for tickets that a kiosk left open."""
        self.tickets.refresh()
        self._shift.work.watch.look_now()

    def try_out(self, kind: Kind) -> None:
        """Print, scan or photograph once; nothing of it is kept."""
        work = self._shift.work
        printing, capture = work.printing, work.capture
        if self.trying:
            return
        if kind == 'receipt_printer' and printing is not None:
            slip = trial_slip(work.centre, work.counter, work.clock.now())
            self._begin(kind)
            work.print_jobs.run(
                lambda: (printing.trial(slip, f'trial:{moment(work.clock.now())}'), pictured(slip)),
                owner=self,
                then=lambda made: self._on_printed(*made),
                failed=lambda problem: self._on_failed(kind, problem),
            )
        elif kind == 'scanner' and capture is not None:
            self._begin(kind)
            stop = self._stop
            work.scan_jobs.run(
                lambda: trial_sheet(capture, TRIAL_DPI, stop),
                owner=self,
                then=lambda image: self._on_image(kind, image),
                failed=lambda problem: self._on_failed(kind, problem),
            )
        elif kind == 'camera':
            self._photograph()
        elif kind == 'signer':
            self._read_token()
        else:
            self._try_beside(kind)

    def make_report(self) -> None:
        """Make the morning's report and hand it out by ``reported``."""
        work, rows, officer = self._shift.work, self.rows, self._shift.officer.name

        def make() -> bytes:
            return report_pdf(
                Morning(
                    centre=work.centre.name,
                    counter=work.counter,
                    officer=officer,
                    at=work.clock.now(),
                    devices=rows,
                    owing=work.read_owing(),
                )
            )

        self._run(make, lambda made: self.reported.emit(report_title(), made))

    def stop(self) -> None:
        """End a trial that takes too long."""
        self._stop.set()
        if self.trying == 'chip_reader' and self._shift.work.identifying.chip is not None:
            self._shift.work.identifying.chip.stop()
            self.trying = ''
            self.changed.emit()

    def card_shown(self, read: IdRead) -> None:
        """A card was shown to a reader while this is looked at: say what was read, and use it for nothing."""
        try:
            who = read_card(read.payload).applicant()
            words = say(
                f"Đọc được thẻ: {who.name}, số {hidden(who.number)}.", f"Read: {who.name}, {hidden(who.number)}."
            )
        except Problem:
            count = len(read.payload)
            words = say(f"Đọc được một mã {count} ký tự, không phải thẻ.", f"Read a code of {count} letters, no card.")
        if read.damaged:
            words = say("Chỉ đọc được một phần mã. Đưa thẻ lại gần và giữ yên.", "Only a part was read. Hold it still.")
        self._end('id_reader', words, is_well=not read.damaged)

    def _on_laid(self) -> None:
        if self.trying == 'chip_reader':
            words = say("Thẻ trả lời: đầu đọc chip dùng được.", "A card answers: the chip reader works.")
            self._end('chip_reader', words, is_well=True)

    def _on_chip_trouble(self, problem: Problem) -> None:
        if self.trying == 'chip_reader':
            self._on_failed('chip_reader', problem)

    def _try_beside(self, kind: Kind) -> None:
        """What stands beside the papers: the card's reader, the camera for persons, the lamp."""
        chip, face, lamp = (
            self._shift.work.identifying.chip,
            self._shift.work.identifying.face,
            self._shift.work.lamp,
        )
        if kind == 'lamp' and lamp is not None:
            self._begin(kind)
            lamp.tour(self, self._on_toured)
        elif kind == 'chip_reader' and chip is not None:
            self._begin(kind)
            chip.wait_for_card()
        elif kind == 'face_camera' and face is not None:
            self._begin(kind)
            face.photograph(
                self,
                lambda image: self._on_image(kind, image),
                lambda problem: self._on_failed(kind, problem, code=problem.code.replace('camera.', 'face.')),
            )

    def _on_toured(self, trouble: str) -> None:
        if trouble:
            self._on_failed('lamp', Problem(trouble))
            return
        words = say("Đèn đã lần lượt sáng: mở, phục vụ, tạm dừng.", "Lit in turn: open, serving, paused.")
        self._end('lamp', words, is_well=True)

    def _photograph(self) -> None:
        film = self._shift.work.film
        if film is not None:
            self._begin('camera')
            film.still(
                bytes,
                self._stop,
                owner=self,
                then=lambda image: self._on_image('camera', image),
                failed=lambda problem: self._on_failed('camera', problem),
            )

    def _begin(self, kind: str) -> None:
        self.trying, self._stop = kind, Stop()
        self.changed.emit()

    def _end(self, kind: str, words: str, *, is_well: bool) -> None:
        if self.trying == kind:
            self.trying = ''
        self._trials[kind] = Trial(is_well=is_well, words=words, at=self._shift.work.clock.now())
        self.changed.emit()

    def _on_printed(self, outcome: Printed, picture: bytes) -> None:
        self.pictured.emit(say("Phiếu in thử phải giống hình này", "The trial slip looks like this"), picture)
        if outcome is Printed.UNKNOWN:
            words = say("Không rõ đã in chưa: nhìn máy in.", "Nobody knows whether it came out: look at the printer.")
            self._end('receipt_printer', words, is_well=False)
            return
        words = say("Đã in thử. So phiếu với hình bên phải.", "Printed. Compare the slip with the picture.")
        self._end('receipt_printer', words, is_well=True)

    def _on_image(self, kind: str, image: bytes) -> None:
        self.pictured.emit(say("Ảnh vừa thử; không lưu lại", "What was just tried; it is not kept"), image)
        words = say("Được. Xem ảnh bên phải có rõ, thẳng, đủ trang không.", "It works. Is the picture sharp and whole?")
        if kind == 'face_camera':
            words = say("Được. Xem ảnh bên phải có rõ mặt người không.", "It works. Is the face sharp in the picture?")
        self._end(kind, words, is_well=True)

    def _on_failed(self, kind: str, problem: Problem, *, code: str = '') -> None:
        self._end(kind, texts.sentence(code or problem.code, language(), **problem.params), is_well=False)
        self.look()

    def _read_token(self) -> None:
        signing = self._shift.work.signing
        if signing.has_token:
            self._begin('signer')
            signing.jobs.run(
                signing.look,
                owner=self,
                then=self._on_token,
                failed=lambda problem: self._on_failed('signer', problem),
            )

    def _on_token(self, token: TokenState) -> None:
        """A token was read without its PIN: whose it is, and whether it could sign."""
        if token.trouble:
            self._on_failed('signer', Trouble(token.trouble, **token.about))
            return
        who, until = (token.certificate.holder, token.about['until']) if token.certificate else (token.label, '')
        words = say(f"Đọc được chứng thư của {who}, đến {until}.", f"Read: the certificate of {who}, until {until}.")
        self._end('signer', words, is_well=True)

    def _on_faults(self, kept: Texts) -> None:
        self._faults = {**kept, **self._faults}
        self.changed.emit()

    def _on_seen(self, states: Sequence[DeviceState]) -> None:
        now = moment(self._shift.work.clock.now())
        troubled = {_key(one): one for one in states if one.state == 'trouble'}
        # a fault's time is when it began, however often something else changes meanwhile
        begun = [key for key, one in troubled.items() if self._troubled.get(key) != one.code]
        if begun:
            self._faults.update({key: f'{now}: {troubled[key].what_to_do(language())}' for key in begun})
            self._drafts.keep(FAULTS, self._faults)
        self._troubled = {key: one.code for key, one in troubled.items()}
        self.changed.emit()


def _key(seen: DeviceState) -> str:
    return f'{seen.kind} {seen.address}'
