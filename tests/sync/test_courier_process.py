"""The courier as a process: killed at every durable step, told to stop, and started twice."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from office import command
from sync.running import is_running
from sync.store import Store
from sync.verify import verify
from tests.emulators_province import RunningProvince
from tests.offices import SequenceIds, open_store
from tests.sync.couriers import digest_of, kinds, lines, one_pass, receive

ROOT = Path(__file__).parents[2]
PAGE, RESULT = b'%PDF-1.7 mot trang', b'%PDF-1.7 ket qua'
CODE = '000.12.34.H99-261124-0500'

# a courier of its own process that stands still, as if the plug were pulled, at the n-th coming to a step
SCRIPT = '''
import json, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from sync import running
from sync.courier import Courier
from sync.province.lgsp import Lgsp
from sync.province.settings import ProvinceSettings, read_secret
from sync.store import Store
from tests.offices import FixedClock, SequenceIds, open_store

folder, step, when, nth = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
settings = ProvinceSettings(**json.loads(sys.argv[5]))
come = [0]


def stand_still(name, moment):
    if (name, moment) == (step, when):
        come[0] += 1
        if come[0] == nth:
            print('now', flush=True)
            sys.stdin.readline()


class Halting:
    def __init__(self, whole):
        self._whole = whole

    def __getattr__(self, name):
        verb = getattr(self._whole, name)
        if name == 'link':
            return verb

        def stopped(*given, **named):
            stand_still(name, 'before')
            answer = verb(*given, **named)
            stand_still(name, 'after')
            return answer

        return stopped


class HaltingStore(Store):
    def _held(self, begin, books):
        stand_still('commit' if books.writes else 'read', 'before')
        yield from super()._held(begin, books)
        stand_still('commit' if books.writes else 'read', 'after')


import tests.offices
tests.offices.Store = HaltingStore
store = open_store(folder, ids=SequenceIds(7))
courier = Courier(store=store, province=Halting(Lgsp(settings, read_secret(settings), FixedClock())), agency='UBND')
courier.run_once()
print('done', flush=True)
'''

STEPS = [
    *((verb, when, 1) for verb in ('reserve_codes', 'send_dossier', 'upload', 'changes') for when in ('before', 'after')),
    *((verb, 'after', 1) for verb in ('download', 'find_dossier')),
    *(('commit', 'after', nth) for nth in range(1, 12)),
]


def _started(folder: Path, province: RunningProvince, step: str, when: str, nth: int) -> subprocess.Popen[str]:
    settings = {
        'url': province.settings.url,
        'unit': province.settings.unit,
        'client_id': province.settings.client_id,
        'secret_file': province.settings.secret_file,
        'upload_dir': province.settings.upload_dir,
    }
    script = SCRIPT.format(root=str(ROOT))
    return subprocess.Popen(
        [sys.executable, '-c', script, str(folder), step, when, str(nth), json.dumps(settings)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize(('step', 'when', 'nth'), STEPS, ids=[f'{when} {step} {nth}' for step, when, nth in STEPS])
def test_a_courier_killed_anywhere_loses_and_doubles_nothing(
    centre: Store, tinh: RunningProvince, step: str, when: str, nth: int
) -> None:
    """A fresh courier after it brings everything to the end: one dossier, one file, one result, each told once."""
    receive(centre, 1, content=PAGE)
    receive(centre, 2, code=CODE)
    assert one_pass(centre, tinh) == []
    receive(centre, 3, content=PAGE + b'3')
    from sync.province.reference.desk import EResult

    tinh.desk.issue(CODE, [EResult(code='KQ1', name='Giấy khai sinh', content=RESULT)])
    process = _started(centre.settings.place, tinh, step, when, nth)
    try:
        assert process.stdout is not None
        said = process.stdout.readline().strip()
    finally:
        process.kill()
        process.communicate(timeout=60)
    assert said in ('now', 'done')
