"""The driver for every scanner that the system's SANE knows.

Addresses: ``sane:test:0``, ``sane:pnm:0``, ``sane:airscan:e0:Office``, with these options:

    seconds=60     how long the scanner may say nothing before its driver is ended
    config=DIR     SANE's configuration folder, instead of the system's
    fault=STATUS   the status SANE's own test device answers with, such as SANE_STATUS_JAMMED (drills and tests)
    set.NAME=…     any option of the backend by its own name, such as set.brightness=20 or set.filename=page.ppm
"""

import json
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from typing import Any

from devices.address import Address
from devices.child import Child, Ended
from devices.discovery import FoundDevice
from devices.scanner.libsane import NO_LIBRARY
from devices.scanner.protocol import RawPage, ScannerCapabilities, ScanOptions, Source, place
from devices.scanner.sane_options import Description, capabilities_of, described, settings_for
from devices.stop import Stop
from office.errors import Trouble

# the slowest flatbeds warm their lamp for 40 s
PATIENCE_SECONDS = 60

# of that patience, so that the child has time left to look whether the scanner is still there
_STALL_SHARE = 0.25

# answering what is there takes every backend's look at the network; no scan waits for it
_DISCOVERY_SECONDS = 30

_CODES = {
    NO_LIBRARY: 'scanner.library',
    1: 'scanner.settings',
    2: 'scanner.cancelled',
    3: 'scanner.busy',
    4: 'scanner.settings',
    5: 'scanner.io',
    6: 'scanner.jam',
    7: 'scanner.empty',
    8: 'scanner.cover_open',
    9: 'scanner.io',
    10: 'scanner.memory',
    11: 'scanner.denied',
    12: 'scanner.busy',  # warming up, of SANE versions to come
}
# sane_open answers these when there is no such device (SANE standard §4.3.4)
_ABSENT = {1, 4, 9}
_SETTING = 'set.'


class SaneScanner:
    """A scanner behind libsane, by its SANE name; each verb runs in a child process of its own."""

    def __init__(
        self,
        device: str,
        *,
        patience: float = PATIENCE_SECONDS,
        config: str = '',
        extra: Sequence[tuple[str, str]] = (),
    ) -> None:
        self._device = device
        self._patience = patience
        self._config = config
        self._extra = list(extra)
        self._description: Description | None = None

    @classmethod
    def at(cls, address: Address) -> 'SaneScanner':
        """The driver for a ``sane:`` address.

        Raises:
            Refusal: ``device.option`` for an option it doesn't know.
        """
        extra = [(name.removeprefix(_SETTING), value) for name, value in address.options.items() if _SETTING in name]
        if fault := address.options.get('fault'):
            extra += [('enable-test-options', 'true'), ('read-return-value', fault)]
        address.known_options('seconds', 'config', 'fault', *(f'{_SETTING}{name}' for name, _ in extra))
        patience = address.number('seconds', PATIENCE_SECONDS)
        return cls(address.rest, patience=patience, config=address.options.get('config', ''), extra=extra)

    def capabilities(self) -> ScannerCapabilities:
        """What it says it can do; see ``Scanner.capabilities``."""
        return capabilities_of(self._described())

    def scan(self, options: ScanOptions, stop: Stop) -> Generator[RawPage, None, None]:
        """Scan; see ``Scanner.scan``."""
        description = self._described()
        capabilities_of(description).check(options)
        return self._pages(options, [*settings_for(description, options), *self._extra], stop)

    def close(self) -> None:
        """Nothing stays open between two verbs; what the scanner can do is asked anew next time."""
        self._description = None

    def _pages(
        self, options: ScanOptions, settings: list[tuple[str, Any]], stop: Stop
    ) -> Generator[RawPage, None, None]:
        request = {
            'verb': 'scan',
            'device': self._device,
            'set': settings,
            'pages': _most_pages(options),
            'stall': self._patience * _STALL_SHARE,
        }
        with closing(_begun(request, self._patience, self._config)) as child:
            for header, payload in _told(child, stop):
                if header['kind'] == 'page':
                    sheet, side = place(header['index'], options.source)
                    yield RawPage(
                        image=payload,
                        media_type='image/x-portable-anymap',
                        dpi=options.dpi,
                        sheet=sheet,
                        side=side,
                    )

    def _described(self) -> Description:
        if self._description is None:
            request = {'verb': 'describe', 'device': self._device}
            with closing(_begun(request, self._patience, self._config)) as child:
                for header, _ in _told(child, Stop()):
                    self._description = described(header['options'])
        if self._description is None:
            raise Trouble('scanner.crashed', scanner=self._device)
        return self._description


def discover(config: str = '', stop: Stop | None = None) -> list[FoundDevice]:
    """The scanners that SANE sees, under the names their makers gave them; none where there is no SANE.

    Raises:
        Trouble: ``scanner.mute`` or ``scanner.crashed`` when a backend keeps it from answering; ``scanner.cancelled``.
    """
    found: list[FoundDevice] = []
    with closing(_begun({'verb': 'list'}, _DISCOVERY_SECONDS, config)) as child:
        try:
            for header, _ in _told(child, stop or Stop()):
                found += [_found(device) for device in header['devices']]
        except Trouble as trouble:
            if trouble.code != 'scanner.library':
                raise
    return found


def _found(device: dict[str, str]) -> FoundDevice:
    name = ' '.join(part for part in (device['vendor'], device['model']) if part and part != 'Noname')
    return FoundDevice(address=f'sane:{device["name"]}', name=name or device['name'], kind='scanner')


def _begun(request: dict[str, Any], patience: float, config: str) -> Child:
    """A child at work on one request."""
    environment = {'SANE_CONFIG_DIR': config} if config else {}
    child = Child('devices.scanner.sane_worker', patience=patience, environment=environment, cancel=b'cancel\n')
    child.tell(json.dumps(request).encode() + b'\n')
    return child


def _most_pages(options: ScanOptions) -> int | None:
    if options.source is Source.FLATBED:
        return 1
    sides = 2 if options.source is Source.DUPLEX else 1
    return None if options.sheets is None else options.sheets * sides


def _told(child: Child, stop: Stop) -> Iterator[tuple[dict[str, Any], bytes]]:
    """What the child says until its end, its failures and its silence as troubles."""
    for header, payload in child.frames(stop):
        if header['kind'] == 'failed':
            raise _trouble(header)
        if header['kind'] == 'end':
            return
        if header['kind'] != 'alive':
            yield header, payload
    ends = {Ended.CANCELLED: 'scanner.cancelled', Ended.SILENT: 'scanner.mute', Ended.DIED: 'scanner.crashed'}
    raise Trouble(ends[child.ended])


def _trouble(header: dict[str, Any]) -> Trouble:
    status, during = int(header['status']), str(header['during'])
    if not header['still_there'] or (during == 'open' and status in _ABSENT):
        return Trouble('scanner.gone')
    code = _CODES.get(status, 'scanner.io')
    if code == 'scanner.settings' and during == 'read':
        return Trouble('scanner.io')
    return Trouble(code, during=during) if code == 'scanner.settings' else Trouble(code)
