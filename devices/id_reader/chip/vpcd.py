"""A reader that is a socket: emulated cards call it, for training and tests without PC/SC.

``vpcd:127.0.0.1:35963`` speaks the wire of vsmartcard's reader of that name, so that any card made for it may call. Who
can reach the port can lay a card on it: keep it on this machine.
"""

import select
import socket
from contextlib import suppress

from devices.address import Address
from devices.id_reader.chip.channel import CardChannel
from devices.stop import Stop
from office.errors import Trouble

_OFF, _ON, _ASK_ATR = b'\x00', b'\x01', b'\x04'
_LENGTH_BYTES = 2
_POLL_SECONDS = 0.25

# a chip may take five seconds over a key; one that is silent for longer has hung
USUAL_SECONDS = 10


class VpcdSlot:
    """A listening socket; ``port`` 0 lets the system choose one, which ``port`` then tells."""

    def __init__(self, host: str, port: int, *, seconds: float = USUAL_SECONDS) -> None:
        self._endpoint = (host, port)
        self._seconds = seconds
        self._listening: socket.socket | None = None
        self._card: socket.socket | None = None

    @classmethod
    def at(cls, address: Address) -> 'VpcdSlot':
        """The slot for a ``vpcd:`` address; refuses what ``Address.endpoint`` does."""
        return cls(*address.endpoint(), seconds=address.number('seconds', USUAL_SECONDS))

    @property
    def port(self) -> int:
        """The port that it listens on, once it is ready."""
        return self._endpoint[1]

    def ready(self) -> None:
        """Listen; see ``CardSlot.ready``."""
        if self._listening is not None:
            return
        try:
            self._listening = socket.create_server(self._endpoint, backlog=1)
        except PermissionError as error:
            raise Trouble('reader.denied') from error
        except OSError as error:
            raise Trouble('reader.busy') from error
        self._endpoint = (self._endpoint[0], int(self._listening.getsockname()[1]))

    def power(self, stop: Stop, *, is_again: bool = False) -> CardChannel:
        """Wait for a card and wake it up; see ``CardSlot.power``."""
        self.ready()
        while not stop.is_set():
            card = self._called()
            if card is not None:
                channel = _Calling(card, self._seconds)
                try:
                    channel.wake()
                except Trouble as trouble:
                    self._hang_up()
                    if is_again or trouble.code == 'chip.mute':
                        raise
                else:
                    return channel
            elif is_again:
                raise Trouble('chip.removed')
        raise Trouble('reader.cancelled')

    def close(self) -> None:
        """Let go of card and port."""
        self._hang_up()
        if self._listening is not None:
            self._listening.close()
            self._listening = None

    def _called(self) -> socket.socket | None:
        """The newest card that calls, the one that lies here, or None after a while."""
        listening = self._listening
        if listening is None:
            return None
        wait = 0.0 if self._card is not None else _POLL_SECONDS
        if select.select([listening], [], [], wait)[0]:
            self._hang_up()
            self._card, _ = listening.accept()
            self._card.settimeout(self._seconds)
        return self._card

    def _hang_up(self) -> None:
        if self._card is not None:
            with suppress(OSError):
                self._card.close()
            self._card = None


class _Calling:
    """A card that called."""

    def __init__(self, card: socket.socket, seconds: float) -> None:
        self._card = card
        self._seconds = seconds

    def wake(self) -> None:
        """Take its power away, give it back, and hear its ATR."""
        self._send(_OFF)
        self._send(_ON)
        self._asked(_ASK_ATR)

    def transmit(self, apdu: bytes) -> bytes:
        """Send a command and wait for the answer; see ``CardChannel.transmit``."""
        return self._asked(apdu)

    def _asked(self, message: bytes) -> bytes:
        self._send(message)
        return self._exactly(int.from_bytes(self._exactly(_LENGTH_BYTES), 'big'))

    def _send(self, message: bytes) -> None:
        try:
            self._card.sendall(len(message).to_bytes(_LENGTH_BYTES, 'big') + message)
        except OSError as error:
            raise Trouble('chip.removed') from error

    def _exactly(self, size: int) -> bytes:
        data = b''
        while len(data) < size:
            try:
                piece = self._card.recv(size - len(data))
            except TimeoutError as error:
                raise Trouble('chip.mute') from error
            except OSError as error:
                raise Trouble('chip.removed') from error
            if not piece:
                raise Trouble('chip.removed')
            data += piece
        return data
