"""Files to and from a gateway: tus 1.0 by tuspy, resumed at the byte, proven by SHA-256 at both ends."""

import contextlib
import hashlib
import io
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import requests
from tusclient.client import TusClient
from tusclient.uploader.uploader import Uploader

from office.errors import Trouble
from sync.province.gateway import envelope
from sync.province.gateway.wire import Wire
from sync.province.protocol import FileReceipt, ProvinceRefused

# whatever a file is, nobody has to guess: it is checked by its digest
_TYPE = 'application/octet-stream'
_TUS = {'Tus-Resumable': '1.0.0'}
# the server's name for what it holds, on the answer to the last piece
HELD = 'X-Tep-SHA256'
# the upload that a remembered address named is no more, expired, removed or already over; or the address never was one:
# an answer that was cut off in its headers looks whole, and its Location may have lost its end
_GONE = frozenset({400, 403, 404, 405, 410})
_DIGEST_MISMATCH = 460  # tus 1.0, checksum extension


class UploadPlaces:
    """Where begun uploads stand at the province, by digest: a small file each, or in memory without a folder.

    Losing one costs bytes, never a file, so nothing is fsynced.
    """

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder) if folder else None
        self._known: dict[str, str] = {}

    def recall(self, digest: str) -> str:
        """The address of a begun upload, '' when there is none."""
        if self._folder is None:
            return self._known.get(digest, '')
        with contextlib.suppress(OSError, UnicodeDecodeError):
            return (self._folder / digest).read_text(encoding='ascii')
        return ''

    def remember(self, digest: str, url: str) -> None:
        """Note where an upload was begun."""
        if self._folder is None:
            self._known[digest] = url
            return
        part = self._folder / f'{digest}.moi'
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            part.write_text(url, encoding='ascii')
            # half an address, as a full disk leaves it, would be worse than none
            part.replace(self._folder / digest)

    def forget(self, digest: str) -> None:
        """The upload is over, or can't be resumed."""
        self._known.pop(digest, None)
        if self._folder is not None:
            with contextlib.suppress(OSError):
                (self._folder / digest).unlink(missing_ok=True)


class _Piece:
    """What tuspy wants to see of an answer."""

    def __init__(self, response: requests.Response) -> None:
        self.response_headers = {name.lower(): value for name, value in response.headers.items()}


class _Upload(Uploader):
    """tuspy's upload over our wire: tuspy itself sends without any timeout, and a new connection for each piece."""

    # tuspy infers None for what it fills in later
    url: Any
    client: Any
    request: Any

    def __init__(  # each keyword is one thing that tus wants
        self, wire: Wire, content: bytes, *, folder: str, url: str, digest: str, name: str, piece: int
    ) -> None:
        self._wire = wire
        super().__init__(
            file_stream=io.BytesIO(content),
            url=url or None,
            client=TusClient(f'{wire.base}/{folder}/'),
            chunk_size=wire.pace.piece(piece),
            # there are servers that don't answer for an upload without a type
            metadata={'filename': name, 'filetype': _TYPE, 'sha256': digest},
        )

    def get_offset(self) -> int:
        """How many bytes the province has of this upload."""
        return _offset(self._state())

    def _state(self) -> requests.Response:
        response = self._wire.ask('HEAD', self.url, headers=_TUS)
        if response.status_code in _GONE:
            raise _UploadGone
        return response

    def create_url(self) -> str:
        """Begin the upload and learn its address."""
        response = self._wire.ask('POST', self.client.url, headers=_untyped(self).get_url_creation_headers())
        envelope.raise_for_trouble(response)
        place = response.headers.get('Location')
        if response.status_code != requests.codes.created or not place:
            raise Trouble('province.garbled', what='tus', status=response.status_code)
        return str(urljoin(self.client.url, place))

    def _do_request(self) -> None:
        tuspy = _untyped(self)
        end = self.offset + tuspy.get_request_length()
        headers = {
            **_TUS,
            'Upload-Offset': str(self.offset),
            'Content-Type': 'application/offset+octet-stream',
        }
        body = tuspy.get_file_stream().getbuffer()[self.offset : end]
        response = self._wire.ask('PATCH', self.url, body=bytes(body), headers=headers)
        if response.status_code in _GONE | {_DIGEST_MISMATCH}:
            raise _UploadGone
        if response.status_code == requests.codes.conflict:
            # the rest of an earlier, broken try was still being written when we asked where it stands
            response = self._state()
            if _offset(response) <= self.offset:
                raise Trouble('province.busy', retry_after=0)
        _offset(response)
        self.request = _Piece(response)
        self._wire.pace.wait(len(body))


