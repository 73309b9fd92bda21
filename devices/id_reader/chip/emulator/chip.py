"""A chip that isn't there: it answers the commands of Doc 9303 parts 10 and 11 as a card's chip does.

It is the other side of ``bac``, ``pace``, ``secure`` and ``genuine``, made of the same ciphers and of nothing of the
reader's own logic. Misfortunes are the switches of ``Switches``.
"""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from devices.id_reader.chip import bac
from devices.id_reader.chip.channel import OK, Answer, Command
from devices.id_reader.chip.ciphers import padded
from devices.id_reader.chip.emulator.agreement import PaceSide
from devices.id_reader.chip.emulator.contents import Contents
from devices.id_reader.chip.files import APPLICATION, CARD_ACCESS
from devices.id_reader.chip.secure import ENCRYPTED, ENCRYPTED_ODD, LENGTH, SEAL, SEALED, STATUS, Seals
from devices.id_reader.chip.tlv import find, objects, tlv
from office.errors import Trouble

WRONG_KEY, NOT_ALLOWED, NOT_FOUND, UNKNOWN, BAD_DATA, BAD_SEAL = 0x6300, 0x6982, 0x6A82, 0x6D00, 0x6A80, 0x6988
_EXTENDED_HEADER = 7


@dataclass(slots=True)
class Switches:
    """What may go wrong; each may be thrown while the card lies on the reader.

    Attributes:
        other_card: the chip belongs to another card: nothing printed on this one opens it.
        changed: somebody has changed what stands in the Vietnamese group; the signature is the old one.
        copied: the chip is a copy: it doesn't have the secret halves of its keys.
        misreads_at: which answers arrive damaged, counted from 1 since it was laid down first.
        removed_after: the card leaves after so many more commands; None while it stays.
        slow_seconds: so long until each answer.
    """

    other_card: bool = False
    changed: bool = False
    copied: bool = False
    misreads_at: tuple[int, ...] = ()
    removed_after: int | None = None
    slow_seconds: float = 0.0


def command_of(apdu: bytes) -> Command:
    """A command off the wire, short or extended; what isn't one has the instruction 0."""
    head, rest = apdu[:4], apdu[4:]
    if len(head) < 4:  # noqa: PLR2004 - class, instruction, two parameters
        return Command(ins=0)
    is_long = len(apdu) >= _EXTENDED_HEADER and rest[0] == 0
    size = 2 if is_long else 1
    rest = rest[1:] if is_long else rest
    data, expected = b'', None
    if len(rest) == size:
        expected = int.from_bytes(rest, 'big') or 256**size
    elif rest:
        end = size + int.from_bytes(rest[:size], 'big')
        data = rest[size:end]
        expected = int.from_bytes(rest[end:], 'big') or 256**size if len(rest) > end else None
    return Command(cla=head[0], ins=head[1], p1=head[2], p2=head[3], data=data, expected=expected)


