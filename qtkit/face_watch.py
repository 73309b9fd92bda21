"""The camera that films the person at a counter: pictures for the officer's eye, kept nowhere."""

from collections.abc import Callable
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage

from devices.stop import Stop
from office.errors import Problem
from qtkit.jobs import Jobs

if TYPE_CHECKING:
    from devices.camera.protocol import Camera

# wider than it is ever shown; smaller pictures cost the GUI thread less
_SHOWN = QSize(480, 480)


class FaceWatch(QObject):
    """Films from ``start`` to ``stop``; the camera is closed in between, so that its lamp tells when it films.

    Signals:
        seen: a ``QImage`` of what it sees now.
        troubled: a ``Problem``, and it has stopped.
    """

    seen = Signal(object)
    troubled = Signal(object)

    def __init__(self, open_camera: 'Callable[[], Camera]') -> None:
        super().__init__()
        self._open_camera = open_camera
        self._camera: Camera | None = None
        self._stop = Stop()
        self._stop.set()
        self._jobs = Jobs('face-camera')

    def start(self) -> None:
        """Begin to film; it may be asked twice."""
        if self._stop.is_set():
            self._stop = Stop()
            self._next(self._stop)

    def stop(self) -> None:
        """Film no more, and close the camera."""
        if not self._stop.is_set():
            self._stop.set()
            self._jobs.run(self._let_go, owner=self, then=lambda _: None, failed=lambda _: None)

    def photograph(self, owner: QObject, then: Callable[[bytes], object], failed: Callable[[Problem], object]) -> None:
        """One picture as a JPEG file, to see whether the camera works."""

        def work() -> bytes:
            with closing(self._open_camera()) as camera:
                return camera.still(Stop()).image

        self._jobs.run(work, owner=owner, then=then, failed=failed)

    def close(self) -> None:
        """End the thread."""
        self.stop()
        self._jobs.close()

    def _next(self, stop: Stop) -> None:
        def then(image: QImage) -> None:
            if not stop.is_set():
                self.seen.emit(image)
                self._next(stop)

        def failed(problem: Problem) -> None:
            if not stop.is_set():
                self.stop()
                self.troubled.emit(problem)

        self._jobs.run(lambda: self._look(stop), owner=self, then=then, failed=failed)

    # on the worker

    def _look(self, stop: Stop) -> QImage:
        if self._camera is None:
            self._camera = self._open_camera()
        picture = self._camera.frame(stop).picture
        height, width, _ = picture.shape
        image = QImage(picture.tobytes(), width, height, 3 * width, QImage.Format.Format_BGR888)
        mode, way = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        return image.scaled(_SHOWN, mode, way)

    def _let_go(self) -> None:
        if self._camera is not None:
            with suppress(Problem):
                self._camera.close()
            self._camera = None
