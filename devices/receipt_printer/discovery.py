"""Printers that this machine sees: on USB by their class, and the queues of its print service by their names."""

from typing import Any

from devices.discovery import FoundDevice
from devices.receipt_printer.wires.usb import printer_interfaces
from devices.spooler.cups import CupsQueue
from office.errors import Trouble


def usb_printers(backend: object | None = None) -> list[FoundDevice]:
    """Every printer on USB, by vendor and product; one that this account may not open is listed without its name."""
    import usb.core  # noqa: PLC0415  # slow, wanted with a list

    try:
        devices = list(usb.core.find(find_all=True, backend=backend))
    except (usb.core.NoBackendError, usb.core.USBError):
        return []
    return [
        FoundDevice(address=f'usb:{one.idVendor:04x}:{one.idProduct:04x}', name=_name(one), kind='receipt_printer')
        for one in devices
        if printer_interfaces(one)
    ]


def queues(server: str = '') -> list[FoundDevice]:
    """Every queue of the print service, none where there is no service."""
    try:
        names = CupsQueue('', server).names()
    except Trouble:
        return []
    return [FoundDevice(address=f'cups:{name}', name=name, kind='receipt_printer') for name in names]


def _name(device: Any) -> str:
    try:
        return ' '.join(part for part in (device.manufacturer, device.product) if part)
    except (ValueError, NotImplementedError):
        return ''
    except OSError:  # USBError, for want of rights
        return ''
