"""Kiosk and counter from the start of their process to their first frame, and what they hold, beside a bare window.

The bare windows are PySide6's own least of the same kind: a ``Window`` of QML as large as the kiosk's with one text, a
``QMainWindow`` with one label. All start by turns, so that what else the machine does falls on each alike.

Up means: drawn, and what is shown is true and answers. The counter's log-in takes letters, and an Enter that comes
before the store is open is done as soon as it is. The kiosk says that it starts; its choices come with the store and
are a figure of their own, and so is what either holds once the store is open and everything put off is done.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.figures import Figure, hand_over, median, progress
from tests.bench.sizes import size_of

STARTS = size_of('WINDOWS')
PAIRS = {'kiosk': 'bare-qml', 'counter': 'bare-widgets'}
# what is promised of each moment: time and memory with the first frame; memory again with the store open
MOMENTS = (
    ('frame_ms', "first frame", 'ms', 1.3),
    ('frame_mb', "memory with the first frame", 'MB', 1.3),
    ('able_ms', "store open, work can begin", 'ms', None),
    ('settled_mb', "memory with the store open, idle", 'MB', 1.3),
)
# why memory misses its bound where it does, as profiled, and what would cure it
NOTE = (
    'six megabytes are SQLCipher with its ciphers, three and a half the library behind hashlib, ten (kiosk) or fifteen'
    " (counter) the rules and the screens in Python, six the kiosk's QML: encryption at rest and the work itself, which"
    ' a bare window lacks; the library that seals pages comes on top with the first page, another six; a cure would be'
    ' compiled rules'
)
SETTINGS = '''
[store]
folder = {folder}
keyring = false
[kiosk]
full_screen = false
[devices]
ticket_printer = "tcp://127.0.0.1:9"
receipt_printer = "tcp://127.0.0.1:9"
'''


def started(kind: str, settings: Path) -> dict[str, float]:
    """One start of a window: milliseconds ``_ms`` and resident megabytes ``_mb`` when it is drawn, able and settled."""
    run = subprocess.run(
        [sys.executable, '-m', 'tests.bench.window_child', kind, str(settings)],
        env={**os.environ, 'BENCH_BEGUN_NS': str(time.monotonic_ns())},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if not run.stdout:
        raise RuntimeError(run.stderr)
    figures: dict[str, float] = json.loads(run.stdout)
    return figures


def main() -> None:
    """Start each window several times."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / 'settings.toml'
        settings.write_text(SETTINGS.format(folder=json.dumps(str(Path(folder) / 'store'))), encoding='utf-8')
        kinds = [*PAIRS, *PAIRS.values()]
        for kind in kinds:  # the first start makes store and caches, and is no usual one
            started(kind, settings)
        runs: dict[str, list[dict[str, float]]] = {kind: [] for kind in kinds}
        for turn in range(STARTS):
            progress(f'start {turn + 1} of {STARTS}')
            for kind in kinds:
                runs[kind].append(started(kind, settings))
    figures = []
    for kind, bare in PAIRS.items():
        for key, what, unit, bound in MOMENTS:
            value, baseline = (median(run[key] for run in runs[which]) for which in (kind, bare))
            figures.append(
                Figure(
                    name=f'{kind} window up: {what}' if bound else f'{kind}: {what}',
                    value=value,
                    unit=unit,
                    baseline=baseline,
                    against=f'a bare PySide6 window of the same kind ({bare}), by turns, median of {STARTS}',
                    bound=bound,
                    of_ratio=True,
                    note=NOTE if unit == 'MB' and bound and value > bound * baseline else '',
                )
            )
    hand_over(figures)


if __name__ == '__main__':
    main()
