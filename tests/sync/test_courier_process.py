"""The courier as a process: killed at every durable step, told to stop, and started twice."""

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from office import command
from sync.alone import is_running
from sync.books import StoreBooks
from sync.log import FIELDS
from sync.province.reference.desk import EResult
from sync.province.reference.faults import Fault
from sync.readings import Readings
from sync.store import Store
from sync.verify import verify
from tests.emulators_province import RunningProvince
from tests.offices import FixedClock
from tests.sync.couriers import digest_of, kinds, lines, one_pass, receive
from tests.sync.hostile_files import pdf

ROOT = Path(__file__).parents[2]
PAGE, RESULT = b'%PDF-1.7 mot trang', pdf()
CODE = '000.12.34.H99-261124-0500'

# a courier of its own process that stands still, as if the plug were pulled, at the n-th coming to a step
SCRIPT = '''
import json, sys
from contextlib import contextmanager
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
        if name in ('link', 'can'):
            return verb

        def stopped(*given, **named):
            stand_still(name, 'before')
            answer = verb(*given, **named)
            stand_still(name, 'after')
            return answer

        return stopped


class HaltingStore(Store):
    @contextmanager
    def _transaction(self, begin, actor, *, writes):
        stand_still('commit' if writes else 'read', 'before')
        with super()._transaction(begin, actor, writes=writes) as books:
            yield books
        stand_still('commit' if writes else 'read', 'after')


import tests.offices
tests.offices.Store = HaltingStore
store = open_store(folder, ids=SequenceIds(7))
courier = Courier(store=store, province=Halting(Lgsp(settings, read_secret(settings), FixedClock())), agency='UBND')
courier.run_once()
print('done', flush=True)
'''

# what one pass over these two dossiers writes durably
COMMITS = 16
STEPS = [
    *(
        (verb, when, 1)
        for verb in ('compare', 'reserve_codes', 'send_dossier', 'upload', 'changes')
        for when in ('before', 'after')
    ),
    ('download', 'after', 1),
    *(('commit', 'after', nth) for nth in range(1, COMMITS + 1)),
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


def _owing(centre: Store, tinh: RunningProvince) -> None:
    """One dossier told, whose result the province has; another one to be told, with a code to be had and a file."""
    receive(centre, 1, code=CODE)
    assert one_pass(centre, tinh, numbers=False, compares=False) == []
    tinh.desk.issue(CODE, [EResult(code='KQ1', name='Giấy khai sinh', content=RESULT)])
    receive(centre, 2, content=PAGE)


def test_the_table_of_steps_is_whole(centre: Store, tinh: RunningProvince, monkeypatch: pytest.MonkeyPatch) -> None:
    """A durable step that joins the courier's pass joins the table."""
    _owing(centre, tinh)
    written: list[str] = []
    whole = Store._transaction

    @contextmanager
    def counted(self: Store, begin: str, actor: str, *, writes: bool) -> Iterator[StoreBooks]:
        with whole(self, begin, actor, writes=writes) as books:
            yield books
        written.extend(['commit'] if writes else [])

    monkeypatch.setattr(Store, '_transaction', counted)
    assert one_pass(centre, tinh) == []
    assert len(written) == COMMITS


@pytest.mark.parametrize('halt', STEPS, ids=[f'{when} {step} {nth}' for step, when, nth in STEPS])
def test_a_courier_killed_anywhere_loses_and_doubles_nothing(
    centre: Store, tinh: RunningProvince, standing_clock: FixedClock, halt: tuple[str, str, int]
) -> None:
    """A fresh courier after it brings everything to the end: each dossier, file and result once, each told once."""
    _owing(centre, tinh)
    process = _started(centre.settings.place, tinh, *halt)
    try:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == 'now'
    finally:
        process.kill()
        process.communicate(timeout=60)
    standing_clock.forward(timedelta(hours=1))
    assert one_pass(centre, tinh) == []
    assert one_pass(centre, tinh) == []
    assert lines(centre) == []
    assert verify(centre) == []
    readings = Readings(centre)
    second = readings.dossier('dossier:2')
    readings.close()
    assert second is not None
    assert sorted(one['MaHoSo'] for one in tinh.desk.held()) == sorted([CODE, second.code])
    assert [one for one in tinh.desk.held() if one['TepConThieu']] == []
    assert {one['SHA256'] for one in tinh.desk.files()} == {digest_of(PAGE), digest_of(RESULT)}
    assert centre.pages().get(digest_of(RESULT)) == RESULT
    assert (kinds(centre, 'ResultArrived'), kinds(centre, 'ProvinceReceipt')) == (1, 3)


def _config(centre: Store, tinh: RunningProvince) -> Path:
    chosen, folder = tinh.settings, centre.settings.place
    config = folder.parent / 'motcua.toml'
    config.write_text(
        f'[store]\nfolder = "{folder}"\nkeyring = false\nlog = "{folder.parent}/log"\n'
        f'[province]\nurl = "{chosen.url}"\n'
        f'unit = "{chosen.unit}"\nclient_id = "{chosen.client_id}"\nsecret_file = "{chosen.secret_file}"\n',
        encoding='utf-8',
    )
    return config


def _sync(config: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, '-m', 'sync', '--config', str(config), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def _until(wanted: Callable[[], bool]) -> None:
    """Wait until something is so; the test's own time limit ends a wait for ever."""
    never = threading.Event()
    while not wanted():
        never.wait(0.05)


@pytest.mark.parametrize('told', [signal.SIGINT, signal.SIGTERM], ids=['Ctrl-C', 'SIGTERM'])
def test_a_courier_ends_in_order_and_only_one_runs(centre: Store, tinh: RunningProvince, told: signal.Signals) -> None:
    """It sends as long as it runs; a second one is refused with a sentence; told to stop, it ends well."""
    config = _config(centre, tinh)
    receive(centre, 1, content=PAGE)
    process = _sync(config, 'run')
    try:
        _until(lambda: lines(centre) == [])
        assert is_running(centre.settings.place)
        second = _sync(config, 'run')
        _, said = second.communicate(timeout=60)
        assert (second.returncode, "Một người đưa tin khác đang chạy" in said) == (command.REFUSED, True)
        process.send_signal(told)
        _, said = process.communicate(timeout=60)
        assert (process.returncode, said) == (command.DONE, '')
    finally:
        process.kill()
    assert not is_running(centre.settings.place)
    assert len(tinh.desk.held()) == len(tinh.desk.files()) == 1
    assert verify(centre) == []


def test_no_credential_gets_into_a_log_or_onto_the_console(centre: Store, tinh: RunningProvince) -> None:
    """Neither the secret nor a person stands in the log of a courier that meets every kind of trouble."""
    config = _config(centre, tinh)
    receive(centre, 1, content=PAGE)
    for kind, service in (('garbled', 'ThayDoi'), ('lost', 'DongBoHoSoMC'), ('busy', 'tep'), ('busy', 'CapKhoiMaHoSo')):
        tinh.switch(Fault(kind=kind, service=service, seconds=5))  # type: ignore[arg-type]  # by name
    process = _sync(config, 'run', '--once')
    out, err = process.communicate(timeout=60)
    assert process.returncode == command.FAILED
    log = (centre.settings.place.parent / 'log').read_text(encoding='utf-8')
    assert 'province.garbled' in log
    secret = Path(tinh.settings.secret_file).read_text(encoding='utf-8').strip()
    for text in (out, err, log):
        assert secret not in text
        assert 'Bearer' not in text
        assert 'Nguyễn' not in text
    assert {name for line in log.splitlines() for name in json.loads(line)} <= FIELDS
