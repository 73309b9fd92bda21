"""The pages of a machine in a centre of several: those on its own disk, and those it fetches when asked for."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from office import codec
from office.desk.province import COURIER
from office.errors import Problem, Trouble
from sync.centre.asking import Asking
from sync.centre.connection import Connection
from sync.centre.shelf import Seal, Shelf
from sync.connection import telling
from sync.store import Store

# what may stand in the centre though it isn't here, or not whole
_ELSEWHERE = frozenset({'pages.missing', 'pages.purged', 'pages.damaged'})
# nobody sits before a courier: it waits while another machine sends the same file, as long as most files take
_FILE_S = 60.0
_KEPT = (
    "INSERT INTO far_page (digest, device, size, kept_at) VALUES (?, '', ?, ?)"
    ' ON CONFLICT (digest) DO UPDATE SET kept_at = excluded.kept_at'
)


class FarPages:
    """The pages of ``office.ports``; any thread may ask, and one that fetches waits some seconds at most a piece."""

    def __init__(self, store: Store) -> None:
        """Raises Refusal and Trouble as ``Seal.of``."""
        self._store, self._here = store, store.pages()
        self._seal = Seal.of(Path(store.settings.centre_key))
        # whoever asks may be reading in a transaction of the store
        self._list, self._lock = store.connect(reads_only=True), threading.Lock()
        self._asking, self._sending = Asking(store.settings.centre), Asking(store.settings.centre, patience=_FILE_S)

    def keep(self, content: bytes) -> str:
        """Make the content durable on this machine; the courier puts it into the centre."""
        return self._here.keep(content)

    def holds(self, digest: str) -> bool:
        """Whether the content is here, or stood in the centre when we last heard of it."""
        return self._here.holds(digest) or self._listed(digest) is not None

    def elsewhere(self, digest: str) -> str | None:
        """The machine that put a page into the centre, '' where none has yet; None for a page that is here."""
        return None if self._here.holds(digest) else self._listed(digest) or ''

    def get(self, digest: str) -> bytes:
        """The content, from this disk or else from the centre, and from then on it is here too, whole.

        Raises:
            Trouble: as ``PageStore.get``, also for a damaged page that the centre doesn't give; ``pages.unreached``
                with the machine that has a missing one and why it can't be had now, ``pages.not_yet`` where nobody has
                put it into the centre: whoever holds it is asked to.
        """
        try:
            return self._here.get(digest)
        except Trouble as trouble:
            if trouble.code not in _ELSEWHERE:
                raise
            return self._fetched(digest, trouble)

    @contextmanager
    def alone(self, digest: str) -> Iterator[None]:
        """Let no other machine of the centre send this page meanwhile; without the server, nobody can say who does."""
        try:
            self._sending.ask(lambda centre: _lock(centre, digest))
        except Problem:
            yield
            return
        try:
            yield
        finally:
            # with the connection goes the lock
            self._sending.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._asking.close()
        self._sending.close()
        with self._lock:
            self._list.close()

    def _fetched(self, digest: str, trouble: Trouble) -> bytes:
        is_damaged = trouble.code == 'pages.damaged'
        try:
            content = self._asking.ask(lambda centre: _asked(Shelf(centre, self._seal), digest))
        except Problem as problem:
            if is_damaged:
                raise trouble from problem
            device = self._listed(digest) or '–'
            raise Trouble('pages.unreached', device=device, why=problem.code) from problem
        if content is None:
            if trouble.code == 'pages.missing':
                raise Trouble('pages.not_yet', digest=digest) from trouble
            raise trouble
        self._here.keep(content)
        if is_damaged:
            # it stays what it was, a page of this machine or a copy of another one's
            return content
        with self._store.change(COURIER) as books:
            at = codec.moment(books.clock.now())
            books.connection.execute(_KEPT, (digest, len(content), at))
        return content

    def _listed(self, digest: str) -> str | None:
        with self._lock, telling():
            row = self._list.execute('SELECT device FROM far_page WHERE digest = ?', (digest,)).fetchone()
        return str(row[0]) if row else None


def _asked(shelf: Shelf, digest: str) -> bytes | None:
    content = shelf.get(digest)
    if content is None:
        shelf.want(digest)
    return content


def _lock(centre: Connection, digest: str) -> None:
    centre.execute('SET lock_timeout = 0')
    centre.execute("SELECT pg_advisory_lock(hashtextextended('motcua file ' || %s, 0))", (digest,))
