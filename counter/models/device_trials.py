"""Trials of the counter's devices: one at a time, shown as a picture, and kept nowhere."""

from PySide6.QtCore import QObject, Signal

from counter.models.device_row import Trial
from counter.models.trial_slip import trial_slip
from counter.models.work import Shift
from counter.words import hidden, language, moment, say
from devices import texts
from devices.health import Kind
from devices.id_reader.protocol import IdRead
from devices.receipt_printer.protocol import Printed
from devices.signer.protocol import TokenState
from devices.stop import Stop
from office.errors import Problem, Trouble
from office.identity import read_card
from qtkit.slip_printing import pictured
from qtkit.trial_sheet import trial_sheet

# the kinds that are tried by a command; a reader is tried by whoever shows it a card
TRIED: tuple[Kind, ...] = ('receipt_printer', 'scanner', 'camera', 'chip_reader', 'face_camera', 'signer', 'lamp')
TRIAL_DPI = 150


class DeviceTrials(QObject):
    """``trying`` is the kind that is being tried, '' for none; ``ended`` how each one's last trial of this shift ended.

    Signals:
        changed: a trial began or ended.
        pictured: what it made, with its title.
        failed: one ended in trouble.
    """

    changed = Signal()
    pictured = Signal(str, bytes)
    failed = Signal()

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift.home)
        self._shift = shift
        self.trying = ''
        self.ended: dict[str, Trial] = {}
        self._stop = Stop()
        chip = shift.work.identifying.chip
        if chip is not None:
            chip.laid.connect(self._on_laid)
            chip.troubled.connect(self._on_chip_trouble)

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
        self.ended[kind] = Trial(is_well=is_well, words=words, at=self._shift.work.clock.now())
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
        self.failed.emit()

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
