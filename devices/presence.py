"""Whether a device is where its address says, without opening it: whoever uses it is not disturbed."""

import os
import socket
import sys
from pathlib import Path
from urllib.parse import urlsplit

from devices.address import Address
from devices.id_reader.opening import keyboard_method
from office.errors import Refusal, Trouble

VIDEO_NODES = Path('/sys/class/video4linux')

# a camera in the same building answers in milliseconds
_CONNECT_SECONDS = 2.0
# a glance goes round twice a second; a printer that takes longer is asked properly
_GLANCE_SECONDS = 0.5
_PORTS = {'http': 80, 'https': 443}


def see(address: Address, trouble: str) -> None:
    """See a camera or a reader; ``trouble`` is the first half of its codes, such as ``'reader'``.

    Raises:
        Trouble: ``….gone`` or ``….denied``.
        Refusal: ``device.address`` when no camera or reader has such an address.
    """
    match address.scheme:
        case 'serial':
            _see_port(address.rest, trouble)
        case 'camera':
            _see_camera(address, trouble)
        case 'video':
            _see_file(Path(address.rest), trouble)
        case 'mjpeg':
            _see_host(address, trouble)
        case 'keyboard' if trouble == 'reader':
            keyboard_method(address)  # a keyboard like any other: nobody can tell whether it is there
        case _:
            raise Refusal('device.address', address=str(address))


def is_plugged(printer: Address) -> bool:
    """Whether a printer is still where it was, as far as that is told without opening it; True where it isn't.

    In the network a connection is made and let go, which takes a printer in the same building a millisecond.
    """
    match printer.scheme:
        case 'tcp':
            try:
                socket.create_connection(printer.endpoint(), _GLANCE_SECONDS).close()
            except OSError:
                return False
        case 'serial' if sys.platform != 'win32':
            return Path(printer.rest).exists()
        case 'usb' if printer.rest.startswith('/'):
            return Path(printer.rest).exists()
    return True


def see_chip_reader(address: Address) -> str:
    """See a chip reader and its directory of roots.

    Returns:
        ``chip.no_roots`` where it trusts nobody, else ''.

    Raises:
        Trouble: ``reader.gone``, ``reader.service`` or ``reader.library``; ``chip.roots`` when there is no directory.
        Refusal: ``device.address`` when no chip reader has such an address.
    """
    match address.scheme:
        case 'pcsc':
            # imported here: most machines have no chip reader
            from devices.id_reader.pcsc import PcscSlot  # noqa: PLC0415  # seldom wanted

            PcscSlot.at(address).ready()
        case 'vpcd':
            address.endpoint()  # this program's own socket: there is nothing to be plugged in
        case _:
            raise Refusal('device.address', address=str(address))
    roots = address.options.get('roots')
    if roots and not Path(roots).is_dir():
        raise Trouble('chip.roots', file=roots)
    return '' if roots else 'chip.no_roots'


def video_nodes(listed: Path = VIDEO_NODES) -> list[Path]:
    """The cameras of this machine as Linux numbers them; elsewhere nothing can be said without opening them."""
    return sorted(listed.glob('video*'), key=lambda path: int(path.name.removeprefix('video')))


def camera_number(address: Address) -> int:
    """The number in ``camera:0``.

    Raises:
        Refusal: ``device.address`` when it is none.
    """
    if not (address.rest.isascii() and address.rest.isdecimal()):
        raise Refusal('device.address', address=str(address))
    return int(address.rest)


def _see_port(port: str, trouble: str) -> None:
    if sys.platform == 'win32':
        from serial.tools.list_ports import comports  # noqa: PLC0415  # only there

        if port.upper() not in {found.device.upper() for found in comports()}:
            raise Trouble(f'{trouble}.gone')
    else:
        _see_file(Path(port), trouble, os.R_OK | os.W_OK)


def _see_camera(address: Address, trouble: str) -> None:
    number = camera_number(address)
    if sys.platform == 'linux':
        _see_file(Path(f'/dev/video{number}'), trouble, os.R_OK | os.W_OK)


def _see_file(path: Path, trouble: str, rights: int = os.R_OK) -> None:
    if not path.exists():
        raise Trouble(f'{trouble}.gone')
    if not os.access(path, rights):
        raise Trouble(f'{trouble}.denied')


def _see_host(address: Address, trouble: str) -> None:
    parts = urlsplit(address.rest)
    if parts.hostname is None or parts.scheme not in _PORTS:
        raise Refusal('device.address', address=str(address))
    try:
        socket.create_connection((parts.hostname, parts.port or _PORTS[parts.scheme]), _CONNECT_SECONDS).close()
    except OSError as error:
        raise Trouble(f'{trouble}.gone') from error
