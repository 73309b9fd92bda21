"""The chip of the applicant's card at the counter: a card is waited for, opened, read, and compared with the person.

It is waited for while a dossier has no applicant whom a chip or an eye has proven. What opens it is asked for only when
no QR was read before. The face lives here until the officer has answered, and is written down nowhere.
"""

from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QImage

from counter.chip_texts import OPEN
from counter.models.desk import Desk
from counter.models.dossier_model import FACE, DossierModel
from counter.models.steps import is_intake
from counter.models.work import Shift
from counter.words import language, say
from devices import texts
from devices.id_reader.chip.key import Key
from devices.stop import Stop
from office.chip import ChipIdentity, key_of_numbers, keys_of_card
from office.errors import Problem
from office.identity import CardRead
from office.person import UNPROVEN, Proof
from office.workdays import local_day

if TYPE_CHECKING:
    from devices.id_reader.chip.reading import ChipRead

# plugged in again, a reader is found within two seconds (issue of the devices, hot-plug)
_LOOK_AGAIN_MS = 2000


class ChipState(StrEnum):
    """What happens at the chip reader."""

    OFF = 'off'
    WAITING = 'waiting'
    ASKING = 'asking'
    READING = 'reading'
    REMOVED = 'removed'
    TROUBLED = 'troubled'
    READ = 'read'


