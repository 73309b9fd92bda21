"""A document camera's film for a window: pictures of the size that it shows, and what lies under the camera.

Two threads, each a ``Jobs``: one films, the other looks for the sheet at its own pace. Neither waits for the other nor
for the window, and nothing queues up: whoever comes late gets the newest picture. A camera that is unplugged is told
once as a trouble, looked for again every second, and told once as recovered.
"""

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QImage
from shiboken6 import isValid

from devices.stop import Stop
from office.errors import Problem, Trouble
from qtkit.jobs import Jobs

if TYPE_CHECKING:
    # OpenCV comes with their types
    from devices.camera.protocol import Camera, Frame
    from devices.camera.watching import Watch
    from devices.paper.photograph import Kind
    from devices.paper.picture import Picture

T = TypeVar('T')
log = logging.getLogger(__name__)

# a person who plugs a cable in again looks at the screen for about that long
_RETRY_SECONDS = 1.0
# ten looks a second find a sheet sooner than an eye; more would only warm the room
_LOOK_SECONDS = 0.1
# how long the finder waits for a frame before it asks whether it should end
_WAIT_SECONDS = 0.2
# drawn so large until the window says how large it shows
_ROOM = QSize(640, 360)


class Newest(Generic[T]):
    """A place for one thing: whoever puts overwrites, whoever takes gets the newest, once."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._thing: T | None = None

    def put(self, thing: T | None) -> bool:
        """Lay it there; True when the place was empty, False when it overwrote what nobody had taken."""
        with self._condition:
            was_empty = self._thing is None
            self._thing = thing
            self._condition.notify()
            return was_empty

    def take(self, seconds: float = 0.0) -> T | None:
        """Take what lies there, waiting for it at most so long."""
        with self._condition:
            if self._thing is None and seconds:
                self._condition.wait(seconds)
            thing, self._thing = self._thing, None
            return thing


class Film(QObject):
    """A document camera that films from ``start`` to ``stop``.

    Signals:
        pictured: ``picture`` has a new one.
        seen: a ``Seen`` of ``devices.camera.watching``.
        photographed: the picture that was taken, a JPEG file, by itself or by ``photograph``.
        troubled: a ``Problem``, when the camera stops filming, and again when the reason changes.
        recovered: it films again.

    Attributes:
        kind: what is expected under the camera.
        may_shoot: whether a sheet that lies still is taken by itself.
        room: the most pixels that a picture is shown with.
    """

    pictured = Signal()
    seen = Signal(object)
    photographed = Signal(bytes)
    troubled = Signal(object)
    recovered = Signal()
    _came = Signal()
    _saw = Signal(object)
    _shot = Signal(bytes)
    _lost = Signal(object)

    def __init__(self, open_camera: 'Callable[[], Camera]', *, retry_seconds: float = _RETRY_SECONDS) -> None:
        super().__init__()
        self._open_camera, self._retry_seconds = open_camera, retry_seconds
        self._film_jobs, self._look_jobs = Jobs('camera'), Jobs('page-finder')
        self._frames: Newest[Frame] = Newest()
        self._pictures: Newest[QImage] = Newest()
        self._watch: Watch | None = None
        self._told: list[Callable[[Watch], object]] = []
        self._wanted = threading.Event()
        self._stop: Stop | None = None
        self._trouble = ''
        self.kind: Kind = 'page'
        self.may_shoot = False
        self.room = _ROOM
        queued = Qt.ConnectionType.QueuedConnection
        self._came.connect(self._on_came, queued)
        self._saw.connect(self._on_saw, queued)
        self._shot.connect(self._on_shot, queued)
        self._lost.connect(self._on_lost, queued)

    @property
    def is_running(self) -> bool:
        """Whether it was started."""
        return self._stop is not None

    @property
    def trouble(self) -> str:
        """The code of what keeps the camera from filming, '' while it films or rests."""
        return self._trouble

    def start(self) -> None:
        """Begin to film; a camera that isn't there yet is told as a trouble."""
        if self._stop is not None:
            return
        stop = self._stop = Stop()
        self._trouble = ''
        self._run(self._film_jobs, lambda: self._film(stop))
        self._run(self._look_jobs, lambda: self._look(stop))

    def stop(self) -> None:
        """End, and let go of the camera, within a second or so; without waiting for it."""
        if self._stop is not None:
            self._stop.set()
            self._stop = None
            self._trouble = ''
            self._wanted.clear()

    def close(self) -> None:
        """End for good, and wait until the camera is let go of."""
        self.stop()
        self._look_jobs.close()
        self._film_jobs.close()

    def picture(self) -> QImage | None:
        """The newest picture that wasn't taken yet."""
        return self._pictures.take()

    def photograph(self) -> None:
        """Take the picture of what lies there, whatever moves; it comes with ``photographed``."""
        self._wanted.set()

    def taken(self) -> None:
        """The last photograph is in: its sheet isn't taken again."""
        self._told.append(lambda watch: watch.taken())

    def refused(self) -> None:
        """The last photograph couldn't be kept: its sheet is tried again when something changes."""
        self._told.append(lambda watch: watch.refused())

    def still(
        self,
        use: Callable[[bytes], T],
        stop: Stop,
        *,
        owner: QObject,
        then: Callable[[T], object],
        failed: Callable[[Problem], object],
    ) -> None:
        """One picture, a JPEG file, to ``use`` on the camera's own thread and nowhere else; a film goes on after it."""
        was_running = self.is_running
        self.stop()
        self._film_jobs.run(lambda: use(self._still(stop)), owner=owner, then=then, failed=failed)
        if was_running:
            self.start()

    def _run(self, jobs: Jobs, work: Callable[[], None]) -> None:
        jobs.run(work, owner=self, then=lambda _: None, failed=self._on_lost)

    # on the camera's thread

    def _film(self, stop: Stop) -> None:
        camera = self._open_camera()
        try:
            while not stop.is_set():
                try:
                    self._show(camera.frame(stop), stop)
                except Trouble as trouble:
                    if not stop.is_set():
                        self._send(self._lost, trouble)
                        stop.wait(self._retry_seconds)
        finally:
            camera.close()

    def _still(self, stop: Stop) -> bytes:
        camera = self._open_camera()
        try:
            return camera.still(stop).image
        finally:
            camera.close()

    def _show(self, frame: 'Frame', stop: Stop) -> None:
        if stop.is_set():
            return
        self._frames.put(frame)
        if self._pictures.put(_image(frame.picture, self.room)):
            self._send(self._came)

    # on the finder's thread

    def _look(self, stop: Stop) -> None:
        from devices.camera.watching import Watch  # noqa: PLC0415  # OpenCV is slow, and wanted here alone

        # it lasts: a sheet that was taken before a rest isn't taken again after it
        watch = self._watch = self._watch or Watch()
        self._frames.take()
        while not stop.is_set():
            frame = self._frames.take(_WAIT_SECONDS)
            if frame is None:
                continue
            while self._told:
                self._told.pop(0)(watch)
            self._send(self._saw, watch.look(frame, kind=self.kind, may_shoot=self.may_shoot))
            if self._wanted.is_set():
                self._wanted.clear()
                self._send(self._shot, watch.photograph())
            stop.wait(_LOOK_SECONDS)
        watch.rest()

    def _send(self, signal: SignalInstance, *what: object) -> None:
        # the window, and this with it, may be gone by now
        if isValid(self):
            signal.emit(*what)

    # on the GUI thread

    def _on_came(self) -> None:
        if self._stop is None:
            return
        if self._trouble:
            self._trouble = ''
            self.recovered.emit()
        self.pictured.emit()

    def _on_saw(self, seen: object) -> None:
        if self._stop is None or self._trouble:
            return
        self.seen.emit(seen)
        photograph: bytes = getattr(seen, 'photograph', b'')
        if photograph:
            self.photographed.emit(photograph)

    def _on_shot(self, photograph: bytes) -> None:
        if self._stop is not None:
            self.photographed.emit(photograph)

    def _on_lost(self, problem: Problem) -> None:
        if self._stop is None or problem.code == self._trouble:
            return
        log.warning('camera in trouble: %s', problem.code)
        self._trouble = problem.code
        self._wanted.clear()
        self.troubled.emit(problem)


def _image(picture: 'Picture', room: QSize) -> QImage:
    """A frame as large as it is shown."""
    import cv2  # noqa: PLC0415  # here already: the frame came through it

    from devices.paper.picture import shrunk  # noqa: PLC0415  # as above

    height, width = picture.shape[:2]
    small = shrunk(picture, min(1.0, room.width() / width, room.height() / height))
    pixels = cv2.cvtColor(small, cv2.COLOR_BGR2BGRA)
    high, wide = pixels.shape[:2]
    return QImage(pixels.data, wide, high, 4 * wide, QImage.Format.Format_RGB32).copy()
