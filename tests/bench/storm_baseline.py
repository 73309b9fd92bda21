"""What the database alone can take: the rows of the storm, inserted by psycopg without a province before it."""

import hashlib
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg

from sync.province.reference.schema import packed
from tests.bench.sizes import size_of
from tests.bench.workstations import code_of, facts_of, unit_of
from tests.sync.centre.servers import Server
from tests.sync.province.reports import step

CONNECTIONS, WORKSTATIONS = 8, size_of('BARE_WORKSTATIONS')

_TABLES = (
    'CREATE TABLE bare.dossier (code text PRIMARY KEY, unit text, record text, official text)',
    'CREATE TABLE bare.receipt (number bigserial PRIMARY KEY, unit text, service text, digest text, at text)',
    'CREATE TABLE bare.answer (client text, key text, digest text, content text, PRIMARY KEY (client, key))',
    'CREATE TABLE bare.progress (seq bigserial PRIMARY KEY, dossier text, digest text, item text)',
    'CREATE UNIQUE INDEX ON bare.progress (dossier, digest)',
    'CREATE INDEX ON bare.progress (dossier)',
)
_RECEIPT = 'INSERT INTO bare.receipt (unit, service, digest, at) VALUES (%s, %s, %s, %s) RETURNING number'
_ANSWER = 'INSERT INTO bare.answer VALUES (%s, %s, %s, %s)'


def inserted_per_second(server: Server, facts: int) -> float:
    """Facts a second: each dossier is a transaction, as its call is; ten steps are one."""
    with psycopg.connect(server.admin, autocommit=True) as books:
        books.execute('CREATE SCHEMA bare')
        for table in _TABLES:
            books.execute(table)  # type: ignore[arg-type]  # the bench's own words
    left = list(range(WORKSTATIONS))
    lock = threading.Lock()

    def insert(_connection: int) -> None:
        with psycopg.connect(server.admin) as books:
            while True:
                with lock:
                    if not left:
                        return
                    number = left.pop()
                _insert(books, number, facts)

    begun = time.monotonic()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        list(pool.map(insert, range(CONNECTIONS)))
    return WORKSTATIONS * facts / (time.monotonic() - begun)


def _insert(books: psycopg.Connection, number: int, facts: int) -> None:
    unit = unit_of(number)
    for place, one in enumerate(facts_of(number, facts)):
        text = packed(one)
        digest = hashlib.sha256(text.encode()).hexdigest()
        books.execute('INSERT INTO bare.dossier VALUES (%s, %s, %s, %s)', (code_of(number, place), unit, text, '{}'))
        _receipted(books, unit, 'DongBoHoSoMC', key=f'{number}:{place}', digest=digest)
        books.commit()
    for fact in range(facts):
        item = packed(step(code_of(number, fact)))
        digest = hashlib.sha256(item.encode()).hexdigest()
        books.execute(
            'INSERT INTO bare.progress (dossier, digest, item) VALUES (%s, %s, %s)',
            (code_of(number, fact), digest, item),
        )
    _receipted(books, unit, 'CapNhatTienDoHoSoMC', key=f'{number}:steps', digest='')
    books.commit()


def _receipted(books: psycopg.Connection, unit: str, service: str, *, key: str, digest: str) -> None:
    row = books.execute(_RECEIPT, (unit, service, digest, '20261124081500')).fetchone()
    content = json.dumps(
        {'error_code': '0', 'message': 'Đồng bộ thành công', 'result': {'SoTiepNhan': str(row), 'SHA256': digest}}
    )
    books.execute(_ANSWER, (unit, key, digest, content))
