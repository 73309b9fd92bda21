"""From a scanner's address in the settings to its driver."""

import sys

from devices.address import Address
from devices.scanner.folder import FolderScanner
from devices.scanner.protocol import Scanner
from office.errors import Refusal


def open_scanner(address: str) -> Scanner:
    """The driver for an address such as ``sane:test:0``, ``escl://10.0.0.7/eSCL`` or ``folder:pages/?jam_at=3``.

    Raises:
        Refusal: ``device.address`` or ``device.option`` for an address that no scanner driver knows.
    """
    parsed = Address.parse(address)
    if parsed.scheme == 'sane':
        from devices.scanner.sane import SaneScanner  # noqa: PLC0415  # child processes, wanted later

        return SaneScanner.at(parsed)
    if parsed.scheme in ('escl', 'escls'):
        from devices.scanner.escl import EsclScanner  # noqa: PLC0415  # requests, wanted later

        return EsclScanner(parsed)
    if parsed.scheme == 'wia' and sys.platform == 'win32':
        from devices.scanner.wia import WiaScanner  # noqa: PLC0415  # there is no WIA elsewhere

        return WiaScanner(parsed)
    if parsed.scheme == 'watch':
        from devices.scanner.watch import WatchedFolder  # noqa: PLC0415  # PDF and Pillow, wanted later

        return WatchedFolder(parsed)
    if parsed.scheme == 'folder':
        return FolderScanner(parsed)
    raise Refusal('device.address', address=address)
