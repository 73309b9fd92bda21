"""The centre's server: calls by many counters at once beside a bare commit, pages beside their bare bytes."""

import hashlib
import secrets
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import psycopg

from office.desk.queueing import Queueing
from sync.centre.claims import CentreClaims
from sync.centre.connection import connect
from sync.centre.founding import Founded, init_centre
from sync.centre.sharing import Sharing
from sync.centre.shelf import Seal, Shelf
from sync.clock import SystemClock
from sync.ids import TimeIds
from sync.settings import StoreSettings
from sync.store import Store
from tests.bench.figures import Figure, hand_over, median, p95, progress
from tests.bench.sizes import size_of
from tests.sync.centre.servers import Server, running_server

COUNTERS, KIOSKS, CALLS = size_of('COUNTERS'), size_of('KIOSKS'), size_of('CALLS')
# people of a busy centre call every few minutes; fifty counters that each call twice a second are a storm
_BETWEEN_S = 0.5
# a scanned A4 page in colour (design §9)
_PAGE, _PAGES = 250_000, size_of('CENTRE_PAGES')


def calls(addresses: list[str], tickets: list[str]) -> tuple[list[float], list[str]]:
    """Every counter calls some numbers, at its own pace; milliseconds of each call, and what was called."""
    go = threading.Barrier(len(addresses))

    def serve(place: int) -> tuple[list[float], list[str]]:
        claims, took, called = CentreClaims(addresses[place]), [], []
        never = threading.Event()
        claims.claim(['ticket:warm'], str(place))
        go.wait()
        never.wait(_BETWEEN_S * place / len(addresses))
        for _ in range(CALLS):
            begun = time.perf_counter()
            ticket = claims.claim(tickets, str(place))
            took.append((time.perf_counter() - begun) * 1000)
            if ticket is not None:
                called.append(ticket)
                tickets.remove(ticket)
            never.wait(_BETWEEN_S)
        claims.close()
        return took, called

    with ThreadPoolExecutor(len(addresses)) as pool:
        done = list(pool.map(serve, range(len(addresses))))
    return [one for took, _ in done for one in took], [one for _, called in done for one in called]


def issuing(kiosks: list[Founded], folder: Path, stop: threading.Event) -> list[threading.Thread]:
    """Kiosks that issue and send a ticket each half a second while counters call."""

    def issue(one: Founded) -> None:
        clock = SystemClock()
        settings = StoreSettings(folder=str(folder / one.device), device=one.device, keyring=False)
        store = Store(settings, clock=clock, ids=TimeIds(clock))
        queueing = Queueing(store, clock, store.ids)
        with connect(one.address) as connection:
            sharing = Sharing(store, connection)
            while not stop.wait(_BETWEEN_S):
                queueing.issue('A', series=one.device, place=one.device)
                sharing.push()
        store.close()

    threads = [threading.Thread(target=issue, args=(one,), daemon=True) for one in kiosks]
    for thread in threads:
        thread.start()
    return threads


def bare(server: Server) -> list[float]:
    """A durable update of one row by one connection, nobody else there."""
    took = []
    with psycopg.connect(server.admin, autocommit=True) as connection:
        connection.execute('CREATE TABLE bare (a int PRIMARY KEY, b int)')
        connection.execute('INSERT INTO bare VALUES (1, 0)')
        for _ in range(200):
            begun = time.perf_counter()
            connection.execute('UPDATE bare SET b = b + 1 WHERE a = 1')
            took.append((time.perf_counter() - begun) * 1000)
    return took


def pages(server: Server, counter: Founded) -> list[Figure]:
    """A page put into the centre, and fetched from it, beside its bare bytes in a table of the same server."""
    assert counter.key is not None
    contents = [secrets.token_bytes(_PAGE) for _page in range(_PAGES)]
    digests = [hashlib.sha256(one).hexdigest() for one in contents]
    with connect(counter.address) as connection, psycopg.connect(server.admin, autocommit=True) as plain:
        plain.execute('CREATE TABLE bare_page (digest text PRIMARY KEY, content bytea)')
        plain.execute('ALTER TABLE bare_page ALTER COLUMN content SET STORAGE EXTERNAL')
        shelf = Shelf(connection, Seal.of(counter.key))
        put, bare_put, got, bare_got = list[float](), list[float](), list[float](), list[float]()
        for digest, content in zip(digests, contents, strict=True):
            put.append(_ms(partial(shelf.put, digest, content)))
            row = (digest, content)
            bare_put.append(_ms(partial(plain.execute, 'INSERT INTO bare_page VALUES (%s, %b)', row)))
        for digest in digests:
            got.append(_ms(partial(shelf.get, digest)))
            asked = partial(plain.execute, 'SELECT content FROM bare_page WHERE digest = %s', (digest,), binary=True)
            bare_got.append(_ms(asked))
    note = f'{_PAGES} pages of {_PAGE // 1000} KB'
    against = 'the bare bytes in one row, unsealed'
    both = (('centre.put_page', put, bare_put), ('centre.fetch_page', got, bare_got))
    return [
        Figure(name=name, value=median(took), unit='ms median', baseline=median(base), against=against, note=note)
        for name, took, base in both
    ]


def _ms(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def main() -> None:
    """Measure and hand over."""
    progress(f'{COUNTERS} counters call {CALLS} numbers each')
    # fsync as it comes: a call is durable before it is shown
    with running_server(()) as server, tempfile.TemporaryDirectory() as folder:
        machines = {f'Q{number}': 'counter' for number in range(COUNTERS)}
        machines |= {f'K{number}': 'kiosk' for number in range(KIOSKS)}
        made = init_centre(server.admin, 'motcua', machines, Path(folder))
        counters = [one for one in made if one.kind == 'counter']
        tickets = [f'ticket:{number:05d}' for number in range(COUNTERS * CALLS + 1)]
        stop = threading.Event()
        threads = issuing([one for one in made if one.kind == 'kiosk'], Path(folder), stop)
        took, called = calls([one.address for one in counters], tickets)
        stop.set()
        for thread in threads:
            thread.join()
        base = bare(server)
        shared = pages(server, counters[0])
    twice = len(called) - len(set(called))
    hand_over(
        [
            Figure(
                name='centre.call_next',
                value=p95(took),
                unit='ms p95',
                baseline=p95(base),
                against='one bare commit, nobody else there',
                bound=50,
                note=f'{COUNTERS} counters, {KIOSKS} kiosks',
            ),
            Figure(name='centre.called_twice', value=twice, unit='numbers', bound=0, note=f'{len(called)} called'),
            *shared,
        ]
    )


if __name__ == '__main__':
    main()
