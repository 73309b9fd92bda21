"""Reconcile, then believe: what the province confirmed to this machine is compared with what it holds, and healed.

By day and kind both sides count and sum what they know; where they differ, the exact things are listed. What the
province has forgotten is owed to it again, with everything later of the same dossier; what it knows and we don't is
shown, because it says that this machine was put back to an old copy of itself.

With each comparison the machine's mark moves on. When the province has seen a mark of this name that isn't ours, there
are two machines of one name: this one stops, and its reserved codes are given up, since the other one may use them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256

from office import codec, facts
from office.desk.province import COURIER
from office.errors import Refusal
from office.workdays import local_day
from sync import codes, cursors, merged, met
from sync.alone import alone
from sync.books import StoreBooks
from sync.connection import Connection, telling
from sync.dossier_report import STEP_NAMES
from sync.province.comparing import FILES, REPORTS, STEPS, Comparison, Key, Question, Summed
from sync.province.protocol import Province
from sync.province.record import moment as record_moment
from sync.store import Store

# often enough that a forgotten dossier is told again within the morning; each costs one call and two commits
EVERY = timedelta(hours=1)
# a copy of this store that is put back within a minute of the last fact is not told from it
_MOVED_ON = timedelta(minutes=1)
# a person's command beside the courier: each would show a mark that the other has passed, as a second machine would
_LOCK = 'comparison.lock'
_COMPARED, _MARK, _NEXT, _AT, _TWIN = 'compared', met.MARK, met.NEXT, 'mark.at', 'twin'
# a forgotten message is sent under a key of its own: the former key may be remembered with the former answer
_FORGOTTEN = (
    "(SELECT count(*) FROM fact f WHERE f.subject = o.subject AND f.kind = 'ProvinceForgot'"
    " AND json_extract(f.body, '$.item') = o.id)"
)
# a step is told for facts of these kinds where a person of this centre made them (``sync.dossier_report``)
_STEPPED = (
    "SELECT o.id, f.at, f.kind, f.actor, d.code FROM outbox o JOIN fact f ON f.seq = o.fact JOIN dossier d"
    " ON d.id = o.subject WHERE o.lane = 'facts' AND o.state = 'done' AND o.receipt <> ''"
)
_CONFIRMED = (
    f'SELECT o.id, o.lane, o.since, o.receipt, o.digest, {_FORGOTTEN}, coalesce(d.code, \'\')'  # noqa: S608  # our own names
    " FROM outbox o LEFT JOIN dossier d ON d.id = o.subject WHERE o.state = 'done' AND o.receipt <> ''"
    " AND o.lane NOT IN ('ratings', 'answers')"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What a comparison found: items owed again, and things that the province has and this machine doesn't know."""

    counted: int
    forgotten: tuple[str, ...]
    surplus: tuple[str, ...]


def is_due(store: Store) -> bool:
    """Whether the last comparison was long enough ago, or lies in the future of a clock that was set back."""
    at = compared_at(store)
    return at is None or not timedelta(0) <= store.clock.now() - at < EVERY


def compared_at(store: Store) -> datetime | None:
    """When this machine last compared with the province, None for never."""
    return cursors.at(store, _name(store, _COMPARED))


def is_stopped(store: Store) -> bool:
    """Whether the province knows another machine of this one's name."""
    return cursors.value(store, _name(store, _TWIN)) != ''


def key_of(store: Store, item: str) -> str:
    """The idempotency key of a message: its item's id, and which time it is told."""
    with store.read() as books:
        row = books.connection.execute(f'SELECT {_FORGOTTEN} FROM outbox o WHERE o.id = ?', (item,)).fetchone()  # noqa: S608  # our own names
    return _key(item, row[0] if row else 0)


def has_moved(store: Store) -> bool:
    """Whether this machine has written facts since its mark last moved on, at least a minute ago."""
    at = cursors.at(store, _name(store, _MARK))
    if at is not None and timedelta(0) <= store.clock.now() - at < _MOVED_ON:
        return False
    with store.read() as books:
        return cursors.read(books.connection, _name(store, _AT)) != _last(books)


