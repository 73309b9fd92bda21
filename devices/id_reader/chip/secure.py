"""Sealed commands: encrypted, numbered, and worthless to whoever listens or changes them (Doc 9303-11 §9.8)."""

import hmac
from collections.abc import Iterable

from devices.id_reader.chip.channel import Answer, CardChannel, Command, exchanged
from devices.id_reader.chip.ciphers import FOR_ENCRYPTION, FOR_SEALS, Suite, padded, unpadded
from devices.id_reader.chip.tlv import objects, tlv
from office.errors import Trouble

SEALED = 0x0C
ENCRYPTED, ENCRYPTED_ODD, LENGTH, STATUS, SEAL = 0x87, 0x85, 0x97, 0x99, 0x8E


class Seals:
    """Keys of one session and the number of its last message; the reader's and the chip's side are alike."""

    def __init__(self, suite: Suite, encryption_key: bytes, seal_key: bytes, counter: bytes = b'') -> None:
        self.suite = suite
        self._keys = (encryption_key, seal_key)
        self._counter = int.from_bytes(counter, 'big')

    @classmethod
    def of_secret(cls, suite: Suite, secret: bytes, counter: bytes = b'') -> 'Seals':
        """The seals whose keys come from a shared secret."""
        return cls(suite, suite.key(secret, FOR_ENCRYPTION), suite.key(secret, FOR_SEALS), counter)

    def step(self) -> bytes:
        """The number of the next message."""
        self._counter = (self._counter + 1) % (1 << 8 * self.suite.block)
        return self._number()

    def encrypted(self, data: bytes) -> bytes:
        """Data of the current message, padded and encrypted."""
        key = self._keys[0]
        start = self.suite.counter_start(key, self._number())
        return self.suite.encrypted(key, padded(data, self.suite.block), start)

    def decrypted(self, data: bytes) -> bytes:
        """Encrypted data of the current message; see ``Suite.decrypted`` and ``unpadded``."""
        key = self._keys[0]
        return unpadded(self.suite.decrypted(key, data, self.suite.counter_start(key, self._number())))

    def seal(self, *parts: bytes) -> bytes:
        """The seal of the current message; each part but the last is padded to a whole block by whoever gives it."""
        data = self._number() + b''.join(parts)
        return self.suite.seal(self._keys[1], padded(data, self.suite.block) if self.suite.is_aes else data)

    def _number(self) -> bytes:
        return self._counter.to_bytes(self.suite.block, 'big')


class SecureSession:
    """Commands under seals. A message that was damaged or changed ends the session: its numbers no longer agree."""

    def __init__(self, channel: CardChannel, seals: Seals) -> None:
        self._channel = channel
        self._seals = seals

    def send(self, command: Command) -> Answer:
        """Seal a command, send it, and open the answer; see ``Session.send``."""
        return self._opened(exchanged(self._channel, self._sealed(command)))

    def change(self, seals: Seals) -> None:
        """Go on under other seals, as chip authentication asks."""
        self._seals = seals

    @property
    def suite(self) -> Suite:
        """The cipher in use."""
        return self._seals.suite

    def _sealed(self, command: Command) -> bytes:
        seals = self._seals
        seals.step()
        header = bytes((command.cla | SEALED, command.ins, command.p1, command.p2))
        body = b''
        if command.data:
            is_odd = command.ins % 2
            hidden = seals.encrypted(command.data)
            body += tlv(ENCRYPTED_ODD, hidden) if is_odd else tlv(ENCRYPTED, b'\x01' + hidden)
        if command.expected is not None:
            body += tlv(LENGTH, (command.expected % 256).to_bytes(1, 'big'))
        body += tlv(SEAL, seals.seal(padded(header, seals.suite.block), body))
        return Command(cla=header[0], ins=command.ins, p1=command.p1, p2=command.p2, data=body, expected=256).encoded()

    def _opened(self, answer: Answer) -> Answer:
        if not answer.data:
            # a chip that answers in the open has ended the session, or never was in one
            raise Trouble('chip.misread', status=f'{answer.status:04X}')
        self._seals.step()
        try:
            parts = list(objects(answer.data))
        except Trouble as trouble:
            # its seal isn't even found: damaged on its way, whatever the card holds
            raise Trouble('chip.misread') from trouble
        sealed = b''.join(tlv(tag, value) for tag, value in parts if tag != SEAL)
        if not hmac.compare_digest(self._seals.seal(sealed), _value(parts, SEAL)):
            raise Trouble('chip.misread')
        data = b''
        if hidden := _value(parts, ENCRYPTED)[1:] or _value(parts, ENCRYPTED_ODD):
            data = self._seals.decrypted(hidden)
        status = _value(parts, STATUS)
        return Answer(data, int.from_bytes(status, 'big') if status else answer.status)


def _value(parts: Iterable[tuple[int, bytes]], tag: int) -> bytes:
    return next((value for has, value in parts if has == tag), b'')
