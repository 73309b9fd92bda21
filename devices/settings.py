"""The ``devices`` section of a machine's settings: each device by its address, '' where there is none."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceSettings:
    """Which devices this machine has.

    Attributes:
        ticket_printer: the kiosk's, such as ``tcp://10.0.0.9:9100?dots=576``.
        receipt_printer: the counter's.
    """

    ticket_printer: str = ''
    receipt_printer: str = ''
