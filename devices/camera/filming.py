"""What all camera drivers have in common: open when needed, patience, times, and the choice of a still.

A driver is a ``Wire``: it opens, grabs and closes; everything else is here.
"""

import time
from dataclasses import dataclass
from typing import Protocol

import cv2

from devices.camera.protocol import Frame, Still
from devices.paper.picture import Picture, grey
from devices.stop import Stop
from office.errors import Trouble

# a webcam takes two seconds to find its exposure; a network camera to begin its stream
PATIENCE_SECONDS = 5

# half a second of frames: a hand that leaves the sheet, a lens that finds its focus
_STILL_FRAMES = 6
_JPEG_QUALITY = 95
# sharpness is judged at this width; at full resolution the sensor's noise would count as detail
_JUDGED_WIDTH = 1600


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture off the wire, and the JPEG file it came in, if it did."""

    picture: Picture
    jpeg: bytes = b''


class Wire(Protocol):
    """How one kind of camera is reached."""

    def open(self) -> None:
        """Open it; raises ``camera.gone``, ``camera.busy`` or ``camera.denied``."""
        ...

    def grab(self, stop: Stop) -> Shot | None:
        """The next picture, or None when none came within half a second; raises ``camera.gone``."""
        ...

    def close(self) -> None:
        """Let go; called after every trouble too."""
        ...


class FilmingCamera:
    """A ``Camera`` on a wire."""

    def __init__(self, wire: Wire, *, patience: float = PATIENCE_SECONDS) -> None:
        self._wire = wire
        self._patience = patience
        self._is_open = False

    def ready(self) -> None:
        """Open it unless it is; see ``Camera.ready``."""
        if not self._is_open:
            try:
                self._wire.open()
            except Trouble:
                self.close()
                raise
            self._is_open = True

    def frame(self, stop: Stop) -> Frame:
        """The next frame; see ``Camera.frame``."""
        self.ready()
        try:
            shot = self._awaited(stop)
        except Trouble:
            self.close()
            raise
        if shot is None:
            raise Trouble('camera.cancelled')
        return Frame(picture=shot.picture, at=time.monotonic(), jpeg=shot.jpeg)

    def still(self, stop: Stop) -> Still:
        """The sharpest of a few frames; see ``Camera.still``."""
        frames = [self.frame(stop) for _ in range(_STILL_FRAMES)]
        sharp, best = max(((sharpness(frame.picture), frame) for frame in frames), key=lambda pair: pair[0])
        height, width = best.picture.shape[:2]
        return Still(
            image=best.jpeg or file_of(best.picture),
            media_type='image/jpeg',
            width=width,
            height=height,
            sharpness=sharp,
        )

    def close(self) -> None:
        """Let go of the camera."""
        self._wire.close()
        self._is_open = False

    def _awaited(self, stop: Stop) -> Shot | None:
        """The next picture, or None when a person stopped the wait."""
        patient_until = time.monotonic() + self._patience
        while not stop.is_set():
            if shot := self._wire.grab(stop):
                return shot
            if time.monotonic() > patient_until:
                raise Trouble('camera.mute')
        return None


def sharpness(picture: Picture) -> float:
    """How much fine detail a picture has: the variance of its Laplacian."""
    light = grey(picture)
    scale = _JUDGED_WIDTH / light.shape[1]
    if scale < 1:
        size = (_JUDGED_WIDTH, round(light.shape[0] * scale))
        return float(cv2.Laplacian(cv2.resize(light, size, interpolation=cv2.INTER_AREA), cv2.CV_64F).var())
    return float(cv2.Laplacian(light, cv2.CV_64F).var())


def file_of(picture: Picture) -> bytes:
    """The picture as a JPEG file, where the camera sent none."""
    _, file = cv2.imencode('.jpg', picture, (cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY))
    return file.tobytes()
