"""The document camera's picture in the counter's window: frames a second at 1080p, what each costs, and memory.

The window is the counter's own, an officer's dossier is open, pages are found and taken by themselves meanwhile. The
baseline is the least that shows a camera: OpenCV reads on the GUI thread, a label shows.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import cv2
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QImage, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QLabel

from counter.app import Counter, Opened, capture_panel
from counter.config import CounterConfig
from counter.models.live_model import LiveModel
from counter.models.work import Shift
from counter.settings import CounterSettings
from counter.views.live_view import LiveView
from counter.views.style import use_palette
from counter.views.window import CounterWindow
from devices.camera.desk_video import desk_frames
from devices.camera.seen import Seen
from devices.settings import DeviceSettings
from office.centre import CentreSettings
from office.officer import Right
from tests.bench.figures import Figure, hand_over, p95, progress
from tests.bench.sizes import size_of
from tests.offices import settings_of

SECONDS, RATE = size_of('LIVE_SECONDS'), 30
FRAMES, FAST = size_of('LIVE_FRAMES'), 60
WARM_SECONDS = 3
BIRTH = '1.001193'


@dataclass
class Spent:
    """What the GUI thread spent on each frame that was shown, in milliseconds of the processor."""

    frames: list[float] = field(default_factory=list)
    looks: int = 0
    found: int = 0
    cores: float = 0.0
    _open: float = 0.0

    def timed(self, work: Callable[[], object], *, is_last: bool = False) -> None:
        """Do a part of a frame's work."""
        begun = time.thread_time()
        work()
        self._open += (time.thread_time() - begun) * 1000
        if is_last:
            self.frames.append(self._open)
            self._open = 0.0

    def clear(self) -> None:
        """Begin anew."""
        self.frames.clear()
        self.looks = self.found = 0


@contextmanager
def measured(spent: Spent) -> Iterator[None]:
    """Time what the window does with a picture and a look, and its painting."""
    pictured, saw, paint = LiveModel._on_pictured, LiveModel._on_seen, LiveView.paintEvent

    def on_seen(model: LiveModel, seen: Seen) -> None:
        spent.looks += 1
        spent.found += bool(seen.corners)
        spent.timed(lambda: saw(model, seen))

    def on_paint(view: LiveView, event: QPaintEvent) -> None:
        spent.timed(lambda: paint(view, event), is_last=True)

    LiveModel._on_pictured = lambda model: spent.timed(lambda: pictured(model))
    LiveModel._on_seen, LiveView.paintEvent = on_seen, on_paint
    try:
        yield
    finally:
        LiveModel._on_pictured, LiveModel._on_seen, LiveView.paintEvent = pictured, saw, paint


def run_for(seconds: float, until: Callable[[], bool] = lambda: False) -> float:
    """Let Qt work; the seconds that it took."""
    loop, begun = QEventLoop(), time.monotonic()
    timer = QTimer(interval=50)
    timer.timeout.connect(lambda: loop.quit() if until() or time.monotonic() - begun >= seconds else None)
    timer.start()
    loop.exec()
    timer.stop()
    return time.monotonic() - begun


@contextmanager
def filming(folder: Path, camera: str) -> Iterator[CounterWindow]:
    """A counter with an open dossier, that films."""
    config = CounterConfig(
        centre=CentreSettings(),
        store=settings_of(folder),
        devices=DeviceSettings(camera=camera),
        counter=CounterSettings(name='3'),
    )
    counter = Counter(config, Opened(config))
    officer = counter.work.supervising.enrol(
        'lan', 'Lê Thị Lan', 'an invented sentence', position='', agency='', rights=(Right.RECEIVE,), by='system'
    )
    window = CounterWindow(Shift(work=counter.work, officer=officer), capture_panel)
    window.resize(1366, 768)
    window.show()
    window.dossier.begin(BIRTH, None)
    yield window
    window.close()
    counter.close()


@contextmanager
def network_camera(rate: float) -> Iterator[str]:
    """An emulated camera of the network, in a process of its own."""
    command = [sys.executable, '-m', 'tests.bench.camera_child', str(rate)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        yield child.stdout.readline().strip()
        child.stdin.close()


def film_file(path: Path) -> str:
    """The same film as a file."""
    film = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*'mp4v'), RATE, (1920, 1080))
    for frame in desk_frames('birth_notice'):
        film.write(frame)
    film.release()
    return f'video:{path}'


