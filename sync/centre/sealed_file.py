"""A file that only one secret opens, written and read in pieces: nothing of it is ever plain on a disk.

A line of JSON says how the file's key comes from the secret (HKDF from a key file, Argon2id from a passphrase, RFC 9106
§4's second choice) and from a salt of its own. Then pieces of one MB, each AES-256-GCM under the piece's number and
whether it is the last one (the STREAM construction), with the first line authenticated: a piece that is changed, moved,
missing or cut off doesn't open.
"""

import io
import json
import os
import secrets
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from office.errors import Refusal

_FORMAT = 'motcua-sealed-1'
_PIECE, _TAG, _KEY, _SALT = 1 << 20, 16, 32, 16
_LONGEST_LINE = 1000
# 64 MB and three passes: a quarter of a second here, months for a guesser
_MEMORY_KB, _PASSES, _LANES = 65_536, 3, 4
# what a person types is guessed word by word; six words or a dozen letters aren't
SHORTEST_PASSPHRASE = 12


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """What opens a file: the bytes of a key file, or of a passphrase."""

    content: bytes
    is_passphrase: bool

    @classmethod
    def typed(cls, passphrase: str) -> 'Secret':
        """A passphrase.

        Raises:
            Refusal: ``centre.passphrase`` for one that is too short.
        """
        if len(passphrase) < SHORTEST_PASSPHRASE:
            raise Refusal('centre.passphrase', shortest=SHORTEST_PASSPHRASE)
        return cls(passphrase.encode(), is_passphrase=True)

    @property
    def kind(self) -> str:
        """How a file's first line calls it."""
        return 'argon2id' if self.is_passphrase else 'hkdf'

    def key(self, salt: bytes) -> bytes:
        """The key of one file."""
        if self.is_passphrase:
            derived = Argon2id(salt=salt, length=_KEY, iterations=_PASSES, lanes=_LANES, memory_cost=_MEMORY_KB)
            return derived.derive(self.content)
        return HKDF(algorithm=SHA256(), length=_KEY, salt=salt, info=b'motcua backup').derive(self.content)


class SealedWriter(io.RawIOBase):
    """Takes bytes and writes them sealed; nothing is whole before ``finish``."""

    def __init__(self, out: BinaryIO, secret: Secret) -> None:
        super().__init__()
        salt = secrets.token_bytes(_SALT)
        line = {'format': _FORMAT, 'key': secret.kind, 'salt': salt.hex()}
        self._head = (json.dumps(line) + '\n').encode()
        self._cipher = AESGCM(secret.key(salt))
        self._out, self._waiting, self._n = out, bytearray(), 0
        out.write(self._head)

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, content: bytes) -> int:  # type: ignore[override]  # bytes-like, as zipfile gives
        """Take bytes in; a piece that is full is written, except what may be the last one."""
        self._waiting += content
        while len(self._waiting) > _PIECE:
            self._seal(bytes(self._waiting[:_PIECE]), is_last=False)
            del self._waiting[:_PIECE]
        return len(content)

    def finish(self) -> None:
        """Write the last piece."""
        self._seal(bytes(self._waiting), is_last=True)

    def _seal(self, piece: bytes, *, is_last: bool) -> None:
        self._out.write(self._cipher.encrypt(_nonce(self._n, is_last=is_last), piece, self._head))
        self._n += 1


class SealedReader(io.RawIOBase):
    """Reads a sealed file anywhere.

    Raises:
        Refusal: ``centre.backup_key`` when the secret isn't this file's or the file was altered, ``centre.backup`` when
            it is no such file at all.
    """

    def __init__(self, file: BinaryIO, secret: Secret, name: str) -> None:
        super().__init__()
        self._file, self._name = file, name
        self._head = file.readline(_LONGEST_LINE)
        salt = self._read_head(secret)
        self._cipher = AESGCM(secret.key(salt))
        sealed = file.seek(0, os.SEEK_END) - len(self._head)
        self._pieces = max(1, -(-sealed // (_PIECE + _TAG)))
        self._size = sealed - self._pieces * _TAG
        self._at, self._held = 0, (-1, b'')

    def prove(self) -> None:
        """Open every piece."""
        for n in range(self._pieces):
            self._piece(n)

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place of the content."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def tell(self) -> int:
        """Where the next byte is read."""
        return self._at

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]  # a writable buffer, as io gives
        """The next bytes, at most to the end of a piece."""
        if self._at >= self._size:
            return 0
        n, begin = divmod(self._at, _PIECE)
        part = self._piece(n)[begin : begin + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    def _read_head(self, secret: Secret) -> bytes:
        try:
            line = json.loads(self._head)
            form, salt, kind = line['format'], bytes.fromhex(line['salt']), line['key']
        except (ValueError, KeyError, TypeError) as error:
            raise Refusal('centre.backup', file=self._name) from error
        if form != _FORMAT:
            raise Refusal('centre.backup', file=self._name)
        if kind != secret.kind:
            raise Refusal('centre.backup_key', file=self._name)
        return salt

    def _piece(self, n: int) -> bytes:
        if self._held[0] != n:
            self._file.seek(len(self._head) + n * (_PIECE + _TAG))
            sealed = self._file.read(_PIECE + _TAG)
            nonce = _nonce(n, is_last=n == self._pieces - 1)
            try:
                self._held = (n, self._cipher.decrypt(nonce, sealed, self._head))
            except InvalidTag as error:
                raise Refusal('centre.backup_key', file=self._name) from error
        return self._held[1]


def _nonce(n: int, *, is_last: bool) -> bytes:
    # never the same twice under one key: the salt makes the key this file's alone
    return n.to_bytes(11, 'big') + bytes([is_last])
