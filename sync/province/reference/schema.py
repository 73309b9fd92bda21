"""The tables of the reference province, and how its database is opened."""

import json
from collections.abc import Mapping
from typing import Any, cast

import sqlalchemy as sa

from sync.province.protocol import JSON
from sync.province.reference.options import ReferenceOptions

METADATA = sa.MetaData()

# ``record`` as the centre reported it; ``official`` the fields that officials changed since
DOSSIER = sa.Table(
    'dossier',
    METADATA,
    sa.Column('code', sa.Text, primary_key=True),
    sa.Column('unit', sa.Text, nullable=False),
    sa.Column('record', sa.Text, nullable=False),
    sa.Column('official', sa.Text, nullable=False),
)
FORMER_CODE = sa.Table(
    'former_code',
    METADATA,
    sa.Column('code', sa.Text, primary_key=True),
    sa.Column('now', sa.Text, nullable=False),
)
PROGRESS = sa.Table(
    'progress',
    METADATA,
    sa.Column('seq', sa.Integer, primary_key=True),
    sa.Column('dossier', sa.Text, nullable=False, index=True),
    sa.Column('digest', sa.Text, nullable=False),
    sa.Column('item', sa.Text, nullable=False),
    sa.UniqueConstraint('dossier', 'digest'),
)
RECEIPT = sa.Table(
    'receipt',
    METADATA,
    sa.Column('number', sa.Integer, primary_key=True),
    sa.Column('unit', sa.Text, nullable=False),
    sa.Column('service', sa.Text, nullable=False),
    sa.Column('digest', sa.Text, nullable=False),
    sa.Column('at', sa.Text, nullable=False),
    # a number that was given away must not come back after a row is forgotten
    sqlite_autoincrement=True,
)
ANSWER = sa.Table(
    'answer',
    METADATA,
    sa.Column('client', sa.Text, primary_key=True),
    sa.Column('key', sa.Text, primary_key=True),
    sa.Column('digest', sa.Text, nullable=False),
    sa.Column('content', sa.Text, nullable=False),
)
CHANGE = sa.Table(
    'change',
    METADATA,
    sa.Column('seq', sa.Integer, primary_key=True),
    sa.Column('unit', sa.Text, nullable=False, index=True),
    sa.Column('item', sa.Text, nullable=False),
    sqlite_autoincrement=True,
)
SERIES = sa.Table(
    'series',
    METADATA,
    sa.Column('prefix', sa.Text, primary_key=True),
    sa.Column('next', sa.Integer, nullable=False),
)

# codes that centres gave back: void for ever, because whoever gave them back may have been a copy of itself
RETURNED = sa.Table(
    'returned',
    METADATA,
    sa.Column('prefix', sa.Text, primary_key=True),
    sa.Column('first', sa.Integer, primary_key=True),
    sa.Column('last', sa.Integer, nullable=False),
)
# each machine's mark, and the things that it last listed for a day and kind
MACHINE = sa.Table(
    'machine',
    METADATA,
    sa.Column('unit', sa.Text, primary_key=True),
    sa.Column('name', sa.Text, primary_key=True),
    sa.Column('mark', sa.Text, nullable=False),
)
LISTED = sa.Table(
    'listed',
    METADATA,
    sa.Column('unit', sa.Text, primary_key=True),
    sa.Column('machine', sa.Text, primary_key=True),
    sa.Column('day', sa.Text, primary_key=True),
    sa.Column('kind', sa.Text, primary_key=True),
    sa.Column('lines', sa.Text, nullable=False),
)


def opened(options: ReferenceOptions) -> sa.Engine:
    """The database with its tables; what is committed to it survives a power cut."""
    engine = sa.create_engine(options.database or f'sqlite:///{options.data / "tinh.db"}')
    if engine.dialect.name == 'sqlite':
        sa.event.listen(engine, 'connect', _make_durable)
        sa.event.listen(engine, 'begin', _begin_as_writer)
    METADATA.create_all(engine)
    return engine


def packed(content: JSON) -> str:
    """JSON as a column keeps it."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(',', ':'))


def unpacked(text: str) -> dict[str, JSON]:
    """The object that a column keeps."""
    return cast('dict[str, JSON]', json.loads(text))


def upsert(books: sa.Connection, table: sa.Table, key: Mapping[str, str], values: Mapping[str, Any]) -> None:
    """Write a row whether or not it is there, in words that every database knows."""
    same = sa.and_(*(table.c[name] == value for name, value in key.items()))
    if not books.execute(table.update().where(same).values(**values)).rowcount:
        books.execute(table.insert().values(**key, **values))


def _make_durable(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in ('journal_mode=WAL', 'synchronous=FULL', 'busy_timeout=30000', 'foreign_keys=ON'):
        connection.execute(f'PRAGMA {pragma}')


def _begin_as_writer(connection: sa.Connection) -> None:
    # a reader that becomes a writer midway would be refused when another wrote in between
    connection.exec_driver_sql('BEGIN IMMEDIATE')
