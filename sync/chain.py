"""The fact table: the next fact of this device's hash chain, and facts read back as they were written."""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

from office import codec
from office.facts import KINDS, Fact, FactBody
from sync.connection import Connection

# changes of the envelope are counted here; a kind whose meaning changes gets a new name instead
VERSION = 1
# what the first fact of a device names as the digest before it
BEGINNING = '0' * 64

# a fact as it stands in the table: the twelve columns in the order of COLUMNS
Row = tuple[Any, ...]
COLUMNS = 'seq, id, kind, version, subject, at, monotonic, actor, device, body, previous, digest'

_INSERT = f'INSERT INTO fact ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'  # noqa: S608  # our own names
# on one machine the last fact is the last of its device; else the facts are walked back from the end
_LAST = 'SELECT seq, device, monotonic, digest FROM fact ORDER BY seq DESC LIMIT 1'
_LAST_OF = 'SELECT monotonic, digest FROM fact WHERE device = ? ORDER BY seq DESC LIMIT 1'


class Unread(FactBody):
    """The body of a kind that a newer version wrote: kept and passed on as it came, understood by nobody here."""

    __slots__ = ('text',)

    def __init__(self, text: str) -> None:
        self.text = text


def next_row(
    connection: Connection, subject: str, body: FactBody, *, fact: str, at: datetime, actor: str, device: str
) -> Row:
    """The row that a fact is to have, at the end of its device's chain; nothing is written yet."""
    top, last_device, monotonic, previous = connection.execute(_LAST).fetchone() or (0, device, 0, BEGINNING)
    if last_device != device:
        monotonic, previous = connection.execute(_LAST_OF, (device,)).fetchone() or (0, BEGINNING)
    # microseconds since 1970 while the clock runs forward, one more than the last while it doesn't
    monotonic = max(monotonic + 1, int(at.timestamp() * 1_000_000))
    kind = type(body).__name__
    row = (
        *(top + 1, fact, kind, VERSION, subject, codec.moment(at), monotonic, actor, device),
        *(codec.dump(body), previous),
    )
    return *row, digest_of(row)


def append(connection: Connection, row: Row) -> None:
    """Write a row that ``next_row`` gave."""
    connection.execute(_INSERT, row)


def digest_of(row: Row) -> str:
    """SHA-256 over the canonical text of a row's first eleven columns; the body's text goes in as it is stored."""
    seq, fact, kind, version, subject, at, monotonic, actor, device, body, previous = row[:11]
    text = (
        f'{{"actor":{_quoted(actor)},"at":"{at}","body":{body},"device":{_quoted(device)},"id":{_quoted(fact)}'
        f',"kind":"{kind}","monotonic":{monotonic},"previous":"{previous}","seq":{seq}'
        f',"subject":{_quoted(subject)},"version":{version}}}'
    )
    return sha256(text.encode()).hexdigest()


def fact_of(row: Row, body: FactBody | None = None) -> Fact:
    """The fact of a row; ``body`` where it is at hand already."""
    seq, fact, kind, version, subject, at, monotonic, actor, device, text, previous, digest = row
    if body is None:
        known = KINDS.get(kind)
        body = codec.load(known, text) if known else Unread(text)
    return Fact(
        seq=seq,
        id=fact,
        kind=kind,
        version=version,
        subject=subject,
        at=codec.at(at),
        monotonic=monotonic,
        actor=actor,
        device=device,
        body=body,
        previous=previous,
        digest=digest,
    )


def rows(connection: Connection, condition: str = 'ORDER BY seq', *values: str | int) -> Iterator[Row]:
    """The rows of facts under a condition, such as ``'WHERE subject = ? ORDER BY seq'``, one by one."""
    yield from connection.execute(f'SELECT {COLUMNS} FROM fact {condition}', values)  # noqa: S608  # our own names


def facts(connection: Connection, condition: str = 'ORDER BY seq', *values: str | int) -> Iterator[Fact]:
    """The facts under a condition, one by one."""
    for row in rows(connection, condition, *values):
        yield fact_of(row)


_quoted = lru_cache(maxsize=256)(codec.canonical)
