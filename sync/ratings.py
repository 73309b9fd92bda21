"""What citizens' ratings come to, by month and procedure, and how the province is told once a month is over.

A rating that joins a month later, as from a machine that was away, owes the whole figure again; months in which nobody
rated are not told at all.
"""

import threading
from collections.abc import Iterator, Sequence
from hashlib import sha256

from office import codec, facts
from office.desk.province import COURIER
from office.errors import Refusal
from office.rating import MonthlyRatings, Rating, summed
from sync import rows
from sync.connection import Connection, telling
from sync.province.protocol import Province
from sync.province.rating_record import rating_problems, rating_record
from sync.store import Store

# a figure stands aside while one of its items waits for a person
_DUE = (
    "SELECT r.month, r.procedure FROM outbox o JOIN rating r ON r.id = o.subject WHERE o.lane = 'ratings'"
    " GROUP BY r.month, r.procedure HAVING sum(o.state = 'parked') = 0"
    " AND sum(o.state <> 'done' AND o.next_at <= ?) > 0 ORDER BY r.month, r.procedure"
)
_ITEMS = (
    'SELECT o.id, o.digest FROM outbox o JOIN rating r ON r.id = o.subject'
    " WHERE o.lane = 'ratings' AND o.state <> 'done' AND r.month = ? AND r.procedure = ? ORDER BY o.fact"
)
# so many receipts at once: a counter may wait a tenth of a second for the store
_PIECE = 200


_Answer = facts.ProvinceReceipt | facts.ProvinceRefusal | facts.NothingToTell


def tell(store: Store, province: Province, *, agency: str, stop: threading.Event) -> bool:
    """Tell the province every figure of a month that is over; whether it answered.

    A figure that it refuses is parked for a person; a province that takes none is told nothing, and that is recorded.

    Raises:
        Trouble: as the province; figures told before stay told.
    """
    answered = False
    for month, procedure in _due(store):
        if stop.is_set():
            break
        if not province.can.ratings:
            _settle(store, [facts.NothingToTell(item=item) for item, _ in _items(store, month, procedure)])
            continue
        answered = True
        _told(store, province, month, procedure, agency)
    return answered


def figures(store: Store, month: str = '') -> list[MonthlyRatings]:
    """What was said, by month and procedure, of one month as ``2026-11`` or of all."""
    connection = store.connect(reads_only=True)
    try:
        with telling():
            return list(_figures(connection, month, ''))
    finally:
        connection.close()


def _told(store: Store, province: Province, month: str, procedure: str, agency: str) -> None:
    # the items first: a rating that comes in between is counted and told once more, never left out
    items = _items(store, month, procedure)
    with store.read() as books:
        (monthly,) = _figures(books.connection, month, procedure)
    record = rating_record(monthly, unit=province.unit, agency=agency)
    key = sha256(codec.canonical(record).encode()).hexdigest()
    wrong = '; '.join(f'{one.field} ({one.code})' for one in rating_problems(record))
    if wrong:
        _settle(store, [facts.ProvinceRefusal(item=items[-1][0], code='courier.invalid', message=wrong)])
        return
    try:
        receipt = province.send_ratings([record], key=f'ratings:{key}')
    except Refusal as refusal:
        said = str(refusal.params.get('message', refusal))
        _settle(store, [facts.ProvinceRefusal(item=items[-1][0], code=refusal.code, message=said)])
        return
    number = receipt.number
    _settle(store, [facts.ProvinceReceipt(item=item, digest=digest, receipt=number) for item, digest in items])


def _settle(store: Store, bodies: Sequence[_Answer]) -> None:
    for at in range(0, len(bodies), _PIECE):
        with store.change(COURIER) as books:
            for body in bodies[at : at + _PIECE]:
                row = books.connection.execute(
                    'SELECT subject, state FROM outbox WHERE id = ?', (body.item,)
                ).fetchone()
                # another courier was quicker: its word is as good as ours
                if row[1] != 'done':
                    books.record(row[0], body)


def _due(store: Store) -> list[tuple[str, str]]:
    with store.read() as books:
        return [
            (month, procedure)
            for month, procedure in books.connection.execute(_DUE, (codec.moment(store.clock.now()),)).fetchall()
        ]


def _items(store: Store, month: str, procedure: str) -> list[tuple[str, str]]:
    """Id and digest of what is owed of a figure, oldest first."""
    with store.read() as books:
        return [(item, digest) for item, digest in books.connection.execute(_ITEMS, (month, procedure)).fetchall()]


def _figures(connection: Connection, month: str, procedure: str) -> Iterator[MonthlyRatings]:
    condition = "WHERE (? = '' OR month = ?) AND (? = '' OR procedure = ?) ORDER BY month, procedure"
    listed = rows.select(connection, Rating, condition, month, month, procedure, procedure)
    groups: dict[tuple[str, str], list[Rating]] = {}
    for one in listed:
        groups.setdefault((one.month, one.procedure), []).append(one)
    yield from (summed(ratings) for ratings in groups.values())
