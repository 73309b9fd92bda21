"""The received file that is shown: what its signatures prove now, and what was found of them when it came.

The first is judged each time anew, for trust has its time; the second stands in the books.
"""

from hashlib import sha256

from PySide6.QtCore import Signal

from counter.models.desk import Desk
from counter.models.work import Shift
from counter.signature_texts import compared, judging, unsigned
from devices.signer.verification import BAD, Verified, bears_other, looks_signed
from office.errors import Problem
from office.judgement import Judgement

# what is found now, or why it can't be; and what was found at receipt, None where nobody judged it then
Found = tuple[Verified | Problem, Judgement | None]


class ReceivedModel(Desk):
    """``judged`` tells icon, colour and words about the file that was given last."""

    judged = Signal(str, str, str)

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self._content = b''

    def judge(self, content: bytes, dossier: str = '') -> None:
        """Look at a file's signatures, in a process of its own; ``dossier`` is whose file it is, by id."""
        self._content = content
        if not (looks_signed(content) or bears_other(content)):
            self.judged.emit(*unsigned())
            return
        self.judged.emit(*judging())
        self._shift.work.signing.jobs.run(
            lambda: self._look(content, dossier),
            owner=self,
            then=lambda found: self._on_found(content, found),
            failed=lambda problem: self._on_found(content, (problem, None)),
        )

    def forget(self) -> None:
        """The file is closed."""
        self._content = b''

    def _look(self, content: bytes, dossier: str) -> Found:
        known = None
        if dossier:
            with self._shift.work.ledger.read() as books:
                known = books.get_dossier(dossier).judgement_of(sha256(content).hexdigest())
        try:
            return self._shift.work.signing.judge(content), known
        except Problem as problem:
            return problem, known

    def _on_found(self, content: bytes, found: Found) -> None:
        if content is self._content:
            self.judged.emit(*compared(*found, BAD))
