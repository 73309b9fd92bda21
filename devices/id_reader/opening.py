"""From a reader's address in the settings to its driver."""

from devices.address import Address
from devices.camera.opening import SCHEMES
from devices.id_reader.protocol import IdReader
from office.errors import Refusal


def open_id_reader(address: str) -> IdReader:
    """The driver for an address such as ``serial:/dev/serial/by-id/usb-…`` or ``camera:0``.

    Raises:
        Refusal: ``device.address`` or ``device.option`` for an address that no reader driver knows.
    """
    parsed = Address.parse(address)
    if parsed.scheme == 'serial':
        from devices.id_reader.serial_port import SerialReader  # noqa: PLC0415  # not every machine has a port

        return SerialReader.at(parsed)
    if parsed.scheme in SCHEMES:
        from devices.id_reader.camera_qr import CameraReader  # noqa: PLC0415  # OpenCV is slow, wanted later

        return CameraReader.at(address)
    raise Refusal('device.address', address=address)
