"""The morning after a day offline on a bad line: 2 Mbit/s, 20 % of all questions cut at a random byte.

Everything is sent twice: first over a wire as slow and without a fault, to learn how many bytes it takes, then over the
bad one. What the second took more was sent again. The usual run carries all the messages and a part of the files; its
share of bytes sent again is no day's, and has no bound. ``BENCH_FILED=1000 BENCH_LONGEST=5000 python -m
tests.bench.measure_drops`` is the whole day of five pages a dossier: 500 MB, 35 minutes of such a line, twice. What is
sent again hangs on what is cut and not on how fast the rest goes, so ``BENCH_LINE_KBPS=80000`` tells the same sooner.
"""

import json
import subprocess
import tempfile
import threading
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from tests.bench.figures import Figure, hand_over, progress
from tests.bench.measure_drain import DOSSIERS, Morning, province, write_config
from tests.bench.programs import COURIER, call_of
from tests.bench.sizes import size_of
from tests.wire.conditions import Way
from tests.wire.proxy import Wire

# dossiers that come with five pages of 100 KB, in two files
FILED = size_of('FILED')
LINE_BITS, DROPS = size_of('LINE_KBPS') * 1000, 0.2
LONGEST_S = size_of('LONGEST')


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What one sending took: seconds until the province had the facts, and all of it, the bytes that went up, cuts."""

    facts_s: float
    all_s: float
    up: int
    cuts: int


def sent(morning: Morning, folder: Path, *, drops: float) -> Day:
    """A courier's own process sends all that is owed over a wire."""
    with province(folder) as reach, Wire(int(reach.url.rpartition(':')[2]), seed=1) as wire:
        wire.set(bits_per_s=LINE_BITS, drops=drops)
        config = write_config(morning, folder, replace(reach, url=f'http://127.0.0.1:{wire.port}'))
        begun = time.monotonic()
        courier = subprocess.Popen(call_of(COURIER, '--config', str(config), 'run'), stdout=subprocess.DEVNULL)
        try:
            facts_s = _until_owed(morning, 'facts', begun)
            all_s = _until_owed(morning, 'pages', begun)
            return Day(facts_s=facts_s, all_s=all_s, up=wire.passed[Way.UP], cuts=wire.cuts)
        finally:
            courier.terminate()
            courier.wait()


def _until_owed(morning: Morning, lane: str, begun: float) -> float:
    never = threading.Event()
    while morning.owed(lane):
        if time.monotonic() - begun > LONGEST_S:
            raise RuntimeError(f'{morning.owed(lane)} items are still owed')
        never.wait(0.1)
    return time.monotonic() - begun


def main() -> None:
    """Take the same day in twice, and send it over a good line and a bad one."""
    days = {}
    with tempfile.TemporaryDirectory() as made:
        for name, drops in (('good', 0.0), ('bad', DROPS)):
            folder = Path(made) / name
            folder.mkdir()
            morning = Morning(folder / 'store')
            progress(f'{DOSSIERS} dossiers, {FILED} of them with pages, over a {name} line')
            for number in range(DOSSIERS):
                morning.receive(files=2 if number < FILED else 0)
            days[name] = sent(morning, folder / 'province', drops=drops)
            progress(json.dumps(asdict(days[name])))
            morning.store.close()
    good, bad = days['good'], days['bad']
    told = (
        f'{LINE_BITS / 1e6:g} Mbit/s, {bad.cuts} questions or answers cut; {FILED * 5} pages of 100 KB wait meanwhile'
    )
    sizes = f'{bad.up / 1e6:.2f} MB went up, {good.up / 1e6:.2f} MB without a cut'
    hand_over(
        [
            Figure(
                name=f"{DOSSIERS} dossiers' facts acknowledged over a bad line",
                value=bad.facts_s,
                unit='s',
                baseline=good.facts_s,
                against='the same over a line as slow that cuts nothing',
                bound=60,
                note=told,
            ),
            Figure(
                name='bytes sent again over a bad line',
                value=(bad.up - good.up) / good.up * 100,
                unit='%',
                bound=1 if FILED == DOSSIERS else None,
                note=f'{sizes}; all of it in {bad.all_s:.0f} s, without a cut in {good.all_s:.0f} s',
            ),
        ]
    )


if __name__ == '__main__':
    main()
