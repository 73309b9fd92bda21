"""The emulated printer at a serial port or device file: a pseudo terminal around the mechanism. Not on Windows."""

from pathlib import Path

from devices.emulated_port import EmulatedPort
from devices.receipt_printer.emulator.mechanism import USUAL_DOTS, Mechanism, Switches


class PortPrinter(EmulatedPort):
    """A printer whose port is ``port`` in a directory; what it has heard it keeps when it is unplugged."""

    def __init__(self, directory: Path, *, switches: Switches | None = None, dots: int = USUAL_DOTS) -> None:
        super().__init__(directory / 'port')
        self.switches = switches or Switches()
        self.mechanism = Mechanism(directory, self.switches, dots)

    @property
    def address(self) -> str:
        """Where it is, as the address of a serial device."""
        return f'serial:{self.port}'

    def take(self, data: bytes) -> bytes:
        """See ``EmulatedPort``."""
        said = self.mechanism.take(data)
        self.pause(self.switches.slow_seconds)
        return said + self.mechanism.work()

    def rest(self) -> bytes:
        """See ``EmulatedPort``."""
        return self.mechanism.work()

    def is_pulled(self) -> bool:
        """See ``EmulatedPort``."""
        return self.switches.gone
