"""One machine's exchange with the centre: its own facts go there, everybody's come from there, each by a cursor.

Sending and reading are independent. A fact that is sent twice is taken once; a fact that is read twice is kept once; so
whatever breaks between two steps, the next pass begins where the last one is known to have ended.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from psycopg.types.json import Jsonb

from office.desk.province import COURIER
from office.errors import Refusal
from sync import chain, cursors, in_common
from sync.books import StoreBooks
from sync.centre.connection import Connection, telling
from sync.centre.merging import Merging, Placed
from sync.store import Store

# so many facts travel at once: a tenth of a second of the store's time, in which a counter may wait
_PIECE = 200
# the cursors of the store: how far our own facts were sent, how far everybody's were read, under which epoch
_SENT, _READ = in_common.SENT, 'centre.read'
# what was last told of the province's feed
_TOLD = 'centre.told'
# what the next forwarder must know of the province's feed
NEWS = 'province'

_NAMES = ('home', *chain.COLUMNS.split(', ')[1:])
_PULL = f'SELECT place, {", ".join(_NAMES)} FROM motcua.fact WHERE place > %s ORDER BY place LIMIT %s'  # noqa: S608  # our own names
_OWN = (
    'WHERE seq > ? AND NOT EXISTS (SELECT 1 FROM placed p WHERE p.fact = fact.seq AND p.home IS NOT NULL)'
    ' ORDER BY seq LIMIT ?'
)


@dataclass(frozen=True, slots=True)
class _Epoch:
    """The life of the centre that a cursor belongs to: a restored centre has forgotten what came after its backup."""

    name: str
    place: int


@dataclass(frozen=True, slots=True)
class _News:
    """How far a forwarder has read the province's feed, and which changes it has written down."""

    cursor: str
    heard: tuple[str, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class Sharing:
    """The exchange over one connection, for one thread; every method may be repeated unharmed."""

    store: Store
    connection: Connection

    def push(self, *, forwards: bool = False) -> int:
        """Send our own facts that the centre hasn't acknowledged; returns how many were sent.

        Args:
            forwards: whether this machine forwards to the province; how far it has read there is then told as well,
                never ahead of the facts that follow from it.

        Raises:
            Refusal: ``centre.same_device``, ``centre.differs``, ``centre.altered``, ``centre.forbidden``,
                ``centre.stranger``: the centre doesn't take this machine's word, and a person must look.
            Trouble: ``centre.gone``, or what the store raises.
        """
        epoch = self._epoch()
        self._begin(epoch)
        sent = 0
        while True:
            rows, news = self._unsent()
            is_last = len(rows) < _PIECE
            if not (forwards and is_last):
                news = None
            if not rows and news is None:
                self._look_past(epoch)
                return sent
            self._append(epoch, rows, news)
            with self.store.change(COURIER) as books:
                if rows:
                    cursors.put(books, _SENT, str(rows[-1][0]))
                if news is not None:
                    cursors.put(books, _TOLD, news.mark)
            sent += len(rows)
            if is_last:
                return sent

    def _look_past(self, epoch: _Epoch) -> None:
        """What others said since our own last fact isn't looked through for ours again and again."""
        with self.store.read() as books:
            begin = int(cursors.read(books.connection, _SENT) or 0)
            far = cursors.far_from(books.connection, begin)
            if far == begin or unsent(books):
                return
        with self.store.change(COURIER) as books:
            # in another life of the centre everything is sent anew
            if (_cursor(books).name, cursors.read(books.connection, _SENT)) == (epoch.name, str(begin)):
                cursors.put(books, _SENT, str(far))

    def _append(self, epoch: _Epoch, rows: Sequence[chain.Row], news: _News | None) -> None:
        with telling(), self.connection.transaction():
            if rows:
                given = [dict(zip(_NAMES, row, strict=True)) for row in rows]
                self.connection.execute('SELECT motcua.append(%s, %s)', (epoch.name, Jsonb(given)))
            if news is not None:
                self.connection.execute('SELECT motcua.remember(%s, %s, %s)', (NEWS, news.cursor, list(news.heard)))

    def pull(self) -> int:
        """Take in what the centre has beyond our cursor; returns how many facts were read.

        Raises:
            Refusal: ``centre.same_device``, ``centre.differs``, ``centre.altered``.
            Trouble: ``centre.gone``, or what the store raises.
        """
        epoch = self._epoch()
        self._begin(epoch)
        read, last = 0, _PIECE
        while last == _PIECE:
            with self.store.read() as books:
                cursor = _cursor(books).place
            if cursor >= epoch.place:
                return read
            with telling():
                found = self.connection.execute(_PULL, (cursor, _PIECE)).fetchall()
            last = len(found)
            if found:
                self._take(epoch, cursor, found)
            read += last
        return read

    def take_over(self) -> None:
        """Read the province's feed from where the former forwarder stood, by its own word.

        Raises:
            Trouble: ``centre.gone``, or what the store raises.
        """
        self.push()
        self.pull()
        with telling():
            row = self.connection.execute('SELECT value FROM motcua.cursor WHERE feed = %s', (NEWS,)).fetchone()
            heard = self.connection.execute('SELECT change FROM motcua.heard').fetchall()
        if row is None:
            return
        with self.store.change(COURIER) as books:
            cursors.put(books, NEWS, str(row[0]))
            books.connection.executemany('INSERT INTO heard (change) VALUES (?) ON CONFLICT DO NOTHING', heard)

    def _epoch(self) -> _Epoch:
        with telling():
            row = self.connection.execute('SELECT epoch, place FROM motcua.centre').fetchone()
        if row is None:
            raise Refusal('centre.not_set_up')
        return _Epoch(*row)

    def _begin(self, epoch: _Epoch) -> None:
        """In another life of the centre, everything is sent and read from the beginning; nothing is kept twice."""
        with self.store.read() as books:
            if _cursor(books).name == epoch.name:
                return
        with self.store.change(COURIER) as books:
            books.connection.execute('UPDATE placed SET place = NULL')
            cursors.put(books, _SENT, '0')
            cursors.put(books, _TOLD, '')
            cursors.put(books, _READ, json.dumps({'epoch': epoch.name, 'place': 0}))

    def _unsent(self) -> tuple[list[chain.Row], _News | None]:
        """Our next facts, and how far the province's feed is read with all of them: one consistent view."""
        with self.store.read() as books:
            rows = list(chain.rows(books.connection, _OWN, int(cursors.read(books.connection, _SENT) or 0), _PIECE))
            # what waits aside for its file is read again by whoever takes over
            aside = books.connection.execute('SELECT 1 FROM aside LIMIT 1').fetchone()
            (count,) = books.connection.execute('SELECT count(*) FROM heard').fetchone()
            cursor = cursors.read(books.connection, NEWS)
            mark = f'{count}:{cursor}'
            if aside or mark == cursors.read(books.connection, _TOLD):
                return rows, None
            heard = [change for (change,) in books.connection.execute('SELECT change FROM heard')]
        return rows, _News(cursor, tuple(heard), mark)

    def _take(self, epoch: _Epoch, cursor: int, found: Sequence[tuple[Any, ...]]) -> None:
        with self.store.change(COURIER) as books:
            # another process of this machine may have read meanwhile
            now = _cursor(books)
            if (now.name, now.place) != (epoch.name, cursor):
                return
            merging = Merging(books)
            for place, *row in found:
                merging.take(Placed(place, tuple(row)))
            cursors.put(books, _READ, json.dumps({'epoch': epoch.name, 'place': found[-1][0]}))
            merging.settle()


def unsent(books: StoreBooks) -> int:
    """How many of our own facts the centre hasn't acknowledged."""
    begin = int(cursors.read(books.connection, _SENT) or 0)
    counted = books.connection.execute(f'SELECT count(*) FROM fact {_OWN}', (begin, -1))  # noqa: S608  # our own names
    return int(counted.fetchone()[0])


def _cursor(books: StoreBooks) -> _Epoch:
    kept: dict[str, Any] = json.loads(cursors.read(books.connection, _READ) or '{"epoch":"","place":0}')
    return _Epoch(kept['epoch'], kept['place'])
