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
        # damaged files whose whole content was had again: they stay, for whoever looks into the disk
        self._damaged = folder / 'damaged'
        self._key = key

    def keep(self, content: bytes) -> str:
        """Make the content durable and return its SHA-256; a damaged file of this content gives way and is set aside.

        Raises:
            Trouble: ``pages.disk_full`` or ``pages.disk``; nothing is then named.
        """
        digest = sha256(content).hexdigest()
        path = self._path(digest)
        is_here = path.exists()
        is_damaged = is_here and self.is_damaged(digest)
        if is_here and not is_damaged:
            return digest
        nonce = secrets.token_bytes(_NONCE)
        sealed = _FORMAT + nonce + self._cipher().encrypt(nonce, content, digest.encode())
        try:
            _make_folder(path.parent, self._folder)
            _make_folder(self._parts, self._folder)
            if is_damaged:
                _make_folder(self._damaged, self._folder)
            part = f'{digest}.{secrets.token_hex(4)}'
            _write_durably(path, self._parts / part, sealed, self._damaged / part if is_damaged else None)
            self.want_no_more(digest)
            (self._purged / digest).unlink(missing_ok=True)
        except OSError as error:
            raise _trouble(error) from error
        if is_damaged:
            import structlog  # noqa: PLC0415  # no window needs it at first

            structlog.get_logger().warning('page.healed', digest=digest)
        return digest

    def get(self, digest: str) -> bytes:
        """The content, verified against its digest.

        Raises:
            Trouble: ``pages.missing``, ``pages.damaged`` or ``pages.disk``; ``pages.purged`` for what was removed
                because the province has it. What is purged or damaged is wanted back from now on.
        """
        content = self._opened(digest)
        if content is None or sha256(content).hexdigest() != digest:
            self._want(digest)
            raise Trouble('pages.damaged', digest=digest)
        return content

    def is_damaged(self, digest: str) -> bool:
        """Whether a file is here and isn't what its digest says; one that is absent or can't be read is not damaged."""
        try:
            self.get(digest)
        except Trouble as trouble:
            return trouble.code == 'pages.damaged'
        return False

    def _opened(self, digest: str) -> bytes | None:
        """What a file holds; None where it isn't what was written under this key and digest."""
        try:
            sealed = self._path(digest).read_bytes()
        except FileNotFoundError as error:
            raise self._absent(digest) from error
        except OSError as error:
            raise _trouble(error) from error
        start = len(_FORMAT) + _NONCE
        if not sealed.startswith(_FORMAT) or len(sealed) < start + _TAG:
            return None
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415  # see ``_cipher``

        try:
            return self._cipher().decrypt(sealed[len(_FORMAT) : start], sealed[start:], digest.encode())
        except InvalidTag:
            return None

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
            self._remove(digest)
        except OSError as error:
            raise _trouble(error) from error

    def forget(self, digest: str) -> None:
        """Remove a copy of what another machine keeps.

        Raises:
            Trouble: ``pages.disk``.
        """
        try:
            self._remove(digest)
        except OSError as error:
            raise _trouble(error) from error

    def wanted(self) -> list[str]:
        """The digests of purged or damaged contents that somebody wanted to see."""
        return sorted(path.name for path in self._wanted.glob('*'))

    def want_no_more(self, digest: str) -> None:
        """Forget that a content was wanted."""
        (self._wanted / digest).unlink(missing_ok=True)

    def _absent(self, digest: str) -> Trouble:
        if not (self._purged / digest).exists():
            return Trouble('pages.missing', digest=digest)
        self._want(digest)
        return Trouble('pages.purged', digest=digest)

    def _want(self, digest: str) -> None:
        # a disk that takes not even this leaves it unwanted, and unfetched
        with suppress(OSError):
            _make_folder(self._wanted, self._folder)
            (self._wanted / digest).touch(mode=0o600)

    def _remove(self, digest: str) -> None:
        for path in (self._path(digest), *self._damaged.glob(f'{digest}.*')):
            path.unlink(missing_ok=True)

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


def _write_durably(path: Path, part: Path, sealed: bytes, aside: Path | None) -> None:
    try:
        with part.open('xb') as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        if aside is not None:
            # a second name for what stands there: at no moment does nothing stand there
            os.link(path, aside)
            sync_folder(aside.parent)
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
