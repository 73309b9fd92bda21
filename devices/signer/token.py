"""A PKCS#11 library, its tokens, and a session with one of them; in the child process only."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

import pkcs11
from asn1crypto import x509
from pkcs11 import Attribute, ObjectClass, Session, Slot, Token, TokenFlag

from devices.signer.names import told_of
from devices.signer.protocol import Tries, day_of
from office.errors import Trouble

T = TypeVar('T')

_USAGES = frozenset({'digital_signature', 'non_repudiation'})
_CODES: tuple[tuple[type[Exception], str], ...] = (
    (pkcs11.PinLocked, 'signer.locked'),
    (pkcs11.PinIncorrect, 'signer.pin'),
    (pkcs11.PinExpired, 'signer.pin_change'),
    (pkcs11.PinTooWeak, 'signer.pin_change'),
    (pkcs11.PinInvalid, 'signer.pin_shape'),
    (pkcs11.PinLenRange, 'signer.pin_shape'),
    (pkcs11.DeviceRemoved, 'signer.removed'),
    (pkcs11.TokenNotPresent, 'signer.removed'),
)


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate on a token and the id that it shares with its key."""

    id: bytes
    certificate: x509.Certificate

    def trouble(self, at: datetime) -> Trouble | None:
        """Why it can't sign at a moment."""
        validity = self.certificate['tbs_certificate']['validity']
        if at > validity['not_after'].native:
            return Trouble('signer.expired', until=day_of(validity['not_after'].native))
        if at < validity['not_before'].native:
            return Trouble('signer.early', since=day_of(validity['not_before'].native))
        usage = self.certificate.key_usage_value
        # a certificate without the extension may do anything (RFC 5280 §4.2.1.3)
        if usage is not None and not usage.native & _USAGES:
            return Trouble('signer.usage')
        return None


@dataclass(frozen=True, slots=True)
class OpenToken:
    """A token whose PIN was right."""

    library: 'Library'
    session: Session
    serial: bytes
    held: Held
    chain: tuple[x509.Certificate, ...]

    @property
    def told(self) -> dict[str, str]:
        """Who signs."""
        return told_of(self.held.certificate)

    def guarded(self, work: Callable[[], T]) -> T:
        """Do something that needs the token.

        Raises:
            Trouble: ``signer.removed`` when it is there no more, ``signer.io`` when it fails otherwise.
        """
        try:
            return work()
        except pkcs11.PKCS11Error as error:
            is_here = any(token.serial == self.serial for token in self.library.tokens())
            raise _trouble(error, otherwise='signer.io' if is_here else 'signer.removed') from error


