"""An emulated relay board at a pseudo terminal, for training and tests. Not on Windows."""

from dataclasses import dataclass
from pathlib import Path

from devices.emulated_port import EmulatedPort
from devices.lamp.relay import RELAYS, command

_LENGTH = len(command(1, on=True))


@dataclass(slots=True)
class Switches:
    """Misfortunes of a board; each is thrown while it runs."""

    gone: bool = False
    """Its cable comes out at the next word."""
    deaf: bool = False
    """Its controller hangs: it takes words and does nothing."""


class EmulatedRelay(EmulatedPort):
    """A board whose port is ``lamp`` in a directory; ``closed`` are the relays whose lamps are lit."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory / 'lamp')
        self.switches = Switches()
        self.closed: set[int] = set()
        self._heard = b''

    @property
    def address(self) -> str:
        """Where it is, with three lamps: green open, yellow serving, red paused."""
        return f'serial:{self.port}?open=1&serving=2&paused=3'

    def plug(self) -> None:
        """Plug it in: every relay is open as after power."""
        self.closed.clear()
        self._heard = b''
        super().plug()

    def is_pulled(self) -> bool:
        """See ``EmulatedPort``."""
        gone, self.switches.gone = self.switches.gone, False
        return gone

    def take(self, data: bytes) -> bytes:
        """Do what it is told; a board says nothing."""
        self._heard += data
        while len(self._heard) >= _LENGTH:
            self._heard = self._obey(self._heard)
        return b''

    def _obey(self, heard: bytes) -> bytes:
        """Do one word, or drop a byte that begins none; returns what is left."""
        word = heard[:_LENGTH]
        for relay in range(1, RELAYS + 1):
            for on in (True, False):
                if word == command(relay, on=on):
                    if not self.switches.deaf:
                        (self.closed.add if on else self.closed.discard)(relay)
                    return heard[_LENGTH:]
        return heard[1:]
