"""The exchange with the centre while a machine is on: out when something happened here, in when it happened elsewhere.

Each way has a thread and a connection of its own, and pages have a third. The thread that sends facts also holds the
lock of the forwarder: the one machine of the centre that speaks to the province.
"""

import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from office.desk.province import COURIER
from office.errors import Problem
from sync import lanes
from sync.centre.accounts import Accounts
from sync.centre.connection import Connection, connect, telling
from sync.centre.page_sharing import PageSharing
from sync.centre.sharing import Sharing
from sync.centre.shelf import Seal, Shelf
from sync.feed import Feed
from sync.store import Store

# each connection is tried so often, so that whoever died is missed within seconds
_CHECK_S = 2.0
# a server that is gone is knocked at so often
_AGAIN_S = 5.0
# a machine that hangs, or whose words get lost on the way, says nothing any more: the server ends its session, and
# frees the forwarder's lock with it. Its own check comes every two seconds, and a busy disk may hold it up for some
_SILENT_S = 15.0
# a machine that heard nothing of the server for this long has stopped before, so that no two forward at once
_TRUST_S = 8.0
# how the exchange fares is said so often while nothing changes: each saying is a durable write
_SAID_AGAIN_S = 60.0

LANE = 'centre'
_TRY = "SELECT pg_try_advisory_lock(hashtext('motcua forwarder'))"


class Forwarding:
    """Whether this machine may speak to the province: only while the centre said so a few seconds ago."""

    def __init__(self) -> None:
        self._until = 0.0

    def confirm(self, asked: float) -> None:
        """The centre has answered a question that was put at a moment of ``time.monotonic``."""
        self._until = asked + _TRUST_S

    def lose(self) -> None:
        """The lock is gone, or may be."""
        self._until = 0.0

    def holds(self) -> bool:
        """Whether this machine forwards."""
        return time.monotonic() < self._until


def became_forwarder(sharing: Sharing) -> bool:
    """Try to become the one machine that forwards, as long as this connection lives.

    Raises:
        Trouble: ``centre.gone``.
    """
    with telling():
        row = sharing.connection.execute(_TRY).fetchone()
    return bool(row and row[0])


def sealed_pass(store: Store, connection: Connection, stop: threading.Event) -> Callable[[], None]:
    """What exchanges accounts and pages with the centre once; it may be called again. Raises as ``Seal.of``."""
    seal = Seal.of(Path(store.settings.centre_key))
    accounts, pages = Accounts(store, connection, seal), PageSharing(store, Shelf(connection, seal), stop)

    def share() -> None:
        # before pages, which may take minutes: somebody may wait to log in
        accounts.put()
        accounts.take()
        pages.take_list()
        pages.put()

    return share


@dataclass(slots=True, kw_only=True)
class Exchange:
    """The threads; ``forwarding`` is None on a machine that never speaks to the province, such as a kiosk."""

    store: Store
    address: str
    stop: threading.Event
    forwarding: Forwarding | None
    died: Callable[[], None]
    failed: list[BaseException] = field(default_factory=list)
    _threads: list[threading.Thread] = field(default_factory=list)
    _fares: dict[str, tuple[str, float]] = field(default_factory=dict)

    def start(self) -> None:
        """Begin; a server that isn't there is waited for."""
        ways = (self._out, self._in, *((self._pages,) if self.store.settings.centre_key else ()))
        for work in ways:
            thread = threading.Thread(target=self._keep_on, args=(work,), name=work.__name__, daemon=True)
            thread.start()
            self._threads.append(thread)

    def join(self, timeout: float) -> None:
        """Wait for the threads after ``stop`` was set; raises what one of them died of."""
        for thread in self._threads:
            thread.join(timeout)
        if self.failed:
            raise self.failed[0]

    def _keep_on(self, work: Callable[[Connection], None]) -> None:
        name = work.__name__
        try:
            while not self.stop.is_set():
                try:
                    with closing(connect(self.address, idle=_SILENT_S)) as connection:
                        work(connection)
                except Problem as problem:
                    self._say(name, problem)
                    self.stop.wait(_AGAIN_S)
        except BaseException as error:  # noqa: BLE001  # raised again by join
            self.failed.append(error)
            self.stop.set()
            self.died()

    def _out(self, connection: Connection) -> None:
        sharing, feed = Sharing(self.store, connection), Feed(self.store)
        is_forwarder = False
        try:
            while not self.stop.is_set():
                if self.forwarding is not None:
                    is_forwarder = self._forward(sharing, self.forwarding, is_forwarder=is_forwarder)
                sharing.push(forwards=is_forwarder)
                self._say('_out', None)
                feed.wait(self.stop, _CHECK_S)
            # what the lanes wrote down last goes out with the lock still held
            sharing.push(forwards=is_forwarder)
        finally:
            if self.forwarding is not None:
                self.forwarding.lose()
            feed.close()

    @staticmethod
    def _forward(sharing: Sharing, forwarding: Forwarding, *, is_forwarder: bool) -> bool:
        """Ask for the lock, or whether the session that holds it still lives."""
        asked = time.monotonic()
        if not is_forwarder:
            if not became_forwarder(sharing):
                return False
            sharing.take_over()
            structlog.get_logger().info('forwards', device=sharing.store.settings.device)
            asked = time.monotonic()
        with telling():
            sharing.connection.execute('SELECT 1')
        forwarding.confirm(asked)
        return True

    def _in(self, connection: Connection) -> None:
        sharing = Sharing(self.store, connection)
        with telling():
            connection.execute('LISTEN motcua')
        while not self.stop.is_set():
            sharing.pull()
            self._say('_in', None)
            # a word that got lost costs two seconds: reading goes by the cursor, not by the word
            with telling():
                for _ in connection.notifies(timeout=_CHECK_S, stop_after=1):
                    pass

    def _pages(self, connection: Connection) -> None:
        share, feed = sealed_pass(self.store, connection, self.stop), Feed(self.store)
        try:
            while not self.stop.is_set():
                share()
                self._say('_pages', None)
                feed.wait(self.stop, _CHECK_S)
        finally:
            feed.close()

    def _say(self, thread: str, problem: Problem | None) -> None:
        """Write down how the exchange fares, when it changes and once a minute."""
        code, now = problem.code if problem else '', time.monotonic()
        said, at = self._fares.get(thread, ('never', 0.0))
        if code == said and now - at < _SAID_AGAIN_S:
            return
        if problem is not None:
            structlog.get_logger().warning('centre', lane=thread.strip('_'), problem=code)
        # while one way is broken, the other one's success must not hide it
        others = [other for name, (other, _) in self._fares.items() if name != thread]
        self._fares[thread] = (code, now)
        with self.store.change(COURIER) as books:
            if problem is not None:
                lanes.met_trouble(books, LANE, problem)
            elif not any(others):
                lanes.was_heard(books, LANE)
