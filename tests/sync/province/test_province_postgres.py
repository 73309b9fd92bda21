"""The province on PostgreSQL: the same contract, several processes at once, and no more than it can take."""

import itertools
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest
import requests

from office.errors import Trouble
from sync.province.lgsp import Lgsp
from sync.province.protocol import ProvinceRefused
from sync.province.reference.command import main
from sync.province.settings import ProvinceSettings, read_secret
from tests.emulators_province import UNIT, Running, RunningProvince
from tests.offices import FixedClock
from tests.ports import free_port
from tests.sync.centre.servers import Server
from tests.sync.province.contract_province import PortalContract
from tests.sync.province.reports import CODE, record, step

_SCHEMAS = itertools.count(1)
RUN = [sys.executable, '-c', 'import sys; from sync.province.reference.command import main; sys.exit(main())']


@pytest.fixture
def database(server: Server) -> str:
    """A schema of this test's own."""
    return server.address(f'tinh{next(_SCHEMAS)}')


class TestOnPostgres(PortalContract):
    shape = 's2'
    # told to SQLite alone: none of it reaches the database, or only as the rest does
    test_a_file_that_is_not_its_digest_goes_nowhere = None
    test_wrong_credentials_are_said_so = None
    test_nobody_there_is_said_so = None
    test_after_a_misfortune_the_same_is_sent_again = None
    test_the_catalogue_is_published = None


def code(number: int) -> str:
    return f'{UNIT}-261124-{number:04d}'


