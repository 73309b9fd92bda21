"""From a reader's address in the settings to its driver."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from devices.address import Address
from devices.camera.opening import SCHEMES
from devices.id_reader.protocol import IdReader
from devices.id_reader.wedge_text import METHODS
from office.errors import Refusal

if TYPE_CHECKING:
    from devices.id_reader.chip.reader import ChipReader
    from devices.id_reader.chip.slot import CardSlot
    from office.ports import Clock


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


def keyboard_method(address: Address) -> str | None:
    """The input method of a machine whose scanner types (``keyboard:*?method=telex``), '' when it isn't said.

    None for any other reader's address.

    Raises:
        Refusal: ``device.option`` for a method that isn't one of ``METHODS``, or for another option.
    """
    if address.scheme != 'keyboard':
        return None
    address.known_options('method')
    method = address.options.get('method', '')
    if method and method not in METHODS:
        raise Refusal('device.option', address=str(address), option='method', value=method)
    return method


def open_chip_reader(address: str, clock: Clock) -> ChipReader:
    """The reader for chips at ``pcsc:*`` (see ``devices.id_reader.pcsc``) or ``vpcd:127.0.0.1:35963``.

    ``?roots=DIRECTORY`` holds the certificates and lists that it trusts; without it every signer is unknown to it, and
    what a chip says stays unproven.

    Raises:
        Refusal: ``device.address`` or ``device.option`` for an address that no chip reader knows.
        Trouble: ``chip.roots`` for a directory, or a file in it, that can't be read.
    """
    # imported here: the ciphers are nothing that a counter without a chip reader waits for
    from devices.id_reader.chip.reader import ChipReader  # noqa: PLC0415  # slow, seldom wanted
    from devices.id_reader.chip.roots import Roots  # noqa: PLC0415  # slow, seldom wanted

    parsed = Address.parse(address)
    slot = _slot(parsed)
    directory = parsed.options.get('roots')
    return ChipReader(slot, Roots.of_directory(Path(directory)) if directory else Roots(), clock)


def _slot(address: Address) -> CardSlot:
    if address.scheme == 'pcsc':
        from devices.id_reader.pcsc import PcscSlot  # noqa: PLC0415  # not every machine has one

        address.known_options('roots')
        return PcscSlot.at(address)
    if address.scheme == 'vpcd':
        from devices.id_reader.chip.vpcd import VpcdSlot  # noqa: PLC0415  # for training only

        address.known_options('roots', 'seconds')
        return VpcdSlot.at(address)
    raise Refusal('device.address', address=str(address))
