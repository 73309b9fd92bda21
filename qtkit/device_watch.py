"""The devices of a machine, looked at off the GUI thread; told when something changed.

What is plugged in or out is told within two seconds. A cable that wobbles must not set off an alarm: a
device that was seen otherwise is said to be gone or mute only after three looks in a row.

Rounds go side by side, so that a printer which is switched off delays no reader: one of what is seen without being
opened, one of each kind that is asked, and one of what takes long to find. A printer is asked seldom, for it serves one
connection at a time; between two questions a glance tells whether it is there, and one that is in doubt or gone is
asked in each round.
"""

from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from devices.health import KINDS, PRINTERS, DeviceState, Kind, look, unplugged
from devices.settings import DeviceSettings
from devices.stop import Stop
from office.errors import Problem
from qtkit.jobs import Jobs

# the wait before the first of three misses and the two after it are then well within two seconds
EVERY_MS = 500

# these are seen by their nodes, which disturbs nobody
SEEN: tuple[Kind, ...] = ('id_reader', 'camera', 'face_camera', 'lamp')
ASKED: tuple[Kind, ...] = ('ticket_printer', 'receipt_printer', 'chip_reader')
# printers, in rounds: five seconds while all is well
_ASKED_EVERY = 10
# listing the scanners starts a process and asks the network, and a token's library is asked in a process too: once a
# minute is enough for a lamp in a corner
SLOW: tuple[Kind, ...] = ('scanner', 'signer')
_SLOW_EVERY = 120
MISSES = 3
_WOBBLY = ('.gone', '.mute')

Look = Callable[[DeviceSettings, Collection[Kind], Stop], list[DeviceState]]
Glance = Callable[[DeviceSettings, Collection[Kind]], list[Kind]]


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
            if wobbles and self._misses[key] < MISSES and told is not None and told != state:
                continue
            self._told[key] = state
        return self._told != before

    def in_doubt(self) -> set[Kind]:
        """The kinds of which one was missed, or is told to be gone."""
        return {kind for (kind, _), misses in self._misses.items() if misses}

    def told(self) -> list[DeviceState]:
        """Every device that was ever looked at, in the order of ``KINDS``."""
        return sorted(self._told.values(), key=lambda state: KINDS.index(state.kind))


class DeviceWatch(QObject):
    """Looks from ``start`` to ``close``.

    Signals:
        changed: the list of ``DeviceState``, of all that was looked at so far, whenever one changed.
    """

    changed = Signal(list)

    def __init__(
        self, settings: DeviceSettings, *, every_ms: int = EVERY_MS, look: Look = _look, glance: Glance = unplugged
    ) -> None:
        super().__init__()
        self._settings, self._look, self._glance = settings, look, glance
        self._stop, self._steady = Stop(), Steady()
        asked = [_Round(self, (kind,), every_ms, partial(self._due, kind)) for kind in ASKED]
        self._quick = (_Round(self, SEEN, every_ms, lambda _turn: True), *asked)
        self._slow = _Round(self, SLOW, every_ms * _SLOW_EVERY, lambda _turn: True)

    @property
    def states(self) -> list[DeviceState]:
        """What was told last; empty before the first look ended."""
        return self._steady.told()

    def start(self) -> None:
        """Look at once, and from then on."""
        self._slow.begin()
        self.look_now()

    def look_now(self) -> None:
        """Look at all but the slow ones without waiting for their turn; the turns go on from here."""
        for one in self._quick:
            one.begin(is_asked=True)

    def see(self, kinds: Collection[Kind], *, is_due: bool) -> list[DeviceState]:
        """Look at kinds whose turn it is, and else at printers that a glance misses; on a round's thread."""
        wanted = kinds if is_due else self._glance(self._settings, kinds)
        return self._look(self._settings, wanted, self._stop) if wanted else []

    def take(self, seen: list[DeviceState]) -> None:
        """Tell what was seen, where it changes what was told."""
        if not self._stop.is_set() and self._steady.take(seen):
            self.changed.emit(self._steady.told())

    def close(self) -> None:
        """End with the device that is being looked at."""
        self._stop.set()
        for one in (*self._quick, self._slow):
            one.close()

    def _due(self, kind: Kind, turn: int) -> bool:
        """Whether it is a kind's turn, or it is in doubt; readers of chips are listed, which disturbs nobody."""
        return kind not in PRINTERS or turn % _ASKED_EVERY == 0 or kind in self._steady.in_doubt()


class _Round:
    """Looks at some kinds again and again on a thread of its own; by ``is_due`` a turn is more than a glance."""

    def __init__(
        self, watch: DeviceWatch, kinds: Collection[Kind], every_ms: int, is_due: Callable[[int], bool]
    ) -> None:
        self._watch, self._kinds, self._is_due = watch, kinds, is_due
        self._jobs, self._turn, self._is_closed, self._is_wanted = Jobs('device-watch'), 0, False, False
        self._timer = QTimer(watch, interval=every_ms, singleShot=True)
        self._timer.timeout.connect(self.begin)

    def begin(self, *, is_asked: bool = False) -> None:
        """Begin the next turn; ``is_asked``: it is no glance, and comes after the one that goes on."""
        if self._is_closed or not self._jobs.is_idle:
            self._is_wanted = self._is_wanted or is_asked
            return
        self._timer.stop()
        is_due, self._turn, self._is_wanted = is_asked or self._is_due(self._turn), self._turn + 1, False
        watch, kinds = self._watch, self._kinds
        work = partial(watch.see, kinds, is_due=is_due)
        self._jobs.run(work, owner=watch, then=self._looked, failed=self._not_looked)

    def close(self) -> None:
        """End with the device that is being looked at."""
        self._is_closed = True
        self._timer.stop()
        self._jobs.close()

    def _looked(self, seen: list[DeviceState]) -> None:
        self._watch.take(seen)
        self._go_on()

    def _not_looked(self, _: Problem) -> None:
        """A bug in a look is in the log already; the next turn may fare better."""
        self._go_on()

    def _go_on(self) -> None:
        if self._is_closed:
            return
        if self._is_wanted:
            self.begin(is_asked=True)
        else:
            self._timer.start()