@contextmanager
def several(folder: Path, database: str) -> Iterator[tuple[ProvinceSettings, int]]:
    """A province of two processes, how a workstation speaks to it, and the process that minds the two."""
    options = ('serve', '--data', folder, '--port', '0', '--database', database, '--workers', '2', '--json')
    child = subprocess.Popen([*RUN, *map(str, options)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    try:
        told = json.loads(child.stdout.readline())
        yield (
            ProvinceSettings(
                url=told['url'], unit=UNIT, client_id='mot-cua', secret_file=told['clients']['mot-cua'], read_timeout=30
            ),
            child.pid,
        )
    finally:
        child.terminate()
        child.wait(timeout=20)
        child.stdout.close()


def workers_of(minder: int) -> list[int]:
    children = Path(f'/proc/{minder}/task/{minder}/children').read_text(encoding='ascii').split()
    return [int(one) for one in children if b'spawn_main' in Path(f'/proc/{one}/cmdline').read_bytes()]


def again(work: Callable[[], Any], trouble: str) -> Any:
    """What the work returns, once the trouble of a line or connection that broke meanwhile is over."""
    for _time in range(20):
        try:
            return work()
        except Trouble as met:
            if met.code != trouble:
                raise
    return work()


def test_processes_agree_on_every_key_and_outlive_each_other(tmp_path: Path, database: str) -> None:
    """Six speakers say the same thirty things at once, and a process is killed in the middle of it."""
    killed = threading.Event()

    def speak(speaker: int) -> set[tuple[int, str]]:
        made = Lgsp(settings, read_secret(settings), FixedClock())
        heard = set()
        for number in range(30):
            if speaker == 0 and number == 15:
                os.kill(workers_of(minder)[0], signal.SIGKILL)
                killed.set()
            told = partial(made.send_dossier, record(code(number)), updating=False, key=f'k-{number}')
            heard.add((number, again(told, 'province.no_answer').number))
        made.close()
        return heard

    with several(tmp_path / 'tinh', database) as (settings, minder):
        with ThreadPoolExecutor(6) as pool:
            heard = set().union(*pool.map(speak, range(6)))
        assert killed.is_set()
        # one receipt for each, whoever asked for it in whichever process
        assert len(heard) == 30
        made = Lgsp(settings, read_secret(settings), FixedClock())
        with pytest.raises(ProvinceRefused) as raised:
            made.send_dossier(record(code(3), owner='Người Khác'), updating=False, key='k-3')
        assert raised.value.code == 'province.key_conflict'
        made.close()


def test_what_is_done_at_once_is_done_once(running: Running) -> None:
    """Blocks don't overlap, a code has one dossier, a step is one step: whatever the keys."""
    with running() as province:

        def speak(speaker: int) -> tuple[list[int], int, int]:
            with province.adapter() as made:
                serials, taken, loud = list[int](), 0, 0
                for number in range(10):
                    block = made.reserve_codes(3, key=f'{speaker}-{number}')
                    serials += range(block.first, block.last + 1)
                    try:
                        made.send_dossier(
                            record(code(number), identity=f'00119900000{speaker}'),
                            updating=False,
                            key=f'd{speaker}-{number}',
                        )
                        taken += 1
                    except ProvinceRefused as refused:
                        loud += refused.code == 'province.key_conflict'
                    made.send_progress([step(code(number))], key=f's{speaker}-{number}')
                return serials, taken, loud

        with ThreadPoolExecutor(6) as pool:
            told = list(pool.map(speak, range(6)))
        serials = sorted(one for serials, _, _ in told for one in serials)
        assert serials == [*range(1, 6 * 10 * 3 + 1)]
        assert sum(taken for _, taken, _ in told) == 10
        assert sum(loud for _, _, loud in told) == 50
        assert [len(province.desk.steps(code(number))) for number in range(10)] == [1] * 10


def test_what_was_acknowledged_survives_the_servers_fall(
    tmp_path: Path, running: Running, server: Server, database: str
) -> None:
    """Even where an administrator made late commits the rule; while it is down, clients are asked to come back."""
    with psycopg.connect(server.admin, autocommit=True) as connection:
        connection.execute('ALTER ROLE chu SET synchronous_commit = off')
    try:
        with running() as province, province.adapter() as made:
            for number in range(5):
                made.send_dossier(record(code(number)), updating=False, key=f'k-{number}')
            server.stop()
            with pytest.raises(Trouble) as raised:
                made.send_dossier(record(code(9)), updating=False, key='k-9')
            assert raised.value.code == 'province.busy'
            assert 1 < raised.value.params['retry_after'] <= 10
            asked = requests.get(f'{province.url}/health', timeout=10)
            assert (asked.status_code, asked.headers['Retry-After'].isdigit()) == (503, True)
            server.start()
            again(partial(made.send_dossier, record(code(9)), updating=False, key='k-9'), 'province.busy')
            assert {one['MaHoSo'] for one in province.desk.held()} == {code(number) for number in (0, 1, 2, 3, 4, 9)}
            assert requests.get(f'{province.url}/health', timeout=10).json() == {'status': 'ok'}
    finally:
        with psycopg.connect(server.admin, autocommit=True) as connection:
            connection.execute('ALTER ROLE chu RESET synchronous_commit')


def test_more_than_fits_is_asked_to_come_back(running: Running, server: Server, database: str) -> None:
    """A bound, a time to come back at, and never an error of the server's own."""
    schema = database.rpartition('%3D')[2]
    turned_away = threading.Semaphore(0)

    def speak(number: int) -> int:
        try:
            lines[number].send_dossier(record(code(number)), updating=False, key=f'k-{number}')
        except Trouble as trouble:
            turned_away.release()
            return int(str(trouble.params['retry_after']))
        return 0

    with running(most_at_once=2) as province, ExitStack() as stack, psycopg.connect(server.admin) as holding:
        lines = [stack.enter_context(province.adapter()) for _number in range(12)]
        for line in lines:
            assert line.find_dossier(CODE) is None
        pool = stack.enter_context(ThreadPoolExecutor(12))
        holding.execute(f'LOCK TABLE {schema}.answer')  # type: ignore[arg-type]  # the test's own words
        waits = [pool.submit(speak, number) for number in range(12)]
        for _time in range(10):
            assert turned_away.acquire(timeout=20)
        assert requests.get(f'{province.url}/health', timeout=10).ok
        holding.rollback()
        told = sorted(one.result() for one in waits)
        assert told[:2] == [0, 0]
        assert set(told[2:]) <= {3, 4}
        assert len(province.desk.held()) == 2


def test_what_postgres_cannot_keep_is_no_text(province: RunningProvince) -> None:
    """NUL and numbers beyond every column, wherever a word goes into a question."""
    with province.in_shape('s2') as made:
        for asked in (
            lambda: made.find_dossier('\0'),
            lambda: made.changes('9' * 30, 9),
            lambda: made.changes('²', 9),
            lambda: made.return_codes('\0', 1, 2, key='k-1'),
            lambda: made.send_progress([step('\0')], key='k-2'),
        ):
            with pytest.raises(ProvinceRefused):
                asked()
        with pytest.raises(ProvinceRefused):
            made.send_dossier({**record(), 'MaHoSo': 'A\0'}, updating=False, key='k-3')
        made.send_dossier({**record(), 'GhiChu': 'a\0b'}, updating=False, key='k-4')
        held = made.find_dossier(CODE)
        assert held is not None
        assert held['GhiChu'] == 'a\0b'


@pytest.mark.parametrize(
    ('url', 'said'),
    [
        ('postgresql://ai@127.0.0.1:{port}/khong', 'kiểm tra địa chỉ'),
        ('mysql://a/b', 'postgresql://'),
        ('khong phai url', 'postgresql://'),
        ('sqlite:////khong/co/thu/muc/tinh.db', 'kiểm tra địa chỉ'),
    ],
)
def test_a_database_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str], url: str, said: str) -> None:
    args = ['serve', '--data', str(tmp_path), '--port', '0', '--database', url.format(port=free_port())]
    assert main(args) == 3
    told = capsys.readouterr().err
    assert said in told
    assert told.count('\n') == 1
