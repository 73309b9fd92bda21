"""Questions to an ESC/POS printer and its answers, over any wire that brings them back."""

from collections.abc import Callable
from time import monotonic
from typing import Literal

from devices.receipt_printer.answers import Answers
from devices.receipt_printer.protocol import PaperStatus
from devices.receipt_printer.transport import Transport, Written
from office.errors import Trouble

# a printer in the same room answers in milliseconds; a second of silence is a dead one
ANSWER_SECONDS = 1.0

_OFFLINE, _ERROR, _PAPER = (b'\x10\x04' + bytes([n]) for n in (2, 3, 4))
_COVER_BIT, _ERROR_BIT, _END_BITS, _NEAR_BITS = 0x04, 0x40, 0x60, 0x0C
_STUCK_BITS = 0x28  # cutter, and errors that don't mend themselves

# DLE DC4 function 8 drops the buffer at once, stopped or not, and is answered when it is empty
_CLEAR = b'\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08'
_PAPER_IN_TURN = b'\x1dr\x01'

# GS I: the printer says a text about itself, in its turn
_SELF = {'firmware': b'\x1dI\x41', 'maker': b'\x1dI\x42', 'model': b'\x1dI\x43', 'serial': b'\x1dI\x44'}

Said = Callable[[], bool]
Confirm = Literal['id', 'status']


def name_request(name: bytes) -> bytes:
    """``GS ( H`` function 48: the printer says the four characters when everything before them is worked off."""
    return b'\x1d(H\x06\x00\x30\x30' + name


class Conversation:
    """One wire's questions and answers; ``confirm`` is how the printer says that it worked something off.

    ``id``: it names a process id. ``status``: it has none, and answers a status request that waits its turn.
    """

    def __init__(self, wire: Transport, confirm: Confirm) -> None:
        self._wire, self._confirm = wire, confirm
        self._answers = Answers()

    def status(self) -> PaperStatus:
        """How the printer is at this moment; see ``ReceiptPrinter.status``."""
        offline, error, paper = (self._asked(question) for question in (_OFFLINE, _ERROR, _PAPER))
        near_end: Literal['near_end', 'adequate'] = 'near_end' if paper & _NEAR_BITS else 'adequate'
        return PaperStatus(
            paper='out' if paper & _END_BITS else near_end,
            cover_open=bool(offline & _COVER_BIT),
            error=bool(offline & _ERROR_BIT or error & _STUCK_BITS),
        )

    def identity(self) -> dict[str, str]:
        """What the printer says of itself; nothing more is asked of one that is silent, as many cheap ones are.

        Raises:
            Trouble: ``printer.gone`` when the wire breaks.
        """
        told: dict[str, str] = {}
        for name, question in _SELF.items():
            self._answers = Answers()
            if not self._sent(question) or not self._until(lambda: bool(self._answers.said), ANSWER_SECONDS):
                break
            if self._answers.said[0]:
                told[name] = self._answers.said[0]
        return told

    def request(self, name: bytes) -> bytes:
        """The bytes after a slip that make the printer tell when it has worked the slip off."""
        return name_request(name) if self._confirm == 'id' else _PAPER_IN_TURN

    def is_in_step(self, name: bytes) -> bool:
        """Whether the printer reads commands where we begin to write them, and not the middle of a picture.

        A cable that was cut while a slip was being sent leaves a printer that waits for the rest of the picture: it
        would take the head of the next slip for dots, and still confirm its end.
        """
        for attempt in (1, 2):
            self._answers = Answers()
            if not self._sent(self.request(name)):
                return False
            if self.hears(name, ANSWER_SECONDS):
                return True
            if attempt == 1 and not self.dropped():
                return False
        return False

    def hears(self, name: bytes, seconds: float) -> bool:
        """Whether the printer tells within so many seconds that it worked off everything before a request.

        Raises:
            Trouble: ``printer.gone`` when the wire breaks.
        """
        return self._until(lambda: name in self._answers.named or self._answers.has_paper, seconds)

    def forget(self) -> None:
        """A slip is about to leave: what was said before is no answer to it."""
        self._answers = Answers()

    def dropped(self) -> bool:
        """Have the printer drop its buffer; whether it said that it did.

        Raises:
            Trouble: ``printer.gone`` when the wire breaks.
        """
        self._answers = Answers()
        return self._sent(_CLEAR) and self._until(lambda: self._answers.is_cleared, ANSWER_SECONDS)

    def _asked(self, question: bytes) -> int:
        # a printer that was switched off and on drops the old connection: one fresh one is fair
        try:
            return self._asked_once(question)
        except Trouble as trouble:
            if trouble.code != 'printer.gone':
                raise
        return self._asked_once(question)

    def _asked_once(self, question: bytes) -> int:
        self._answers.statuses.clear()
        if not self._sent(question):
            self._wire.close()
            raise Trouble('printer.gone')
        if not self._until(lambda: bool(self._answers.statuses), ANSWER_SECONDS):
            self._wire.close()
            raise Trouble('printer.mute')
        return self._answers.statuses[-1]

    def _sent(self, data: bytes) -> bool:
        return self._wire.write(data, ANSWER_SECONDS) is Written.ALL

    def _until(self, is_said: Said, seconds: float) -> bool:
        end = monotonic() + seconds
        while not is_said():
            left = end - monotonic()
            if left <= 0:
                return False
            self._answers.hear(self._wire.read(left))
        return True
