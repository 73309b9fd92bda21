"""Workstations that all come back within a minute, against the reference province on PostgreSQL in several processes.

The usual run is short: 300 workstations within six seconds, as many a second as 3,000 within a minute. ``--long``
climbs from 100 to 3,000 within a minute each. Server, database and workstations share this machine's processors.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psycopg

from tests.bench.figures import Figure, hand_over, median, p95, processor_seconds, progress
from tests.bench.programs import served
from tests.bench.sizes import size_of
from tests.bench.storm_baseline import inserted_per_second
from tests.bench.workstations import Job, Told, client_of, unit_of
from tests.sync.centre.servers import Server, running_server

LONG = 'BENCH_LONG' in os.environ
LADDER = (100, 300, 1000, 3000) if LONG else (size_of('WORKSTATIONS'),)
WITHIN = 60 if LONG else size_of('WITHIN')
FACTS, WORKERS = size_of('STORM_FACTS'), size_of('WORKERS')
# a Python process plays no more than so many without its own lock being what is measured
PER_PROCESS = 750
READY_SECONDS = 2.0
# HTTP's own numbers
TURNED_AWAY, BROKEN = 429, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Storm:
    """What became of one rung of the ladder."""

    workstations: int
    told: Told
    held: dict[str, int]
    bytes_held: int
    seconds: float
    # of the province's processes, PostgreSQL's and the workstations' own
    cpu_s: dict[str, float]

    @property
    def rate(self) -> float:
        """Facts a second, from the first acknowledgement to the last."""
        return len(self.told.acknowledged) / (max(self.told.acknowledged) - min(self.told.acknowledged))

    @property
    def astray(self) -> int:
        """How many facts are not exactly once in the books, or were not acknowledged exactly once."""
        wanted = self.workstations * FACTS
        counted = (self.held['dossier'], self.held['progress'], len(self.told.receipts), len(set(self.told.receipts)))
        calls = self.held['answer'] - self.workstations * -(-FACTS // 10)
        return sum(abs(wanted - one) for one in (*counted, calls))


@contextmanager
def province(folder: Path, database: str) -> Iterator[tuple[str, int]]:
    """The product's own command in its own processes; its address, and the process that minds them."""
    clients = folder / 'clients.txt'
    names = [f'{client_of(number)}={unit_of(number)}' for number in range(max(LADDER))]
    clients.write_text('\n'.join(names) + '\n', encoding='ascii')
    options = ['--data', str(folder / 'tinh'), '--clients', str(clients), '--database', database]
    with served(*options, '--workers', str(WORKERS)) as (told, minder):
        yield str(told['url']), minder


def storm(server: Server, folder: Path, workstations: int) -> Storm:
    """One rung on a database of its own."""
    schema = f'bao{workstations}'
    with province(folder, server.address(schema)) as (url, minder):
        begun, before = time.monotonic(), _spent(minder, server)
        told = played(url, folder / 'tinh' / 'bi-mat', workstations)
        seconds, after = time.monotonic() - begun, _spent(minder, server)
    tables = ('dossier', 'progress', 'answer', 'receipt')
    with psycopg.connect(server.admin) as books:
        sizes = [
            books.execute('SELECT pg_total_relation_size(%s)', (f'{schema}.{name}',)).fetchone() for name in tables
        ]
        rows = {name: books.execute(f'SELECT count(*) FROM {schema}.{name}').fetchone() for name in tables}  # type: ignore[arg-type]  # the bench's own words
    held = {name: row[0] for name, row in rows.items() if row}
    cpu = {name: after[name] - before[name] for name in after}
    size = sum(row[0] for row in sizes if row)
    return Storm(workstations=workstations, told=told, held=held, bytes_held=size, seconds=seconds, cpu_s=cpu)


def _spent(minder: int, server: Server) -> dict[str, float]:
    """Seconds of processor time so far."""
    assert server.process is not None
    own = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = {'province': processor_seconds(minder), 'postgresql': processor_seconds(server.process.pid)}
    return {**spent, 'workstations': own.ru_utime + own.ru_stime}