def move_on(store: Store, province: Province) -> None:
    """Let the mark move on without comparing, so that an old copy of this store is an old one at the province too.

    Raises:
        Refusal: ``courier.twin``, ``comparison.running``, as ``compare``.
        Trouble: as the province.
    """
    with alone(store.settings.place, _LOCK):
        with store.change(COURIER) as books:
            mark, following = _marks(books)
        _asked(store, province, Question(machine=books.device, mark=mark, following=following, sums={}, lists={}))
        met.remember(store.settings.place, following)
        with store.change(COURIER) as books:
            _moved_on(books, following)


def compare(store: Store, province: Province, *, heals: Sequence[str] = ('facts', 'pages')) -> Compared:
    """Compare with the province, owe again what it forgot, and write down what differed.

    Args:
        store: whose.
        province: with whom.
        heals: the lanes whose items are owed again; messages of a centre are the forwarder's to tell.

    Raises:
        Refusal: ``courier.twin``; this machine has stopped and given its codes up. ``comparison.running`` while another
            process of this machine compares.
        Trouble: as the province.
    """
    with alone(store.settings.place, _LOCK):
        return _compared(store, province, heals)


def _compared(store: Store, province: Province, heals: Sequence[str]) -> Compared:
    with store.change(COURIER) as books:
        mark, following = _marks(books)
    known = _confirmed(store, with_steps=province.can.steps)
    summed = Question(machine=store.settings.device, mark=mark, following=following, sums=_sums(known), lists={})
    answer = _asked(store, province, summed)
    missing, surplus = answer.missing, answer.surplus
    if answer.wanted:
        lists = {one: sorted(known.get(one, {})) for one in answer.wanted}
        answer = _asked(store, province, replace(summed, sums={}, lists=lists))
        missing, surplus = missing + answer.missing, surplus + answer.surplus
    # a province that names what it wasn't asked says nothing of ours
    ours = ((known.get((one.day, one.kind), {}), line) for one in missing for line in one.lines)
    lost = [listed[line] for listed, line in ours if line in listed]
    met.remember(store.settings.place, following)
    with store.change(COURIER) as books:
        extra = tuple(
            f'{one.day} {one.kind} {line}'
            for one in surplus
            for line in one.lines
            if not _is_told_anew(books, one.kind, line)
        )
        forgotten = tuple(_owed_again(books, lost, heals))
        if forgotten or extra:
            body = facts.DifferencesFound(forgotten=forgotten, surplus=extra)
            books.record(f'comparison:{store.settings.device}', body)
        _moved_on(books, following)
        cursors.put(books, _name(store, _COMPARED), local_day(books.clock.now()).isoformat())
    return Compared(counted=sum(len(lines) for lines in known.values()), forgotten=forgotten, surplus=extra)


def _asked(store: Store, province: Province, question: Question) -> Comparison:
    try:
        return province.compare(question)
    except Refusal as refusal:
        if refusal.code != 'province.twin':
            raise
        _stop(store)
        raise Refusal('courier.twin', device=store.settings.device) from refusal


def _moved_on(books: StoreBooks, following: str) -> None:
    cursors.put(books, f'{_MARK}:{books.device}', following)
    cursors.drop(books, f'{_NEXT}:{books.device}')
    cursors.put(books, f'{_AT}:{books.device}', _last(books))


def _last(books: StoreBooks) -> str:
    return str(books.connection.execute('SELECT max(seq) FROM fact WHERE device = ?', (books.device,)).fetchone()[0])


def _is_told_anew(books: StoreBooks, kind: str, line: str) -> bool:
    """Whether a report that the province still holds is one that we told again since, under a new key."""
    item = line.partition(' ')[0].partition(':')[0]
    known = books.connection.execute("SELECT 1 FROM outbox WHERE id = ? AND lane = 'facts'", (item,)).fetchone()
    return kind == REPORTS and known is not None


