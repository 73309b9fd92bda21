"""HTTP as eSCL needs it: bounded in time, TLS verified or pinned, a long wait that hears a person's "cancel"."""

import hashlib
import ssl
import threading
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter

from devices.address import Address
from devices.stop import Stop
from office.errors import Refusal, Trouble

# a scanner in the same building that doesn't take the connection within this is switched off
_CONNECT_SECONDS = 3.0
# a page takes the scanner long, a word about itself doesn't
_WORD_SECONDS = 10.0
# how soon a person's "cancel" is heard
_SLICE_SECONDS = 0.05
_SHA256_HEX = 64


class _Pinned(HTTPAdapter):
    """Takes one certificate and no other, whoever signed it."""

    def __init__(self, fingerprint: str) -> None:
        self._fingerprint = fingerprint
        super().__init__()

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **others: object) -> None:  # noqa: FBT001, FBT002  # the library's own signature
        super().init_poolmanager(connections, maxsize, block, assert_fingerprint=self._fingerprint, **others)


class Wire:
    """The HTTP side of one scanner, at an ``escl:`` or ``escls:`` address."""

    def __init__(self, address: Address, patience: float) -> None:
        """Take an address.

        Raises:
            Refusal: ``device.address`` for one without host, ``device.option`` for a ``pin`` that is no SHA-256 in
                hexadecimal, a ``ca`` that is no file, or either of them without TLS.
        """
        scheme = 'https' if address.scheme == 'escls' else 'http'
        self._root = f'{scheme}://{address.rest.rstrip("/")}/'
        if not urlsplit(self._root).hostname:
            raise Refusal('device.address', address=str(address))
        self._patience = patience
        self._pin = address.options.get('pin', '').replace(':', '').lower()
        self._ca = address.options.get('ca', '')
        _check(address, pin=self._pin, ca=self._ca)
        self._session: requests.Session | None = None

    def get(self, path: str, stop: Stop | None = None) -> requests.Response:
        """Ask for a document; with ``stop`` for a page, which may take the whole patience.

        Raises:
            Trouble: ``scanner.gone``, ``scanner.mute``, ``scanner.untrusted``; ``scanner.io`` when the answer breaks
                off; ``scanner.cancelled``.
        """
        if stop is None:
            return self._asked('GET', path, seconds=min(_WORD_SECONDS, self._patience))
        return _heard(lambda: self._asked('GET', path, seconds=self._patience), stop)

    def post(self, path: str, document: bytes) -> requests.Response:
        """Send a document; see ``get``."""
        return self._asked('POST', path, seconds=self._patience, document=document)

    def delete(self, path: str) -> None:
        """End a job; see ``get``."""
        self._asked('DELETE', path, seconds=_CONNECT_SECONDS)

    def below(self, location: str) -> str:
        """The path of a job on this scanner; whatever host the scanner believes itself to be is not asked."""
        return urlsplit(urljoin(self._root + 'ScanJobs', location)).path.rstrip('/')

    def close(self) -> None:
        """Hang up."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def _asked(self, verb: str, path: str, *, seconds: float, document: bytes | None = None) -> requests.Response:
        headers = {'Content-Type': 'text/xml'} if document else {}
        try:
            return self._opened().request(
                verb,
                urljoin(self._root, path),
                data=document,
                headers=headers,
                timeout=(_CONNECT_SECONDS, seconds),
                # a scanner never sends us elsewhere
                allow_redirects=False,
            )
        except requests.exceptions.SSLError as error:
            raise Trouble('scanner.untrusted', fingerprint=self._fingerprint()) from error
        except (requests.exceptions.ReadTimeout, requests.exceptions.ConnectTimeout) as error:
            is_mute = isinstance(error, requests.exceptions.ReadTimeout)
            raise Trouble('scanner.mute' if is_mute else 'scanner.gone') from error
        except requests.exceptions.ConnectionError as error:
            # a read that times out in the middle of a body comes as one of these
            raise Trouble('scanner.mute' if 'timed out' in str(error).lower() else 'scanner.gone') from error
        except requests.exceptions.RequestException as error:
            raise Trouble('scanner.io') from error

    def _opened(self) -> requests.Session:
        if self._session is None:
            session = self._session = requests.Session()
            # no proxy and no password file of the machine has a say in the office's own network
            session.trust_env = False
            if self._pin:
                session.mount('https://', _Pinned(self._pin))
                # the fingerprint decides, inside the adapter, not the signer
                session.verify = False
            elif self._ca:
                session.verify = self._ca
        return self._session

    def _fingerprint(self) -> str:
        """What the scanner's certificate is known by, for the administrator to compare and write down."""
        parts = urlsplit(self._root)
        try:
            text = ssl.get_server_certificate((parts.hostname or '', parts.port or 443), timeout=_CONNECT_SECONDS)
        except OSError:
            return ''
        return hashlib.sha256(ssl.PEM_cert_to_DER_cert(text)).hexdigest()


def _check(address: Address, *, pin: str, ca: str) -> None:
    has_tls = address.scheme == 'escls'
    is_hex = len(pin) == _SHA256_HEX and all(one in '0123456789abcdef' for one in pin)
    if 'pin' in address.options and not (has_tls and is_hex):
        raise Refusal('device.option', address=str(address), option='pin', value=pin)
    if 'ca' in address.options and not (has_tls and Path(ca).is_file()):
        raise Refusal('device.option', address=str(address), option='ca', value=ca)


def _heard(ask: Callable[[], requests.Response], stop: Stop) -> requests.Response:
    """The answer, or ``scanner.cancelled`` as soon as a person wants it; the request left alone ends by its timeout."""
    answers: list[requests.Response | Trouble] = []

    def work() -> None:
        try:
            answers.append(ask())
        except Trouble as trouble:
            answers.append(trouble)

    thread = threading.Thread(target=work, name='escl-page', daemon=True)
    thread.start()
    while thread.is_alive():
        if stop.is_set():
            raise Trouble('scanner.cancelled')
        thread.join(_SLICE_SECONDS)
    answer = answers[0]
    if isinstance(answer, Trouble):
        raise answer
    return answer
