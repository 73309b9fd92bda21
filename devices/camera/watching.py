"""Looks at a document camera's film: where the sheet lies, whether it is still, and which frame is its picture."""

import cv2
import numpy as np

from devices.camera.auto_capture import Look, Places, Standing
from devices.camera.filming import file_of, sharpness
from devices.camera.hand import crosses
from devices.camera.protocol import Frame
from devices.camera.seen import Seen
from devices.paper.book import gutter_in
from devices.paper.finding import Corners, FoundPage, find_card, find_page
from devices.paper.likeness import Print, likeness, print_of
from devices.paper.photograph import Kind
from devices.paper.picture import Grey, Picture, grey, shrunk

# the finder itself works on 560 pixels and sets corners to a fraction of one: half of 1080p is enough to look at
_LONG_SIDE = 960
# what moved is seen at this size, where a sensor's noise is gone
_COARSE = 192
# levels by which a place must differ from the look before to have changed
_CHANGED = 12
# the strip around a sheet in which a hand comes, as a share of the picture
_STRIP = 0.06


class Watch:
    """The looks of one film, one after the other; one thread owns it."""

    def __init__(self) -> None:
        self._standing = Standing()
        self._before: Grey | None = None
        self._print: Print | None = None
        self._taken: Print | None = None
        self._newest: Frame | None = None
        self._best: tuple[float, Frame] | None = None

    def look(self, frame: Frame, *, kind: Kind, may_shoot: bool) -> Seen:
        """Look at a frame; ``photograph`` is filled when this look makes the picture."""
        small = shrunk(frame.picture, min(1.0, _LONG_SIDE / max(frame.picture.shape[:2])))
        light = grey(small)
        page = (find_card if kind == 'card' else find_page)(small)
        self._newest = frame
        standing = self._standing.after(self._look(frame.at, small, light, page), may_shoot=may_shoot)
        self._standing = standing
        self._choose(frame, standing)
        photograph = b''
        if standing.shoots:
            photograph = self.photograph()
        height, width = small.shape[:2]
        gutter = gutter_in(light, page.corners) if page and kind == 'book' else ()
        return Seen(
            phase=standing.phase,
            progress=standing.progress,
            corners=_shares(page.corners, width, height) if page else (),
            gutter=_shares(gutter, width, height),
            photograph=photograph,
        )

    def photograph(self) -> bytes:
        """The sharpest frame of the stillness that lasts, else the newest one, as a JPEG file; b'' before the first."""
        frame = self._best[1] if self._best else self._newest
        self._taken = self._print
        return b'' if frame is None else frame.jpeg or file_of(frame.picture)

    def taken(self) -> None:
        """The last photograph is in."""
        self._standing = self._standing.taken()

    def refused(self) -> None:
        """The last photograph couldn't be read."""
        self._standing = self._standing.refused()

    def rest(self) -> None:
        """No film for a while: its frames are let go; which sheet was taken last is still known."""
        self._before, self._newest, self._best = None, None, None

    def _look(self, at: float, small: Picture, light: Grey, page: FoundPage | None) -> Look:
        scale = _COARSE / light.shape[1]
        coarse = shrunk(light, min(1.0, scale))
        before, self._before = self._before, coarse
        self._print = print_of(light, page.corners) if page else None
        if page is None or self._print is None:
            return Look(at=at)
        sheet, around = _masks(coarse.shape, page.corners, coarse.shape[1] / light.shape[1])
        changed = _changed(before, coarse)
        return Look(
            at=at,
            corners=_of_longest(page.corners, max(light.shape)),
            inside=_share(changed, sheet),
            around=_share(changed, around),
            is_crossed=crosses(small, page.corners),
            light=float(cv2.mean(coarse, mask=sheet)[0]),
            likeness=None if self._taken is None else likeness(self._taken, self._print),
        )

    def _choose(self, frame: Frame, standing: Standing) -> None:
        """Keep the sharpest frame of a stillness, and none of a movement."""
        if not standing.is_still:
            self._best = None
            return
        sharp = sharpness(frame.picture)
        if self._best is None or sharp > self._best[0]:
            self._best = (sharp, frame)


def _masks(shape: tuple[int, ...], corners: Corners, scale: float) -> tuple[Grey, Grey]:
    """The sheet, and the strip around it."""
    sheet = np.zeros(shape[:2], np.uint8)
    points = np.rint((np.array(corners) + 0.5) * scale - 0.5).astype(np.int32)
    cv2.fillConvexPoly(sheet, points, (255,))
    reach = 2 * round(_STRIP * max(shape[:2])) + 1
    wide = np.asarray(cv2.dilate(sheet, np.ones((reach, reach), np.uint8)), np.uint8)
    return sheet, np.asarray(wide - sheet, np.uint8)


def _changed(before: Grey | None, now: Grey) -> Grey:
    """Where the picture differs from the one before; all of it where there was none, or one of another size."""
    if before is None or before.shape != now.shape:
        return np.full(now.shape, 255, np.uint8)
    return np.asarray(cv2.threshold(cv2.absdiff(before, now), _CHANGED, 255, cv2.THRESH_BINARY)[1], np.uint8)


def _share(changed: Grey, mask: Grey) -> float:
    return cv2.countNonZero(cv2.bitwise_and(changed, mask)) / max(cv2.countNonZero(mask), 1)


def _of_longest(corners: Corners, longest: int) -> Places:
    return tuple((x / longest, y / longest) for x, y in corners)


def _shares(corners: Places, width: int, height: int) -> Places:
    return tuple(((x + 0.5) / width, (y + 0.5) / height) for x, y in corners)
