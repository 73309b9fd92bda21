"""The driver for QR scanners on a serial port: most of those with a cable can be set to be one (USB-COM, CDC-ACM).

Serial and not keyboard: a scanner that types obeys the keyboard's layout and input method, and loses diacritics.

``serial:/dev/serial/by-id/usb-…?baud=9600&gap=200``: ``baud`` is the speed, which USB ignores; ``gap`` the milliseconds
of silence that end a read when the scanner sends no line end. The ``by-id`` name stays when it is plugged in elsewhere.
"""

import serial

from devices.address import Address
from devices.id_reader.lines import Lines
from devices.id_reader.protocol import IdRead
from devices.port_errors import ERRORS, code_of
from devices.stop import Stop
from office.errors import Trouble

USUAL_BAUD = 9600

# at 9600 baud a byte takes a millisecond, and a USB scanner sends a code in packets a few milliseconds apart
USUAL_GAP = 200
_LONGEST_POLL = 0.25  # seconds until a stop is heard


class SerialReader:
    """A scanner at a serial port, opened by the first verb and again after it was unplugged."""

    def __init__(self, port: str, *, baud: int = USUAL_BAUD, gap: int = USUAL_GAP) -> None:
        self._port = port
        self._baud = baud
        self._gap = gap / 1000
        self._poll = min(self._gap, _LONGEST_POLL)
        self._lines = Lines()
        self._serial: serial.Serial | None = None

    @classmethod
    def at(cls, address: Address) -> 'SerialReader':
        """The driver for a ``serial:`` address.

        Raises:
            Refusal: ``device.option`` for an option it doesn't know.
        """
        address.known_options('baud', 'gap')
        return cls(address.rest, baud=address.number('baud', USUAL_BAUD), gap=address.number('gap', USUAL_GAP))

    def ready(self) -> None:
        """Open the port, or see that it is still there; see ``IdReader.ready``."""
        try:
            self._opened().in_waiting  # noqa: B018 - asking is what fails when it is gone
        except ERRORS as error:
            raise self._lost(error) from error

    def read(self, stop: Stop) -> IdRead:
        """Wait for a code; see ``IdReader.read``."""
        silence = 0.0
        while not stop.is_set():
            if read := self._lines.next(is_silent=silence >= self._gap):
                return read
            try:
                port = self._opened()
                arrived = port.read(1)
                arrived += port.read(port.in_waiting) if arrived else b''
            except ERRORS as error:
                raise self._lost(error) from error
            silence = 0.0 if arrived else silence + self._poll
            self._lines.feed(arrived)
        raise Trouble('reader.cancelled')

    def close(self) -> None:
        """Let go of the port."""
        if self._serial is not None:
            self._serial.close()
            self._serial = None
        self._lines.drop()

    def _opened(self) -> serial.Serial:
        if self._serial is None:
            self._serial = serial.Serial(self._port, self._baud, timeout=self._poll, exclusive=True)
        return self._serial

    def _lost(self, error: Exception) -> Trouble:
        self.close()
        return Trouble(code_of(error, 'reader'))