class Chip:
    """One chip under power; ``reset`` is what losing it does."""

    def __init__(self, contents: Contents, switches: Switches) -> None:
        self._contents = contents
        self._switches = switches
        self.reset()

    def reset(self) -> None:
        """Forget keys and choices, as without power."""
        self._seals: Seals | None = None
        self._next_seals: Seals | None = None
        self._pace: PaceSide | None = None
        self._challenge = b''
        self._file: bytes | None = None
        self._is_chosen = False
        self._chip_way = b''

    def answer(self, apdu: bytes) -> bytes:
        """Answer one command: data and status."""
        command = command_of(apdu)
        is_sealed = command.cla & SEALED == SEALED
        if is_sealed:
            try:
                command = self._unsealed(command)
            except Trouble:
                self.reset()
                return BAD_SEAL.to_bytes(2, 'big')
        elif self._seals is not None:
            self.reset()  # a command in the open ends the session
        answer = self._done(command)
        return self._sealed(answer) if is_sealed else answer.data + answer.status.to_bytes(2, 'big')

    def _done(self, command: Command) -> Answer:
        verbs: dict[int, Callable[[Command], Answer]] = {
            0xA4: self._select,
            0xB0: self._read,
            0xB1: self._read_far,
            0x84: self._get_challenge,
            0x82: self._authenticate,
            0x22: self._manage,
            0x86: self._general,
            0x88: self._sign,
        }
        verb = verbs.get(command.ins)
        return verb(command) if verb is not None else Answer(b'', UNKNOWN)

    def _select(self, command: Command) -> Answer:
        if command.p1 == 4:  # noqa: PLR2004 - by name
            self._is_chosen = command.data == APPLICATION
            return Answer(b'', OK if self._is_chosen else NOT_FOUND)
        if not command.data:
            return Answer(b'', OK)  # the card's root
        file = int.from_bytes(command.data, 'big')
        is_open = file == CARD_ACCESS
        if not is_open and self._seals is None:
            return Answer(b'', NOT_ALLOWED)
        self._file = self._contents.file(file, is_changed=self._switches.changed)
        return Answer(b'', OK if self._file is not None else NOT_FOUND)

    def _read(self, command: Command) -> Answer:
        return self._bytes_at(command.p1 << 8 | command.p2, command.expected)

    def _read_far(self, command: Command) -> Answer:
        answer = self._bytes_at(int.from_bytes(find(command.data, 0x54) or b'', 'big'), command.expected)
        return Answer(tlv(0x53, answer.data), answer.status) if answer.status == OK else answer

    def _bytes_at(self, at: int, expected: int | None) -> Answer:
        if self._file is None:
            return Answer(b'', NOT_ALLOWED)
        return Answer(self._file[at : at + (expected or 0)], OK)

    def _get_challenge(self, _: Command) -> Answer:
        if self._contents.is_pace_only:
            return Answer(b'', NOT_ALLOWED)
        self._challenge = secrets.token_bytes(bac.CHALLENGE_BYTES)
        return Answer(self._challenge, OK)

    def _authenticate(self, command: Command) -> Answer:
        challenge, self._challenge = self._challenge, b''
        seed = bac.seed_of(self._key())
        try:
            told = bac.checked(seed, command.data)
        except Trouble:
            return Answer(b'', WRONG_KEY)
        if not challenge or told[8:16] != challenge:
            return Answer(b'', WRONG_KEY)
        half = secrets.token_bytes(bac.HALF_BYTES)
        reply = bac.proof(seed, challenge + told[:8] + half)
        self._seals = bac.agreed(told[16:], half, challenge, told[:8])
        return Answer(reply, OK)

    def _manage(self, command: Command) -> Answer:
        if (command.p1, command.p2) == (0xC1, 0xA4):
            way = self._contents.pace
            kind = find(command.data, 0x83)
            if way is None or kind is None or find(command.data, 0x80) != way.protocol:
                return Answer(b'', BAD_DATA)
            self._pace = PaceSide(way, self._contents.password(kind[0], self._key()))
            return Answer(b'', OK)
        if self._seals is None:
            return Answer(b'', NOT_ALLOWED)
        if (command.p1, command.p2) == (0x41, 0xA6):
            return self._agree(find(command.data, 0x91) or b'')
        self._chip_way = find(command.data, 0x80) or b''
        return Answer(b'', OK if self._chip_way else BAD_DATA)

    def _general(self, command: Command) -> Answer:
        told = find(command.data, 0x7C)
        if told is None:
            return Answer(b'', BAD_DATA)
        if self._chip_way and self._seals is not None:
            agreed = self._agree(find(told, 0x80) or b'')
            return Answer(tlv(0x7C, b''), OK) if agreed.status == OK else agreed
        if self._pace is None:
            return Answer(b'', NOT_ALLOWED)
        try:
            reply, seals = self._pace.step(told)
        except Trouble:
            self._pace = None
            return Answer(b'', WRONG_KEY)
        self._next_seals = seals
        if seals is not None:
            self._seals, self._pace = seals, None
        return Answer(tlv(0x7C, reply), OK)

    def _agree(self, point: bytes) -> Answer:
        seals = self._contents.chip_seals(point, is_copy=self._switches.copied)
        if seals is None:
            return Answer(b'', BAD_DATA)
        self._next_seals = seals
        return Answer(b'', OK)

    def _sign(self, command: Command) -> Answer:
        signed = self._contents.signature(command.data, is_copy=self._switches.copied)
        return Answer(signed, OK) if signed is not None and self._seals is not None else Answer(b'', NOT_ALLOWED)

    def _key(self) -> str:
        return '0' * 24 if self._switches.other_card else self._contents.holder.key

    def _unsealed(self, command: Command) -> Command:
        seals = self._seals
        if seals is None:
            raise Trouble('chip.misread')
        seals.step()
        parts = dict(objects(command.data))
        body = b''.join(tlv(tag, value) for tag, value in parts.items() if tag != SEAL)
        header = padded(command.header, seals.suite.block)
        if not hmac.compare_digest(seals.seal(header, body), parts.get(SEAL, b'')):
            raise Trouble('chip.misread')
        hidden = parts.get(ENCRYPTED, b'')[1:] or parts.get(ENCRYPTED_ODD, b'')
        expected = parts.get(LENGTH)
        return Command(
            cla=command.cla & ~SEALED,
            ins=command.ins,
            p1=command.p1,
            p2=command.p2,
            data=seals.decrypted(hidden) if hidden else b'',
            expected=None if expected is None else int.from_bytes(expected, 'big') or 256,
        )

    def _sealed(self, answer: Answer) -> bytes:
        seals = self._seals
        assert seals is not None  # noqa: S101 - a sealed command was opened with them
        seals.step()
        body = b''
        if answer.data:
            hidden = seals.encrypted(answer.data)
            body = tlv(ENCRYPTED, b'\x01' + hidden)
        body += tlv(STATUS, answer.status.to_bytes(2, 'big'))
        body += tlv(SEAL, seals.seal(body))
        if self._next_seals is not None:
            self._seals, self._next_seals = self._next_seals, None
        return body + answer.status.to_bytes(2, 'big')
