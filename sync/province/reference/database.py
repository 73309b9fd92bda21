"""The province's database, SQLite or PostgreSQL: how it is opened, and the few words in which the two differ.

SQLite lets one writer in at a time, in whichever process. PostgreSQL lets all in at once: there a unique key decides
who was first, and whoever changes a thing that has no row yet waits its turn at the thing's name (``in_turn``).
"""

from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from office.errors import Refusal
from sync.province.reference.options import ReferenceOptions
from sync.province.reference.schema import ANSWER, METADATA

_DRIVERS = {'sqlite': 'sqlite', 'postgresql': 'postgresql+psycopg'}
_INSERTS: Mapping[str, Callable[[sa.Table], Any]] = {'sqlite': sqlite.insert, 'postgresql': postgresql.insert}
# a server on the province's own network that doesn't answer in so many seconds is not there
_CONNECT_SECONDS = 5
# what tables are made under: two processes that start at once would both make them
_MAKING = 'tables'


def opened(options: ReferenceOptions) -> sa.Engine:
    """The database with its tables; what is committed to it survives a power cut.

    Raises:
        Refusal: ``province.database`` when there is none at the address, or none that we know or may use.
    """
    url = _address(options)
    if url.get_backend_name() == 'sqlite':
        engine = sa.create_engine(url)
        sa.event.listen(engine, 'connect', _make_durable)
        sa.event.listen(engine, 'begin', _begin_as_writer)
    else:
        # said with each connection: an administrator may have made lighter promises the rule
        words = {'connect_timeout': _CONNECT_SECONDS, 'options': '-c synchronous_commit=on'}
        given = {name: value for name, value in words.items() if name not in url.query}
        if 'options' in url.query:
            given['options'] = f'{url.query["options"]} {words["options"]}'
        engine = sa.create_engine(url, connect_args=given, pool_size=options.connections, max_overflow=0)
    try:
        with engine.begin() as books:
            in_turn(books, _MAKING)
            METADATA.create_all(books)
            # not there yet where the table was made by an earlier version
            for index in ANSWER.indexes:
                index.create(books, checkfirst=True)
    except sa.exc.DBAPIError as error:
        engine.dispose()
        raise _refused(url, str(error.orig)) from error
    return engine


def add(books: sa.Connection, table: sa.Table, values: Mapping[str, Any]) -> bool:
    """Write a row unless one with its unique key is there; waits for a transaction that is writing that key now.

    Returns:
        Whether it was written.
    """
    made = _INSERTS[books.dialect.name](table).values(**values).on_conflict_do_nothing()
    return books.execute(made.returning(sa.literal_column('1'))).first() is not None


def upsert(books: sa.Connection, table: sa.Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Write a row whether or not one with its unique key is there."""
    made = _INSERTS[books.dialect.name](table).values(**key, **values)
    books.execute(made.on_conflict_do_update(index_elements=[*key], set_=dict(values)))


def in_turn(books: sa.Connection, *names: str) -> None:
    """Wait until nobody else holds these names, and hold them until the transaction ends; always in the same order."""
    if books.dialect.name == 'postgresql':
        books.execute(_IN_TURN, {'names': sorted(set(names))})


_IN_TURN = sa.text(
    'SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest(CAST(:names AS text[])) AS name'
)


def _address(options: ReferenceOptions) -> sa.URL:
    try:
        url = sa.make_url(options.database or f'sqlite:///{options.data / "tinh.db"}')
        driver = _DRIVERS[url.get_backend_name()]
    except (sa.exc.ArgumentError, KeyError, ValueError) as error:
        raise Refusal('province.database_kind') from error
    return url.set(drivername=driver)


def _refused(url: sa.URL, said: str) -> Refusal:
    detail = next((line.strip() for line in said.splitlines() if line.strip()), '')
    return Refusal('province.database', url=url.render_as_string(hide_password=True), detail=detail)


def _make_durable(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in ('journal_mode=WAL', 'synchronous=FULL', 'busy_timeout=30000', 'foreign_keys=ON'):
        connection.execute(f'PRAGMA {pragma}')


def _begin_as_writer(connection: sa.Connection) -> None:
    # a reader that becomes a writer midway would be refused when another wrote in between
    connection.exec_driver_sql('BEGIN IMMEDIATE')