class Library:
    """One PKCS#11 library."""

    def __init__(self, path: str) -> None:
        try:
            self._library = pkcs11.lib(path)
        except (pkcs11.PKCS11Error, RuntimeError, OSError) as error:
            raise Trouble('signer.library', library=path) from error

    def tokens(self) -> list[Token]:
        """Every token that is plugged in and was ever set up; one that answers with an error counts as absent."""
        return [token for slot in self._library.get_slots(token_present=True) if (token := _token(slot)) is not None]

    def the_one(self, label: str) -> Token:
        """The token of a label, or the only one.

        Raises:
            Trouble: ``signer.absent`` or ``signer.which``.
        """
        found = [token for token in self.tokens() if not label or token.label == label]
        if not found:
            raise Trouble('signer.absent')
        if len(found) > 1:
            raise Trouble('signer.which', tokens=', '.join(token.label for token in found))
        return found[0]

    def state_of(self, token: Token, request: dict[str, Any]) -> dict[str, Any]:
        """What is told of a token before anybody gave its PIN."""
        tries = tries_left(token.flags)
        held, trouble = None, 'signer.locked' if tries is Tries.NONE else ''
        if TokenFlag.USER_PIN_TO_BE_CHANGED in token.flags:
            trouble = trouble or 'signer.pin_change'
        try:
            with token.open() as session:
                held = _chosen(list(_held(session)), request['key'], _at(request))
        except Trouble as caught:
            trouble = trouble or caught.code
        except pkcs11.PKCS11Error:
            trouble = trouble or 'signer.io'
        refused = held.trouble(_at(request)) if held else None
        return {
            'label': token.label,
            'serial': token.serial.decode('ascii', 'replace').strip(),
            'model': token.model.strip(),
            'tries': tries,
            'certificate': told_of(held.certificate) if held else None,
            'trouble': trouble or (refused.code if refused else ''),
        }

    def opened(self, token: Token, pin: str, request: dict[str, Any]) -> OpenToken:
        """A session with a token.

        Raises:
            Trouble: any of ``devices.signer.protocol`` that says why not.
        """
        if tries_left(token.flags) is Tries.NONE:
            raise Trouble('signer.locked')
        if TokenFlag.USER_PIN_TO_BE_CHANGED in token.flags:
            raise Trouble('signer.pin_change')
        try:
            session = token.open(user_pin=pin)
        except pkcs11.PKCS11Error as error:
            raise _refused(error, self, token) from error
        return self._ready(token, session, request)

    def _ready(self, token: Token, session: Session, request: dict[str, Any]) -> OpenToken:
        try:
            every = list(_held(session))
            held = _chosen(every, request['key'], _at(request))
            if trouble := held.trouble(_at(request)):
                raise trouble
            if not any(
                True for _ in session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.ID: held.id})
            ):
                raise Trouble('signer.mismatch')
        except pkcs11.PKCS11Error as error:
            raise _trouble(error, otherwise='signer.io') from error
        chain = tuple(one.certificate for one in every if one is not held)
        return OpenToken(library=self, session=session, serial=token.serial, held=held, chain=chain)


def tries_left(flags: TokenFlag) -> Tries:
    """What a token's flags tell of the PINs it will still take (PKCS#11 §3.2, CK_TOKEN_INFO)."""
    if TokenFlag.USER_PIN_LOCKED in flags:
        return Tries.NONE
    if TokenFlag.USER_PIN_FINAL_TRY in flags:
        return Tries.FINAL
    return Tries.FEWER if TokenFlag.USER_PIN_COUNT_LOW in flags else Tries.ALL


def _token(slot: Slot) -> Token | None:
    try:
        token = slot.get_token()
    except pkcs11.PKCS11Error:
        return None
    return token if TokenFlag.TOKEN_INITIALIZED in token.flags else None


def _held(session: Session) -> Iterator[Held]:
    for found in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
        try:
            yield Held(bytes(found[Attribute.ID]), x509.Certificate.load(found[Attribute.VALUE]))
        except (ValueError, KeyError, pkcs11.AttributeTypeInvalid):
            continue  # no X.509 certificate


def _chosen(every: list[Held], wanted: str, at: datetime) -> Held:
    """The certificate to sign with: the one of the settings, else one that can sign, the latest to end.

    Certificates of authorities lie on many tokens beside the officer's own.
    """
    own = [one for one in every if (not wanted or one.id == bytes.fromhex(wanted)) and not one.certificate.ca]
    if not own:
        raise Trouble('signer.certificate')
    return max(own, key=partial(_rank, at=at))


def _rank(one: Held, at: datetime) -> tuple[bool, bool, datetime]:
    usage = one.certificate.key_usage_value
    commits = usage is not None and 'non_repudiation' in usage.native
    return one.trouble(at) is None, commits, one.certificate['tbs_certificate']['validity']['not_after'].native


def _refused(error: pkcs11.PKCS11Error, library: Library, token: Token) -> Trouble:
    """Why a PIN was not taken, with what the token's flags say of the next try."""
    trouble = _trouble(error, otherwise='signer.io')
    if trouble.code != 'signer.pin':
        return trouble
    now = next((one for one in library.tokens() if one.serial == token.serial), token)
    codes = {Tries.NONE: 'signer.locked', Tries.FINAL: 'signer.pin_final'}
    return Trouble(codes.get(tries_left(now.flags), 'signer.pin'))


def _trouble(error: pkcs11.PKCS11Error, *, otherwise: str) -> Trouble:
    return Trouble(next((code for kind, code in _CODES if isinstance(error, kind)), otherwise))


def _at(request: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(request['at'])
