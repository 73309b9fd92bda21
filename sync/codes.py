"""Reserved blocks of official codes: refilled before they run out, given up when their day is over, never used twice.

A code could come twice from three sides, and each is closed here. A request whose answer was lost is asked again under
the same key, and gets the same block, only as long as it is fresh: a copy of the store put back tomorrow asks anew. A
machine uses only the blocks that were reserved under its own name. What is left of a block when its day ends, or when
a second machine of this name turns up, is given up by a fact before anybody hears of it.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from office import codec, facts, numbers
from office.desk.province import COURIER, ProvinceWord
from office.errors import Refusal
from office.numbers import REFILL_BELOW, CodeBlock
from office.workdays import local_day
from sync import cursors, rows
from sync.books import OWN_BLOCKS, StoreBooks
from sync.connection import Connection
from sync.outbox import NOT_YET
from sync.province.protocol import Province
from sync.store import Store

# an hour of a busy counter's receptions; then what a day and several days without the province leave waiting. 500 is
# the most the province gives at once
_BLOCKS = (20, 100, 500)
# longer than any answer is waited for, shorter than it takes to put a copy of a disk back
_FRESH = timedelta(minutes=10)
_ASK = 'codes.ask'
_OVER = f'WHERE left > 0 AND usable_on < ? AND {OWN_BLOCKS}'
_TOLD = 'codes.returned:'
_GIVEN_UP = (
    "SELECT subject, id, body FROM fact WHERE kind = 'CodesReturned' AND device = ?"
    ' AND NOT EXISTS (SELECT 1 FROM cursor WHERE feed = ? || fact.id)'
)
# a machine that has handed its codes back reserves none until a dossier waits for one again
_RETIRED = 'codes.retired'


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """Codes that were handed back: the first and the last, as they would stand on a slip."""

    first: str
    last: str


def refill(store: Store, province: Province) -> bool:
    """Give codes to dossiers that wait for one, reserve a block when few are left, and hand back what is over.

    Returns:
        Whether the province was asked.

    Raises:
        Refusal, Trouble: as the province.
    """
    today = local_day(store.clock.now())
    _end_the_day(store, today)
    ProvinceWord(store, store.ids).bind_waiting(today)
    returned = province.can.returns and _hand_back(store, province)
    left, waiting = _standing(store, today)
    is_retired = cursors.value(store, f'{_RETIRED}:{store.settings.device}') != ''
    if not waiting and (left >= REFILL_BELOW or is_retired):
        return returned
    size = next((size for size in _BLOCKS if size >= waiting), _BLOCKS[-1])
    asked, size = _asked(store, today, size)
    block = province.reserve_codes(size, key=asked, day=today)
    _reserved(
        store,
        numbers.CodeBlock(
            id=f'codes:{block.id}',
            prefix=block.prefix,
            first=block.first,
            last=block.last,
            width=block.width,
            usable_on=block.usable_on,
            next=block.first,
        ),
    )
    return True


def left_today(connection: Connection, today: date, device: str) -> int:
    """How many official codes a machine may still give today."""
    counted = connection.execute(
        f'SELECT coalesce(sum(left), 0) FROM codes WHERE (usable_on IS NULL OR usable_on = ?) AND {OWN_BLOCKS}',  # noqa: S608  # our own names
        (today.isoformat(), device),
    )
    return int(counted.fetchone()[0])


def give_up(books: StoreBooks, reason: str) -> None:
    """Give no more codes of this machine's blocks."""
    for block in rows.select(books.connection, CodeBlock, f'WHERE left > 0 AND {OWN_BLOCKS}', books.device):
        _return(books, block, reason)


def retire(store: Store, province: Province) -> list[Returned]:
    """Hand back every code of a machine that goes out of use; done again it only tells what the province hasn't heard.

    The caller is ``sync.alone``: a courier would reserve the next block.

    Raises:
        Refusal: ``codes.unsent`` while anything of this machine isn't confirmed, ``codes.no_return`` when the province
            takes none back; nothing has changed then. As the province, when it won't take these: they stay given up.
        Trouble: as the province; the codes are given up, and are told when this is run again.
    """
    if not province.can.returns:
        raise Refusal('codes.no_return')
    with store.change(COURIER) as books:
        unsent = _unsent(books)
        if unsent:
            raise Refusal('codes.unsent', count=unsent)
        give_up(books, 'retired')
        cursors.put(books, f'{_RETIRED}:{books.device}', 'retired')
    with store.read() as books:
        owed = [(subject, given_up) for subject, _, given_up in _to_hand_back(books)]
        blocks = {subject: books.get_code_block(subject) for subject, _ in owed}
    _hand_back(store, province)
    return [
        Returned(first=blocks[subject].code(given_up.first), last=blocks[subject].code(given_up.last))
        for subject, given_up in owed
        if given_up.reason != 'twin'
    ]


