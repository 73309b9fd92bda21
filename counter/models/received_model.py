"""The received file that is shown, and what its signatures prove; judged each time anew, for trust has its time."""

from PySide6.QtCore import Signal

from counter.models.desk import Desk
from counter.models.work import Shift
from counter.signature_texts import judgement, judging, unsigned
from counter.texts import sentence
from devices.signer.verification import BAD, Verified, looks_signed
from office.errors import Problem


class ReceivedModel(Desk):
    """``judged`` tells icon, colour and words about the file that was given last."""

    judged = Signal(str, str, str)

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self._content = b''

    def judge(self, content: bytes) -> None:
        """Look at a file's signatures, in a process of its own."""
        self._content = content
        if not looks_signed(content):
            self.judged.emit(*unsigned())
            return
        self.judged.emit(*judging())
        signing = self._shift.work.signing
        signing.jobs.run(
            lambda: signing.judge(content),
            owner=self,
            then=lambda found: self._on_judged(content, found),
            failed=lambda problem: self._on_failed(content, problem),
        )

    def forget(self) -> None:
        """The file is closed."""
        self._content = b''

    def _on_judged(self, content: bytes, found: Verified) -> None:
        if content is self._content:
            self.judged.emit(*judgement(found, BAD))

    def _on_failed(self, content: bytes, problem: Problem) -> None:
        if content is self._content:
            self.judged.emit('mdi6.alert', 'bad', sentence(problem))
