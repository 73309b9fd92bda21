"""A film for a window: the newest of everything, nothing queued, and one still that a running film makes way for."""

from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from devices.camera.protocol import Frame, Still
from devices.stop import Stop
from office.errors import Trouble
from qtkit.film import Film, Newest


class Lens:
    """A camera that films as fast as it is asked, and counts who holds it."""

    opened = closed = frames = 0

    def __init__(self) -> None:
        type(self).opened += 1

    def ready(self) -> None:
        """Always."""

    def frame(self, stop: Stop) -> Frame:
        """A grey picture, ten milliseconds later."""
        if stop.wait(0.01):
            raise Trouble('camera.cancelled')
        type(self).frames += 1
        return Frame(picture=np.full((90, 160, 3), 90, np.uint8), at=type(self).frames * 0.01)

    def still(self, stop: Stop) -> Still:
        """A file."""
        del stop
        return Still(image=b'still', media_type='image/jpeg', width=160, height=90, sharpness=1)

    def close(self) -> None:
        """Let go."""
        type(self).closed += 1


@pytest.fixture
def film() -> Iterator[Film]:
    """A film that isn't started."""
    Lens.opened = Lens.closed = Lens.frames = 0
    made = Film(Lens)
    yield made
    made.close()
    assert Lens.opened == Lens.closed


def test_whoever_comes_late_gets_the_newest_once() -> None:
    """What nobody took is overwritten; an empty place gives nothing."""
    place: Newest[int] = Newest()
    assert (place.put(1), place.put(2)) == (True, False)
    assert (place.take(), place.take(), place.take(0.01)) == (2, None, None)


def test_a_window_that_is_busy_is_told_once(film: Film, qtbot: QtBot) -> None:
    """Many frames come while it looks away; it hears of one picture, and has the newest."""
    told: list[int] = []
    film.pictured.connect(lambda: told.append(1))
    with qtbot.waitSignal(film.seen):
        film.start()
    qtbot.waitUntil(lambda: Lens.frames > 20)
    assert len(told) == 1
    assert film.picture() is not None
    qtbot.waitUntil(lambda: len(told) == 2)


def test_a_still_interrupts_a_film_and_the_film_goes_on(film: Film, qtbot: QtBot) -> None:
    """One holds the camera at a time; the picture goes where it was asked for."""
    film.start()
    qtbot.waitUntil(lambda: Lens.frames > 2)
    got: list[bytes] = []
    film.still(bytes.upper, Stop(), owner=film, then=got.append, failed=got.append)
    qtbot.waitUntil(lambda: got == [b'STILL'])
    seen = Lens.frames
    assert film.is_running
    qtbot.waitUntil(lambda: Lens.frames > seen)


def test_a_film_that_is_stopped_lets_go_and_says_nothing_more(film: Film, qtbot: QtBot) -> None:
    """The window is hidden: no picture, no look."""
    with qtbot.waitSignal(film.pictured):
        film.start()
    film.stop()
    qtbot.waitUntil(lambda: Lens.closed == 1)
    with qtbot.assertNotEmitted(film.seen, wait=100):
        assert not film.is_running