def _unsent(books: StoreBooks) -> int:
    """What isn't confirmed: items for the province, and dossiers that wait for a code.

    This month's ratings are told by another machine of the centre, where there is one.
    """
    later = NOT_YET if books.is_shared else 'false'
    (items,) = books.connection.execute(
        f"SELECT count(*) FROM outbox o WHERE state <> 'done' AND NOT {later}",  # noqa: S608  # our own names
        {'now': codec.moment(books.clock.now())},
    ).fetchone()
    return int(items) + len(books.uncoded_dossiers())


def _standing(store: Store, today: date) -> tuple[int, int]:
    with store.read() as books:
        return left_today(books.connection, today, books.device), len(books.uncoded_dossiers())


def _asked(store: Store, today: date, size: int) -> tuple[str, int]:
    """The key and size of the request that is on its way, or of a new one; durable before it is sent."""
    name = f'{_ASK}:{store.settings.device}'
    now, at, pending = store.clock.now(), cursors.at(store, name), cursors.value(store, name)
    if at is not None and timedelta(0) <= now - at < _FRESH:
        day, of_size, key = pending.split(' ', 2)
        if day == today.isoformat():
            return key, int(of_size)
    key = f'{store.settings.device}:{store.ids.new()}'
    with store.change(COURIER) as books:
        cursors.put(books, name, f'{today} {size} {key}')
    return key, size


def _reserved(store: Store, block: CodeBlock) -> None:
    """Keep a block; one that is here already was kept before a crash, and the next one is asked for anew."""
    with store.read() as books:
        known = rows.read(books.connection, CodeBlock, block.id)
    if known is None:
        ProvinceWord(store, store.ids).reserve(
            block.id,
            prefix=block.prefix,
            first=block.first,
            last=block.last,
            width=block.width,
            usable_on=block.usable_on,
        )
    with store.change(COURIER) as books:
        cursors.drop(books, f'{_ASK}:{store.settings.device}')
        cursors.drop(books, f'{_RETIRED}:{store.settings.device}')


def _end_the_day(store: Store, today: date) -> None:
    with store.read() as books:
        over = rows.select(books.connection, CodeBlock, _OVER, today.isoformat(), books.device)
    if over:
        with store.change(COURIER) as books:
            for block in over:
                _return(books, block, 'day_over')


def _return(books: StoreBooks, block: CodeBlock, reason: str) -> None:
    now = books.get_code_block(block.id)
    if now.left > 0:
        books.record(now.id, facts.CodesReturned(first=now.next, last=now.last, reason=reason))


def _hand_back(store: Store, province: Province) -> bool:
    """Tell the province of codes that will never be used; told until it answers, and a no is an answer.

    Raises:
        Refusal: its first no, after the others were told; asked again, it would hold up every new block.
        Trouble: as the province.
    """
    refused: list[Refusal] = []
    with store.read() as books:
        owed = _to_hand_back(books)
        blocks = {subject: books.get_code_block(subject) for subject, _, _ in owed}
    for subject, fact, given_up in owed:
        if given_up.reason != 'twin':
            try:
                province.return_codes(blocks[subject].prefix, given_up.first, given_up.last, key=fact)
            except Refusal as refusal:
                refused.append(refusal)
        with store.change(COURIER) as books:
            cursors.put(books, f'{_TOLD}{fact}', given_up.reason)
    if refused:
        raise refused[0]
    return bool(owed)


def _to_hand_back(books: StoreBooks) -> list[tuple[str, str, facts.CodesReturned]]:
    """What was given up and the province hasn't heard of: block, fact and what it says."""
    found = books.connection.execute(_GIVEN_UP, (books.device, _TOLD)).fetchall()
    return [(subject, fact, codec.load(facts.CodesReturned, body)) for subject, fact, body in found]
