"""One clock for all processes of a soak, which a fault may set wrong on one machine: offsets in a file that all map."""

import mmap
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

_SLOT = struct.Struct('=q')
# slot 0 moves everybody's time, 1 says which phase it is, each further one is a machine's own error
BASE, PHASE, FIRST = 0, 1, 2
_SLOTS = 64


class SharedClock:
    """Real time, moved by so many microseconds for all and by so many for one machine; any process may move it."""

    def __init__(self, file: Path, slot: int = BASE) -> None:
        if not file.exists():
            file.write_bytes(bytes(_SLOT.size * _SLOTS))
        with file.open('r+b') as opened:
            self._map = mmap.mmap(opened.fileno(), 0)
        self._slot = slot

    def now(self) -> datetime:
        """The moment on this machine."""
        own = self._at(self._slot) if self._slot >= FIRST else 0
        return datetime.now(UTC) + timedelta(microseconds=self._at(BASE) + own)  # noqa: TID251  # a soak's own clock

    def set(self, by: timedelta, slot: int = BASE) -> None:
        """Let the clock of a slot be so much ahead."""
        _SLOT.pack_into(self._map, slot * _SLOT.size, by // timedelta(microseconds=1))

    def forward(self, by: timedelta) -> None:
        """Everybody's time goes on."""
        self.set(timedelta(microseconds=self._at(BASE)) + by)

    def begin(self, at: datetime) -> None:
        """Let it be this moment now."""
        self.set(at - datetime.now(UTC))  # noqa: TID251  # as above

    @property
    def phase(self) -> int:
        """Which phase the soak is in."""
        return self._at(PHASE)

    @phase.setter
    def phase(self, phase: int) -> None:
        _SLOT.pack_into(self._map, PHASE * _SLOT.size, phase)

    def _at(self, slot: int) -> int:
        return int(_SLOT.unpack_from(self._map, slot * _SLOT.size)[0])
