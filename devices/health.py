"""How each device of the settings is at this moment, and what to do about it.

``look`` disturbs nobody who uses a device: a printer is asked for its status, a scanner is sought among those that the
system lists, cameras and readers are seen without being opened.
"""

import time
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal, get_args

from devices import identity, texts
from devices.address import Address
from devices.presence import is_plugged, see, see_chip_reader
from devices.receipt_printer.opening import open_printer
from devices.scanner.opening import open_scanner
from devices.scanner.sane import discover
from devices.settings import DeviceSettings
from devices.signer.opening import open_signer
from devices.signer.protocol import Tries
from devices.stop import Stop
from devices.turns import looking
from office.errors import Param, Problem, Refusal, Trouble

Kind = Literal[
    'ticket_printer',
    'receipt_printer',
    'scanner',
    'camera',
    'id_reader',
    'chip_reader',
    'face_camera',
    'signer',
    'lamp',
]
State = Literal['ok', 'trouble', 'absent']
KINDS: tuple[Kind, ...] = get_args(Kind)
PRINTERS: tuple[Kind, ...] = ('ticket_printer', 'receipt_printer')

# asked for its abilities a scanner answers within a second or two; the patience of a whole scan is not for a look
_SCANNER_SECONDS = '10'

# a new certificate takes some weeks to be issued
_ENDS_SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceState:
    """One device of the settings.

    Attributes:
        address: as the settings have it; '' with ``absent``.
        state: ``absent`` when the settings name none; ``trouble`` when it can't do its work now.
        about: what it says it is, by the keys of ``identity.NAMES``; {} where its wire tells nothing.
        code: of the trouble, or of a remark on a device that is ok (``printer.near_end``, ``scanner.busy``).
    """

    kind: Kind
    address: str
    state: State
    code: str = ''
    params: dict[str, Param] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)

    def what_to_do(self, language: texts.Language = 'vi') -> str:
        """What is wrong, what to do, who can help; '' when there is nothing to say."""
        return texts.sentence(self.code, language, **self.params) if self.code else ''


def look(settings: DeviceSettings, kinds: Collection[Kind] = KINDS, *, stop: Stop | None = None) -> list[DeviceState]:
    """Look at the devices of some kinds, one after the other, in the order of ``KINDS``.

    One that this program is working with at this moment is left out: it is at its work.

    It takes as long as the devices' timeouts: 3 s for a printer or a camera in the network that is switched off, 40 s
    for scanners that keep SANE from answering. Once ``stop`` is set no further device is begun.
    """
    stop = stop or Stop()
    found = []
    for kind, address in _configured(settings):
        if kind not in kinds or stop.is_set():
            continue
        if not address:
            found.append(DeviceState(kind=kind, address='', state='absent'))
            continue
        with looking(address) as is_free:
            if is_free:
                found.append(_looked(kind, address, stop))
    return found


def unplugged(settings: DeviceSettings, kinds: Collection[Kind]) -> list[Kind]:
    """The printers among some kinds that are not where they were; a glance that asks them nothing."""
    gone: list[Kind] = []
    for kind, address in _configured(settings):
        if kind in kinds and kind in PRINTERS and address:
            with looking(address) as is_free, suppress(Refusal):
                if is_free and not is_plugged(Address.parse(address)):
                    gone.append(kind)
    return gone


def _configured(settings: DeviceSettings) -> list[tuple[Kind, str]]:
    readers: list[tuple[Kind, str]] = [('id_reader', address) for address in settings.id_readers or ('',)]
    return [
        ('ticket_printer', settings.ticket_printer),
        ('receipt_printer', settings.receipt_printer),
        ('scanner', settings.scanner),
        ('camera', settings.camera),
        *readers,
        ('chip_reader', settings.chip_reader),
        ('face_camera', settings.face_camera),
        ('signer', settings.signer),
        ('lamp', settings.lamp),
    ]


def _looked(kind: Kind, address: str, stop: Stop) -> DeviceState:
    ways: dict[Kind, Callable[[], str]] = {
        'ticket_printer': lambda: _printer(address),
        'receipt_printer': lambda: _printer(address),
        'scanner': lambda: _scanner(address, stop),
        'camera': lambda: _seen(address, 'camera'),
        'id_reader': lambda: _seen(address, 'reader'),
        'chip_reader': lambda: see_chip_reader(Address.parse(address)),
        'face_camera': lambda: _seen(address, 'face'),
        'signer': lambda: _signer(address),
        'lamp': lambda: _seen(address, 'lamp'),
    }
    try:
        remark = ways[kind]()
    except Problem as problem:
        # it is there and somebody works with it, most likely ourselves
        state: State = 'ok' if problem.code.endswith('.busy') else 'trouble'
        if problem.code.endswith('.gone'):
            identity.forget(address)
        about = identity.known(address)
        return DeviceState(
            kind=kind, address=address, state=state, code=problem.code, params=problem.params, about=about
        )
    return DeviceState(kind=kind, address=address, state='ok', code=remark, about=identity.known(address))


def _printer(address: str) -> str:
    printer = open_printer(address)
    try:
        status = printer.status()
        if trouble := status.trouble():
            raise Trouble(trouble)
        identity.learn(address, printer.identity)
    finally:
        printer.close()
    return 'printer.near_end' if status.paper == 'near_end' else ''


def _scanner(told: str, stop: Stop) -> str:
    """A scanner that SANE lists is there; others are asked what they can."""
    address = Address.parse(told)
    if address.scheme == 'sane':
        listed = discover(address.options.get('config', ''), stop)
        if f'sane:{address.rest}' in {device.address for device in listed}:
            return ''
        seconds = address.options.get('seconds', _SCANNER_SECONDS)
        options = {**address.options, 'seconds': seconds}
        address = Address(scheme=address.scheme, rest=address.rest, options=options)
    scanner = open_scanner(str(address))
    try:
        about = scanner.capabilities().about
        identity.learn(told, lambda: about)
    finally:
        scanner.close()
    return ''


def _seen(address: str, trouble: str) -> str:
    see(Address.parse(address), trouble)
    return ''


def _signer(address: str) -> str:
    """A token is looked at without its PIN."""
    at = datetime.fromtimestamp(time.time(), UTC)
    seen = open_signer(address).look(at)
    if seen.trouble:
        raise Trouble(seen.trouble, **seen.about)
    if seen.tries is Tries.FINAL:
        return 'signer.final_try'
    return 'signer.ends_soon' if seen.certificate and seen.certificate.until - at < _ENDS_SOON else ''
