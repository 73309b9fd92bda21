"""What goes onto a stick and what comes from it, where a machine has no way to the province but another one has.

The machine without a way packs what it owes: its messages as the province takes them, and the files. The other one
carries them: it sends each under the same idempotency key, so that whichever of the two is heard first, the province
takes it once. The answers travel back the same way; only with the province's receipt is an item done at home.
"""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from office import codec, facts
from office.desk.province import COURIER
from office.errors import Problem, Refusal, Trouble
from sync import bag, lanes, telling
from sync.bag import Partner
from sync.books import StoreBooks
from sync.province.protocol import Province
from sync.store import Store

_ITEMS, _ANSWERS, _PAGE = 'items.json', 'answers.json', 'page-'
# how often an item was owed anew: what is packed then is no repetition, and an answer of before is none to it
_AGAIN = (
    "(SELECT count(*) FROM fact f WHERE f.subject = o.subject AND f.kind IN ('ItemResent', 'ProvinceForgot')"
    " AND json_extract(f.body, '$.item') = o.id)"
)
# what may be told now: coded, and nothing of the same dossier parked before it
_READY = (
    f'SELECT id, subject, fact, digest, tries, {_AGAIN} FROM outbox o'  # noqa: S608  # our own names
    " WHERE lane = 'facts' AND state IN ('waiting', 'sending')"
    " AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.lane = 'facts' AND e.subject = o.subject"
    " AND e.state = 'parked' AND e.fact < o.fact)"
    " AND EXISTS (SELECT 1 FROM dossier d WHERE d.id = o.subject AND d.provisional = 0 AND d.code <> '')"
    ' ORDER BY fact'
)
_OWED_PAGES = (
    f'SELECT id, digest, fact, {_AGAIN} FROM outbox o'  # noqa: S608  # our own names
    " WHERE lane = 'pages' AND state IN ('waiting', 'sending') ORDER BY fact"
)
_ANSWERED = (
    "SELECT item, digest, receipt, answer, state, coalesce(json_extract(body, '$.again'), 0) FROM carried"
    " WHERE origin = ? AND state <> 'waiting'"
)
_PUT = (
    'INSERT INTO carried (item, origin, lane, place, digest, body, since) VALUES (?, ?, ?, ?, ?, ?, ?)'
    " ON CONFLICT (item) DO UPDATE SET body = excluded.body, state = 'waiting', receipt = '', answer = ''"
    " WHERE json_extract(excluded.body, '$.again') > coalesce(json_extract(carried.body, '$.again'), 0)"
)


@dataclass(slots=True, kw_only=True)
class Packed:
    """What went into a bag; ``left`` are the items that can't travel: without a code, refused by us, or a lost file."""

    folder: Path | None = None
    items: int = 0
    pages: int = 0
    answers: int = 0
    left: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """What a bag brought that was not here before: items to carry, pages kept, answers to our own items."""

    device: str
    items: int
    pages: int
    answers: int


def export(
    store: Store, folder: Path, partner: Partner, *, province: Province, agency: str, supplements: bool
) -> Packed:
    """Pack everything that is owed, and every answer to what was carried for the partner; nothing here changes.

    Args:
        store: whose.
        folder: on the stick.
        partner: for whom.
        province: for the addresses of files; it isn't spoken to.
        agency: the name of the handling unit.
        supplements: False for a province that refuses DanhSachHoSoBoSung.

    Raises:
        Trouble: ``bag.disk``, or what the store raises.
    """
    made = Packed()
    files = _contents(store, partner, made, _Writer(province, agency, supplements))
    made.folder = bag.pack(folder, store.hand(), partner, store.clock.now(), files)
    return made


@dataclass(frozen=True, slots=True)
class _Writer:
    """How a message is written without speaking to the province."""

    province: Province
    agency: str
    supplements: bool

    def message(self, store: Store, item: lanes.Item) -> telling.Message | None:
        """The message as the courier would send it, the field's code left out where only the province knows it."""
        return telling.message(
            store,
            self.province,
            item,
            agency=self.agency,
            supplements=self.supplements,
            fields=telling.Unasked(),
        )


def _contents(store: Store, partner: Partner, made: Packed, writer: _Writer) -> Iterator[tuple[str, bytes]]:
    with store.read() as books:
        ready = books.connection.execute(_READY).fetchall()
        owed = books.connection.execute(_OWED_PAGES).fetchall()
        all_waiting = books.connection.execute(
            "SELECT id FROM outbox WHERE lane = 'facts' AND state <> 'done' ORDER BY fact"
        ).fetchall()
        answers = books.connection.execute(_ANSWERED, (partner.device,)).fetchall()
    items: list[dict[str, Any]] = []
    for row in ready:
        item = lanes.Item(id=row[0], lane='facts', subject=row[1], fact=row[2], digest=row[3], tries=row[4])
        items += [{**one, 'again': row[5]} for one in _as_packed(store, item, writer)]
    kept = []
    for item_id, digest, fact, again in owed:
        try:
            content = store.pages().get(digest)
        except Problem:
            made.left.append(item_id)
            continue
        kept.append({'id': item_id, 'lane': 'pages', 'digest': digest, 'place': fact, 'again': again})
        yield f'{_PAGE}{digest}', content
    packed = {one['id'] for one in items}
    made.items, made.pages, made.answers = len(items), len(kept), len(answers)
    made.left += [item_id for (item_id,) in all_waiting if item_id not in packed]
    names = ('item', 'digest', 'receipt', 'answer', 'state', 'again')
    yield _ITEMS, codec.canonical([*items, *kept]).encode()
    yield _ANSWERS, codec.canonical([dict(zip(names, row, strict=True)) for row in answers]).encode()