def played(url: str, secrets: Path, workstations: int) -> Told:
    """Let them all come back, in as many processes as they need."""
    count = -(-workstations // PER_PROCESS)
    edges = [workstations * place // count for place in range(count + 1)]
    start = time.time() + READY_SECONDS + workstations / 500

    def process(place: int) -> dict[str, Any]:
        job = Job(
            url=url,
            secrets=str(secrets),
            first=edges[place],
            last=edges[place + 1],
            facts=FACTS,
            within=WITHIN,
            start=start,
        )
        call = [sys.executable, '-m', 'tests.bench.workstations']
        done = subprocess.run(call, input=json.dumps(asdict(job)), stdout=subprocess.PIPE, text=True, check=True)
        given: dict[str, Any] = json.loads(done.stdout)
        return given

    all_told = Told()
    with ThreadPoolExecutor(count) as pool:
        for given in pool.map(process, range(count)):
            all_told.acknowledged += given['acknowledged']
            all_told.took_ms += given['took_ms']
            all_told.drained_s += given['drained_s']
            all_told.receipts += given['receipts']
            all_told.troubles += given['troubles']
            all_told.statuses += given['statuses']
    return all_told


def figures_of(one: Storm, bare: float) -> list[Figure]:
    """A rung in figures."""
    name, told = f'storm.{one.workstations}', one.told
    troubles = Counter(told.troubles)
    troubles.pop('province.busy', None)
    return [
        Figure(
            name=f'{name}.facts',
            value=one.rate,
            unit='facts/s',
            baseline=bare,
            against='bare INSERTs of the same rows, as many in a transaction, by psycopg on 8 connections',
            note=f'{one.workstations} workstations × {FACTS} facts within {WITHIN} s, {WORKERS} processes',
        ),
        Figure(
            name=f'{name}.owed', value=one.workstations * FACTS / WITHIN, unit='facts/s', note='while they come back'
        ),
        Figure(name=f'{name}.answer_p50', value=median(told.took_ms), unit='ms'),
        Figure(name=f'{name}.answer_p95', value=p95(told.took_ms), unit='ms'),
        Figure(name=f'{name}.drained_p50', value=median(told.drained_s), unit='s'),
        Figure(name=f'{name}.drained_p95', value=p95(told.drained_s), unit='s', note='back to all acknowledged'),
        Figure(name=f'{name}.told_to_come_back', value=told.statuses.count(TURNED_AWAY), unit='answers 429'),
        Figure(
            name=f'{name}.server_errors',
            value=len([one for one in told.statuses if one >= BROKEN]),
            unit='answers',
            bound=0,
        ),
        Figure(name=f'{name}.other_troubles', value=troubles.total(), unit='answers', note=str(dict(troubles) or '')),
        *(
            Figure(name=f'{name}.cpu_{whose}', value=spent * 1000 / len(told.acknowledged), unit='ms/fact')
            for whose, spent in one.cpu_s.items()
        ),
        Figure(
            name=f'{name}.bytes', value=one.bytes_held / len(told.acknowledged), unit='bytes/fact', note='with indexes'
        ),
        Figure(name=f'{name}.astray', value=one.astray, unit='facts', bound=0, note=f'held: {one.held}'),
    ]


def main() -> None:
    """Measure and hand over."""
    # fsync as it comes: a fact is durable before its receipt
    with running_server(()) as server, tempfile.TemporaryDirectory() as folder:
        bare = inserted_per_second(server, FACTS)
        progress(f'bare INSERTs: {bare:.0f} facts/s')
        figures = []
        for workstations in LADDER:
            progress(f'{workstations} workstations')
            one = storm(server, Path(folder), workstations)
            progress(f'{one.rate:.0f} facts/s in {one.seconds:.0f} s, {dict(Counter(one.told.troubles))}')
            figures += figures_of(one, bare)
    hand_over(figures)


if __name__ == '__main__':
    main()
