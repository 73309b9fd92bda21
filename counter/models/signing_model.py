"""The scans of the dossier at the desk, signed one after the other with the officer's token; its PIN is asked once."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal

from counter.models.desk import Desk
from counter.models.dossier_model import DossierModel
from counter.models.work import Shift
from counter.texts import sentence
from counter.words import say
from devices.signer.protocol import Certificate, TokenState
from office.dossier import WRITTEN_IN, Dossier
from office.errors import Problem, Trouble
from office.facts import ComponentSigned
from office.officer import Right
from office.papers import Component
from qtkit.binding import bind_pages
from qtkit.file_signing import Done

T = TypeVar('T')

# a wrong PIN is asked for again; after any other trouble the token has to be seen to first
_ASKED_AGAIN = frozenset({'signer.pin', 'signer.pin_final', 'signer.pin_shape'})


class SigningModel(Desk):
    """Signs what isn't signed yet.

    ``pin_asked`` brings the token that asks for its PIN; ``pin_refused`` why it was not taken; ``pin_over`` that it is
    asked for no more.
    """

    changed = Signal()
    pin_asked = Signal(object)
    pin_refused = Signal(str)
    pin_over = Signal()

    def __init__(self, shift: Shift, dossiers: DossierModel) -> None:
        super().__init__(shift)
        self._dossiers = dossiers
        self.is_busy = False
        self._done, self._remark = 0, ''
        dossiers.changed.connect(self.changed)

    @property
    def is_set_up(self) -> bool:
        """Whether this counter has a token and this officer the right to sign."""
        return self._shift.work.signing.has_token and self._shift.officer.may(Right.SIGN)

    @property
    def officer(self) -> str:
        """Whose counter this is."""
        return self._shift.officer.name

    @property
    def signed(self) -> list[Component]:
        """What is signed."""
        known = self._dossiers.dossier
        return [part for part in known.components if part.signed is not None] if known else []

    @property
    def unsigned(self) -> list[Component]:
        """What was scanned and isn't signed; a file from outside is its maker's to sign, and never rewritten."""
        known = self._dossiers.dossier
        scanned = [part for part in known.components if part.pages and not part.pages[0].is_file] if known else []
        return [part for part in scanned if part.signed is None]

    @property
    def can_sign(self) -> bool:
        """Whether there is something to sign now."""
        known = self._dossiers.dossier
        may = known is not None and known.state in WRITTEN_IN[ComponentSigned]
        return self.is_set_up and may and bool(self.unsigned) and not self.is_busy

    def sign(self) -> None:
        """Sign every scan that isn't signed; the PIN is asked where no session stands."""
        if not self.can_sign:
            return
        self._done, self._remark = 0, ''
        self._be_busy(on=True)
        if self._shift.work.signing.is_open:
            self._next()
        else:
            self._on_token(self._shift.work.signing.look, self._on_looked)

    def give_pin(self, pin: str) -> None:
        """The officer typed her PIN."""
        signing = self._shift.work.signing
        signing.jobs.run(lambda: signing.unlock(pin), owner=self, then=self._on_unlocked, failed=self._on_pin_refused)

    def put_off(self) -> None:
        """The officer doesn't give her PIN now."""
        self._be_busy(on=False)

    def forget(self) -> None:
        """The officer goes, or locks the counter: her PIN is asked again."""
        signing = self._shift.work.signing
        self.is_busy = False
        if signing.has_token:
            signing.jobs.run(signing.forget, owner=self, then=lambda _none: None, failed=self._on_problem)

    def _on_token(self, work: Callable[[], T], then: Callable[[T], object]) -> None:
        self._shift.work.signing.jobs.run(work, owner=self, then=then, failed=self._on_problem)

    def _on_looked(self, token: TokenState) -> None:
        if token.trouble:
            self._on_problem(Trouble(token.trouble, **token.about))
        else:
            self.pin_asked.emit(token)

    def _on_unlocked(self, _certificate: Certificate) -> None:
        self.pin_over.emit()
        self._next()

    def _on_pin_refused(self, problem: Problem) -> None:
        if problem.code in _ASKED_AGAIN:
            self.pin_refused.emit(sentence(problem))
            return
        self.pin_over.emit()
        self._on_problem(problem)

    def _next(self) -> None:
        """Bind the next one on the store's thread, where its text is read, and sign it on the token's."""
        known = self._dossiers.dossier
        if known is None or not self.unsigned:
            self._finish()
            return
        code, work = self.unsigned[0].listed.code, self._shift.work

        def bind() -> tuple[Dossier, Component, bytes]:
            with work.ledger.read() as books:
                now = books.get_dossier(known.id)
            part = now.component(code)
            return now, part, bind_pages(part, work.pages, work.texts)

        self._run(bind, lambda made: self._sign(*made))

    def _sign(self, dossier: Dossier, part: Component, bound: bytes) -> None:
        signing, officer = self._shift.work.signing, self._shift.officer.id
        self._on_token(lambda: signing.sign(dossier.id, part, bound, officer), self._on_signed)

    def _on_signed(self, done: Done) -> None:
        self._done, self._remark = self._done + 1, self._remark or done.remark
        at_desk = self._dossiers.dossier
        self._dossiers.take(done.dossier)
        if at_desk is not None and at_desk.id == done.dossier.id and self.is_busy:
            self._next()
        else:
            self._finish()

    def _finish(self) -> None:
        self._be_busy(on=False)
        if self._done:
            words = say(f"Đã ký số {self._done} bản quét.", f"Scans signed: {self._done}.")
            unstamped = say(
                " Máy chủ dấu thời gian không trả lời: chữ ký chưa có dấu thời gian.",
                " The time-stamp server gave none: they are signed without a time stamp.",
            )
            self.told.emit(words + (unstamped if self._remark else ''))

    def _on_problem(self, problem: Problem) -> None:
        self._be_busy(on=False)
        super()._on_problem(problem)

    def _be_busy(self, *, on: bool) -> None:
        self.is_busy = on
        self.changed.emit()
