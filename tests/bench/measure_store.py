"""Measures of the store: save ÷ bare commit, search among a million dossiers, catalogue import.

Run as ``python -m tests.bench.measure_store [--count N] [--folder DIR] [--catalogue FILE]``; prints one JSON object.
"""

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from sqlite3 import Connection

from office.facts import DossierOpened, SummaryWritten
from office.papers import ListedComponent
from sync.catalogue import import_catalogue
from sync.clock import SystemClock
from sync.ids import TimeIds
from sync.readings import Readings
from sync.settings import StoreSettings
from sync.store import Store
from tests.bench.seed_store import names, seed

_BLOCK = 50


def milliseconds(run: Callable[[], object]) -> float:
    """How long one run takes."""
    begun = time.perf_counter()
    run()
    return (time.perf_counter() - begun) * 1000


def shown(times: list[float]) -> dict[str, float]:
    """Median, p95 and maximum of some times in ms."""
    ordered = sorted(times)
    p95 = ordered[int(len(ordered) * 0.95)]
    return {'median': round(statistics.median(ordered), 3), 'p95': round(p95, 3), 'max': round(ordered[-1], 3)}


def saves(store: Store, count: int = 1000) -> dict[str, object]:
    """The save of a dossier beside a bare commit of the same dossier's bytes into one table, taken by turns."""
    dossier = f'dossier:{store.ids.new()}'
    components = tuple(
        ListedComponent(code=f'KQ{number}', name=f"Giấy tờ số {number}", originals=1, copies=0) for number in range(4)
    )
    opened = DossierOpened(
        ticket=None,
        procedure='1.001193',
        procedure_version='1',
        procedure_name="Thủ tục đăng ký khai sinh",
        case='',
        channel='direct',
        components=components,
    )
    with store.change('officer:1') as books:
        books.record(dossier, opened)
    bare = store.connect()
    bare.executescript(_BARE_TABLES)
    (body,) = bare.execute('SELECT body FROM dossier WHERE id = ?', (dossier,)).fetchone()
    ours: list[float] = []
    theirs: list[float] = []
    same_rows: list[float] = []
    # by blocks: each connection reads its pages anew after the other has written
    for begin in range(0, count, _BLOCK):
        ours += [milliseconds(partial(_save, store, dossier, begin + number)) for number in range(_BLOCK)]
        theirs += [milliseconds(partial(_bare, bare, body)) for _ in range(_BLOCK)]
        same_rows += [milliseconds(partial(_bare_rows, bare, body, begin + number)) for number in range(_BLOCK)]
    bare.executescript('DROP TABLE bare; DROP TABLE bare_fact; DROP TABLE bare_dossier')
    bare.close()
    middle = statistics.median(ours)
    return {
        'save_ms': shown(ours),
        'bare_ms': shown(theirs),
        'same_rows_ms': shown(same_rows),
        'ratio': round(middle / statistics.median(theirs), 2),
        'ratio_same_rows': round(middle / statistics.median(same_rows), 2),
    }


def _save(store: Store, dossier: str, number: int) -> None:
    with store.change('officer:1') as books:
        books.record(dossier, SummaryWritten(summary=f"Đăng ký khai sinh cho cháu thứ {number}"))


def _bare(connection: Connection, body: str) -> None:
    connection.execute('BEGIN IMMEDIATE')
    connection.execute('INSERT INTO bare (body) VALUES (?)', (body,))
    connection.execute('COMMIT')


def _bare_rows(connection: Connection, body: str, number: int) -> None:
    """The rows of a save without the product: a fact with its two indexes and the dossier's body."""
    connection.execute('BEGIN IMMEDIATE')
    connection.execute(
        'INSERT INTO bare_fact (id, subject, rest) VALUES (?, ?, ?)', (f'{number:036}', 'dossier:1', 'x' * 400)
    )
    connection.execute('INSERT OR REPLACE INTO bare_dossier (id, body) VALUES (?, ?)', ('dossier:1', body))
    connection.execute('COMMIT')


_BARE_TABLES = '''
CREATE TABLE bare (id INTEGER PRIMARY KEY, body TEXT);
CREATE TABLE bare_fact (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, subject TEXT NOT NULL, rest TEXT NOT NULL);
CREATE INDEX bare_fact_by_subject ON bare_fact (subject, seq);
CREATE TABLE bare_dossier (id TEXT PRIMARY KEY, body TEXT NOT NULL);
'''


def needles(chance: random.Random) -> Iterator[tuple[str, str]]:
    """What people type, by kind, without end."""
    people = names(chance)
    while True:
        name = next(people)
        words = name.split()
        cut = chance.randrange(max(1, len(name) - 4))
        yield 'whole name', name
        yield 'two words', ' '.join(words[-2:])
        yield 'given name', words[-1]
        yield 'middle of the name', name[cut : cut + chance.randrange(3, 9)]
        yield 'words in another order', ' '.join(reversed(words))
        yield 'two letters', chance.choice(('an', 'vo', 'le', 'ng', 'th', 'y', 'q'))
        yield 'part of a number', f'{chance.randrange(10**6):06d}'
        yield (
            'part of a code',
            f'{chance.randrange(10, 20)}{chance.randrange(1, 13):02d}15-{chance.randrange(9999):04d}',
        )
        yield 'unknown', f'{words[-1]}{words[0]}'


def searches(store: Store, count: int = 900) -> dict[str, object]:
    """Searches of all kinds."""
    readings = Readings(store)
    times: dict[str, list[float]] = {}
    asked = needles(random.Random(7))  # noqa: S311  # invented people, no secrets
    for _ in range(count):
        kind, text = next(asked)
        times.setdefault(kind, []).append(milliseconds(partial(readings.search, text)))
    readings.close()
    every = [one for some in times.values() for one in some]
    return {'all': shown(every), **{kind: shown(some) for kind, some in times.items()}}


def main() -> None:
    """Seed if need be, measure and print."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument('--count', type=int, default=1_000_000)
    parser.add_argument('--folder', type=Path)
    parser.add_argument('--catalogue', type=Path)
    asked = parser.parse_args()
    folder = asked.folder or Path(tempfile.mkdtemp())
    clock = SystemClock()
    store = Store(StoreSettings(folder=str(folder), keyring=False), clock=clock, ids=TimeIds(clock))
    figures: dict[str, object] = {}
    with store.read() as books:
        (held,) = books.connection.execute('SELECT count(*) FROM dossier').fetchone()
    if held < asked.count:
        figures['seed_s'] = round(milliseconds(partial(seed, store, asked.count)) / 1000, 1)
    figures['saves'] = saves(store)
    figures['searches'] = searches(store)
    if asked.catalogue:
        figures['import_s'] = round(milliseconds(partial(import_catalogue, store, asked.catalogue, 'system')) / 1000, 2)
    print(json.dumps(figures, indent=1))


if __name__ == '__main__':
    main()
