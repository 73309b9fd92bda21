"""Whether a device is where its address says, without opening it: whoever uses it is not disturbed."""

import os
import socket
import sys
from pathlib import Path
from urllib.parse import urlsplit

from devices.address import Address
from office.errors import Refusal, Trouble

VIDEO_NODES = Path('/sys/class/video4linux')

# a camera in the same building answers in milliseconds
_CONNECT_SECONDS = 2.0
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
        case _:
            raise Refusal('device.address', address=str(address))


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
