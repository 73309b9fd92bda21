"""The files that the province holds, by SHA-256, and the tus uploads on their way there.

A file is in the vault only after its digest was verified, its bytes fsynced and its name renamed into place.
"""

import hashlib
import logging
import os
from pathlib import Path
from typing import Any

from resumable_upload import SQLiteStorage, TusHookError, TusServerCore

from office.errors import Trouble
from sync.province.record import is_digest
from sync.province.reference.options import ReferenceOptions

BASE = '/tep'
HELD = 'X-Tep-SHA256'
_MISMATCH = 460  # tus 1.0, checksum extension
_READ = 1_048_576

# the library logs the names of files
logging.getLogger('resumable_upload').setLevel(logging.CRITICAL)

Reply = tuple[int, dict[str, str], bytes]


class Vault:
    """Verified files under ``<data>/tep/ab/cdef…``; a file that is there is whole and never changes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def holds(self, digest: str) -> bool:
        """Whether a file is held."""
        return is_digest(digest) and self._path(digest).exists()

    def size(self, digest: str) -> int:
        """Bytes of a held file."""
        return self._path(digest).stat().st_size

    def path(self, digest: str) -> Path | None:
        """Where a file is, None when it isn't held."""
        return self._path(digest) if self.holds(digest) else None

    def digests(self) -> list[str]:
        """Every file that is held."""
        return sorted(f'{path.parent.name}{path.name}' for path in self._folder.glob('??/*') if path.is_file())

    def missing(self, digests: tuple[str, ...]) -> list[str]:
        """Which of the files aren't held."""
        return [digest for digest in digests if not self.holds(digest)]

    def file(self, arrived: Path, digest: str) -> bool:
        """Move a finished upload into the vault; False, and nothing moved, when its bytes are not that digest's."""
        if not is_digest(digest) or _digest_of(arrived) != digest:
            return False
        place = self._path(digest)
        place.parent.mkdir(parents=True, exist_ok=True)
        _fsync(arrived)
        arrived.replace(place)
        _fsync(place.parent)
        return True

    def keep(self, content: bytes) -> str:
        """Put a file of the officials into the vault and return its digest."""
        digest = hashlib.sha256(content).hexdigest()
        self._folder.mkdir(parents=True, exist_ok=True)
        arrived = self._folder / f'{digest}.moi'
        arrived.write_bytes(content)
        if not self.file(arrived, digest):
            raise Trouble('pages.damaged', digest=digest)
        return digest

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest[2:]


class _Uploads(SQLiteStorage):  # type: ignore[misc]  # the library ships no types
    """Unfinished uploads; what it says it has, it has on disk."""

    def __init__(self, folder: Path, vault: Vault) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        super().__init__(db_path=str(folder / 'tai-len.db'), upload_dir=str(folder))
        self._vault = vault

    def write_chunk(self, upload_id: str, offset: int, data: bytes) -> None:
        """Write a piece, durable before its offset is answered."""
        super().write_chunk(upload_id, offset, data)
        _fsync(Path(self.get_file_path(upload_id)))

    def complete_upload(self, upload_id: str) -> bool:
        """File the upload before it counts as complete: a crash between the two leaves the file in the vault."""
        upload = self.get_upload(upload_id) or {}
        self._vault.file(Path(self.get_file_path(upload_id)), upload.get('metadata', {}).get('sha256', ''))
        return bool(super().complete_upload(upload_id))


class Uploads:
    """The tus side of the vault."""

    def __init__(self, options: ReferenceOptions, vault: Vault) -> None:
        self._vault = vault
        self._storage = _Uploads(options.data / 'dang-tai', vault)
        self._server = TusServerCore(
            storage=self._storage,
            base_path=BASE,
            max_size=options.largest_file,
            upload_expiry=options.upload_life,
            checksum_algorithms=('sha256', 'sha1'),
            disable_concatenation=True,
            on_upload_create=_only_with_digest,
            on_upload_complete=self._finished,
        )

    def answer(self, method: str, path: str, *, headers: dict[str, str], body: bytes) -> Reply:
        """One request of the tus protocol."""
        status, answered, content = self._server.handle_request(method, path, headers, body)
        return status, answered, content if isinstance(content, bytes) else b''

    def _finished(self, upload_id: str, metadata: dict[str, str], _where: dict[str, Any]) -> dict[str, Any]:
        """Name the digest on the answer to the last piece; an upload of other bytes is thrown away and said so."""
        digest = metadata.get('sha256', '')
        if self._vault.holds(digest):
            return {'headers': {HELD: digest}}
        self._storage.delete_upload(upload_id)
        return {'status_code': _MISMATCH, 'body': 'SHA-256 không khớp'}


def _only_with_digest(_upload_id: str, metadata: dict[str, str], length: int | None) -> None:
    if not is_digest(metadata.get('sha256')) or length is None:
        raise TusHookError('sha256 and Upload-Length are required', status_code=400)


def _digest_of(path: Path) -> str:
    sha = hashlib.sha256()
    try:
        with path.open('rb') as file:
            while piece := file.read(_READ):
                sha.update(piece)
    except FileNotFoundError:
        return ''
    return sha.hexdigest()


def _fsync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
