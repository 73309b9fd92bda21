"""The text of pages, and the queue of those still to be read, of the dossiers that are being taken in.

What is to be read follows from the dossiers themselves, so no crash can lose a page between its fact and the queue. A
text lives as long as its dossier is being taken in: what is bound then carries it, and nothing of it stays here. A
reading that was begun is counted before it begins; a page that took the program down with it twice is given up.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from office import codec
from office.dossier import WRITTEN_IN, Dossier
from office.errors import Trouble
from office.facts import PageAdded
from office.page_text import PageText, Progress
from sync.alone import alone
from sync.connection import telling
from sync.rows import select
from sync.store import Store

_LOCK = 'reading.lock'
_STATES = tuple(sorted(state.value for state in WRITTEN_IN[PageAdded]))
_TAKEN_IN = f'WHERE state IN ({", ".join("?" * len(_STATES))})'
_TRIES = 2


class PageTexts:
    """The texts of one store, on a connection of their own; used by one thread at a time."""

    def __init__(self, store: Store) -> None:
        self._connection = store.connect()
        self._pages, self._clock, self._folder = store.pages(), store.clock, store.settings.place

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Be the only one on this machine who reads pages.

        Raises:
            Refusal: ``reading.running`` when somebody else is.
        """
        with alone(self._folder, _LOCK):
            yield

    def gather(self) -> None:
        """Queue what came to the dossiers that are being taken in, and forget what belongs to them no longer."""
        with telling():
            known = {digest for (digest,) in self._connection.execute('SELECT digest FROM page_text')}
            wanted = {
                page.digest: None
                for dossier in select(self._connection, Dossier, _TAKEN_IN, *_STATES)
                for part in dossier.components
                for page in part.pages
            }
            if wanted.keys() == known:
                return
            now = codec.moment(self._clock.now())
            self._connection.execute('BEGIN IMMEDIATE')
            self._connection.executemany(
                'INSERT OR IGNORE INTO page_text (digest, since) VALUES (?, ?)',
                [(digest, now) for digest in wanted if digest not in known],
            )
            self._connection.executemany(
                'DELETE FROM page_text WHERE digest = ?', [(digest,) for digest in known - wanted.keys()]
            )
            self._connection.execute('COMMIT')

    def begin(self) -> str | None:
        """The page that is to be read next, its try counted; None when no page that is here waits."""
        with telling():
            self._connection.execute(
                "UPDATE page_text SET state = 'given up', answer = 'text.died' WHERE state = 'waiting' AND tries >= ?",
                (_TRIES,),
            )
            waiting = self._connection.execute(
                "SELECT digest FROM page_text WHERE state = 'waiting' ORDER BY since, rowid"
            ).fetchall()
            for (digest,) in waiting:
                if self._pages.holds(digest):
                    self._connection.execute('UPDATE page_text SET tries = tries + 1 WHERE digest = ?', (digest,))
                    return str(digest)
        return None

    def keep(self, digest: str, text: PageText) -> None:
        """Keep what was read; of a page that is wanted no longer, nothing."""
        with telling():
            self._connection.execute(
                "UPDATE page_text SET state = 'read', body = ?, answer = '' WHERE digest = ?",
                (codec.dump(text), digest),
            )

    def keep_turned(self, texts: Mapping[str, PageText]) -> None:
        """Keep, by digest, what is known of pages that were turned just now: they needn't be read anew."""
        self.gather()
        for digest, text in texts.items():
            self.keep(digest, text)

    def give_up(self, digest: str, trouble: Trouble) -> None:
        """A page that can't be read stays without text."""
        with telling():
            self._connection.execute(
                "UPDATE page_text SET state = 'given up', answer = ? WHERE digest = ?", (trouble.code, digest)
            )

    def put_back(self, digest: str) -> None:
        """A reading that we broke off ourselves was no try."""
        with telling():
            self._connection.execute('UPDATE page_text SET tries = tries - 1 WHERE digest = ?', (digest,))

    def find(self, digest: str) -> PageText | None:
        """A page's text, None while it isn't read, or never will be."""
        with telling():
            found = self._connection.execute('SELECT body FROM page_text WHERE digest = ?', (digest,)).fetchone()
        return codec.load(PageText, found[0]) if found and found[0] else None

    def progress(self, digests: Sequence[str]) -> Progress:
        """How far these pages are."""
        marks = ', '.join('?' * len(digests))
        with telling():
            states = [
                state
                for (state,) in self._connection.execute(
                    f'SELECT state FROM page_text WHERE digest IN ({marks})',  # noqa: S608  # question marks
                    tuple(digests),
                )
            ]
        return Progress(read=states.count('read'), given_up=states.count('given up'), total=len(set(digests)))

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
