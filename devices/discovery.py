"""What is plugged into this machine, as far as it can be known without opening anything."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal['receipt_printer', 'scanner', 'camera', 'id_reader', 'serial_port']


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDevice:
    """A device that the machine reports: ``address`` is what one writes into the settings to use it."""

    address: str
    name: str
    kind: Kind
