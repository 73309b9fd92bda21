"""Retention: files leave this machine only after the province confirmed them, long enough ago, and holds them still.

A file may go when every dossier that owes it is at its end, the province's receipt names its digest, the days of grace
have passed since, and the last comparison with the province is a day old at most. That it went is a fact; when it is
needed again, the courier fetches it by its digest; so it does where a file is damaged here that the province holds.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from office import codec, facts
from office.desk.province import COURIER
from office.dossier import FINAL
from office.errors import Refusal, Trouble
from sync import reconcile
from sync.connection import Connection, telling
from sync.province.protocol import Province
from sync.store import Store

_COMPARED_WITHIN = timedelta(hours=24)
# what an administrator reads of in one go; the fact names each
_AT_ONCE = 500
_ENDED = ', '.join(f"'{one.value}'" for one in sorted(FINAL))
_CONFIRMED = (
    "SELECT o.digest, max(f.at), max(o.size) FROM outbox o JOIN fact f ON f.subject = o.subject"  # noqa: S608  # our own names
    " AND f.kind = 'ProvinceReceipt' AND json_extract(f.body, '$.item') = o.id"
    " AND json_extract(f.body, '$.digest') = o.digest"
    " WHERE o.lane = 'pages' AND o.state = 'done' AND NOT EXISTS (SELECT 1 FROM outbox e"
    " LEFT JOIN dossier d ON d.id = e.subject WHERE e.lane = 'pages' AND e.digest = o.digest"
    f" AND (e.state <> 'done' OR d.state IS NULL OR d.state NOT IN ({_ENDED})))"
    ' GROUP BY o.digest HAVING max(f.at) <= ? ORDER BY 2, 1'
)
_GONE = "SELECT kind, body FROM fact WHERE kind IN ('PagesPurged', 'PageFetched') AND device = ? ORDER BY seq"

# what it confirmed, and what it gave us itself
_HELD = (
    'SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM outbox o'
    " WHERE o.digest = value AND o.lane = 'pages' AND o.state = 'done') OR value IN (SELECT"
    " json_extract(r.value, '$.digest') FROM fact f, json_each(f.body, '$.results') r WHERE f.kind = 'ResultArrived')"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Purgeable:
    """A file that may go, its size in bytes, and since when the province has confirmed it."""

    digest: str
    size: int
    confirmed_at: str


def purgeable(store: Store) -> list[Purgeable]:
    """What may go now, the longest confirmed first."""
    until = codec.moment(store.clock.now() - timedelta(days=store.settings.grace_days))
    pages = store.pages()
    with store.read() as books:
        found = books.connection.execute(_CONFIRMED, (until,)).fetchall()
    return [Purgeable(digest=digest, size=size, confirmed_at=at) for digest, at, size in found if pages.holds(digest)]


def purge(store: Store) -> list[Purgeable]:
    """Remove what may go, and return it.

    Raises:
        Refusal: ``purge.not_compared``.
        Trouble: ``pages.disk`` or as the store; each file that went is in a fact, written before it went.
    """
    at = reconcile.compared_at(store)
    if at is None or not timedelta(0) <= store.clock.now() - at <= _COMPARED_WITHIN:
        raise Refusal('purge.not_compared')
    going = purgeable(store)
    pages = store.pages()
    for start in range(0, len(going), _AT_ONCE):
        some = tuple(one.digest for one in going[start : start + _AT_ONCE])
        with store.change('system') as books:
            books.record(f'pages:{store.settings.device}', facts.PagesPurged(digests=some))
        for digest in some:
            pages.purge(digest)
    return going


def fetch_wanted(store: Store, province: Province) -> bool:
    """Bring back purged and damaged files that somebody wanted to see; whether the province was asked.

    Raises:
        Refusal, Trouble: as the province and the pages; what it doesn't hold any more is wanted no longer.
    """
    pages, asked = store.pages(), False
    wanted = pages.wanted()
    damaged = province_has(store, [digest for digest in wanted if pages.is_damaged(digest)])
    for digest in wanted:
        if pages.holds(digest) and digest not in damaged:
            # back already: a crash, or whoever wanted it a moment later, left the word behind; or damaged, and never
            # the province's
            pages.want_no_more(digest)
            continue
        asked = True
        try:
            content = province.download(digest)
        except Refusal:
            pages.want_no_more(digest)
            if digest in damaged:
                # the audit says who can act; other files needn't wait for that
                continue
            raise
        if pages.keep(content) != digest:
            raise Trouble('province.garbled', what='digest')
        with store.change(COURIER) as books:
            books.record(f'pages:{store.settings.device}', facts.PageFetched(digest=digest))
    return asked


def province_has(store: Store, digests: Collection[str]) -> set[str]:
    """Which of these files the province confirmed, or gave us."""
    if not digests:
        return set()
    with store.read() as books:
        return {digest for (digest,) in books.connection.execute(_HELD, (json.dumps([*digests]),))}


def purged(connection: Connection, device: str) -> set[str]:
    """The digests that this machine removed and has not fetched again, as its facts say."""
    gone: set[str] = set()
    with telling():
        for kind, body in connection.execute(_GONE, (device,)):
            if kind == 'PagesPurged':
                gone.update(codec.load(facts.PagesPurged, body).digests)
            else:
                gone.discard(codec.load(facts.PageFetched, body).digest)
    return gone
