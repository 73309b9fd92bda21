"""The centre's pages over one connection: sealed here, piece by piece, before they travel; opened and proved here.

The server's disk, its backups and its administrator see digests and sizes, and no page.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from office.errors import Trouble
from sync.centre.connection import Connection, telling
from sync.keys import read_secret

# a piece takes a tenth of a second on a slow house network, and is what a break costs
PIECE = 1 << 19
# so many pages are taken down at once: a server lets no statement take longer than ten seconds
_DROPPED = 100
# NIST SP 800-38D: 96 bits, random, for up to 2**32 pieces under one key
_NONCE, _KEY = 12, 32
_PUT = 'SELECT motcua.put_page(%s, %s, %s, %s)'


@dataclass(frozen=True, slots=True, repr=False)
class Seal:
    """The centre's key: ``name`` says which it is and nothing of it."""

    name: str
    cipher: AESGCM

    def sealed(self, plain: bytes, about: bytes) -> bytes:
        """What only the key opens, and only where ``about`` is the same."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self.cipher.encrypt(nonce, plain, about)

    def opened(self, sealed: bytes, about: bytes) -> bytes:
        """What was sealed; raises InvalidTag where it wasn't by this key, or about this."""
        return self.cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], about)

    @classmethod
    def of(cls, file: Path) -> 'Seal':
        """The key of a file, as ``motcua-sync init-centre`` makes it.

        Raises:
            Refusal: ``store.key_open`` when others may read it.
            Trouble: ``centre.no_key`` when there is none, ``store.key_wrong``, ``store.disk``.
        """
        secret = read_secret(file)
        if secret is None:
            raise Trouble('centre.no_key', file=str(file))
        return cls(
            name=_derived(secret, b'motcua centre name').hex()[:16],
            cipher=AESGCM(_derived(secret, b'motcua centre pages')),
        )


def _derived(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=_KEY, salt=None, info=purpose).derive(secret)


@dataclass(frozen=True, slots=True)
class Listed:
    """A page that stands in the centre: which machine put it there, its size in bytes, its place in the list."""

    digest: str
    device: str
    size: int
    place: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """The centre's pages, for one thread.

    Every method raises Trouble ``centre.gone`` or ``centre.full``, or Refusal ``centre.…``, as ``telling`` does.
    """

    connection: Connection
    seal: Seal

    def epoch(self) -> str:
        """The life of the centre: another one after it was restored."""
        with telling():
            row = self.connection.execute('SELECT epoch FROM motcua.centre').fetchone()
        return str(row[0]) if row else ''

    def lacks(self, digests: Sequence[str]) -> list[str]:
        """Which of these the centre doesn't hold, or not so that they could be opened."""
        with telling():
            found = self.connection.execute(
                'SELECT d FROM unnest(%s::text[]) AS d WHERE NOT EXISTS (SELECT 1 FROM motcua.page p'
                ' WHERE p.digest = d AND p.key = %s AND NOT p.doubted)',
                (list(digests), self.seal.name),
            ).fetchall()
        return [digest for (digest,) in found]

    def put(self, digest: str, content: bytes) -> int:
        """Put a page there, from the piece at which an earlier try broke off; returns how many pieces travelled."""
        pieces = max(1, -(-len(content) // PIECE))
        with telling():
            held = self._held(digest)
            sent = 0
            for n in range(pieces):
                if n in held:
                    continue
                sealed = self.seal.sealed(content[n * PIECE : (n + 1) * PIECE], _about(digest, n, pieces))
                self.connection.execute('SELECT motcua.put_piece(%s, %s, %s, %b)', (digest, self.seal.name, n, sealed))
                sent += 1
            self.connection.execute(_PUT, (digest, self.seal.name, len(content), pieces))
        return sent

    def get(self, digest: str) -> bytes | None:
        """A page, proved against its digest; None where the centre holds none that can be opened."""
        with telling():
            row = self.connection.execute(
                'SELECT pieces FROM motcua.page WHERE digest = %s AND key = %s AND NOT doubted',
                (digest, self.seal.name),
            ).fetchone()
            if row is None:
                return None
            content = self._opened(digest, int(row[0]))
            if content is None or sha256(content).hexdigest() != digest:
                self.connection.execute('SELECT motcua.doubt_page(%s, %s)', (digest, self.seal.name))
                return None
        return content

    def want(self, digest: str) -> None:
        """Let whoever holds this page put it there."""
        with telling():
            self.connection.execute('SELECT motcua.want_page(%s, %s)', (digest, self.seal.name))

    def wanted(self) -> list[str]:
        """The pages that somebody waits for."""
        with telling():
            found = self.connection.execute('SELECT digest FROM motcua.page_wanted WHERE key = %s', (self.seal.name,))
            return [digest for (digest,) in found.fetchall()]

    def listed(self, place: int, most: int) -> list[Listed]:
        """The pages that came after a place, in order."""
        with telling():
            found = self.connection.execute(
                'SELECT digest, device, size, place FROM motcua.page WHERE place > %s AND key = %s'
                ' ORDER BY place LIMIT %s',
                (place, self.seal.name, most),
            ).fetchall()
        return [Listed(*row) for row in found]

    def drop(self, digests: Iterable[str]) -> int:
        """Take down pages that this machine put there; returns how many they were."""
        dropped, going = 0, list(digests)
        for start in range(0, len(going), _DROPPED):
            some = going[start : start + _DROPPED]
            with telling():
                row = self.connection.execute('SELECT motcua.drop_pages(%s, %s)', (some, self.seal.name)).fetchone()
            dropped += int(row[0]) if row else 0
        return dropped

    def _held(self, digest: str) -> set[int]:
        """The pieces that stand there of a page that nobody doubts."""
        found = self.connection.execute(
            'SELECT n FROM motcua.page_piece p WHERE digest = %s AND key = %s AND NOT EXISTS (SELECT 1'
            ' FROM motcua.page w WHERE w.digest = p.digest AND w.key = p.key AND w.doubted)',
            (digest, self.seal.name),
        )
        return {n for (n,) in found.fetchall()}

    def _opened(self, digest: str, pieces: int) -> bytes | None:
        content = bytearray()
        for n in range(pieces):
            row = self.connection.execute(
                'SELECT sealed FROM motcua.page_piece WHERE digest = %s AND key = %s AND n = %s',
                (digest, self.seal.name, n),
                binary=True,
            ).fetchone()
            if row is None:
                return None
            try:
                content += self.seal.opened(bytes(row[0]), _about(digest, n, pieces))
            except InvalidTag:
                return None
        return bytes(content)


def _about(digest: str, n: int, pieces: int) -> bytes:
    """What a piece is of: a piece in another one's place doesn't open."""
    return f'{digest} {n} {pieces}'.encode()
