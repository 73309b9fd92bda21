"""The store of one machine: facts and tables in one encrypted SQLite file, changed by one transaction at a time."""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2 as sqlcipher

from office.fold import Subject
from office.ports import Clock, Ids
from sync import keys, migrations
from sync.books import StoreBooks
from sync.connection import Connection, connect, meaning
from sync.pages import PageStore
from sync.settings import StoreSettings

if TYPE_CHECKING:
    from sync.bag import Hand

DATABASE = 'motcua.db'
# the rows of a morning at one counter; a dossier holds some KB
_WARM = 100
# what has been in writing for an hour was interrupted: the largest page takes seconds
_WRITING_S = 3600.0


class Store:
    """The ledger of ``office.ports`` on this machine, shared with other processes through the file.

    Any thread may use it; transactions of one Store follow each other. Inside ``change`` or ``read`` no second one may
    be begun by the same thread: that is a bug and raises RuntimeError.
    """

    def __init__(self, settings: StoreSettings, *, clock: Clock, ids: Ids) -> None:
        """Open the store of the settings, made at the very first start.

        Raises:
            Refusal: ``store.key_open`` or ``store.newer``.
            Trouble: ``store.key_missing``, ``store.key_wrong``, ``store.busy``, ``store.disk_full`` or ``store.disk``.
        """
        self.settings, self.clock, self.ids = settings, clock, ids
        self._place = settings.place
        self.path = self._place / DATABASE
        self._keys = keys.unlock(self._place, self.path, keyring=settings.keyring)
        self._lock = threading.RLock()
        self._within = False
        self._warm: dict[str, Subject | None] = {}
        self._version = -1
        self._connection = self.connect()
        try:
            migrations.bring_up_to_date(self._connection)
        except BaseException:
            self._connection.close()
            raise
        self.pages().sweep(clock.now().timestamp() - _WRITING_S)

    def connect(self, *, reads_only: bool = False) -> Connection:
        """A further connection to the same database, for readings, the feed and the courier."""
        return connect(self.path, self._keys.database, busy_seconds=self.settings.busy_seconds, reads_only=reads_only)

    def pages(self) -> PageStore:
        """The pages beside this database."""
        return PageStore(self._place / 'pages', self._keys.pages)

    def hand(self) -> 'Hand':
        """What signs and opens the bags of this store."""
        # imported here: its ciphers cost a window's start some milliseconds and serve a stick once a month
        from sync.bag import Hand  # noqa: PLC0415  # slow, seldom needed

        return Hand(self.settings.device, self._keys.signing, self._keys.sealing)

    def change(self, actor: str) -> AbstractContextManager[StoreBooks]:
        """One transaction: durable when the block ends, undone when it raises.

        Raises:
            Trouble: ``store.busy`` when another process holds the file too long, ``store.disk_full``, ``store.disk``.
        """
        return self._transaction('BEGIN IMMEDIATE', actor, writes=True)

    def read(self) -> AbstractContextManager[StoreBooks]:
        """A consistent view in which ``record`` is a bug."""
        return self._transaction('BEGIN', 'system', writes=False)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _transaction(self, begin: str, actor: str, *, writes: bool) -> Iterator[StoreBooks]:
        with self._lock:
            if self._within:
                raise RuntimeError('a transaction inside a transaction of the same store')
            books = StoreBooks(
                connection=self._connection,
                clock=self.clock,
                ids=self.ids,
                place=self._place,
                device=self.settings.device,
                actor=actor,
                writes=writes,
                is_shared=self.settings.centre != '',
            )
            self._within = True
            try:
                self._connection.execute(begin)
                try:
                    if writes:
                        books.held = self._still_warm()
                    yield books
                    self._connection.execute('COMMIT')
                except BaseException:
                    self._undo()
                    raise
            except sqlcipher.DatabaseError as error:
                raise meaning(error) from error
            finally:
                self._within = books.writes = False

    def _undo(self) -> None:
        self._warm.clear()
        # a full disk may have rolled back by itself
        if self._connection.in_transaction:
            self._connection.execute('ROLLBACK')

    def _still_warm(self) -> dict[str, Subject | None]:
        """The rows that this store read or wrote last, if nobody else has written since; asked under the write lock."""
        (version,) = self._connection.execute('PRAGMA data_version').fetchone()
        if version != self._version or len(self._warm) > _WARM:
            self._warm.clear()
        self._version = version
        return self._warm
