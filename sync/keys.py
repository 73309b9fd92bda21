"""The keys of database and pages: from the operating system's keyring, or from a key file beside the store.

One secret of 32 bytes is kept; the keys are derived from it, so that there is one thing to keep and to lose.
"""

import hmac
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from office.errors import Refusal, Trouble
from sync.durable import sync_folder

KEY_FILE = 'motcua.key'
_SERVICE = 'motcua'
_LENGTH = 32
# readable by its owner alone; any further bit lets another account of the machine open the store
_OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """The keys of one store, 32 bytes each; never shown. ``signing`` and ``sealing`` are its own hand on a bag."""

    database: bytes
    pages: bytes
    signing: bytes
    sealing: bytes

    @classmethod
    def of(cls, secret: bytes) -> 'Keys':
        """All keys from the store's secret."""
        return cls(
            database=_derived(secret, b'motcua database'),
            pages=_derived(secret, b'motcua pages'),
            signing=_derived(secret, b'motcua signing'),
            sealing=_derived(secret, b'motcua sealing'),
        )


def unlock(folder: Path, database: Path, *, keyring: bool) -> Keys:
    """The keys of the store in a folder; made at the very first start only.

    A key file that is there is used; otherwise the keyring is asked. A new secret goes into the keyring where there is
    one, else into a key file.

    Raises:
        Refusal: ``store.key_open`` when others may read the key file.
        Trouble: ``store.key_missing`` when there is a database and no key, ``store.key_wrong`` when what is kept is no
            key, ``store.disk`` when the key file can't be written, ``store.busy`` when another start takes too long.
    """
    ring = _Ring(folder) if keyring else None
    with _alone(folder):
        kept = _read_file(folder / KEY_FILE) or (ring.read() if ring else None)
        if kept is not None:
            return Keys.of(_checked(kept))
        if database.exists():
            raise Trouble('store.key_missing', folder=str(folder))
        made = secrets.token_hex(_LENGTH)
        if ring is None or not ring.write(made):
            _write_file(folder / KEY_FILE, made)
        return Keys.of(bytes.fromhex(made))


def read_secret(path: Path) -> bytes | None:
    """The secret in a key file, None where there is no such file.

    Raises:
        Refusal: ``store.key_open`` when others may read it.
        Trouble: ``store.key_wrong``, ``store.disk``.
    """
    kept = _read_file(path)
    return None if kept is None else _checked(kept)


def make_secret(path: Path) -> None:
    """A new secret in a key file that only its owner reads.

    Raises:
        Trouble: ``store.disk``.
    """
    _write_file(path, secrets.token_hex(_LENGTH))


class _Ring:
    """The operating system's keyring, where there is one that works."""

    def __init__(self, folder: Path) -> None:
        # imported here because looking for keyrings costs a tenth of a second that a key file saves
        import keyring  # noqa: PLC0415  # slow, seldom needed
        from keyring.errors import KeyringError  # noqa: PLC0415  # slow, seldom needed

        self._keyring, self._error = keyring, KeyringError
        self._account = str(folder.resolve())

    def read(self) -> str | None:
        """The secret of this store, None where none is kept."""
        try:
            return self._keyring.get_password(_SERVICE, self._account)
        except self._error:
            return None

    def write(self, secret: str) -> bool:
        """Keep the secret and read it back; False where that doesn't work."""
        try:
            self._keyring.set_password(_SERVICE, self._account, secret)
        except self._error:
            return False
        return self.read() == secret


def _derived(secret: bytes, purpose: bytes) -> bytes:
    """HKDF over SHA-256 (RFC 5869) to one block, so that its loop is one step.

    The library of ciphers gives the same, and costs 6 MB that no process needs before its first page.
    """
    # no salt, so zeros: the secret is 32 random bytes, and RFC 5869 §3.1 asks for one only where it might be less
    extracted = hmac.digest(bytes(_LENGTH), secret, 'sha256')
    return hmac.digest(extracted, purpose + b'\x01', 'sha256')


def _checked(kept: str) -> bytes:
    try:
        secret = bytes.fromhex(kept.strip())
    except ValueError as error:
        raise Trouble('store.key_wrong') from error
    if len(secret) != _LENGTH:
        raise Trouble('store.key_wrong')
    return secret


def _read_file(path: Path) -> str | None:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        # Windows keeps a user's folder private by other means; its mode bits say nothing
        if os.name == 'posix' and mode & ~_OWNER_ONLY:
            raise Refusal('store.key_open', file=str(path), mode=f'{mode:o}')
        return path.read_text(encoding='ascii', errors='replace')
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Trouble('store.disk', detail=error.strerror or '') from error


def _write_file(path: Path, secret: str) -> None:
    """Write the key file whole or not at all: half a key beside a store would be worse than none."""
    part = path.with_suffix('.part')
    try:
        part.unlink(missing_ok=True)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
        with os.fdopen(handle, 'w', encoding='ascii') as file:
            file.write(secret + '\n')
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise Trouble('store.disk', detail=error.strerror or '') from error


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the store's first-start lock: two processes that start together must not make two keys.

    An empty SQLite file is the lock, because its locks work on every system and die with their process.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble('store.disk', detail=error.strerror or '') from error
    # half a minute: the keyring may ask a person for a password
    lock = sqlcipher.connect(str(folder / 'start.lock'), isolation_level=None, timeout=30)
    try:
        lock.execute('BEGIN EXCLUSIVE')
        yield
    except sqlcipher.OperationalError as error:
        raise Trouble('store.busy') from error
    finally:
        lock.close()
