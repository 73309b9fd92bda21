"""From the address of a print queue to what speaks to it."""

from devices.address import Address
from devices.spooler.protocol import Spooler
from office.errors import Refusal


def open_spooler(address: Address) -> Spooler:
    """The queue of ``cups:QUEUE`` or ``windows:QUEUE``; nothing is asked yet.

    Raises:
        Refusal: ``device.address`` for any other address.
    """
    if address.scheme == 'cups':
        from devices.spooler.cups import CupsQueue  # noqa: PLC0415  # each system has its own

        return CupsQueue(address.rest, address.options.get('server', ''))
    if address.scheme == 'windows':
        from devices.spooler.windows import WindowsQueue  # noqa: PLC0415  # each system has its own

        return WindowsQueue(address.rest)
    raise Refusal('device.address', address=str(address))
