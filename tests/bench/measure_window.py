"""Kiosk and counter from the start of their process to their first frame, and what they hold, beside a bare window.

The bare windows are PySide6's own least of the same kind: a ``Window`` of QML as large as the kiosk's with one text, a
``QMainWindow`` with one label. All start by turns, so that what else the machine does falls on each alike.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.figures import Figure, hand_over, median, progress, size_of

STARTS = size_of('WINDOWS', 7)
PAIRS = {'kiosk': 'bare-qml', 'counter': 'bare-widgets'}
# why the bound is missed where it is, as profiled, and what would cure it
NOTES = {
    'ms': 'the rest is importing: the rules, the store and its encryption, before a first frame that shows how the'
    ' centre stands; a cure would be to compile the rules, or a first frame without the store',
    'mb': 'sixteen megabytes are SQLCipher and the library that encrypts the pages, about as many the rules',
}
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
    """One start of a window: ``ms`` to its first frame; ``mb`` resident and ``own_mb`` not shared, once it is idle."""
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
        for key, what, unit in (('ms', 'first frame', 'ms'), ('mb', 'memory', 'MB')):
            value, baseline = (median(run[key] for run in runs[which]) for which in (kind, bare))
            figures.append(
                Figure(
                    name=f'{kind} window up: {what}',
                    value=value,
                    unit=unit,
                    baseline=baseline,
                    against=f'a bare PySide6 window of the same kind ({bare}), by turns, median of {STARTS}',
                    bound=1.3,
                    of_ratio=True,
                    note='' if value <= 1.3 * baseline else NOTES[key],
                )
            )
    hand_over(figures)


if __name__ == '__main__':
    main()
