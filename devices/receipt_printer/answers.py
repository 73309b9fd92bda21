"""What a printer says, sorted: status bytes, named jobs, a dropped buffer. After the ESC/POS specification.

On a stream of bytes an answer to a real-time question may stand before or after one that was printed to, so that
reading "the next byte" would take one for the other.
"""

import re
from dataclasses import dataclass, field

# every real-time status byte has bits 1 and 4 set and bits 0 and 7 clear (DLE EOT)
_STATUS_MASK, _STATUS_FIXED = 0x93, 0x12

# a status that was asked for in the stream (GS r 1) has bits 4 and 7 clear, and bits 0 to 3 tell of paper
_QUEUED_MASK = 0x90
_QUEUED_END = 0x0C

_FRAME = re.compile(rb'\x37([\x22\x25])([^\x00]{0,4})\x00', re.DOTALL)
_HEAD = 0x37
# what a printer says of itself (GS I): a head that no status byte is, a text, an end
_SELF = re.compile(rb'\x5f([^\x00]{0,80})\x00', re.DOTALL)
_SELF_HEAD, _SELF_LONGEST = 0x5F, 82
_LONGEST = 7  # bytes of the longest frame: header, kind, four characters, end


@dataclass(slots=True)
class Answers:
    """Everything heard and not yet asked for.

    Attributes:
        statuses: real-time status bytes in the order of their questions.
        queued: paper bytes of ``GS r 1``.
        named: process ids that the printer has worked off.
        is_cleared: the printer said that it dropped its buffer.
        said: texts about itself, in the order of their questions.
    """

    statuses: list[int] = field(default_factory=list)
    queued: list[int] = field(default_factory=list)
    named: set[bytes] = field(default_factory=set)
    is_cleared: bool = False
    said: list[str] = field(default_factory=list)
    _rest: bytes = b''

    def hear(self, data: bytes) -> None:
        """Sort what has arrived; an answer that came by halves waits for its rest."""
        waiting = self._rest + data
        at = 0
        while at < len(waiting):
            if waiting[at] == _HEAD:
                frame = _FRAME.match(waiting, at)
                if frame is None and len(waiting) - at < _LONGEST:
                    break
                if frame is not None:
                    self._framed(frame[1], frame[2])
                    at = frame.end()
                    continue
            if waiting[at] == _SELF_HEAD:
                told = _SELF.match(waiting, at)
                if told is None and len(waiting) - at < _SELF_LONGEST:
                    break
                if told is not None:
                    self.said.append(told[1].decode('ascii', 'replace').strip())
                    at = told.end()
                    continue
            self._single(waiting[at])
            at += 1
        self._rest = waiting[at:]

    @property
    def has_paper(self) -> bool:
        """Whether a status that was asked for in the stream came, and says that the slip had paper to its end."""
        return any(not byte & _QUEUED_END for byte in self.queued)

    def _framed(self, kind: bytes, body: bytes) -> None:
        if kind == b'\x22':
            self.named.add(body)
        else:
            self.is_cleared = True

    def _single(self, byte: int) -> None:
        if byte & _STATUS_MASK == _STATUS_FIXED:
            self.statuses.append(byte)
        elif not byte & _QUEUED_MASK:
            self.queued.append(byte)
