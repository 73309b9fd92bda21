"""A camera in the network that isn't there: motion JPEG over HTTP on loopback, with one switch per misfortune."""

import http.server
import threading
from dataclasses import dataclass
from typing import Self

import cv2
import numpy as np

from devices.paper.picture import Picture

_BOUNDARY = 'frame'
_USUAL_RATE = 15.0
_QUALITY = 92


@dataclass(slots=True)
class Switches:
    """What may go wrong; each may be thrown while the camera runs.

    Attributes:
        mute: the connection stays, and no picture comes.
        gone: the connection breaks.
        damaged: every picture is cut off in its middle.
        denied: it wants a password that the driver hasn't given.
        busy: it serves somebody else.
        no_length: parts don't tell their length.
        rate: frames a second.
    """

    mute: bool = False
    gone: bool = False
    damaged: bool = False
    denied: bool = False
    busy: bool = False
    no_length: bool = False
    rate: float = _USUAL_RATE


class EmulatedCamera:
    """A camera whose view is whatever was shown last; an empty desk at first."""

    def __init__(self, view: Picture | None = None, *, port: int = 0, switches: Switches | None = None) -> None:
        self.switches = switches or Switches()
        self._ending = threading.Event()
        self._jpeg = b''
        self.show(empty_desk() if view is None else view)
        self._server = http.server.ThreadingHTTPServer(('127.0.0.1', port), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name='emulated-camera')

    @property
    def address(self) -> str:
        """Where it films, as a device address."""
        return f'mjpeg:http://127.0.0.1:{self._server.server_port}/video'

    def show(self, view: Picture) -> None:
        """Lay something before it."""
        self.show_file(file_of(view))

    def show_file(self, jpeg: bytes) -> None:
        """Lay before it what a JPEG file shows; it is sent as it is."""
        self._jpeg = jpeg

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _refusal(self) -> int:
        """The status that it refuses with, or 0."""
        if self.switches.denied:
            return 401
        return 503 if self.switches.busy else 0

    def _part(self) -> bytes:
        """One part of the stream as it is at this moment."""
        jpeg = self._jpeg[: len(self._jpeg) // 2] if self.switches.damaged else self._jpeg
        length = '' if self.switches.no_length else f'Content-Length: {len(jpeg)}\r\n'
        head = f'--{_BOUNDARY}\r\nContent-Type: image/jpeg\r\n{length}\r\n'
        return head.encode() + jpeg + b'\r\n'

    def _handler(self) -> type[http.server.BaseHTTPRequestHandler]:
        camera = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if refusal := camera._refusal():
                    self.send_error(refusal)
                    return
                self.send_response(200)
                self.send_header('Content-Type', f'multipart/x-mixed-replace; boundary={_BOUNDARY}')
                self.end_headers()
                try:
                    self._film()
                except OSError:
                    return  # the driver hung up

            def _film(self) -> None:
                while not (camera._ending.wait(1 / camera.switches.rate) or camera.switches.gone):
                    if not camera.switches.mute:
                        self.wfile.write(camera._part())

            def log_message(self, *_: object) -> None:
                """Nobody reads an emulator's log."""

        return Handler


def file_of(view: Picture) -> bytes:
    """What the camera sends of a view."""
    _, file = cv2.imencode('.jpg', view, (cv2.IMWRITE_JPEG_QUALITY, _QUALITY))
    return file.tobytes()


def empty_desk(width: int = 1280, height: int = 720, *, seed: int = 1) -> Picture:
    """A dark mat under an uneven lamp, with the sensor's noise."""
    random = np.random.default_rng(seed)
    across, down = np.linspace(-1, 1, width, dtype=np.float32), np.linspace(-1, 1, height, dtype=np.float32)
    lamp = 1 - 0.25 * (across[None, :] ** 2 + (down[:, None] - 0.3) ** 2)
    mat = np.array((58, 62, 48), np.float32) * lamp[:, :, None]
    grain = random.normal(0, 3, (height, width, 1)).astype(np.float32)
    return np.asarray(np.clip(mat + grain, 0, 255), np.uint8)


def on_desk(sheet: Picture, *, seed: int = 1, width: int = 1280, height: int = 720) -> Picture:
    """A sheet (or a card) on the desk, a little turned and seen a little from the side, filling most of the view."""
    random = np.random.default_rng(seed)
    tall, wide = sheet.shape[:2]
    scale = 0.86 * min(width / wide, height / tall)
    centre = np.array((width / 2, height / 2)) + random.uniform(-0.02, 0.02, 2) * height
    turn = np.deg2rad(random.uniform(-4, 4))
    half = np.array(((-wide, -tall), (wide, -tall), (wide, tall), (-wide, tall))) * scale / 2
    turned = half @ np.array(((np.cos(turn), np.sin(turn)), (-np.sin(turn), np.cos(turn))))
    corners = centre + turned * random.uniform(0.96, 1.0, (4, 2))
    flat = np.array(((0, 0), (wide, 0), (wide, tall), (0, tall)), np.float32)
    seen = cv2.getPerspectiveTransform(flat, corners.astype(np.float32))
    desk = empty_desk(width, height, seed=seed)
    laid = cv2.warpPerspective(sheet, seen, (width, height), flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.full((tall, wide), 255, np.uint8), seen, (width, height))
    light = np.asarray(laid, np.float32) * 0.92 + random.normal(0, 2, (height, width, 1)).astype(np.float32)
    share = mask[:, :, None].astype(np.float32) / 255
    return np.asarray(np.clip(desk * (1 - share) + light * share, 0, 255), np.uint8)
