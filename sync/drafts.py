"""Half-typed screens, saved as the officer types: they survive a crash, and are no facts."""

from office import codec
from office.ports import Clock
from sync.connection import telling
from sync.store import Store


class Drafts:
    """The drafts of one store, on a connection of their own; used by one thread at a time."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._connection = store.connect()
        self._clock = clock

    def save(self, key: str, text: str) -> None:
        """Keep the text of a screen, such as ``'intake:<ticket>'``, in the place of what was kept before."""
        with telling():
            self._connection.execute(
                'INSERT INTO draft (key, text, saved_at) VALUES (?, ?, ?)'
                ' ON CONFLICT (key) DO UPDATE SET text = excluded.text, saved_at = excluded.saved_at',
                (key, text, codec.moment(self._clock.now())),
            )

    def load(self, key: str) -> str | None:
        """The text kept under a key."""
        with telling():
            found = self._connection.execute('SELECT text FROM draft WHERE key = ?', (key,)).fetchone()
        return str(found[0]) if found else None

    def keys(self, beginning: str = '') -> list[str]:
        """The keys that begin so, the one saved last first."""
        with telling():
            found = self._connection.execute('SELECT key FROM draft ORDER BY saved_at DESC, key').fetchall()
        return [key for (key,) in found if key.startswith(beginning)]

    def drop(self, key: str) -> None:
        """Forget a draft."""
        with telling():
            self._connection.execute('DELETE FROM draft WHERE key = ?', (key,))

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
