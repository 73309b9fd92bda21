"""Files that another machine of the centre owes the province and doesn't send: the forwarder sends them for it.

A machine that sends its own files is left to it. For one that has no way to the province, or is off, the forwarder
fetches the file where the centre keeps it; the receipt that it writes down settles the item at home.
"""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from office import codec, facts
from office.desk.province import COURIER
from office.errors import Refusal, Trouble
from office.facts import Fact
from sync import chain, cursors, outbox
from sync.connection import Connection
from sync.store import Store

# what its own machine sends is at the province within this time
_PATIENCE = timedelta(minutes=2)
# a machine that had a receipt of its own within this time has a way of its own
_HAS_A_WAY = timedelta(minutes=10)
# up to which fact others' were looked at, and which of them aren't settled: one that never will be costs itself alone
_LOOKED = 'elsewhere.looked'
_NEW = (
    "WHERE seq > ? AND kind = 'DossierAccepted' AND EXISTS (SELECT 1 FROM placed p WHERE p.fact = fact.seq"
    ' AND p.home IS NOT NULL) ORDER BY seq'
)
_OPEN = 'WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq'
_LAST_WORD = (
    "SELECT kind FROM fact WHERE subject = ? AND kind IN ('ProvinceReceipt', 'ProvinceRefusal', 'ItemResent',"
    " 'ProvinceForgot') AND json_extract(body, '$.item') = ? ORDER BY seq DESC LIMIT 1"
)
# a machine with a way has many a receipt among so many facts, and one without is no reason to read all it ever said
_LAST_SENT = (
    "SELECT max(at) FROM (SELECT at, kind FROM fact WHERE device = ? ORDER BY seq DESC LIMIT 1000)"
    " WHERE kind = 'ProvinceReceipt'"
)

# sends a file by its item and digest
Send = Callable[[str, str], facts.ProvinceReceipt]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Owed:
    """A file of another machine's fact; ``told``: what was last heard of it, '' for nothing."""

    item: str
    digest: str
    fact: Fact
    told: str


def send(store: Store, sent: Send, stop: threading.Event) -> bool:
    """Send what others owe and don't send; whether the province was asked.

    Raises:
        Trouble: as ``sent``; a file that nobody has put into the centre yet holds up no other.
    """
    asked = False
    with store.read() as books:
        before = cursors.read(books.connection, _LOOKED) or '{"at":0,"open":[]}'
        looked: dict[str, Any] = json.loads(before)
        at, still = int(looked['at']), set[int](looked['open'])
        found = [
            *chain.facts(books.connection, _OPEN, json.dumps(looked['open'])),
            *chain.facts(books.connection, _NEW, at),
        ]
        top = cursors.far_from(books.connection, at)
    try:
        for fact in found:
            settled = True
            for owed in _owed(store, fact):
                if stop.is_set():
                    return asked
                told = _looked_at(store, owed, sent)
                # what was refused may be sent again by a person's word
                asked, settled = asked or told != owed.told, settled and told == 'ProvinceReceipt'
            at = max(at, fact.seq)
            still = still - {fact.seq} if settled else still | {fact.seq}
        at = max(at, top)
    finally:
        now = json.dumps({'at': at, 'open': sorted(still)}, separators=(',', ':'))
        if now != before:
            with store.change(COURIER) as books:
                cursors.put(books, _LOOKED, now)
    return asked


def _looked_at(store: Store, owed: _Owed, sent: Send) -> str:
    """Send a file unless it was answered or is left to its own machine; what is last heard of it now."""
    if owed.told in ('ProvinceReceipt', 'ProvinceRefusal') or _is_left_to_its_own(store, owed.fact):
        return owed.told
    body: facts.FactBody
    try:
        body = sent(owed.item, owed.digest)
    except Trouble as trouble:
        if not trouble.code.startswith('pages.'):
            raise
        return owed.told
    except Refusal as refusal:
        said = str(refusal.params.get('message', refusal))
        body = facts.ProvinceRefusal(item=owed.item, code=refusal.code, message=said)
    with store.change(COURIER) as books:
        return books.record(owed.fact.subject, body).kind


def _owed(store: Store, fact: Fact) -> Iterator[_Owed]:
    for item, lane, _, _, digest, *_ in outbox.owed(fact, 0):
        if lane == 'pages':
            with store.read() as books:
                told = _last_word(books.connection, fact.subject, item)
            yield _Owed(item=item, digest=digest, fact=fact, told=told)


def _last_word(connection: Connection, subject: str, item: str) -> str:
    row = connection.execute(_LAST_WORD, (subject, item)).fetchone()
    return str(row[0]) if row else ''


def _is_left_to_its_own(store: Store, fact: Fact) -> bool:
    now = store.clock.now()
    if timedelta(0) <= now - fact.at < _PATIENCE:
        return True
    with store.read() as books:
        row = books.connection.execute(_LAST_SENT, (fact.device,)).fetchone()
    return row[0] is not None and timedelta(0) <= now - codec.at(row[0]) < _HAS_A_WAY
