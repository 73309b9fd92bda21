"""A printer at a serial port, real or of a USB adapter: ``serial:/dev/serial/by-id/usb-…?baud=19200&flow=rtscts``.

``flow`` says how the printer stops the host when its buffer is full: ``rtscts`` by its wires, ``xonxoff`` by bytes,
``none``. It must be what the printer's own switches say, else lines are missing from long slips.
"""

from contextlib import suppress
from threading import Event
from time import monotonic

import serial

from devices import port_errors
from devices.address import Address
from devices.receipt_printer.transport import Written, trouble_of
from office.errors import Refusal, Trouble

USUAL_BAUD = 19200
_FLOWS = ('none', 'rtscts', 'xonxoff')
_PIECE = 1024  # bytes between two looks whether time is up
_DRAIN_SECONDS = 0.01  # ten bytes at 9600 baud

# pyserial trips over its own closed port when that goes away while it is being used
ERRORS = (*port_errors.ERRORS, TypeError)


class SerialWire:
    """A serial port, this program's alone while it is open."""

    answers = True
    confirms = False

    def __init__(self, port: str, *, baud: int = USUAL_BAUD, flow: str = 'none') -> None:
        self._port, self._baud, self._flow = port, baud, flow
        self._serial: serial.Serial | None = None

    @classmethod
    def at(cls, address: Address) -> 'SerialWire':
        """The wire for a ``serial:`` address.

        Raises:
            Refusal: ``device.option`` for a flow it doesn't know.
        """
        flow = address.options.get('flow', 'none')
        if flow not in _FLOWS:
            raise Refusal('device.option', address=str(address), option='flow', value=flow)
        return cls(address.rest, baud=address.number('baud', USUAL_BAUD), flow=flow)

    def ready(self) -> None:
        """Open the port, or see that it is there; see ``Transport.ready``."""
        try:
            self._opened().in_waiting  # noqa: B018 - asking is what fails when it is gone
        except ERRORS as error:
            self.close()
            raise Trouble('printer.gone', printer=self._port) from error

    def write(self, data: bytes, seconds: float, *, title: str = '') -> Written:  # noqa: ARG002 - a port has no titles
        """Send; see ``Transport.write``. A printer that stops the host for too long leaves the outcome unknown."""
        port, end, pause = self._opened(), monotonic() + seconds, Event()
        try:
            for at in range(0, len(data), _PIECE):
                port.write_timeout = max(0.001, end - monotonic())
                port.write(data[at : at + _PIECE])
            # the system took them; they have left when its buffer is empty
            while port.out_waiting and monotonic() < end:
                pause.wait(_DRAIN_SECONDS)
            if not port.out_waiting:
                return Written.ALL
        except ERRORS:
            pass  # a printer that takes no more, or a cable that was pulled
        self._drop(port)
        self.close()
        return Written.UNKNOWN

    def read(self, seconds: float) -> bytes:
        """Receive; see ``Transport.read``."""
        port = self._opened()
        try:
            port.timeout = seconds
            first: bytes = port.read(1)
            return first + port.read(port.in_waiting) if first else b''
        except ERRORS as error:
            self.close()
            raise Trouble('printer.gone', printer=self._port) from error

    def close(self) -> None:
        """Let go of the port."""
        port, self._serial = self._serial, None
        if port is not None:
            with suppress(*ERRORS):
                port.close()

    @staticmethod
    def _drop(port: serial.Serial) -> None:
        """Forget what the system has not sent yet: closing would wait for a printer that is dead."""
        with suppress(*ERRORS):
            port.reset_output_buffer()

    def _opened(self) -> serial.Serial:
        if self._serial is None:
            try:
                self._serial = serial.Serial(
                    self._port,
                    self._baud,
                    exclusive=True,
                    rtscts=self._flow == 'rtscts',
                    xonxoff=self._flow == 'xonxoff',
                )
                # a printer that was asked by somebody before us may have answered him
                self._serial.reset_input_buffer()
            except ERRORS as error:
                self.close()
                raise trouble_of(error, self._port) from error
        return self._serial
