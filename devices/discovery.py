"""What is plugged into this machine, as far as it can be known without opening anything."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from serial.tools.list_ports import comports
from serial.tools.list_ports_common import ListPortInfo

from devices.id_reader.pcsc import reader_names
from devices.presence import VIDEO_NODES, video_nodes

Kind = Literal['receipt_printer', 'scanner', 'camera', 'id_reader', 'chip_reader', 'serial_port', 'signer']

_BY_ID = Path('/dev/serial/by-id')


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDevice:
    """A device that the machine reports: ``address`` is what one writes into the settings to use it."""

    address: str
    name: str
    kind: Kind


def serial_ports() -> list[FoundDevice]:
    """Every serial port, under the name that stays when what is at it is plugged in elsewhere."""
    return sorted((_port(found) for found in comports()), key=lambda found: found.address)


def cameras(listed: Path = VIDEO_NODES) -> list[FoundDevice]:
    """Every camera that Linux numbers; a camera's further nodes, which give no pictures, are left out.

    Windows tells nobody without opening them all: there ``camera:0`` is the first.
    """
    return [
        FoundDevice(address=f'camera:{node.name.removeprefix("video")}', name=_line(node / 'name'), kind='camera')
        for node in video_nodes(listed)
        if _line(node / 'index') == '0'
    ]


def chip_readers() -> list[FoundDevice]:
    """Every reader that PC/SC sees; none where this machine has no PC/SC."""
    return [FoundDevice(address=f'pcsc:{name}', name=name, kind='chip_reader') for name in reader_names()]


def _port(found: ListPortInfo) -> FoundDevice:
    name = ' '.join(part for part in (found.manufacturer, found.product) if part)
    return FoundDevice(address=f'serial:{_lasting(found.device)}', name=name, kind='serial_port')


def _lasting(port: str) -> str:
    if sys.platform == 'linux' and _BY_ID.is_dir():
        return next((str(link) for link in sorted(_BY_ID.iterdir()) if link.resolve() == Path(port)), port)
    return port


def _line(path: Path) -> str:
    try:
        return path.read_text(encoding='utf-8').strip()
    except OSError:
        return ''
