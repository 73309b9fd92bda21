"""``make soak``: a centre of ten machines through a storm of faults, and then its books, to the last line.

    SOAK_MINUTES=10   how long the storm lasts
    SOAK_SEED=…       the seed of a former run: the same faults at the same moments
    SOAK_ONLY=…       of the kinds of faults only those that hold one of these words, with commas between: to hunt one
    SOAK_KEEP=1       leave the folder with everybody's stores and logs

Prints its seed first. Ends with 0 when every book balances on every side, else with 1 and the exact differences.
"""

import argparse
import faulthandler
import os
import secrets
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from tests.soak.books import balanced
from tests.soak.calm import drained
from tests.soak.comparing import Line
from tests.soak.house import running_house
from tests.soak.ledgers import Ledgers, gathered
from tests.soak.officials import Officials
from tests.soak.plan import KINDS, plan
from tests.soak.storm import Storm
from tests.soak.trial import unnoticed

# so long everything may take to come to rest, and three seconds more for each minute of the storm
_PATIENCE_S = 45.0
# the storm and the reading of its books take so many times the storm's minutes; longer, with six patiences, is stuck
_LONGEST = 1.25
_MOST_SHOWN = 40


def main() -> int:
    """Storm, calm, books."""
    shape = argparse.RawDescriptionHelpFormatter
    argparse.ArgumentParser(prog='tests.soak', description=__doc__, formatter_class=shape).parse_args()
    minutes = float(os.environ.get('SOAK_MINUTES', '10'))
    seed = int(os.environ.get('SOAK_SEED') or secrets.randbelow(10**8))
    _say(f'SOAK_SEED={seed} SOAK_MINUTES={minutes:g}')
    _bound(minutes)
    folder = Path(tempfile.mkdtemp(prefix='motcua-soak-'))
    begun = time.monotonic()
    try:
        with running_house(folder, seed) as house, Officials(house=house) as officials:
            storm = Storm(house=house)
            _say(f'{len(house.machines)} machines stand after {time.monotonic() - begun:.1f} s')
            storm.rage(plan(seed, minutes * 60, list(house.machines), _kinds()), minutes * 60)
            _say(f'the storm is over after {time.monotonic() - begun:.1f} s')
            left = drained(house, storm, officials, _PATIENCE_S + minutes * 3)
            _say(f'at rest after {time.monotonic() - begun:.1f} s')
            house.nursery.order('end', names=['province'])
            ledgers = gathered(house)
            ledgers.ended = left
            ledgers.tried = frozenset(officials.issued.values())
            blind = unnoticed(house.data, ledgers)
        lines = balanced(ledgers)
        _show(storm, ledgers, lines)
        _say(f'{time.monotonic() - begun:.1f} s in all')
        return _judged(lines, blind, seed)
    finally:
        if os.environ.get('SOAK_KEEP'):
            _say(f'kept: {folder}')
        else:
            shutil.rmtree(folder, ignore_errors=True)


def _bound(minutes: float) -> None:
    """What is stuck says where, and lets go of everything, instead of holding up whoever waits for it."""

    def stuck() -> None:
        faulthandler.dump_traceback()
        os.kill(os.getpid(), signal.SIGINT)

    watch = threading.Timer(minutes * 60 * _LONGEST + _PATIENCE_S * 6, stuck)
    watch.daemon = True
    watch.start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))


def _kinds() -> list[str]:
    words = os.environ.get('SOAK_ONLY', '').split(',')
    return [kind for kind in KINDS if any(word.strip() in kind for word in words)]


def _show(storm: Storm, ledgers: Ledgers, lines: list[Line]) -> None:
    _say(f'\n{"fault":32} {"times":>5}')
    for kind, times in sorted(storm.struck.items()):
        _say(f'{kind:32} {times:5}')
    met: Counter[str] = Counter()
    for books in ledgers.machines.values():
        met.update(books.seen.met)
    _say(f'\n{"what people met":42} {"times":>5}')
    for what, times in met.most_common():
        _say(f'{what:42} {times:5}')
    for name, times in storm.gave_up.items():
        _say(f'{name} could not start: {times}')
    _say(f'\n{"book":26} sides')
    for line in lines:
        sides = '  '.join(f'{side} {count:,}' for side, count in line.sides.items())
        _say(f'{line.book:26} {sides}  {"balances" if not line.differences else "DOES NOT BALANCE"}')


def _judged(lines: list[Line], blind: list[str], seed: int) -> int:
    for one in blind:
        _say(f'the books are blind: {one}')
    wrong = [line for line in lines if line.differences]
    for line in wrong:
        _say(f'\n{line.book}: {len(line.differences)} differences')
        for difference in line.differences[:_MOST_SHOWN]:
            _say(f'  {difference}')
    if wrong or blind:
        _say(f'\nthe books do not balance; again with SOAK_SEED={seed}')
        return 1
    _say('\nthe books balance')
    return 0


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == '__main__':
    sys.exit(main())