def shown(address: str, seconds: float) -> tuple[float, Spent]:
    """Frames a second in the window, and what they cost; ``Spent.cores`` is what the whole counter took meanwhile."""
    spent = Spent()
    with tempfile.TemporaryDirectory() as folder, measured(spent), filming(Path(folder), address):
        run_for(20, lambda: len(spent.frames) > RATE)
        spent.clear()
        begun = time.process_time()
        took = run_for(seconds)
        spent.cores = (time.process_time() - begun) / took
        return len(spent.frames) / took, spent


def bare(address: str, seconds: float) -> tuple[float, list[float]]:
    """The same by OpenCV and a label."""
    capture, label, costs = cv2.VideoCapture(address), QLabel(), []
    label.resize(458, 300)
    label.show()

    def turn() -> None:
        begun = time.thread_time()
        came, picture = capture.read()
        if not came:
            capture.set(cv2.CAP_PROP_POS_FRAMES, 0)
        else:
            small = cv2.cvtColor(cv2.resize(picture, (458, 258), interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2RGB)
            image = QImage(small.data, 458, 258, 3 * 458, QImage.Format.Format_RGB888)
            label.setPixmap(QPixmap.fromImage(image))
            label.repaint()
            costs.append((time.thread_time() - begun) * 1000)

    timer = QTimer(interval=0)
    timer.timeout.connect(turn)
    timer.start()
    run_for(WARM_SECONDS)
    costs.clear()
    took = run_for(seconds)
    timer.stop()
    capture.release()
    label.close()
    return len(costs) / took, costs


def beside(name: str, ours: tuple[float, Spent], theirs: tuple[float, list[float]]) -> list[Figure]:
    """Frames a second and the GUI thread's time of both."""
    (rate, spent), (bare_rate, costs) = ours, theirs
    return [
        Figure(
            name=f'live view at 1080p, {name}: shown',
            value=rate,
            unit='frames/s',
            baseline=bare_rate,
            against='OpenCV reading on the GUI thread into a label, nothing found; a file as fast as it goes',
            bound=15,
            at_least=True,
            note=f'the source films {RATE} a second; {spent.looks / SECONDS:.1f} looks a second, a sheet in '
            f'{spent.found} of {spent.looks}; the counter took {spent.cores:.2f} of a core, '
            f'{os.getloadavg()[0]:.0f} processes wanted {os.cpu_count()}',
        ),
        Figure(
            name=f'live view at 1080p, {name}: GUI thread a frame, p95',
            value=p95(spent.frames),
            unit='ms',
            baseline=p95(costs),
            against='the same reading and label',
            bound=16,
            note=f'the longest {max(spent.frames):.1f} ms of {len(spent.frames)} frames',
        ),
    ]


def resident_mb() -> float:
    """What this process holds of the machine's memory."""
    pages = int(Path('/proc/self/statm').read_text(encoding='ascii').split()[1])
    return pages * os.sysconf('SC_PAGE_SIZE') / 2**20


def growth() -> Figure:
    """Megabytes more after some thousands of frames than after the first thousand."""
    spent = Spent()
    with (
        network_camera(FAST) as address,
        tempfile.TemporaryDirectory() as folder,
        measured(spent),
        filming(Path(folder), address),
    ):
        run_for(120, lambda: len(spent.frames) >= FRAMES // 3)
        early = resident_mb()
        run_for(240, lambda: len(spent.frames) >= FRAMES)
        return Figure(
            name='live view: memory after thousands of frames',
            value=resident_mb(),
            unit='MB',
            baseline=early,
            against=f'the same process after {FRAMES // 3} frames',
            bound=1.05,
            of_ratio=True,
            note=f'{len(spent.frames)} frames shown',
        )


def main() -> None:
    """Measure both sources, then memory."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    use_palette(app, 'light')
    figures = []
    with tempfile.TemporaryDirectory() as folder, network_camera(RATE) as network:
        file = film_file(Path(folder) / 'desk.mp4')
        for name, ours, theirs in (
            ('MJPEG over loopback', network, network.removeprefix('mjpeg:')),
            ('video file', file, file.removeprefix('video:')),
        ):
            progress(name)
            figures += beside(name, shown(ours, SECONDS), bare(theirs, SECONDS))
    progress(f'{FRAMES} frames')
    hand_over([*figures, growth()])


if __name__ == '__main__':
    main()
