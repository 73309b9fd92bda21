"""Small words that the courier remembers between its passes: how far it read, what it asked for, where it stands."""

from datetime import datetime

from office import codec
from sync.books import StoreBooks
from sync.connection import Connection
from sync.store import Store

# remembering is a durable write, and so many facts are looked at again in ten milliseconds
_FAR = 1000


def read(connection: Connection, name: str) -> str:
    """What is remembered under a name, '' when nothing."""
    row = connection.execute('SELECT value FROM cursor WHERE feed = ?', (name,)).fetchone()
    return str(row[0]) if row else ''


def value(store: Store, name: str) -> str:
    """The same, in a transaction of its own."""
    with store.read() as books:
        return read(books.connection, name)


def at(store: Store, name: str) -> datetime | None:
    """When it was remembered, None when it isn't."""
    with store.read() as books:
        row = books.connection.execute('SELECT at FROM cursor WHERE feed = ?', (name,)).fetchone()
    return codec.at(row[0]) if row else None


def put(books: StoreBooks, name: str, text: str) -> None:
    """Remember."""
    books.connection.execute(
        'INSERT INTO cursor (feed, value, at) VALUES (?, ?, ?) ON CONFLICT (feed)'
        ' DO UPDATE SET value = excluded.value, at = excluded.at',
        (name, text, codec.moment(books.clock.now())),
    )


def drop(books: StoreBooks, name: str) -> None:
    """Forget."""
    books.connection.execute('DELETE FROM cursor WHERE feed = ?', (name,))


def far_from(connection: Connection, seq: int) -> int:
    """Where a look through the facts ends that began after ``seq`` and found nothing more; ``seq`` while it is near."""
    (top,) = connection.execute('SELECT coalesce(max(seq), 0) FROM fact').fetchone()
    return int(top) if top - seq >= _FAR else seq
