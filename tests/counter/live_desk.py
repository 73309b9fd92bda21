"""A desk below an emulated document camera: what a test lays there, and what the officer sees of it."""

from dataclasses import dataclass

import cv2
import numpy as np

from counter.models.live_model import LiveModel
from counter.views.capture_panel import CapturePanel
from counter.views.window import CounterWindow
from devices.camera.auto_capture import Phase
from devices.camera.desk_video import with_hand
from devices.camera.emulator import EmulatedCamera, empty_desk, on_desk
from devices.paper.picture import Picture
from devices.paper.specimen import drawn
from tests.counter.capture_bench import Bench, digests, told
from tests.counter.workstation import find

# the least at which an A4 of print can be read from a camera that sees all of it
WIDTH, HEIGHT = 1600, 1200
# a look of the finder, and the camera's patience with a busy machine
SLOW_MS = 60_000


def bare() -> Picture:
    """The desk."""
    return empty_desk(WIDTH, HEIGHT)


def sheet(kind: str, *, seed: int = 1) -> Picture:
    """A sheet of a kind on it."""
    page = np.ascontiguousarray(np.asarray(drawn(kind, dpi=130))[:, :, ::-1])
    return on_desk(page, seed=seed, width=WIDTH, height=HEIGHT)


def card(tone: int) -> Picture:
    """A card on it, one of whose sides is like no other of another tone."""
    random = np.random.default_rng(tone)
    side = np.full((640, 1014, 3), (210, 225, tone), np.uint8)
    for _ in range(40):
        x, y = (int(at) for at in random.integers((40, 40), (800, 560)))
        cv2.rectangle(side, (x, y), (x + 120, y + 14), (60, 50, 40), -1)
    return on_desk(cv2.copyMakeBorder(side, 0, 0, 0, 0, cv2.BORDER_CONSTANT), seed=tone, width=WIDTH, height=HEIGHT)


@dataclass
class LiveDesk:
    """A window whose camera films what lies before ``camera``."""

    bench: Bench
    camera: EmulatedCamera
    window: CounterWindow

    @property
    def live(self) -> LiveModel:
        """What the camera sees."""
        return find(self.window, CapturePanel, 'capture').live

    @property
    def pages(self) -> int:
        """How many the component has."""
        return len(digests(self.window))

    def lay(self, view: Picture) -> None:
        """A hand brings it."""
        seen = self.live.seen
        self.camera.show(with_hand(view, 1.0))
        self.bench.qtbot.waitUntil(
            lambda: self.live.seen is not seen and self.phase in (Phase.MOVING, Phase.SEARCHING), timeout=SLOW_MS
        )
        self.camera.show(view)

    @property
    def phase(self) -> Phase | None:
        """What is waited for."""
        return self.live.seen.phase if self.live.seen else None

    def wait(self, phase: Phase, pages: int) -> None:
        """Until it stands so, and so many pages are in."""
        self.bench.qtbot.waitUntil(
            lambda: self.phase is phase and self.pages == pages and not self.live.is_keeping, timeout=SLOW_MS
        )

    def hear(self, begins: str) -> None:
        """Until the officer is told so; a page is in before its words are."""
        self.bench.qtbot.waitUntil(lambda: told(self.window).startswith(begins), timeout=SLOW_MS)
