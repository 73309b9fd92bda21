"""The courier's leases on outbox items, and its lanes: how each fares, and until when it rests.

A lease is taken durably before anything is sent, and is free again when it runs out. A lane that met trouble with the
province rests, as long as the province asked or twice as long each time; so an answer to one item is an answer to all
behind it. Times in the future beyond any wait of ours come from a clock that was set back since, and count as over.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from office import codec
from office.errors import Problem, Trouble
from sync.books import StoreBooks
from sync.store import Store

# longer than the slowest answer waited for, so that no second courier sends beside a living one
_LEASE = timedelta(minutes=5)
# 5 s after the first failure, at most 15 minutes for an item that the province chokes on
_FIRST, _LONGEST, _DOUBLINGS = 5.0, 900.0, 8
# a province that is down is knocked at once a minute: back in the morning, it is told within a coffee
_LONGEST_REST = 60.0
# nobody is asked to stay away for longer than a day; a garbled header could say a year
_LONGEST_ASKED = 86_400.0
# an item that met trouble so often while the lane got answers in between is the item's own trouble
MOST_TRIES = 12
# a lane that does well says so once a minute: each saying is a durable write
_SAID_AGAIN = timedelta(minutes=1)

_DUE = (
    'SELECT id, subject, fact, digest, tries FROM outbox o WHERE lane = :lane AND ('
    "(state = 'waiting' AND (next_at <= :now OR next_at > :beyond_wait))"
    " OR (state = 'sending' AND (leased_until <= :now OR leased_until > :beyond_lease)))"
)
_FREE = "UPDATE outbox SET state = 'waiting', leased_by = '', leased_until = NULL WHERE state = 'sending'"
# the smallest file first within the oldest hour: one large file lets the others of its hour by, later ones wait
_SMALLEST = 'substr(since, 1, 13), size, fact, id'
# facts of one dossier in turn, and none before its official code
IN_TURN = (
    " NOT EXISTS (SELECT 1 FROM outbox e WHERE e.lane = 'facts' AND e.subject = o.subject"
    " AND e.state <> 'done' AND e.fact < o.fact)"
)
_CODED = (
    ' EXISTS (SELECT 1 FROM dossier d WHERE d.id = o.subject AND d.provisional = 0'
    " AND (d.code <> '' OR d.state NOT IN ('open', 'incomplete')))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A leased item: its fact's number, the digest of what is sent, and how often it was tried before."""

    id: str
    lane: str
    subject: str
    fact: int
    digest: str
    tries: int


def lease(store: Store, lane: str, holder: str, most: int = 1) -> list[Item]:
    """Take the oldest due items of a lane; facts of one dossier in turn, and none before its official code."""
    with store.change('courier') as books:
        now = store.clock.now()
        asked = {
            'lane': lane,
            'now': codec.moment(now),
            'beyond_wait': codec.moment(now + timedelta(seconds=_LONGEST)),
            'beyond_lease': codec.moment(now + _LEASE),
            'most': most,
        }
        turn = f' AND {IN_TURN} AND {_CODED} ORDER BY fact, id' if lane == 'facts' else f' ORDER BY {_SMALLEST}'
        found = books.connection.execute(f'{_DUE}{turn} LIMIT :most', asked).fetchall()
        books.connection.executemany(
            "UPDATE outbox SET state = 'sending', leased_by = ?, leased_until = ? WHERE id = ?",
            [(holder, codec.moment(now + _LEASE), row[0]) for row in found],
        )
        return [Item(id=row[0], lane=lane, subject=row[1], fact=row[2], digest=row[3], tries=row[4]) for row in found]


def release(store: Store, items: Sequence[Item]) -> None:
    """Give back what was leased and not sent."""
    if items:
        with store.change('courier') as books:
            books.connection.executemany(_FREE + " AND id = ?", [(item.id,) for item in items])


