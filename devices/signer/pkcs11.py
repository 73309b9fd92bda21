"""The driver for every token with a PKCS#11 library: the USB tokens of the certificate authorities, and SoftHSM.

Addresses: ``pkcs11:/usr/lib/softhsm/libsofthsm2.so``, with these options:

    token=LABEL        which token, where more than one may be plugged in
    key=01AB           the id of the certificate, in hexadecimal digits, where a token holds several that could sign
    stamp=http://…     a time-stamp server (RFC 3161); without one, signatures are B-B
    stamp_required=1   sign nothing when that server gives no stamp; else it is signed without, and said so
    look=corner        the signature shows in the first page's upper right corner; else it doesn't show on the page
    seconds=30         how long the library may say nothing before its process is ended
    config=FILE        SoftHSM's configuration, instead of the system's (training and tests)

The library is foreign code: it runs in a child process (``worker``), so that a crash or a hang costs one signature.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from devices.address import Address
from devices.child import Child, Ended
from devices.discovery import FoundDevice
from devices.signer.protocol import Certificate, Signed, TokenState, Tries
from devices.stop import Stop
from office.errors import Refusal, Trouble

WORKER = 'devices.signer.worker'
# a token signs within some three seconds, and a time-stamp server is given ten
PATIENCE_SECONDS = 30
# a look asks the token for no work, and other devices wait behind it
_LOOK_SECONDS = 10
_LOOKS = ('', 'corner')
_IDS = re.compile('(?:[0-9A-Fa-f]{2})*')
# after these the session stands: the file or the server is to blame
_STANDS = frozenset({'signer.stamp', 'signer.file'})

Frame = tuple[dict[str, Any], bytes]


class Pkcs11Signer:
    """A token behind a PKCS#11 library."""

    def __init__(self, library: Path, options: Mapping[str, str], *, patience: float, config: str = '') -> None:
        self._wanted = {'library': str(library), **options}
        self._patience, self._config = patience, config
        self._child: Child | None = None
        self._wrong = 0
        self._stop = Stop()
        self.is_open = False

    @classmethod
    def at(cls, address: Address) -> 'Pkcs11Signer':
        """The driver for a ``pkcs11:`` address.

        Raises:
            Refusal: ``device.address`` for another scheme; ``device.option`` for an option it doesn't know, or a value
                that is none.
        """
        if address.scheme != 'pkcs11':
            raise Refusal('device.address', address=str(address))
        address.known_options('token', 'key', 'stamp', 'stamp_required', 'look', 'seconds', 'config')
        given = address.options
        if given.get('look', '') not in _LOOKS:
            raise Refusal('device.option', address=str(address), option='look', value=given['look'])
        if not _IDS.fullmatch(given.get('key', '')):
            raise Refusal('device.option', address=str(address), option='key', value=given['key'])
        options = {name: given.get(name, '') for name in ('token', 'key', 'stamp', 'look')}
        options['stamp_required'] = '1' if address.number('stamp_required', 0) else ''
        patience = address.number('seconds', PATIENCE_SECONDS)
        return cls(Path(address.rest), options, patience=patience, config=given.get('config', ''))

    def look(self, at: datetime) -> TokenState:
        """The token that is plugged in; see ``Signer.look``."""
        header, _ = self._once('look', at=_stamp(at))
        return _state(header['tokens'][0])

    def tokens(self, at: datetime) -> list[TokenState]:
        """Every token that the library sees, no matter which one the settings name.

        Raises:
            Trouble: ``signer.library``, ``signer.mute`` or ``signer.crashed``.
        """
        header, _ = self._once('list', at=_stamp(at))
        return [_state(one) for one in header['tokens']]

    def open(self, pin: str, at: datetime) -> Certificate:
        """Give the PIN; see ``Signer.open``."""
        self.close()
        self._child = self._begun(self._patience)
        try:
            header, _ = self._ask(self._child, {'verb': 'open', 'at': _stamp(at)}, pin.encode())
        except Trouble as trouble:
            self.close()
            if trouble.code in ('signer.pin', 'signer.pin_final'):
                self._wrong += 1
                raise Trouble(trouble.code, wrong=self._wrong) from trouble
            raise
        self.is_open, self._wrong = True, 0
        return Certificate.read(header['certificate'])

    def sign(self, pdf: bytes, at: datetime, reason: str = '') -> Signed:
        """Sign a file; see ``Signer.sign``."""
        if self._child is None:
            raise Trouble('signer.closed')
        try:
            header, signed = self._ask(self._child, {'verb': 'sign', 'at': _stamp(at), 'reason': reason}, pdf)
        except Trouble as trouble:
            if trouble.code not in _STANDS:
                self.close()
            raise
        return Signed(
            pdf=signed,
            certificate=Certificate.read(header['certificate']),
            signed_at=at,
            stamped_at=datetime.fromisoformat(header['stamped_at']) if header['stamped_at'] else None,
            remark=header['remark'],
        )

    def interrupt(self) -> None:
        """Ask what goes on to end; see ``Signer.interrupt``."""
        self._stop.set()

    def close(self) -> None:
        """Forget the PIN's session; see ``Signer.close``."""
        child, self._child, self.is_open = self._child, None, False
        if child is not None:
            child.close()

    def _once(self, verb: str, **more: str) -> Frame:
        child = self._begun(min(self._patience, _LOOK_SECONDS))
        try:
            return self._ask(child, {'verb': verb, **more})
        finally:
            child.close()

    def _begun(self, patience: float) -> Child:
        environment = {'SOFTHSM2_CONF': self._config} if self._config else {}
        return Child(WORKER, patience=patience, environment=environment)

    def _ask(self, child: Child, request: dict[str, Any], payload: bytes = b'') -> Frame:
        return asked(child, {**self._wanted, **request}, payload, self._stop)


def asked(child: Child, request: Mapping[str, object], payload: bytes, stop: Stop | None = None) -> Frame:
    """The child's answer to one request.

    Raises:
        Trouble: what the child says, ``signer.mute`` or ``signer.crashed``.
    """
    child.send(request, payload)
    for header, content in child.frames(stop or Stop()):
        if header['kind'] == 'failed':
            raise Trouble(header['code'], **header['params'])
        return header, content
    raise Trouble('signer.mute' if child.ended is Ended.SILENT else 'signer.crashed')


def discover(address: str, at: datetime) -> list[FoundDevice]:
    """The tokens that the library of the settings sees, each under the address that names it; [] without settings.

    Raises:
        Refusal: ``device.address`` or ``device.option``.
        Trouble: as ``Pkcs11Signer.tokens``.
    """
    if not address:
        return []
    parsed = Address.parse(address)
    found = []
    for one in Pkcs11Signer.at(parsed).tokens(at):
        named = Address(scheme=parsed.scheme, rest=parsed.rest, options={**parsed.options, 'token': one.label})
        who = one.certificate.holder if one.certificate else ''
        found.append(FoundDevice(address=str(named), name=' — '.join(filter(None, (one.model, who))), kind='signer'))
    return found


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _state(told: dict[str, Any]) -> TokenState:
    certificate = told['certificate']
    return TokenState(
        label=told['label'],
        serial=told['serial'],
        model=told['model'],
        tries=Tries(told['tries']),
        certificate=Certificate.read(certificate) if certificate else None,
        trouble=told['trouble'],
    )
