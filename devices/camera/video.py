"""A film or a folder of pictures as a document camera: for the demo, for training, and for drills of misfortunes.

``video:desk.mp4`` plays at its own speed and begins again at its end; ``video:stills/`` shows each picture of a folder
in the order of their names. Without its file the camera is gone; with the file back it is back. Options:

    hold=1000      milliseconds that each picture of a folder is shown
    busy=1         another program films with it
    vanish_at=20   unplugged at frame 20, once; the next verb finds it again
    mute_at=20     no picture from frame 20 on, once: until it is opened again
"""

import os
import time
from itertools import cycle
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np

from devices.address import Address
from devices.camera.filming import Shot
from devices.paper.picture import Picture, decode
from devices.stop import Stop
from office.errors import Trouble

_USUAL_RATE = 15.0  # frames a second of a folder, and of films that don't say
_STEP_SECONDS = 0.25
_PICTURES = {'.png', '.jpg', '.jpeg', '.ppm'}
_HOLD_MS = 1000


class _Reel(Protocol):
    """Pictures without end."""

    rate: float

    def next(self) -> Picture: ...

    def close(self) -> None: ...


class VideoWire:
    """The emulated camera."""

    def __init__(self, address: Address) -> None:
        """Take an address with the options above.

        Raises:
            Refusal: ``device.option`` for an option it doesn't know.
        """
        address.known_options('hold', 'busy', 'vanish_at', 'mute_at', 'seconds')
        self._path = Path(address.rest)
        self._hold = address.number('hold', _HOLD_MS)
        self._busy = address.number('busy', 0)
        self._once = {option: address.number(option, 0) for option in ('vanish_at', 'mute_at')}
        self._reel: _Reel | None = None
        self._frames = 0
        self._due = 0.0
        self._is_mute = False

    def open(self) -> None:
        """Thread the film; see ``Wire.open``."""
        self._see()
        if self._busy:
            raise Trouble('camera.busy')
        self._is_mute = False
        self._due = time.monotonic()
        self._reel = _Stills(self._path, self._hold) if self._path.is_dir() else _Film(self._path)

    def grab(self, stop: Stop) -> Shot | None:
        """The next picture when it is due; see ``Wire.grab``."""
        self._see()
        wait = self._due - time.monotonic()
        if self._is_mute or wait > _STEP_SECONDS:
            stop.wait(_STEP_SECONDS)
            return None
        if self._reel is None or stop.wait(max(0.0, wait)):
            return None
        self._frames += 1
        if self._happens('vanish_at'):
            raise Trouble('camera.gone')
        if self._happens('mute_at'):
            self._is_mute = True
            return None
        picture = self._reel.next()
        # who comes late has missed frames, as with a camera
        self._due = max(self._due + 1 / self._reel.rate, time.monotonic())
        return Shot(picture)

    def close(self) -> None:
        """Let go of the film."""
        if self._reel is not None:
            self._reel.close()
            self._reel = None

    def _happens(self, option: str) -> bool:
        """Whether a misfortune's frame has come; each comes once."""
        if self._frames != self._once[option]:
            return False
        self._once[option] = 0
        return True

    def _see(self) -> None:
        if not self._path.exists():
            raise Trouble('camera.gone')
        if not os.access(self._path, os.R_OK):
            raise Trouble('camera.denied')


class _Film:
    """A video file, over and over."""

    def __init__(self, path: Path) -> None:
        self._capture = cv2.VideoCapture(str(path))
        self.rate = self._capture.get(cv2.CAP_PROP_FPS) or _USUAL_RATE

    def next(self) -> Picture:
        """The next frame; the first again after the last.

        Raises:
            Trouble: ``camera.gone`` when the file is no film.
        """
        came, picture = self._capture.read()
        if not came:
            self._capture.set(cv2.CAP_PROP_POS_FRAMES, 0)
            came, picture = self._capture.read()
        if not came:
            raise Trouble('camera.gone')
        return np.asarray(picture, np.uint8)

    def close(self) -> None:
        self._capture.release()


class _Stills:
    """The pictures of a folder, each for a while, over and over."""

    rate = _USUAL_RATE

    def __init__(self, folder: Path, hold: int) -> None:
        self._names = cycle(sorted(path for path in folder.iterdir() if path.suffix.lower() in _PICTURES))
        self._repeats = max(1, round(hold / 1000 * self.rate))
        self._shown = 0
        self._picture: Picture | None = None

    def next(self) -> Picture:
        """The picture of this moment.

        Raises:
            Trouble: ``camera.gone`` when the folder has no picture that can be read.
        """
        if self._picture is None or self._shown >= self._repeats:
            self._picture, self._shown = self._read(), 0
        self._shown += 1
        return self._picture

    def close(self) -> None:
        self._picture = None

    def _read(self) -> Picture:
        try:
            return decode(next(self._names).read_bytes())
        except (StopIteration, OSError, Trouble) as error:
            raise Trouble('camera.gone') from error
