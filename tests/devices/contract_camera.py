"""What every camera must keep of ``devices.camera.protocol``; a test class that gives ``camera`` inherits it."""

import threading
import time
from itertools import pairwise

import pytest

from devices.camera.protocol import Camera
from devices.paper.picture import decode
from devices.stop import Stop
from office.errors import Trouble


def trouble_of(camera: Camera, stop: Stop | None = None, *, most: int = 10_000) -> str:
    """The trouble that ends the film, within so many frames."""
    try:
        for _ in range(most):
            camera.frame(stop or Stop())
    except Trouble as trouble:
        return trouble.code
    raise AssertionError(f'no trouble in {most} frames')


class CameraContract:
    """The promises of a camera that films something."""

    def test_frames_are_pictures_with_their_times(self, camera: Camera) -> None:
        """Three colours, all of one size, each later than the one before."""
        camera.ready()
        frames = [camera.frame(Stop()) for _ in range(4)]
        assert len({frame.picture.shape for frame in frames}) == 1
        assert frames[0].picture.shape[2] == 3
        assert all(one.at < other.at for one, other in pairwise(frames))

    def test_a_still_is_a_whole_file_at_full_size(self, camera: Camera) -> None:
        """What the archive gets is as large as what the camera sees."""
        still = camera.still(Stop())
        picture = decode(still.image)
        assert picture.shape == camera.frame(Stop()).picture.shape
        assert (still.height, still.width) == picture.shape[:2]
        assert still.sharpness > 0

    def test_a_person_may_cancel(self, camera: Camera) -> None:
        """A stop that is set already gives no picture; one that is set later is heard."""
        stop = Stop()
        timer = threading.Timer(0.2, stop.set)
        timer.start()
        started = time.monotonic()
        assert trouble_of(camera, stop) == 'camera.cancelled'
        timer.join()
        assert time.monotonic() - started < 5
        with pytest.raises(Trouble, match=r'camera\.cancelled'):
            camera.still(stop)

    def test_a_closed_camera_opens_again(self, camera: Camera) -> None:
        """Closing lets go; it doesn't end anything for good."""
        camera.frame(Stop())
        camera.close()
        camera.close()
        assert camera.frame(Stop()).picture.size
