"""How soon another machine forwards when the one that did dies, hangs, or is cut off without a word.

Two machines of a centre as the field has them: a store each, ``motcua-sync run`` each, a private PostgreSQL and a
reference province. Nothing may reach the province twice: its books are read in the end.
"""

import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg.conninfo import make_conninfo

from tests.bench.figures import Figure, hand_over, progress
from tests.emulators_province import RunningProvince, running_province
from tests.sync.centre.machines import Centre
from tests.sync.centre.processes import Sync
from tests.sync.centre.servers import running_server
from tests.sync.couriers import enrol, lines, receive
from tests.wire.proxy import End, Wire

# half a minute, as the guide promises administrators
_BOUND_S = 30.0
_PATIENCE_S = 60.0
_DOSSIERS = 20
Fate = Callable[[Sync, Wire], None]

FATES: dict[str, Fate] = {
    'is killed': lambda forwarder, _wire: forwarder.kill(),
    'hangs': lambda forwarder, _wire: forwarder.process.send_signal(signal.SIGSTOP),
    'is cut off silently': lambda _forwarder, wire: _cut_off(wire),
}


def _cut_off(wire: Wire) -> None:
    """Neither end hears a word, and a new connection is accepted and never served."""
    wire.set(stands=True)
    wire.cut_all(End.SILENT)


def waited(wanted: Callable[[], bool]) -> float:
    """Seconds until something is so.

    Raises:
        TimeoutError: it never was.
    """
    begun, never = time.monotonic(), threading.Event()
    while not wanted():
        if time.monotonic() - begun > _PATIENCE_S:
            raise TimeoutError
        never.wait(0.02)
    return time.monotonic() - begun


@contextmanager
def two_machines(folder: Path, tinh: RunningProvince) -> Iterator[tuple[Centre, Sync, Sync, Wire]]:
    """The centre, the machine that forwards, the one that waits, and the wire of the first to the server."""
    with running_server() as server, Wire(server.port) as wire:
        centre = Centre(server, 'motcua', folder, {}, clock=tinh.clock)  # type: ignore[arg-type]  # a clock that stands
        centre.found()
        one, other = centre.machine('Q1', seeded=True), centre.machine('Q2', seeded=True)
        enrol(one.store)
        for number in range(_DOSSIERS):
            store = (one, other)[number % 2].store
            receive(store, number, code=f'000.12.34.H99-261124-{number:04d}')
        other.exchange()
        one.address = make_conninfo(one.address, port=wire.port)
        first = Sync(one, tinh, folder)
        waited(first.forwards)
        second = Sync(other, tinh, folder)
        try:
            yield centre, first, second, wire
        finally:
            for process in (first, second):
                process.process.send_signal(signal.SIGCONT)
                process.kill()
            centre.close()


def takeover(name: str, fate: Fate) -> tuple[float, int]:
    """Seconds until the other machine forwards, and how many things the province has more than once."""
    progress(f'the machine that forwards {name}')
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with running_province(folder) as tinh, two_machines(folder, tinh) as (centre, first, second, wire):
            waited(lambda: len(tinh.desk.held()) >= _DOSSIERS // 4)
            fate(first, wire)
            took = waited(second.forwards)
            waited(lambda: len(tinh.desk.held()) == _DOSSIERS)
            # the one that hung wakes up, and finds that it has nothing to say any more
            first.process.send_signal(signal.SIGCONT)
            wire.heal()
            one = centre.machines['Q1'].store
            waited(lambda: first.process.poll() is not None or not lines(one))
            steps = [len(tinh.desk.steps(one['MaHoSo'])) for one in tinh.desk.held()]
            return took, sum(steps) - _DOSSIERS


def main() -> None:
    """Each fate once: what is measured are time-outs, which chance moves by the two seconds between checks."""
    figures = []
    twice = 0
    for name, fate in FATES.items():
        took, more = takeover(name, fate)
        twice += more
        figures.append(
            Figure(
                name=f'another machine forwards when one {name}',
                value=took,
                unit='s',
                bound=_BOUND_S,
                note='from the fault to the log line; the server gives a silent session up after 15 s',
            )
        )
    figures.append(Figure(name='things told twice by two forwarders', value=twice, unit='things', bound=0))
    hand_over(figures)


if __name__ == '__main__':
    main()