class ChipModel(Desk):
    """A chip reader at the desk.

    Attributes:
        state: what happens; ``OFF`` at a counter without a chip reader, or while no card is needed.
        done: bytes read of ``whole``, the longest file; 0 of 0 while the chip is being opened.
        problem: what went wrong, in ``ASKING``, ``REMOVED`` and ``TROUBLED``.
        identity: what the chip said, in ``READ``.
        face: the chip's picture until the officer has answered, None where there is none to compare.
        photographing: the back of the card is being photographed.

    ``asked`` tells that something is asked of the officer now.
    """

    changed = Signal()
    asked = Signal()

    def __init__(self, shift: Shift, dossier: DossierModel) -> None:
        super().__init__(shift)
        self._dossier, self._reading = dossier, shift.work.identifying.chip
        self.state, self.done, self.whole = ChipState.OFF, 0, 0
        self.problem: Problem | None = None
        self.identity: ChipIdentity | None = None
        self.face: QImage | None = None
        self.photographing = False
        self._at, self._key, self._is_awake = '', Key(), False
        self._again = QTimer(self, interval=_LOOK_AGAIN_MS, singleShot=True)
        if self._reading is not None:
            self._again.timeout.connect(self._reading.look)
            self._reading.found.connect(self._on_found)
            self._reading.laid.connect(self._on_laid)
            self._reading.progressed.connect(self._on_progress)
            self._reading.read.connect(self._on_read)
            self._reading.troubled.connect(self._on_trouble)
            dossier.changed.connect(self._follow)
            dossier.card_read.connect(self._on_card)

    @property
    def can_photograph(self) -> bool:
        """Whether the counter has a document camera for the back of a card."""
        return self._shift.work.film is not None

    @property
    def is_written(self) -> bool:
        """Whether the books have what the chip said; the face is compared only after it."""
        known, identity = self._dossier.dossier, self.identity
        return (
            known is not None
            and known.applicant is not None
            and identity is not None
            and replace(known.applicant, organisation=None) == identity.applicant()
        )

    @property
    def words(self) -> str:
        """What went wrong and what to do, '' for nothing."""
        return texts.sentence(self.problem.code, language(), **self.problem.params) if self.problem else ''

    def wake(self, *, on: bool) -> None:
        """The officer works here, or has gone to other pages: then no card is read into a dossier."""
        self._is_awake = on
        if self._reading is None:
            return
        if on:
            self._follow()
        elif self.state not in (ChipState.OFF, ChipState.READ):
            self._rest(ChipState.OFF)

    def wait(self) -> None:
        """Wait for a card; what opens the one before is kept while its dossier is at the desk."""
        if self._reading is not None and self._wants():
            self._again.stop()
            self.identity, self.problem = None, None
            self._drop_face()
            self._to(ChipState.WAITING)
            self._reading.wait_for_card()

    def unlock(self, *, can: str = '', number: str = '', birth: date | None = None, expiry: date | None = None) -> None:
        """Open the card by what is typed off it: the six digits of its front, or its number and two dates."""
        if can:
            self._open(Key(can=can))
        elif birth is not None:
            self._open(Key(numbers=[key_of_numbers(number=number, birth=birth, expiry=expiry)]))

    def photograph(self) -> None:
        """Read the lines on the card's back with the document camera, and open the chip with them."""
        film, today = self._shift.work.film, local_day(self._shift.work.clock.now())
        if film is None or self.photographing:
            return
        self.photographing = True
        self.changed.emit()

        def key(image: bytes) -> str:
            # imported here, on the camera's thread: OpenCV costs a start a third of a second
            from qtkit.card_back import key_on_back  # noqa: PLC0415  # slow, seldom wanted

            return key_on_back(image, today)

        film.still(key, Stop(), owner=self, then=self._on_back, failed=self._on_no_back)

    def compared(self, *, is_same: bool, beside_camera: bool) -> None:
        """The officer's answer: the person is the one on the chip's picture, or isn't."""
        if self.face is None or not self.is_written:
            return
        self._drop_face()
        self._dossier.compare_face(is_same=is_same, beside_camera=beside_camera)
        self.changed.emit()

    def _identify(self, identity: ChipIdentity) -> None:
        applicant = identity.applicant()
        # what speaks against the chip stands with its picture, and the officer answers to both; without a picture
        # it must be seen apart, but for what is left open on a chip that is proven
        if self.face is not None:
            held = [*(one for one in identity.warnings if one not in identity.proof.findings), FACE]
        else:
            held = [one for one in identity.warnings if one not in OPEN or applicant.proof is not Proof.CHIP]
            held.append('chip.face')
        self._dossier.identify(applicant, held, identity.proof.evidence)

    def _wants(self) -> bool:
        """Whether a card is of use now."""
        return self._is_awake and is_intake(self._dossier.dossier)

    def _follow(self) -> None:
        """Another dossier has come to the desk, or this one's applicant is known now."""
        known = self._dossier.dossier
        at = known.id if known is not None else ''
        if at != self._at:
            self._at, self._key, self.identity = at, Key(), None
            self._drop_face()
            self._rest(ChipState.OFF)
        if not is_intake(known):
            if self.state is not ChipState.OFF:
                self._drop_face()
                self._rest(ChipState.OFF)
            return
        if self.face is not None and FACE not in self._dossier.warnings:
            # somebody else was written down meanwhile
            self._drop_face()
        if self.state is ChipState.READ:
            self.changed.emit()
        proof = known.applicant.proof if known is not None and known.applicant is not None else Proof.NONE
        if self._is_awake and self.state is ChipState.OFF and proof in UNPROVEN:
            self.wait()

    def _on_card(self, card: CardRead) -> None:
        """A QR was read: it opens the chip of the same card."""
        self._key = Key(numbers=keys_of_card(card))
        if self.state is ChipState.ASKING:
            self._open(self._key)

    def _open(self, key: Key) -> None:
        if self._reading is None or not self._wants():
            return
        self._key = key
        self.done = self.whole = 0
        self.problem = None
        self._to(ChipState.READING)
        self._reading.read_card(key)

    def _on_found(self) -> None:
        """The reader is back; until then its trouble stood there."""
        if self.state is ChipState.TROUBLED:
            self.wait()

    def _on_laid(self) -> None:
        if not self._wants() or self.state not in (ChipState.WAITING, ChipState.REMOVED):
            return
        if self._key == Key():
            self._ask(None)
        else:
            self._open(self._key)

    def _ask(self, problem: Problem | None) -> None:
        self.problem = problem
        self._to(ChipState.ASKING)
        self.asked.emit()

    def _on_progress(self, done: int, whole: int) -> None:
        if self.state is ChipState.READING:
            self.done, self.whole = done, whole
            self.changed.emit()

    def _on_read(self, read: 'ChipRead', face: QImage | None) -> None:
        if self.state is not ChipState.READING or not self._wants():
            return
        self.identity, self.face = read.identity, face
        self._to(ChipState.READ)
        self._identify(read.identity)
        self.asked.emit()
        self.told.emit(say("Đã đọc chip của thẻ.", "The card's chip was read."))

    def _on_trouble(self, problem: Problem) -> None:
        if self.state in (ChipState.OFF, ChipState.READ) or self._reading is None:
            return
        self.problem = problem
        if problem.code == 'chip.removed':
            self._to(ChipState.REMOVED)
            self._reading.wait_for_card()
        elif problem.code == 'chip.key':
            self._key = Key()
            self._ask(problem)
        else:
            self._to(ChipState.TROUBLED)
            if problem.code.startswith('reader.'):
                self._again.start()

    def _on_back(self, key: str) -> None:
        self.photographing = False
        self._open(Key(numbers=[key]))
        self.changed.emit()

    def _on_no_back(self, problem: Problem) -> None:
        self.photographing = False
        self.problem = problem
        self.changed.emit()

    def _rest(self, state: ChipState) -> None:
        self._again.stop()
        if self._reading is not None:
            self._reading.stop()
        self.problem = None
        self._to(state)

    def _drop_face(self) -> None:
        self.face = None

    def _to(self, state: ChipState) -> None:
        self.state = state
        self.changed.emit()