def _untyped(upload: Uploader) -> Any:
    """The same upload without tuspy's half-written types."""
    return upload


class _UploadGone(Exception):
    """The upload can't be resumed; it has to begin anew."""


class Files:
    """The file lane of one gateway."""

    def __init__(self, wire: Wire, places: UploadPlaces, piece: int, folder: str) -> None:
        self._wire, self._places, self._piece, self._folder = wire, places, piece, folder

    def link(self, digest: str) -> str:
        """Where the gateway serves a file."""
        return f'{self._wire.base}/{self._folder}/sha256/{digest}'

    def holds(self, digest: str, size: int) -> bool:
        """Whether the gateway has the file already.

        Raises:
            Trouble: as the wire; ``province.garbled`` for a yes that is not this file's: a captive portal says 200 to
                everything.
        """
        response = self._wire.ask('HEAD', self.link(digest))
        if response.status_code == requests.codes.not_found:
            return False
        envelope.raise_for_trouble(response)
        if response.status_code != requests.codes.ok or not _speaks_of(response, digest, size):
            raise Trouble('province.garbled', what='tus', status=response.status_code)
        return True

    def upload(self, content: bytes, *, digest: str, name: str) -> FileReceipt:
        """Send what the gateway lacks of a file.

        Raises:
            Trouble: as the wire; ``province.garbled`` with ``what='digest'`` when the gateway got other bytes.
        """
        if hashlib.sha256(content).hexdigest() != digest:
            raise Trouble('pages.damaged', digest=digest)
        if self.holds(digest, len(content)):
            self._places.forget(digest)
            return FileReceipt(digest=digest, size=len(content), sent=0)
        for place in dict.fromkeys((self._places.recall(digest), '')):
            with contextlib.suppress(_UploadGone):
                return self._carried(content, digest=digest, name=name, place=place)
            self._places.forget(digest)
            if self.holds(digest, len(content)):
                # an earlier try, or the same piece delivered twice, had completed it
                return FileReceipt(digest=digest, size=len(content), sent=len(content))
        raise Trouble('province.garbled', what='digest')

    def _carried(self, content: bytes, *, digest: str, name: str, place: str) -> FileReceipt:
        upload = _Upload(
            self._wire, content, folder=self._folder, url=place, digest=digest, name=name, piece=self._piece
        )
        begun = upload.offset
        if not upload.url:
            upload.set_url(upload.create_url())
            self._places.remember(digest, upload.url)
        upload.upload()
        named = upload.request.response_headers.get(HELD.lower()) if upload.request else None
        if named != digest and not self.holds(digest, len(content)):
            raise _UploadGone
        self._places.forget(digest)
        return FileReceipt(digest=digest, size=len(content), sent=len(content) - begun)

    def download(self, digest: str) -> bytes:
        """A file of the gateway, verified."""
        response = self._wire.ask('GET', self.link(digest))
        if response.status_code == requests.codes.not_found:
            raise ProvinceRefused('404', response.reason or '')
        envelope.raise_for_trouble(response)
        if hashlib.sha256(response.content).hexdigest() != digest:
            raise Trouble('province.garbled', what='digest', status=response.status_code)
        return response.content


def _speaks_of(response: requests.Response, digest: str, size: int) -> bool:
    """Whether a yes is about this file: it names the digest, or, from a server that names none, the very length."""
    named = response.headers.get(HELD)
    return named == digest if named is not None else response.headers.get('Content-Length') == str(size)


def _offset(response: requests.Response) -> int:
    if response.status_code == requests.codes.locked:
        # somebody else is at this very upload; where it then stands is asked anew next time
        raise Trouble('province.busy', retry_after=0)
    envelope.raise_for_trouble(response)
    offset = response.headers.get('Upload-Offset', '')
    if not response.ok or not offset.isdigit():
        raise Trouble('province.garbled', what='tus', status=response.status_code)
    return int(offset)
