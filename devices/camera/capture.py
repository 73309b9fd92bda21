"""The driver for cameras that the system knows by a number: V4L2 on Linux, DirectShow or Media Foundation on Windows.

``camera:0?width=3840&height=2160``: the size that is asked for; the camera gives the nearest that it has.
"""

import os
import sys
from pathlib import Path

import cv2
import numpy as np

from devices.address import Address
from devices.camera.filming import Shot
from devices.presence import camera_number
from devices.stop import Stop
from office.errors import Trouble

# OpenCV's own would wait 10 s for a camera that has stopped; it reads this once, at the first camera
os.environ.setdefault('OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT', '2')

# more than any document camera of these years has: they answer with their largest
_WIDTH, _HEIGHT = 3840, 2160
_PAUSE_SECONDS = 0.1


class CaptureWire:
    """A camera by its number, through OpenCV."""

    def __init__(self, address: Address, *, source: int | str | None = None, node: Path | None = None) -> None:
        """Take a ``camera:`` address; ``source`` and ``node`` stand in for a camera where a machine has none.

        Raises:
            Refusal: ``device.address`` when it is no number, ``device.option`` for an option it doesn't know.
        """
        address.known_options('width', 'height', 'seconds')
        self._size = (address.number('width', _WIDTH), address.number('height', _HEIGHT))
        self._source = camera_number(address) if source is None else source
        self._node = node or (Path(f'/dev/video{self._source}') if sys.platform == 'linux' else None)
        self._capture: cv2.VideoCapture | None = None

    def open(self) -> None:
        """Open it at its largest size; see ``Wire.open``."""
        self._see()
        capture = cv2.VideoCapture(self._source)
        if not capture.isOpened():
            capture.release()
            raise Trouble('camera.busy' if self._node else 'camera.gone')
        # motion JPEG: uncompressed pictures of this size fill a USB 2 cable at two frames a second
        capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*'MJPG'))
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, self._size[0])
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, self._size[1])
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        self._capture = capture

    def grab(self, stop: Stop) -> Shot | None:
        """The next picture; see ``Wire.grab``."""
        came, picture = self._capture.read() if self._capture else (False, None)
        if came:
            return Shot(np.asarray(picture, np.uint8))
        self._see()
        stop.wait(_PAUSE_SECONDS)
        return None

    def close(self) -> None:
        """Let go of it."""
        if self._capture is not None:
            self._capture.release()
            self._capture = None

    def _see(self) -> None:
        if self._node is not None and not self._node.exists():
            raise Trouble('camera.gone')
        if self._node is not None and not os.access(self._node, os.R_OK | os.W_OK):
            raise Trouble('camera.denied')
