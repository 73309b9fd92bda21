"""Files that another machine of the centre owes the province and doesn't send: the forwarder sends them for it.

A machine that sends its own files is left to it. For one that has no way to the province, or is off, the forwarder
fetches the file where the centre keeps it; the receipt that it writes down settles the item at home.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from sqlite3 import Connection

from office import codec, facts
from office.desk.province import COURIER
from office.errors import Refusal, Trouble
from office.facts import Fact
from sync import chain, cursors, outbox
from sync.store import Store

# what its own machine sends is at the province within this time
_PATIENCE = timedelta(minutes=2)
# a machine that had a receipt of its own within this time has a way of its own
_HAS_A_WAY = timedelta(minutes=10)
# up to which fact everything of others is settled
_SETTLED = 'elsewhere.settled'
_OTHERS = (
    "WHERE seq > ? AND kind = 'DossierAccepted' AND EXISTS (SELECT 1 FROM placed p WHERE p.fact = fact.seq"
    ' AND p.home IS NOT NULL) ORDER BY seq'
)
_LAST_WORD = (
    "SELECT kind FROM fact WHERE subject = ? AND kind IN ('ProvinceReceipt', 'ProvinceRefusal', 'ItemResent',"
    " 'ProvinceForgot') AND json_extract(body, '$.item') = ? ORDER BY seq DESC LIMIT 1"
)
_LAST_SENT = "SELECT at FROM fact WHERE device = ? AND kind = 'ProvinceReceipt' ORDER BY seq DESC LIMIT 1"

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
    asked, may_move = False, True
    for owed in _owed(store):
        if stop.is_set():
            break
        if owed.told in ('ProvinceReceipt', 'ProvinceRefusal'):
            settled = owed.told == 'ProvinceReceipt'
        elif _is_left_to_its_own(store, owed.fact):
            settled = False
        else:
            settled = _send(store, owed, sent)
            asked = asked or settled
        may_move = may_move and settled
        if may_move:
            _remember(store, owed.fact.seq)
    return asked


def _send(store: Store, owed: _Owed, sent: Send) -> bool:
    body: facts.FactBody
    try:
        body = sent(owed.item, owed.digest)
    except Trouble as trouble:
        if not trouble.code.startswith('pages.'):
            raise
        return False
    except Refusal as refusal:
        said = str(refusal.params.get('message', refusal))
        body = facts.ProvinceRefusal(item=owed.item, code=refusal.code, message=said)
    with store.change(COURIER) as books:
        books.record(owed.fact.subject, body)
    return True


def _owed(store: Store) -> Iterator[_Owed]:
    with store.read() as books:
        begin = int(cursors.read(books.connection, _SETTLED) or 0)
        found = list(chain.facts(books.connection, _OTHERS, begin))
    for fact in found:
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
    return row is not None and timedelta(0) <= now - codec.at(row[0]) < _HAS_A_WAY


def _remember(store: Store, seq: int) -> None:
    """A dossier's files are settled together: one short of them, the next pass begins with it again."""
    with store.change(COURIER) as books:
        if int(cursors.read(books.connection, _SETTLED) or 0) < seq - 1:
            cursors.put(books, _SETTLED, str(seq - 1))
