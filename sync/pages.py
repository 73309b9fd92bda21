"""Content-addressed pages, encrypted: what is in is durable, never changes, and is proved at every reading."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from office.errors import Refusal, Trouble
from sync.durable import sync_folder

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

# a file begins with the number of its format, so that a later one can stand beside it; then nonce, then ciphertext
_FORMAT = b'MC1\n'
# NIST SP 800-38D: 96 bits, random, for up to 2**32 files under one key
_NONCE = 12
_TAG = 16
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_DIGEST_LENGTH = 64


class PageStore:
    """The pages of ``office.ports`` in a folder; any thread or process may use it, each through its own object or one.

    A page of digest ``abcd…`` stands in ``ab/cd…``.
    """

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        # what is being written stands apart, so that looking for what was interrupted needn't visit every page
        self._parts = folder / 'parts'
        # what was removed here because the province has it, and what of it is wanted back: an empty file for each
        self._purged, self._wanted = folder / 'purged', folder / 'wanted'
        self._key = key

    def keep(self, content: bytes) -> str:
        """Make the content durable and return its SHA-256.

        Raises:
            Trouble: ``pages.disk_full`` or ``pages.disk``; nothing is then named.
        """
        digest = sha256(content).hexdigest()
        path = self._path(digest)
        if path.exists():
            return digest
        nonce = secrets.token_bytes(_NONCE)
        sealed = _FORMAT + nonce + self._cipher().encrypt(nonce, content, digest.encode())
        try:
            _make_folder(path.parent, self._folder)
            _make_folder(self._parts, self._folder)
            _write_durably(path, self._parts / f'{digest}.{secrets.token_hex(4)}', sealed)
            self.want_no_more(digest)
            (self._purged / digest).unlink(missing_ok=True)
        except OSError as error:
            raise _trouble(error) from error
        return digest

    def get(self, digest: str) -> bytes:
        """The content, verified against its digest.

        Raises:
            Trouble: ``pages.missing``, ``pages.damaged`` or ``pages.disk``; ``pages.purged`` for what was removed
                because the province has it, which from now on is wanted back.
        """
        try:
            sealed = self._path(digest).read_bytes()
        except FileNotFoundError as error:
            raise self._absent(digest) from error
        except OSError as error:
            raise _trouble(error) from error
        start = len(_FORMAT) + _NONCE
        if not sealed.startswith(_FORMAT) or len(sealed) < start + _TAG:
            raise Trouble('pages.damaged', digest=digest)
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415  # see ``_cipher``

        try:
            content = self._cipher().decrypt(sealed[len(_FORMAT) : start], sealed[start:], digest.encode())
        except InvalidTag as error:
            raise Trouble('pages.damaged', digest=digest) from error
        if sha256(content).hexdigest() != digest:
            raise Trouble('pages.damaged', digest=digest)
        return content

    def holds(self, digest: str) -> bool:
        """Whether the content of a digest is here."""
        return self._path(digest).exists()

    def size(self, digest: str) -> int:
        """How many bytes the content has.

        Raises:
            Trouble: ``pages.missing``.
        """
        try:
            return self._path(digest).stat().st_size - len(_FORMAT) - _NONCE - _TAG
        except FileNotFoundError as error:
            raise Trouble('pages.missing', digest=digest) from error

    def digests(self) -> Iterator[str]:
        """The digests of all pages that are here, in order."""
        for folder in sorted(self._folder.glob('??')):
            for path in sorted(folder.iterdir()):
                yield folder.name + path.name

    def purge(self, digest: str) -> None:
        """Remove a content that can be had elsewhere; that it was here is remembered.

        Raises:
            Trouble: ``pages.disk``.
        """
        try:
            _make_folder(self._purged, self._folder)
            (self._purged / digest).touch(mode=0o600)
            sync_folder(self._purged)
            self._path(digest).unlink(missing_ok=True)
        except OSError as error:
            raise _trouble(error) from error

    def forget(self, digest: str) -> None:
        """Remove a copy of what another machine keeps.

        Raises:
            Trouble: ``pages.disk``.
        """
        try:
            self._path(digest).unlink(missing_ok=True)
        except OSError as error:
            raise _trouble(error) from error

    def wanted(self) -> list[str]:
        """The digests of purged contents that somebody wanted to see."""
        return sorted(path.name for path in self._wanted.glob('*'))

    def want_no_more(self, digest: str) -> None:
        """Forget that a purged content was wanted."""
        (self._wanted / digest).unlink(missing_ok=True)

    def _absent(self, digest: str) -> Trouble:
        if not (self._purged / digest).exists():
            return Trouble('pages.missing', digest=digest)
        # a disk that takes not even this leaves it unwanted, and unfetched
        with suppress(OSError):
            _make_folder(self._wanted, self._folder)
            (self._wanted / digest).touch(mode=0o600)
        return Trouble('pages.purged', digest=digest)

    def sweep(self, older_than: float) -> int:
        """Remove what interrupted writing left behind, and return how many files that were.

        Args:
            older_than: seconds since 1970; younger ones may belong to another process that is writing now.
        """
        swept = 0
        for path in self._parts.glob('*'):
            if path.stat().st_mtime < older_than:
                path.unlink(missing_ok=True)
                swept += 1
        return swept

    def _cipher(self) -> 'AESGCM':
        # imported here: until its first page a process holds 6 MB less, and starts sooner
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415  # large, not needed at first

        return AESGCM(self._key)

    def _path(self, digest: str) -> Path:
        if len(digest) != _DIGEST_LENGTH or not set(digest) <= set('0123456789abcdef'):
            raise Refusal('pages.digest', digest=digest[:_DIGEST_LENGTH])
        return self._folder / digest[:2] / digest[2:]


def _write_durably(path: Path, part: Path, sealed: bytes) -> None:
    try:
        with part.open('xb') as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        sync_folder(path.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _make_folder(folder: Path, top: Path) -> None:
    if folder.exists():
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    sync_folder(top)


def _trouble(error: OSError) -> Trouble:
    if error.errno in _FULL:
        return Trouble('pages.disk_full')
    return Trouble('pages.disk', detail=error.strerror or '')
