"""Who may speak: secrets made at the first start, one 0600 file each, and tokens that need no table."""

import base64
import binascii
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from office.ports import Clock
from sync.province.reference.options import ReferenceOptions

OFFICIALS = 'quan-tri'
_SIGNING = 'ky-ma-truy-cap'
# names that no client may bear
RESERVED = frozenset({OFFICIALS, _SIGNING})


class Credentials:
    """The secrets of one province; they never leave their files but to be compared."""

    def __init__(self, options: ReferenceOptions, clock: Clock) -> None:
        """Read every secret, making the ones that aren't there yet."""
        self._clock, self._life, self._clients = clock, options.token_life, options.clients
        folder = options.data / 'bi-mat'
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._secrets = {name: _kept(folder / name) for name in (*options.clients, OFFICIALS, _SIGNING)}

    def token(self, basic: str) -> tuple[str, int] | None:
        """A token and its life in seconds for the ``Authorization`` of a token request, None when it proves nothing."""
        given = _basic(basic)
        return self.session(*given) if given is not None else None

    def session(self, client: str, secret: str) -> tuple[str, int] | None:
        """The same for a name and a secret."""
        if client not in self._clients:
            return None
        if not hmac.compare_digest(secret.encode(), self._secrets[client].encode()):
            return None
        said = f'{client}|{int(self._clock.now().timestamp()) + self._life}'
        return f'{base64.urlsafe_b64encode(said.encode()).decode()}.{self._signature(said)}', self._life

    def client(self, bearer: str) -> str | None:
        """The client that a token or four keys speak for, None when forged, expired or of a client that is gone."""
        if bearer.startswith('Keys '):
            return self._by_keys(bearer.removeprefix('Keys '))
        spelt, _, signature = bearer.removeprefix('Bearer ').partition('.')
        try:
            said = base64.urlsafe_b64decode(spelt).decode()
        except (binascii.Error, ValueError):
            return None
        if not hmac.compare_digest(signature.encode(), self._signature(said).encode()):
            return None
        client, _, until = said.rpartition('|')
        alive = int(until) > self._clock.now().timestamp()
        return client if alive and client in self._clients else None

    def _by_keys(self, given: str) -> str | None:
        """The access key is the client's id, the partner code its unit."""
        client, partner, secret = given.split('|', 2)
        if self._clients.get(client) != partner:
            return None
        return client if hmac.compare_digest(secret.encode(), self._secrets[client].encode()) else None

    def unit(self, client: str) -> str:
        """The unit that a client may speak for."""
        return self._clients[client]

    def is_official(self, bearer: str) -> bool:
        """Whether a bearer is the officials' secret."""
        return hmac.compare_digest(bearer.removeprefix('Bearer ').encode(), self._secrets[OFFICIALS].encode())

    def _signature(self, said: str) -> str:
        return hmac.new(self._secrets[_SIGNING].encode(), said.encode(), hashlib.sha256).hexdigest()


def secret_file(data: Path, name: str) -> Path:
    """Where the secret of a client, or of the officials, is kept."""
    return data / 'bi-mat' / name


def _kept(path: Path) -> str:
    """The secret in a file, made there with nobody else's right to read it."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding='ascii').strip()
    secret = secrets.token_urlsafe(32)
    with os.fdopen(handle, 'w', encoding='ascii') as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    return secret


def _basic(header: str) -> tuple[str, str] | None:
    try:
        name, colon, secret = base64.b64decode(header.removeprefix('Basic ')).decode().partition(':')
    except (binascii.Error, ValueError):
        return None
    return (name, secret) if colon else None