def release_all(store: Store) -> int:
    """Free every lease, and say how many there were; for a courier that knows itself to be the only one."""
    with store.change('courier') as books:
        return books.connection.execute(_FREE).rowcount


def put_off(books: StoreBooks, item: Item, trouble: Trouble) -> None:
    """Let an item wait after trouble, twice as long each time, with jitter."""
    books.connection.execute(
        "UPDATE outbox SET state = 'waiting', tries = tries + 1, next_at = ?, answer = ?, leased_by = '',"
        " leased_until = NULL WHERE id = ? AND state = 'sending'",
        (codec.moment(books.clock.now() + _wait(item.tries, _LONGEST)), trouble.code, item.id),
    )


def rests(store: Store, lane: str) -> bool:
    """Whether a lane is to leave the province alone now."""
    now = store.clock.now()
    with store.read() as books:
        row = books.connection.execute('SELECT tried_at, rest_until FROM lane WHERE name = ?', (lane,)).fetchone()
    if row is None or row[1] is None:
        return False
    # tried in the future: the clock was set back since, and the rest means nothing any more
    return codec.at(row[0]) <= now < codec.at(row[1])


def rest(tries: int, problem: Problem) -> timedelta:
    """How long to leave the province alone after trouble: as long as it asked, else twice as long each time."""
    asked = min(_LONGEST_ASKED, float(problem.params.get('retry_after', 0)))
    return max(timedelta(seconds=asked), _wait(tries, _LONGEST_REST))


def met_trouble(books: StoreBooks, lane: str, problem: Problem) -> None:
    """Let a lane rest."""
    now = books.clock.now()
    row = books.connection.execute('SELECT tries FROM lane WHERE name = ?', (lane,)).fetchone()
    books.connection.execute(
        'INSERT INTO lane (name, tries, rest_until, answer, tried_at) VALUES (?, 1, ?, ?, ?) ON CONFLICT (name) DO'
        ' UPDATE SET tries = tries + 1, rest_until = excluded.rest_until, answer = excluded.answer,'
        ' tried_at = excluded.tried_at',
        (lane, codec.moment(now + rest(row[0] if row else 0, problem)), problem.code, codec.moment(now)),
    )


def was_heard(books: StoreBooks, lane: str, ahead: timedelta | None = None) -> None:
    """The province answered this lane; ``ahead`` is how far our clock runs ahead of its own, where it said."""
    now = codec.moment(books.clock.now())
    books.connection.execute(
        'INSERT INTO lane (name, tried_at, heard_at, ahead_s) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO UPDATE'
        " SET tries = 0, rest_until = NULL, answer = '', tried_at = excluded.tried_at, heard_at = excluded.heard_at,"
        ' ahead_s = coalesce(excluded.ahead_s, ahead_s)',
        (lane, now, now, None if ahead is None else round(ahead.total_seconds())),
    )


def said_lately(store: Store, lane: str) -> bool:
    """Whether the last thing known of a lane is that the province answered it within a minute."""
    with store.read() as books:
        row = books.connection.execute('SELECT tries, heard_at FROM lane WHERE name = ?', (lane,)).fetchone()
    if row is None or row[0] or row[1] is None:
        return False
    return abs(store.clock.now() - codec.at(row[1])) < _SAID_AGAIN


def is_hopeless(books: StoreBooks, item: Item) -> bool:
    """Whether an item met trouble too often while the province answered others of its lane."""
    row = books.connection.execute('SELECT heard_at FROM lane WHERE name = ?', (item.lane,)).fetchone()
    if item.tries + 1 < MOST_TRIES or row is None or row[0] is None:
        return False
    return abs(books.clock.now() - codec.at(row[0])) < timedelta(seconds=_LONGEST)


def _wait(tries: int, longest: float) -> timedelta:
    doubled = min(longest, _FIRST * 2 ** min(tries, _DOUBLINGS))
    return timedelta(seconds=doubled * random.uniform(0.75, 1))  # noqa: S311  # spreading, not secrecy
