"""A lamp from its address."""

from devices.address import Address
from devices.lamp.protocol import Lamp
from office.errors import Refusal


def open_lamp(address: str) -> Lamp:
    """The driver for an address, connected to nothing yet.

    Raises:
        Refusal: ``device.address`` for an address that is no lamp's, ``device.option`` as the driver.
    """
    parsed = Address.parse(address)
    if parsed.scheme != 'serial':
        raise Refusal('device.address', address=address)
    # imported here: few machines have one
    from devices.lamp.relay import RelayLamp  # noqa: PLC0415  # brings pyserial

    return RelayLamp.at(parsed)
