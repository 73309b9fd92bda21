"""The driver for lamps behind a relay board on a serial port, of the kind that is sold as LCUS-1 to LCUS-8.

Such a board (a CH340 with a small controller) takes four bytes a relay at 9600 baud: A0, the relay from 01, 01 to close
it or 00 to open it, and the low byte of their sum; A0 01 01 A2 closes the first. It answers nothing, so what is proven
is that the port took the bytes.

``serial:/dev/serial/by-id/usb-…?open=1&serving=2&paused=3``: which relay lights for which state, 0 for none. Without
options the first relay lights while the counter is open or serves.
"""

from collections.abc import Mapping

import serial

from devices.address import Address
from devices.lamp.protocol import Light
from devices.port_errors import ERRORS, code_of
from office.errors import Refusal, Trouble

BAUD = 9600
RELAYS = 8
_START = 0xA0
# four bytes take 4 ms; a port that doesn't take them in a second never will
_WRITE_SECONDS = 1.0


def command(relay: int, *, on: bool) -> bytes:
    """The bytes that close or open one relay, counted from 1."""
    words = (_START, relay, int(on))
    return bytes((*words, sum(words) & 0xFF))


class RelayLamp:
    """A board at a port, opened by the first verb and again after it was unplugged."""

    def __init__(self, port: str, relays: Mapping[Light, int]) -> None:
        self._port, self._relays = port, relays
        self._serial: serial.Serial | None = None

    @classmethod
    def at(cls, address: Address) -> 'RelayLamp':
        """The driver for a ``serial:`` address.

        Raises:
            Refusal: ``device.option`` for an option it doesn't know, or a relay that no board has.
        """
        address.known_options(*Light)
        usual = {Light.OPEN: 1, Light.SERVING: 1, Light.PAUSED: 0}
        if address.options:
            usual = dict.fromkeys(Light, 0)
        relays = {light: address.number(light, usual[light]) for light in Light}
        for light, relay in relays.items():
            if relay > RELAYS:
                raise Refusal('device.option', address=str(address), option=light.value, value=str(relay))
        return cls(address.rest, relays)

    def show(self, light: Light) -> None:
        """Close this state's relay and open the others; see ``Lamp.show``."""
        lit = self._relays[light]
        others = sorted({relay for relay in self._relays.values() if relay} - {lit})
        said = b''.join(command(relay, on=False) for relay in others) + (command(lit, on=True) if lit else b'')
        try:
            if self._serial is None:
                self._serial = serial.Serial(self._port, BAUD, write_timeout=_WRITE_SECONDS, exclusive=True)
            self._serial.write(said)
            self._serial.flush()
        except ERRORS as error:
            raise self._lost(error) from error

    def close(self) -> None:
        """Let go of the port."""
        if self._serial is not None:
            self._serial.close()
            self._serial = None

    def _lost(self, error: Exception) -> Trouble:
        self.close()
        return Trouble(code_of(error, 'lamp'))
