"""The devices of a machine, looked at every few seconds off the GUI thread; told when something changed.

A cable that wobbles or a printer that is busy with a long slip must not set off an alarm: a device that was seen
otherwise is said to be gone or mute only after three looks in a row.
"""

from collections.abc import Callable, Collection

from PySide6.QtCore import QObject, QTimer, Signal

from devices.health import KINDS, DeviceState, Kind, look
from devices.settings import DeviceSettings
from devices.stop import Stop
from office.errors import Problem
from qtkit.jobs import Jobs

_EVERY_MS = 5000

# listing the scanners starts a process and asks the network, and a token's library is asked in a process too: once a
# minute is enough for a lamp in a corner
_SLOW: tuple[Kind, ...] = ('scanner', 'signer')
_SLOW_EVERY = 12
_MISSES = 3
_WOBBLY = ('.gone', '.mute')

Look = Callable[[DeviceSettings, Collection[Kind], Stop], list[DeviceState]]


def _look(settings: DeviceSettings, kinds: Collection[Kind], stop: Stop) -> list[DeviceState]:
    return look(settings, kinds, stop=stop)


class Steady:
    """What is told of each device: a trouble that may pass by itself only after three misses."""

    def __init__(self) -> None:
        self._told: dict[tuple[Kind, str], DeviceState] = {}
        self._misses: dict[tuple[Kind, str], int] = {}

    def take(self, seen: list[DeviceState]) -> bool:
        """Take what was seen of some devices; True when something that is told has changed."""
        before = dict(self._told)
        for state in seen:
            key = (state.kind, state.address)
            wobbles = state.state == 'trouble' and state.code.endswith(_WOBBLY)
            self._misses[key] = self._misses.get(key, 0) + 1 if wobbles else 0
            told = self._told.get(key)
            if wobbles and self._misses[key] < _MISSES and told is not None and told != state:
                continue
            self._told[key] = state
        return self._told != before

    def told(self) -> list[DeviceState]:
        """Every device that was ever looked at, in the order of ``KINDS``."""
        return sorted(self._told.values(), key=lambda state: KINDS.index(state.kind))


class DeviceWatch(QObject):
    """Looks from ``start`` to ``close``.

    Signals:
        changed: the list of ``DeviceState``, of all kinds, whenever one changed; the first time with the first look.
    """

    changed = Signal(list)

    def __init__(self, settings: DeviceSettings, *, every_ms: int = _EVERY_MS, look: Look = _look) -> None:
        super().__init__()
        self._settings = settings
        self._look = look
        self._stop = Stop()
        self._steady = Steady()
        self._jobs = Jobs('device-watch')
        self._looks = 0
        self._timer = QTimer(self, interval=every_ms, singleShot=True)
        self._timer.timeout.connect(self.look_now)

    @property
    def states(self) -> list[DeviceState]:
        """What was told last; empty before the first look ended."""
        return self._steady.told()

    def start(self) -> None:
        """Look at once, and from then on."""
        self.look_now()

    def look_now(self) -> None:
        """Look without waiting for the next turn; the turns go on from here."""
        if self._stop.is_set() or not self._jobs.is_idle:
            return
        self._timer.stop()
        kinds = [kind for kind in KINDS if kind not in _SLOW or self._looks % _SLOW_EVERY == 0]
        self._looks += 1
        settings, stop = self._settings, self._stop
        self._jobs.run(
            lambda: self._look(settings, kinds, stop), owner=self, then=self._looked, failed=self._not_looked
        )

    def close(self) -> None:
        """End with the device that is being looked at."""
        self._stop.set()
        self._timer.stop()
        self._jobs.close()

    def _looked(self, seen: list[DeviceState]) -> None:
        if self._stop.is_set():
            return
        if self._steady.take(seen):
            self.changed.emit(self._steady.told())
        self._timer.start()

    def _not_looked(self, _: Problem) -> None:
        """A bug in a look is in the log already; the next turn may fare better."""
        if not self._stop.is_set():
            self._timer.start()
