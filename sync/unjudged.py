"""The files from outside whose signatures are still to be judged: a row each, made and ended by facts.

A row is made in the transaction of the fact that names the file, so that no crash can lose a file between the two, and
goes with the fact that judges it, whichever machine of the centre wrote that. Files that came before this version are
none of these: what they proved at receipt is known no more.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from office import codec, facts
from sync.alone import alone
from sync.connection import Connection, telling

if TYPE_CHECKING:
    from sync.store import Store

_LOCK = 'judging.lock'
# whoever has the file goes first; then the others, each at a moment of its own, so that one does it and all hear of it
_FIRST = timedelta(minutes=10)
_SPREAD = timedelta(minutes=50)
# what can't be judged now is tried again later and later, once a day at last, and at every start
_AGAIN = timedelta(minutes=10)
_LATEST = timedelta(days=1)

_ADD = 'INSERT INTO unjudged (dossier, digest, since, next_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING'
_ONE = 'WHERE dossier = ? AND digest = ?'


@dataclass(frozen=True, slots=True)
class Received:
    """A file from outside, and the dossier that it came to."""

    dossier: str
    digest: str


def follow(connection: Connection, fact: facts.Fact) -> None:
    """Queue the files that a fact brings, or end the wait of the one that it judges."""
    body = fact.body
    if isinstance(body, facts.FileJudged):
        connection.execute(f'DELETE FROM unjudged {_ONE}', (fact.subject, body.digest))  # noqa: S608  # our own words
        return
    since = codec.moment(fact.at)
    for digest in _brought(body):
        connection.execute(_ADD, (fact.subject, digest, since, since))


def _brought(body: facts.FactBody) -> Iterator[str]:
    if isinstance(body, facts.PageAdded) and body.page.is_file:
        yield body.page.digest
    elif isinstance(body, facts.ResultArrived):
        yield from (result.digest for result in body.results if result.digest)


class UnjudgedFiles:
    """The queue of one store, on a connection of its own; used by one thread at a time."""

    def __init__(self, store: 'Store') -> None:
        self._connection = store.connect()
        self._pages, self._clock, self._settings = store.pages(), store.clock, store.settings

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Be the only one on this machine who judges.

        Raises:
            Refusal: ``judging.running`` when somebody else does.
        """
        with alone(self._settings.place, _LOCK):
            yield

    def hurry(self) -> None:
        """After a start, everything that waits is tried once more."""
        with telling():
            self._connection.execute('UPDATE unjudged SET next_at = since')

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits at all, which costs no lock to see."""
        with telling():
            return self._connection.execute('SELECT 1 FROM unjudged LIMIT 1').fetchone() is None

    def begin(self) -> Received | None:
        """The file that is to be judged now, its try counted; None when none is due here."""
        now = self._clock.now()
        # a clock that was set back makes nothing wait longer
        due = (codec.moment(now), codec.moment(now + _LATEST))
        with telling():
            found = self._connection.execute(
                'SELECT dossier, digest, since, tries FROM unjudged WHERE next_at <= ? OR next_at > ? ORDER BY since',
                due,
            ).fetchall()
            for dossier, digest, since, tries in found:
                if self._pages.holds(digest) or now >= self._turn(codec.at(since), digest):
                    # doubled no further than to the day, which takes eight
                    then = now + min(_AGAIN * 2 ** min(tries, 8), _LATEST)
                    self._connection.execute(
                        f'UPDATE unjudged SET tries = tries + 1, next_at = ? {_ONE}',  # noqa: S608  # our own words
                        (codec.moment(then), dossier, digest),
                    )
                    return Received(dossier, digest)
        return None

    def drop(self, file: Received) -> None:
        """A file that was judged when it came the first time waits no longer."""
        with telling():
            self._connection.execute(f'DELETE FROM unjudged {_ONE}', (file.dossier, file.digest))  # noqa: S608  # our own words

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _turn(self, since: datetime, digest: str) -> datetime:
        """When this machine may fetch and judge a file that lies on another one."""
        share = sha256(f'{self._settings.device} {digest}'.encode()).digest()[0] / 256
        return since + _FIRST + share * _SPREAD
