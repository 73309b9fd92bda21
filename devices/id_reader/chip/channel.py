"""Commands to a chip and its answers (ISO/IEC 7816-4), over whatever carries them.

Troubles of a chip, raised by everything in this package:

    chip.removed    the card left the reader; what was read so far is not handed out
    chip.mute       it is there and doesn't answer
    chip.misread    an answer arrived damaged, or its seal is wrong: lay it down again
    chip.key        it doesn't open with this key: another card's numbers, or a sign mistyped
    chip.refused    it refuses a command, with its ``status``: no identity card, or one that can't do this
    chip.data       what it holds is no identity card's data
"""

from dataclasses import dataclass
from typing import Protocol

from office.errors import Trouble

OK = 0x9000
_NO_DIAGNOSIS = 0x6F00
_MORE_WAITS = 0x61
_OTHER_LENGTH = 0x6C
_SHORT = 256
_STATUS_BYTES = 2
_GET_RESPONSE = 0xC0


class CardChannel(Protocol):
    """A card that was powered up. One thread owns it."""

    def transmit(self, apdu: bytes) -> bytes:
        """Send a command and wait for the answer: data and the two status bytes.

        Raises:
            Trouble: ``chip.removed`` or ``chip.mute``.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command; ``expected`` is how many bytes of answer are wanted, None when none are."""

    ins: int
    p1: int = 0
    p2: int = 0
    data: bytes = b''
    expected: int | None = None
    cla: int = 0

    @property
    def header(self) -> bytes:
        """Class, instruction and parameters."""
        return bytes((self.cla, self.ins, self.p1, self.p2))

    def encoded(self) -> bytes:
        """The command as it goes over the wire, short where it fits and extended where it must be."""
        is_long = len(self.data) >= _SHORT or (self.expected or 0) > _SHORT
        size = 2 if is_long else 1
        sent = self.header + (b'\0' if is_long and (self.data or self.expected is not None) else b'')
        if self.data:
            sent += len(self.data).to_bytes(size, 'big') + self.data
        if self.expected is not None:
            sent += (self.expected % _SHORT**size).to_bytes(size, 'big')
        return sent


@dataclass(frozen=True, slots=True)
class Answer:
    """A chip's answer: ``status`` is its two last bytes as a number."""

    data: bytes
    status: int

    @classmethod
    def of(cls, raw: bytes) -> 'Answer':
        """Read an answer off the wire.

        Raises:
            Trouble: ``chip.misread`` when it has no status.
        """
        if len(raw) < _STATUS_BYTES:
            raise Trouble('chip.misread')
        return cls(raw[:-2], int.from_bytes(raw[-2:], 'big'))

    def needed(self) -> bytes:
        """The data of an answer that must be good.

        Raises:
            Trouble: ``chip.refused`` with the status; ``chip.misread`` when it only says that something went wrong.
        """
        if self.status == _NO_DIAGNOSIS:
            raise Trouble('chip.misread')
        if self.status != OK:
            raise Trouble('chip.refused', status=f'{self.status:04X}')
        return self.data


class Session(Protocol):
    """What carries commands to a chip: in the open, or sealed."""

    def send(self, command: Command) -> Answer:
        """Send one command.

        Raises:
            Trouble: ``chip.removed``, ``chip.mute`` or ``chip.misread``.
        """
        ...


class OpenSession:
    """Commands in the open, as before a key was agreed on."""

    def __init__(self, channel: CardChannel) -> None:
        self._channel = channel

    def send(self, command: Command) -> Answer:
        """Send one command; see ``Session.send``."""
        return exchanged(self._channel, command.encoded())


def exchanged(channel: CardChannel, apdu: bytes) -> Answer:
    """The whole answer to a command: asked again with the length that the chip names, and for what it keeps back.

    Contact chips of the older protocol (T=0) answer so, to sealed commands too.

    Raises:
        Trouble: ``chip.removed``, ``chip.mute`` or ``chip.misread``.
    """
    answer = Answer.of(channel.transmit(apdu))
    if answer.status >> 8 == _OTHER_LENGTH:
        answer = Answer.of(channel.transmit(apdu[:-1] + bytes((answer.status & 0xFF,))))
    data = answer.data
    while answer.status >> 8 == _MORE_WAITS:
        rest = Command(ins=_GET_RESPONSE, expected=answer.status & 0xFF or _SHORT)
        answer = Answer.of(channel.transmit(rest.encoded()))
        data += answer.data
    return Answer(data, answer.status)
