"""A film of an invented sheet that is laid on a desk: what a demo, a training and the tests show the camera."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from devices.camera.emulator import empty_desk, on_desk
from devices.paper.picture import Picture
from devices.paper.specimen import drawn
from office.errors import Trouble

RATE = 15
_EMPTY_FRAMES, _HAND_FRAMES, _STILL_FRAMES = 10, 10, 25
_SKIN = (120, 150, 200)


def write_desk_video(path: Path, kind: str, *, seed: int = 1, width: int = 1920, height: int = 1080) -> Path:
    """Write three seconds of film: an empty desk, a hand that lays a sheet of a kind (``PAPERS``), the sheet alone.

    Raises:
        Trouble: ``camera.film`` when the file can't be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    film = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*'mp4v'), RATE, (width, height))
    try:
        if not film.isOpened():
            raise Trouble('camera.film', file=path.name)
        for frame in desk_frames(kind, seed=seed, width=width, height=height):
            film.write(frame)
    finally:
        film.release()
    return path


def desk_frames(kind: str, *, seed: int = 1, width: int = 1920, height: int = 1080) -> Iterator[Picture]:
    """The film, picture by picture."""
    random = np.random.default_rng(seed)
    desk = empty_desk(width, height, seed=seed)
    sheet = np.asarray(drawn(kind, dpi=150))[:, :, ::-1]
    laid = on_desk(sheet, seed=seed, width=width, height=height)
    views = [desk] * _EMPTY_FRAMES
    views += [with_hand(laid, 1 - at / _HAND_FRAMES) for at in range(_HAND_FRAMES)]
    views += [laid] * _STILL_FRAMES
    for view in views:
        flicker = random.integers(-2, 3, (height // 8, width // 8, 1))
        noise = cv2.resize(flicker.astype(np.float32), (width, height), interpolation=cv2.INTER_NEAREST)
        yield np.asarray(np.clip(view + noise[:, :, None], 0, 255), np.uint8)


def with_hand(view: Picture, reach: float) -> Picture:
    """A blurred hand from the right edge; ``reach`` 1 is the middle of the desk, 0 is out of sight."""
    height, width = view.shape[:2]
    hand = np.zeros((height, width), np.uint8)
    tip = (round(width * (1 - 0.5 * reach)), height // 2)
    cv2.ellipse(hand, (tip[0] + width // 4, tip[1]), (width // 4, height // 7), 0, 0, 360, 255, -1)
    share = cv2.GaussianBlur(hand, (0, 0), width / 90)[:, :, None].astype(np.float32) / 255
    return np.asarray(view * (1 - share) + np.array(_SKIN, np.float32) * share, np.uint8)
