"""The courier's leases on outbox items: taken durably before anything is sent, free again when they run out."""

import random
from dataclasses import dataclass
from datetime import timedelta

from office import codec
from office.errors import Trouble
from sync.store import Store

# longer than the slowest answer waited for, so that no second courier sends beside a living one
_LEASE = timedelta(minutes=5)
# 5 s after the first failure, at most 15 minutes: a province back in the morning is told within a coffee
_FIRST, _LONGEST, _DOUBLINGS = 5.0, 900.0, 8

_DUE = (
    "SELECT id, subject, fact, digest, tries FROM outbox o WHERE lane = ? AND ((state = 'waiting' AND next_at <= ?)"
    " OR (state = 'sending' AND leased_until <= ?))"
)
_IN_TURN = (
    " AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.lane = 'facts' AND e.subject = o.subject"
    " AND e.state <> 'done' AND e.fact < o.fact)"
    ' AND EXISTS (SELECT 1 FROM dossier d WHERE d.id = o.subject AND d.provisional = 0'
    " AND (d.code <> '' OR d.state NOT IN ('open', 'incomplete')))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A leased item: its fact's number, the digest of what is sent, and how often it was tried before."""

    id: str
    subject: str
    fact: int
    digest: str
    tries: int


def lease(store: Store, lane: str, holder: str) -> Item | None:
    """Take the oldest due item of a lane; facts of one dossier in turn, and none before its official code."""
    with store.change('courier') as books:
        now = store.clock.now()
        text = codec.moment(now)
        condition = _DUE + (_IN_TURN if lane == 'facts' else '') + ' ORDER BY fact, id LIMIT 1'
        row = books.connection.execute(condition, (lane, text, text)).fetchone()
        if row is None:
            return None
        books.connection.execute(
            "UPDATE outbox SET state = 'sending', leased_by = ?, leased_until = ? WHERE id = ?",
            (holder, codec.moment(now + _LEASE), row[0]),
        )
        return Item(id=row[0], subject=row[1], fact=row[2], digest=row[3], tries=row[4])


def put_off(store: Store, item: Item, trouble: Trouble) -> None:
    """Let an item wait after trouble: as long as the province asked, else twice as long each time, with jitter."""
    asked = float(trouble.params.get('retry_after', 0))
    backed_off = min(_LONGEST, _FIRST * 2 ** min(item.tries, _DOUBLINGS)) * random.uniform(0.75, 1)  # noqa: S311  # spreading, not secrecy
    with store.change('courier') as books:
        books.connection.execute(
            "UPDATE outbox SET state = 'waiting', tries = tries + 1, next_at = ?, answer = ?, leased_by = '',"
            " leased_until = NULL WHERE id = ? AND state = 'sending'",
            (codec.moment(store.clock.now() + timedelta(seconds=max(asked, backed_off))), trouble.code, item.id),
        )