def _as_packed(store: Store, item: lanes.Item, writer: _Writer) -> list[dict[str, Any]]:
    try:
        known = writer.message(store, item)
    except Refusal:
        return []
    if known is None:
        return []
    return [
        {
            'id': item.id,
            'lane': 'facts',
            'digest': item.digest,
            'place': item.fact,
            'record': known.record,
            'updating': known.updating,
            'step': known.step,
        }
    ]


def unpack(store: Store, folder: Path) -> Unpacked:
    """Take in a bag, whole or not at all; once more changes nothing.

    Raises:
        Refusal: as ``bag.proved``; nothing has changed.
        Trouble: ``bag.unreadable``, or what store and pages raise; items come in only after all their pages.
    """
    opened = bag.proved(folder, store.hand(), bag.partners(store.settings.partners))
    items, answers = _listed(opened, _ITEMS), _listed(opened, _ANSWERS)
    digests = [name.removeprefix(_PAGE) for name in opened.names if name.startswith(_PAGE)]
    # all of it is opened and proved before the first byte is kept
    for digest in digests:
        if sha256(opened.content(f'{_PAGE}{digest}')).hexdigest() != digest:
            raise Refusal('bag.altered', file=f'{_PAGE}{digest}')
    pages = store.pages()
    fresh = [digest for digest in digests if not pages.holds(digest)]
    for digest in fresh:
        pages.keep(opened.content(f'{_PAGE}{digest}'))
    with store.change(COURIER) as books:
        carried = sum(_carry(books, opened.partner.device, one) for one in items)
        heard = sum(_answer(books, one) for one in answers)
    return Unpacked(device=opened.partner.device, items=carried, pages=len(fresh), answers=heard)


def _listed(opened: bag.Bag, name: str) -> list[dict[str, Any]]:
    if name not in opened.names:
        raise Refusal('bag.partial', file=name)
    listed: list[dict[str, Any]] = json.loads(opened.content(name))
    return listed


def _carry(books: StoreBooks, origin: str, one: dict[str, Any]) -> int:
    put = books.connection.execute(
        _PUT,
        (
            one['id'],
            origin,
            one['lane'],
            one['place'],
            one['digest'],
            codec.canonical({'again': 0, **one}),
            codec.moment(books.clock.now()),
        ),
    )
    return put.rowcount


def _answer(books: StoreBooks, one: dict[str, Any]) -> int:
    """Write down the province's answer to an item of ours; one that came before is no news."""
    asked = f'SELECT subject, state, {_AGAIN} FROM outbox o WHERE id = ?'  # noqa: S608  # our own names
    row = books.connection.execute(asked, (one['item'],)).fetchone()
    if row is None or row[1] in ('done', 'parked') or row[2] != one.get('again', 0):
        return 0
    body: facts.FactBody
    if one['state'] == 'done':
        body = facts.ProvinceReceipt(item=one['item'], digest=one['digest'], receipt=one['receipt'])
    else:
        code, _, said = str(one['answer']).partition(': ')
        body = facts.ProvinceRefusal(item=one['item'], code=code, message=said)
    books.record(row[0], body)
    return 1


def send(store: Store, province: Province, lane: str, fields: telling.FieldCache, stop: threading.Event) -> bool:
    """Send what is carried for others, in order; a refusal is their answer, trouble with the province ends the pass.

    An item's own trouble, such as files that have to go before it, holds up its dossier and nothing else.

    Returns:
        Whether the province answered.

    Raises:
        Trouble: as the province.
    """
    answered = False
    held: set[str] = set()
    for item, body in _waiting(store, lane):
        if stop.is_set():
            break
        told = json.loads(body)
        dossier = str(told.get('record', {}).get('MaHoSo', ''))
        if dossier in held:
            continue
        state, receipt, answer = 'done', '', ''
        try:
            receipt = _sent(store, province, lane, told, fields)
        except Trouble as trouble:
            if not trouble.code.startswith('pages.'):
                raise
            held |= {dossier} - {''}
            continue
        except Refusal as refusal:
            state, answer = 'refused', f'{refusal.code}: {refusal.params.get("message", refusal)}'
        with store.change(COURIER) as books:
            books.connection.execute(
                'UPDATE carried SET state = ?, receipt = ?, answer = ? WHERE item = ?', (state, receipt, answer, item)
            )
        answered = True
    return answered


def _waiting(store: Store, lane: str) -> list[tuple[str, str]]:
    with store.read() as books:
        return books.connection.execute(
            "SELECT item, body FROM carried WHERE lane = ? AND state = 'waiting' ORDER BY place", (lane,)
        ).fetchall()


def _sent(store: Store, province: Province, lane: str, body: dict[str, Any], fields: telling.FieldCache) -> str:
    if lane == 'pages':
        digest = str(body['digest'])
        return province.upload(store.pages().get(digest), digest=digest, name=f'{digest}.pdf').digest
    record = telling.with_field(body['record'], province, fields)
    return telling.deliver(province, record, updating=body['updating'], step=body['step'], key=body['id'])
