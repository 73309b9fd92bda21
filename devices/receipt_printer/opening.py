"""From a printer's address in the settings to its driver.

    tcp://10.0.0.9:9100          in the network
    usb:04b8:0202                on USB, by vendor and product; usb:/dev/usb/lp0 by the kernel's driver
    serial:/dev/ttyUSB0          at a serial port; ?baud=19200&flow=rtscts
    cups:QUEUE                   through a raw queue of CUPS
    windows:QUEUE                through a queue of Windows

Options of all: ``dots`` the paper's width; ``profile`` the printer's name in python-escpos, which tells what it has;
``cutter``, ``drawer``, ``buzzer``, ``qr`` (``yes`` or ``no``) where the profile is wrong; ``confirm`` how it tells that
a slip is printed (``escpos.py``); ``seconds`` how long the slowest slip may take before its outcome is unknown.
"""

from collections.abc import Callable
from typing import cast

from devices.address import Address
from devices.receipt_printer.encoding import Abilities
from devices.receipt_printer.escpos import CONFIRMS, PRINT_SECONDS, Confirm, EscPosPrinter
from devices.receipt_printer.paper import paper_of
from devices.receipt_printer.protocol import ReceiptPrinter
from devices.receipt_printer.transport import Transport
from office.errors import Refusal

USUAL_DOTS = 576
_COMMON = ('dots', 'profile', 'cutter', 'drawer', 'buzzer', 'qr', 'confirm', 'seconds')
_ANSWER = {'yes': True, 'no': False}


def open_printer(address: str) -> ReceiptPrinter:
    """The driver for an address such as ``tcp://10.0.0.9:9100?dots=384&seconds=20``; nothing is opened yet.

    Raises:
        Refusal: ``device.address``, ``device.option`` or ``device.width`` for an address that no printer driver knows.
    """
    parsed = Address.parse(address)
    wire = _WIRES.get(parsed.scheme)
    if wire is None:
        raise Refusal('device.address', address=address)
    transport = wire(parsed)
    usual = 'id' if transport.answers else 'person'
    confirm = _one_of(parsed, 'confirm', usual, CONFIRMS)
    return EscPosPrinter(
        transport,
        abilities(parsed),
        confirm=cast('Confirm', confirm),
        print_seconds=parsed.number('seconds', PRINT_SECONDS),
    )


def abilities(address: Address) -> Abilities:
    """What the printer of an address has: its profile's, and where the options say otherwise, theirs.

    Raises:
        Refusal: ``device.option`` or ``device.width``.
    """
    profile = address.options.get('profile', '')
    has, width = _profile(address, profile) if profile else ({}, USUAL_DOTS)
    dots = address.number('dots', width)
    return Abilities(
        dots=paper_of(dots).width,
        profile=profile,
        cutter=_yes(address, 'cutter', usual=bool(has.get('paperPartCut', not profile) or has.get('paperFullCut'))),
        drawer=_yes(address, 'drawer', usual=bool(has.get('pulseStandard'))),
        buzzer=_yes(address, 'buzzer', usual=bool(has.get('pulseBel'))),
        native_qr=bool(profile) and _yes(address, 'qr', usual=bool(has.get('qrCode'))),
    )


def _profile(address: Address, name: str) -> tuple[dict[str, bool], int]:
    """What python-escpos knows of a printer: its features and its width in dots."""
    from escpos.capabilities import CAPABILITIES  # noqa: PLC0415  # slow, wanted where a profile is named

    profile = CAPABILITIES['profiles'].get(name)
    if profile is None:
        raise Refusal('device.option', address=str(address), option='profile', value=name)
    pixels = profile['media']['width'].get('pixels')
    return profile['features'], pixels if isinstance(pixels, int) else USUAL_DOTS


def _yes(address: Address, option: str, *, usual: bool) -> bool:
    return _ANSWER[_one_of(address, option, 'yes' if usual else 'no', tuple(_ANSWER))]


def _one_of(address: Address, option: str, usual: str, known: tuple[str, ...]) -> str:
    given = address.options.get(option, usual)
    if given not in known:
        raise Refusal('device.option', address=str(address), option=option, value=given)
    return given


def _tcp(address: Address) -> Transport:
    from devices.receipt_printer.wires.tcp import TcpWire  # noqa: PLC0415  # each wire brings its own library

    address.known_options(*_COMMON)
    return TcpWire(*address.endpoint())


def _usb(address: Address) -> Transport:
    address.known_options(*_COMMON)
    if address.rest.startswith('/'):
        from devices.receipt_printer.wires.node import NodeWire  # noqa: PLC0415  # each wire brings its own library

        return NodeWire(address.rest)
    from devices.receipt_printer.wires.usb import UsbWire  # noqa: PLC0415  # each wire brings its own library

    return UsbWire.at(address.rest)


def _serial(address: Address) -> Transport:
    from devices.receipt_printer.wires.serial_line import SerialWire  # noqa: PLC0415  # each brings its own library

    address.known_options(*_COMMON, 'baud', 'flow')
    return SerialWire.at(address)


def _queue(address: Address) -> Transport:
    from devices.receipt_printer.wires.queued import QueueWire  # noqa: PLC0415  # each wire brings its own library
    from devices.spooler.opening import open_spooler  # noqa: PLC0415  # each wire brings its own library

    address.known_options(*_COMMON, 'server')
    return QueueWire(open_spooler(address))


_WIRES: dict[str, Callable[[Address], Transport]] = {
    'tcp': _tcp,
    'usb': _usb,
    'serial': _serial,
    'cups': _queue,
    'windows': _queue,
}
