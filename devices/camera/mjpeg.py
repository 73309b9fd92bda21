"""The driver for cameras in the network that send motion JPEG: JPEG files one after the other in one HTTP answer.

``mjpeg:http://10.0.0.7:8080/video``; ``http://name:password@…`` where the camera wants one; ``https`` is verified.
"""

import base64
import http.client
import re
import select
import socket
import ssl
import time
from urllib.parse import unquote, urlsplit

from devices.address import Address
from devices.camera.filming import PATIENCE_SECONDS, Shot
from devices.paper.picture import decode
from devices.stop import Stop
from office.errors import Refusal, Trouble

# nobody who closes a window waits longer for a camera that is switched off
_CONNECT_SECONDS = 1.0
_STEP_SECONDS = 0.25
_CHUNK = 1 << 17

# a JPEG of 13 megapixels at the best quality; more without an end is no picture
MOST_BYTES = 16 << 20

_BEGIN = b'\xff\xd8\xff'
_LENGTH = re.compile(rb'content-length:\s*(\d+)[^\xff]*\Z', re.IGNORECASE)
_LAST = re.compile(rb'\xff\xd9(?=\s*--)')

_STATUS_DENIED = {401, 403}
_STATUS_BUSY = {503}


class MjpegWire:
    """A camera at an HTTP address."""

    def __init__(self, address: Address) -> None:
        """Take an ``mjpeg:`` address.

        Raises:
            Refusal: ``device.address`` when it is not of HTTP, ``device.option`` for an option it doesn't know.
        """
        address.known_options('seconds')
        self._url = urlsplit(address.rest)
        if self._url.scheme not in ('http', 'https') or not self._url.hostname:
            raise Refusal('device.address', address=str(address))
        self._patience = address.number('seconds', PATIENCE_SECONDS)
        self._connection: http.client.HTTPConnection | None = None
        self._answer: http.client.HTTPResponse | None = None
        self._socket: socket.socket | None = None
        self._parts = Parts()

    def open(self) -> None:
        """Ask for the stream; see ``Wire.open``."""
        kind = http.client.HTTPSConnection if self._url.scheme == 'https' else http.client.HTTPConnection
        self._connection = kind(self._url.hostname or '', self._url.port, timeout=_CONNECT_SECONDS)
        try:
            self._connection.connect()
            # the connection forgets its socket when the answer is said to end with it
            self._socket = self._connection.sock
            self._socket.settimeout(self._patience)
            path = f'{self._url.path or "/"}{"?" if self._url.query else ""}{self._url.query}'
            self._connection.request('GET', path, headers=self._headers())
            self._answer = self._connection.getresponse()
        except (OSError, http.client.HTTPException) as error:
            is_mute = isinstance(error, TimeoutError) and self._socket is not None
            raise Trouble('camera.mute' if is_mute else 'camera.gone') from error
        _refuse(self._answer.status)
        self._parts = Parts()

    def grab(self, stop: Stop) -> Shot | None:
        """The newest picture that has arrived; see ``Wire.grab``."""
        until = time.monotonic() + _STEP_SECONDS
        jpeg = b''
        while not stop.is_set() and self._arrives(0.0 if jpeg else max(0.0, until - time.monotonic())):
            for newer in self._parts.feed(self._piece()):
                jpeg = newer
            # a camera that films faster than we look is never done
            if time.monotonic() > until:
                break
        return _shot(jpeg) if jpeg else None

    def close(self) -> None:
        """Hang up."""
        for end in (self._answer, self._connection):
            if end is not None:
                end.close()
        self._answer = self._connection = self._socket = None

    def _headers(self) -> dict[str, str]:
        if self._url.username is None:
            return {}
        name, password = unquote(self._url.username), unquote(self._url.password or '')
        return {'Authorization': 'Basic ' + base64.b64encode(f'{name}:{password}'.encode()).decode()}

    def _arrives(self, seconds: float) -> bool:
        """Whether bytes come within so many seconds."""
        if self._socket is None:
            raise Trouble('camera.gone')
        if isinstance(self._socket, ssl.SSLSocket) and self._socket.pending():
            return True
        return bool(select.select([self._socket], [], [], seconds)[0])

    def _piece(self) -> bytes:
        try:
            piece = self._answer.read1(_CHUNK) if self._answer else b''
        except TimeoutError as error:
            raise Trouble('camera.mute') from error
        except (OSError, http.client.HTTPException) as error:
            raise Trouble('camera.gone') from error
        if not piece:
            raise Trouble('camera.gone')
        return piece


class Parts:
    """Cuts the pictures out of a multipart stream: by the length that a part tells, else by where the next begins.

    Cameras disagree about dashes and quotes of the boundary, so a part is known by its header of JPEG's type or length
    and a picture by JPEG's own first and last bytes.
    """

    def __init__(self) -> None:
        self._bytes = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """Take what arrived; returns the pictures that it completes.

        Raises:
            Trouble: ``camera.mute`` when far more came than a picture can have: this is no such stream.
        """
        self._bytes += data
        found = []
        while (end := self._end()) is not None:
            begin = self._bytes.index(_BEGIN)
            found.append(bytes(self._bytes[begin:end]))
            del self._bytes[:end]
        if len(self._bytes) > MOST_BYTES:
            raise Trouble('camera.mute')
        return found

    def _end(self) -> int | None:
        """Where the first picture ends, or None while it isn't whole."""
        begin = self._bytes.find(_BEGIN)
        if begin < 0:
            return None
        if told := _LENGTH.search(self._bytes, 0, begin):
            end = begin + int(told[1])
            return end if len(self._bytes) >= end else None
        # a thumbnail inside a picture ends like one: only a last byte before the next part's header is the end
        last = _LAST.search(self._bytes, begin)
        return last.end() if last else None


def _shot(jpeg: bytes) -> Shot | None:
    """A picture that came whole; a damaged one is as if it hadn't come."""
    try:
        return Shot(decode(jpeg), jpeg)
    except Trouble:
        return None


def _refuse(status: int) -> None:
    if status in _STATUS_DENIED:
        raise Trouble('camera.denied')
    if status in _STATUS_BUSY:
        raise Trouble('camera.busy')
    if status != http.client.OK:
        raise Trouble('camera.gone')
