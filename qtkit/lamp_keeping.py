"""The lamp above a counter, kept at what it is to say: on a thread of its own, and again after it was unplugged."""

from collections.abc import Callable
from threading import Event

from PySide6.QtCore import QObject, QTimer

from devices.lamp.protocol import Lamp, Light
from office.errors import Problem
from qtkit.jobs import Jobs

# a lamp that was plugged in again shows the truth before anybody has walked to the counter
_AGAIN_MS = 5000
# long enough to look up
_LOOK_S = 1.0


class LampKeeping(QObject):
    """Shows the light that was said last; ``trouble`` is the code of why it can't, '' while it does."""

    def __init__(self, lamp: Lamp) -> None:
        super().__init__()
        self._lamp = lamp
        self._light = Light.PAUSED
        self._jobs = Jobs('lamp')
        self.trouble = ''
        self._pause = Event()
        self.timer = QTimer(self, interval=_AGAIN_MS)
        self.timer.timeout.connect(self._say)
        self.timer.start()
        self._say()

    @property
    def light(self) -> Light:
        """What it is to say now."""
        return self._light

    def show(self, light: Light) -> None:
        """Say this from now on."""
        if light is not self._light:
            self._light = light
            self._say()

    def tour(self, owner: QObject, then: Callable[[str], object]) -> None:
        """Light each lamp in turn, for who looks at it; ``then`` hears the code of a trouble, '' for none."""

        def show() -> None:
            for light in Light:
                self._lamp.show(light)
                self._pause.wait(_LOOK_S)

        def done(problem: Problem | None) -> None:
            self.trouble = problem.code if problem is not None else ''
            self._say()
            then(self.trouble)

        self._jobs.run(show, owner=owner, then=lambda _nothing: done(None), failed=done)

    def close(self) -> None:
        """The program ends: nobody is here."""
        self.timer.stop()
        self._pause.set()
        self._light = Light.PAUSED
        self._say()
        self._jobs.close()
        self._lamp.close()

    def _say(self) -> None:
        light = self._light
        self._jobs.run(lambda: self._lamp.show(light), owner=self, then=self._on_shown, failed=self._on_trouble)

    def _on_shown(self, _nothing: None) -> None:
        self.trouble = ''

    def _on_trouble(self, problem: Problem) -> None:
        # the next turn of the timer tries again; the devices' watch tells the officer that it is gone
        self.trouble = problem.code
