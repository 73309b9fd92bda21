"""The save of a dossier beside a bare commit, and searches among a million dossiers beside a scan of the table."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from sqlite3 import Connection

from office.facts import DossierOpened, SummaryWritten
from office.papers import ListedComponent
from office.search_key import fold
from sync.readings import Readings
from sync.store import Store
from tests.bench.figures import Figure, hand_over, median, p95, progress
from tests.bench.seed_store import CACHED, names, seeded
from tests.bench.sizes import size_of

FACTS, SAVES, SEARCHES = size_of('FACTS'), size_of('SAVES'), size_of('SEARCHES')
SCANS = 3
_BLOCK = 50


def milliseconds(run: Callable[[], object]) -> float:
    """How long one run takes."""
    begun = time.perf_counter()
    run()
    return (time.perf_counter() - begun) * 1000


@dataclass
class Timed:
    """Milliseconds of each run, and of the processor in all."""

    each: list[float] = field(default_factory=list)
    processor: float = 0.0

    def run(self, works: list[Callable[[], object]]) -> None:
        """Do some work, measured one by one."""
        begun = time.process_time()
        self.each += [milliseconds(work) for work in works]
        self.processor += (time.process_time() - begun) * 1000

    @property
    def processor_each(self) -> float:
        """The processor's milliseconds of one run, on average."""
        return self.processor / len(self.each)


@dataclass
class Saves:
    """A dossier's saves, bare commits of the same rows, and bare commits of its bytes alone."""

    ours: Timed = field(default_factory=Timed)
    same_rows: Timed = field(default_factory=Timed)
    bytes_alone: Timed = field(default_factory=Timed)


def saves(store: Store, count: int) -> Saves:
    """Save a dossier many times, and beside it the same by hand, by turns."""
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
    done = Saves()
    # by blocks: each connection reads its pages anew after the other has written
    for begin in range(0, count, _BLOCK):
        done.ours.run([partial(_save, store, dossier, begin + number) for number in range(_BLOCK)])
        done.bytes_alone.run([partial(_bare, bare, body)] * _BLOCK)
        done.same_rows.run([partial(_bare_rows, bare, body, begin + number) for number in range(_BLOCK)])
    bare.executescript('DROP TABLE bare; DROP TABLE bare_fact; DROP TABLE bare_dossier')
    bare.close()
    return done


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


def searches(store: Store, count: int) -> tuple[dict[str, list[float]], list[float]]:
    """Milliseconds of searches by kind, and of the same by scanning the table for the folded text."""
    readings, plain = Readings(store), store.connect(reads_only=True)
    times: dict[str, list[float]] = {}
    asked = needles(random.Random(7))  # noqa: S311  # invented people, no secrets
    for _ in range(count):
        kind, text = next(asked)
        times.setdefault(kind, []).append(milliseconds(partial(readings.search, text)))
    scans = [milliseconds(partial(_scan, plain, next(asked)[1])) for _ in range(SCANS)]
    readings.close()
    plain.close()
    return times, scans


def _scan(connection: Connection, text: str) -> None:
    """What a store without an index for parts of words does."""
    words = fold(text).split()
    condition = ' AND '.join("needle LIKE '%' || ? || '%'" for _ in words)
    connection.execute(f'SELECT id FROM dossier WHERE {condition} ORDER BY row DESC', words).fetchall()


def saved(done: Saves) -> list[Figure]:
    """The save beside the same rows, which the bound is about, and beside one row, which is only a floor."""
    rows = 'the same rows (fact with indexes, dossier) by hand: same file, key, pragmas, fsync'
    return [
        Figure(
            name='save of a dossier, median',
            value=median(done.ours.each),
            unit='ms',
            baseline=median(done.same_rows.each),
            against=rows,
            bound=1.5,
            of_ratio=True,
            note='most of both is the disk that syncs; the sooner it does, the more the next line counts',
        ),
        Figure(
            name='save of a dossier, of the processor, mean',
            value=done.ours.processor_each,
            unit='ms',
            baseline=done.same_rows.processor_each,
            against=rows,
            note='what checking, folding, chaining and JSON cost, whatever the disk',
        ),
        Figure(
            name='save of a dossier beside one row of its bytes, median',
            value=median(done.ours.each),
            unit='ms',
            baseline=median(done.bytes_alone.each),
            against="one row with the dossier's bytes: it keeps no history, so it is no bound, only a floor",
        ),
    ]


def found(times: dict[str, list[float]], scans: list[float]) -> Figure:
    """All searches, whatever was typed."""
    every = [one for some in times.values() for one in some]
    slowest = max(times, key=lambda kind: p95(times[kind]))
    return Figure(
        name=f'search among {FACTS:,} dossiers, p95',
        value=p95(every),
        unit='ms',
        baseline=median(scans),
        against='a scan of the table with LIKE (median)',
        bound=20,
        note=f'slowest kind: {slowest}, p95 {p95(times[slowest]):.1f} ms; slowest of all {max(every):.1f} ms',
    )


def main() -> None:
    """Seed if need be, save and search."""
    progress(f'a store of {FACTS:,} dossiers')
    store = seeded(CACHED, FACTS)
    progress(f'{SAVES} saves')
    saving = saved(saves(store, SAVES))
    progress(f'{SEARCHES} searches, {SCANS} scans')
    searching = found(*searches(store, SEARCHES))
    store.close()
    hand_over([*saving, searching])


if __name__ == '__main__':
    main()