def _owed_again(books: StoreBooks, lost: Iterable[str], heals: Sequence[str]) -> Iterable[str]:
    """Owe items anew; of a dossier's messages also every later one, so that what is told last is what is true now."""
    again: dict[str, str] = {}
    for item in lost:
        row = books.connection.execute(
            'SELECT subject, lane, fact, digest FROM outbox WHERE id = ?', (item,)
        ).fetchone()
        if row is None or row[1] not in heals:
            continue
        subject, lane, fact, digest = row
        # a file may be owed by several dossiers; one of them carries it for all
        later = (
            ('SELECT id FROM outbox WHERE lane = ? AND subject = ? AND fact >= ? ORDER BY fact', (lane, subject, fact))
            if lane == 'facts'
            else ('SELECT id FROM outbox WHERE lane = ? AND subject = ? AND digest = ?', (lane, subject, digest))
        )
        again.update((found, subject) for (found,) in books.connection.execute(*later).fetchall())
    for item, subject in again.items():
        state = books.connection.execute('SELECT state FROM outbox WHERE id = ?', (item,)).fetchone()[0]
        if state == 'done':
            books.record(subject, facts.ProvinceForgot(item=item))
            yield item


def _stop(store: Store) -> None:
    with store.change(COURIER) as books:
        codes.give_up(books, 'twin')
        books.record(f'machine:{store.settings.device}', facts.TwinNoticed(device=store.settings.device))
        cursors.put(books, _name(store, _TWIN), codec.moment(books.clock.now()))


def _marks(books: StoreBooks) -> tuple[str, str]:
    """The mark that the province saw last, and the one to follow it: durable before it is shown to anybody."""
    named = f'{_MARK}:{books.device}', f'{_NEXT}:{books.device}'
    mark, following = (cursors.read(books.connection, name) for name in named)
    if not following:
        following = f'{int(mark.partition(".")[0] or 0) + 1}.{books.ids.new()}'
        cursors.put(books, named[1], following)
    return mark, following


def _confirmed(store: Store, *, with_steps: bool) -> dict[Key, dict[str, str]]:
    """What was confirmed; over a connection of its own, for years of it take seconds, and a counter waits for none."""
    connection = store.connect(reads_only=True)
    try:
        with telling():
            connection.execute('BEGIN')
            return {**_known(connection), **(_known_steps(connection) if with_steps else {})}
    finally:
        connection.close()


def _known(connection: Connection) -> dict[Key, dict[str, str]]:
    """The items that were confirmed, by local day and kind: for each its line of the comparison."""
    known: dict[Key, dict[str, str]] = defaultdict(dict)
    for item, lane, since, receipt, digest, times, code in connection.execute(_CONFIRMED):
        day = local_day(codec.at(since)).isoformat()
        if lane == 'pages':
            known[day, FILES][digest] = item
        else:
            known[day, REPORTS][f'{_key(item, times)} {receipt} {code}'] = item
    return known


def _known_steps(connection: Connection) -> dict[Key, dict[str, str]]:
    """The steps that were told with confirmed messages, by local day, each with the item that told it."""
    known: dict[Key, dict[str, str]] = defaultdict(dict)
    names = cache(lambda actor: merged.name_of(connection, actor))
    for item, at, kind, actor, code in connection.execute(_STEPPED).fetchall():
        what = STEP_NAMES.get(kind)
        if what is not None and names(actor):
            moment = codec.at(at)
            known[local_day(moment).isoformat(), STEPS][f'{code} {record_moment(moment)} {what}'] = item
    return known


def _sums(known: Mapping[Key, Mapping[str, str]]) -> dict[Key, Summed]:
    return {
        key: Summed(count=len(lines), digest=sha256('\n'.join(sorted(lines)).encode()).hexdigest())
        for key, lines in known.items()
    }


def _key(item: str, times: int) -> str:
    return f'{item}:{times}' if times else item


def _name(store: Store, what: str) -> str:
    """Each machine's own: a store whose machine got another name begins anew under it."""
    return f'{what}:{store.settings.device}'
