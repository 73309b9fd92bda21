"""Several processes and one file: nobody claims twice, and a process that dies or a disk that fills undoes cleanly."""

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from office.errors import Trouble
from sync.store import Store
from sync.verify import verify
from tests.offices import SequenceIds, open_store
from tests.sync.contract_ledger import DAY, TICKET, issued

ROOT = Path(__file__).parents[2]
BEGINNING = '''
import os, resource, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from office import facts
from office.desk.queueing import Queueing
from office.errors import Problem
from tests.offices import FixedClock, SequenceIds, open_store
from tests.sync.contract_ledger import DAY, TICKET, issued
folder, name = Path(sys.argv[1]), int(sys.argv[2])
'''


def _started(folder: Path, name: int, script: str) -> subprocess.Popen[str]:
    """A process of its own that runs a script on the store of a folder."""
    text = BEGINNING.format(root=str(ROOT)) + textwrap.dedent(script)
    return subprocess.Popen(
        [sys.executable, '-c', text, str(folder), str(name)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, 'PYTHONDONTWRITEBYTECODE': '1'},
    )


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path, ids=SequenceIds(9))
    yield store
    store.close()


def test_processes_claim_every_ticket_once(store: Store, tmp_path: Path) -> None:
    with store.change('kiosk:k1') as books:
        for number in range(1, 61):
            books.record(f'ticket:{number}', issued(number))
    claim = '''
    store = open_store(folder, ids=SequenceIds(name))
    queueing = Queueing(store, store.clock, store.ids)
    print('ready', flush=True)
    sys.stdin.readline()
    while ticket := queueing.call_next(str(name), f'officer:{name}', frozenset('A')):
        print(ticket.label, flush=True)
    '''
    counters = [_started(tmp_path, name, claim) for name in (1, 2)]
    assert [_line(counter) for counter in counters] == ['ready', 'ready']
    for counter in counters:
        assert counter.stdin is not None
        counter.stdin.write('go\n')
        counter.stdin.flush()
    called = [counter.communicate(timeout=60)[0].split() for counter in counters]
    assert sorted(called[0] + called[1]) == [f'A{number:03d}' for number in range(1, 61)]
    assert verify(store) == []


def test_processes_that_start_together_make_one_store(tmp_path: Path) -> None:
    start = '''
    store = open_store(folder, ids=SequenceIds(name))
    with store.change('a') as books:
        print(books.next_number('s'), flush=True)
    '''
    processes = [_started(tmp_path, name, start) for name in range(3)]
    assert sorted(process.communicate(timeout=60)[0].strip() for process in processes) == ['1', '2', '3']


@pytest.mark.parametrize('ended', [False, True], ids=['in the middle of a transaction', 'after its commit'])
def test_a_process_killed_leaves_whole_transactions_only(store: Store, tmp_path: Path, ended: bool) -> None:
    kill = f'''
    store = open_store(folder, ids=SequenceIds(name))
    with store.change('kiosk:k1') as books:
        books.next_number('ticket')
        books.record(TICKET, issued())
        if not {ended}:
            print('now', flush=True)
            sys.stdin.readline()
    print('now', flush=True)
    sys.stdin.readline()
    '''
    process = _started(tmp_path, 1, kill)
    assert _line(process) == 'now'
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    with store.change('kiosk:k1') as books:
        assert books.count_tickets(DAY) == int(ended)
        assert books.next_number('ticket') == 1 + int(ended)
        if not ended:
            books.record(TICKET, issued())
    assert verify(store) == []


@pytest.mark.skipif(sys.platform == 'win32', reason="resource limits are POSIX")
def test_a_disk_that_takes_no_more_is_trouble_and_undoes(store: Store, tmp_path: Path) -> None:
    """No file of the child may grow, so that writing fails in the middle of a commit."""
    fill = '''
    store = open_store(folder, ids=SequenceIds(name))
    with store.change('kiosk:k1') as books:
        books.record(TICKET, issued())
    size = max(path.stat().st_size for path in folder.iterdir())
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 40_000, resource.RLIM_INFINITY))
    said = None
    for number in range(2, 500):
        try:
            with store.change('kiosk:k1') as books:
                books.record(f'ticket:{number}', issued(number))
        except Problem as problem:
            said = problem.code
            break
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    with store.change('kiosk:k1') as books:
        books.record('ticket:later', issued(number))
        print(said, number, books.count_tickets(DAY), flush=True)
    '''
    process = _started(tmp_path, 1, fill)
    said, failed, counted = process.communicate(timeout=60)[0].split()
    assert said == 'store.disk'
    assert int(counted) == int(failed) > 2
    with store.read() as books:
        assert books.count_tickets(DAY) == int(failed)
    assert verify(store) == []


def test_a_full_disk_is_trouble_and_undoes(store: Store) -> None:
    """SQLite says the same when its pages run out as when the disk's do."""
    with store.change('kiosk:k1') as books:
        books.record(TICKET, issued())
        (pages,) = books.connection.execute('PRAGMA page_count').fetchone()
        books.connection.execute(f'PRAGMA max_page_count = {pages}')
    with pytest.raises(Trouble) as told:
        _fill(store)
    assert told.value.code == 'store.disk_full'
    with store.change('kiosk:k1') as books:
        books.connection.execute('PRAGMA max_page_count = 1000000')
        assert books.count_tickets(DAY) > 1
        books.record('ticket:later', issued(1000))
    assert verify(store) == []


def _fill(store: Store) -> None:
    for number in range(2, 500):
        with store.change('kiosk:k1') as books:
            books.record(f'ticket:{number}', issued(number))
