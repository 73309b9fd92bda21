"""``python -m tests.bench``: every figure of the product, each beside its baseline, into ``out/bench.json``.

Each measure runs in a process of its own. ``BENCH_FACTS=20000`` and its like make a quick run; ``--help`` prints
the names and what they are worth.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.figures import machine, table
from tests.bench.sizes import listed

ROOT = Path(__file__).parents[2]
OUT = ROOT / 'out'

# every measure_<name>.py beside this file is one
MEASURES = sorted(path.stem.removeprefix('measure_') for path in Path(__file__).parent.glob('measure_*.py'))
# a measure that takes longer is broken; the longest seeds a million dossiers at its first run
LONGEST_SECONDS = 400
# the long form of a measure that has one: four storms, the last of thirty thousand facts
LONG_FORM_SECONDS = 3000


def measured(name: str, *, long: bool) -> list[dict[str, object]]:
    """The figures that a measure hands over; [] when it failed, which it has said itself."""
    run = subprocess.run(
        [sys.executable, '-m', f'tests.bench.measure_{name}'],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | ({'BENCH_LONG': '1'} if long else {}),
        timeout=LONG_FORM_SECONDS if long else LONGEST_SECONDS,
        check=False,
    )
    if run.returncode != 0:
        return []
    figures: list[dict[str, object]] = json.loads(run.stdout.splitlines()[-1])
    return figures


def main() -> int:
    """Measure, write and show; 1 when a measure failed. A bound that doesn't hold is shown, with its note."""
    parser = argparse.ArgumentParser(
        prog='tests.bench', description=__doc__, epilog=listed(), formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        'only', nargs='*', choices=[*MEASURES, []], metavar='|'.join(MEASURES), help='only these measures'
    )
    parser.add_argument('--long', action='store_true', help='the long form of a measure that has one: storm')
    options = parser.parse_args()
    asked = options.only or MEASURES
    begun, figures, failed = time.monotonic(), [], []
    told = machine()
    for name in asked:
        print(f'{name} …', file=sys.stderr, flush=True)
        given = measured(name, long=options.long)
        figures += given
        failed += [] if given else [name]
    OUT.mkdir(exist_ok=True)
    file = OUT / 'bench.json'
    record = {'machine': told, 'figures': figures, 'failed': failed, 'seconds': round(time.monotonic() - begun, 1)}
    file.write_text(json.dumps(record, ensure_ascii=False, indent=1) + '\n', encoding='utf-8')
    print(table(figures))
    print(f'{len(figures)} figures in {record["seconds"]} s: {file}')
    if failed:
        print(f'failed: {", ".join(failed)}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
