"""The tables of the reference province, and how a column keeps JSON."""

import json
from typing import cast

import sqlalchemy as sa

from sync.province.protocol import JSON

METADATA = sa.MetaData()
# SQLite numbers only rows whose key is called INTEGER; PostgreSQL's integer ends at two thousand million
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')

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
    sa.Column('seq', _NUMBER, primary_key=True),
    sa.Column('dossier', sa.Text, nullable=False, index=True),
    sa.Column('digest', sa.Text, nullable=False),
    sa.Column('item', sa.Text, nullable=False),
    sa.UniqueConstraint('dossier', 'digest'),
)
RECEIPT = sa.Table(
    'receipt',
    METADATA,
    sa.Column('number', _NUMBER, primary_key=True),
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
# a machine that compares asks by the key alone: the client that told it may have been replaced since
sa.Index('answer_by_key', ANSWER.c.key)
CHANGE = sa.Table(
    'change',
    METADATA,
    sa.Column('seq', _NUMBER, primary_key=True),
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

# what people ask a unit, and its answer, '' before there is one
QUESTION = sa.Table(
    'question',
    METADATA,
    sa.Column('number', sa.Text, primary_key=True),
    sa.Column('unit', sa.Text, nullable=False, index=True),
    sa.Column('question', sa.Text, nullable=False),
    sa.Column('answer', sa.Text, nullable=False),
)
# what citizens said, one figure a unit, month and procedure: the last told stands
RATING = sa.Table(
    'rating',
    METADATA,
    sa.Column('unit', sa.Text, primary_key=True),
    sa.Column('month', sa.Text, primary_key=True),
    sa.Column('procedure', sa.Text, primary_key=True),
    sa.Column('record', sa.Text, nullable=False),
)


def packed(content: JSON) -> str:
    """JSON as a column keeps it."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(',', ':'))


def unpacked(text: str) -> dict[str, JSON]:
    """The object that a column keeps."""
    return cast('dict[str, JSON]', json.loads(text))
