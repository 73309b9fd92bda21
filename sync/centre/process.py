"""What ``motcua-sync run`` does on a machine of a centre with several, beside the lanes to the province."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import structlog

from office.desk.province import COURIER
from office.errors import Problem
from sync import lanes
from sync.centre import page_purge
from sync.centre.connection import connect
from sync.centre.exchange import LANE, Exchange, Forwarding, became_forwarder, sealed_pass
from sync.centre.far_pages import FarPages
from sync.centre.sharing import Sharing
from sync.centre.shelf import Seal, Shelf
from sync.courier import Courier
from sync.store import Store
from sync.verify import Finding, verify

# a piece of facts on the way is waited for so long at the end; what is cut off is sent again, never lost
_GRACE_S = 5.0


@contextmanager
def exchanging(store: Store, stop: threading.Event, *, may_forward: bool) -> Iterator[Callable[[], bool]]:
    """Exchange facts with the centre while the block lasts; gives the word whether this machine forwards now.

    Args:
        store: whose facts.
        stop: set when the exchange died of a bug, so that the block ends too.
        may_forward: whether this machine has a way to the province.
    """
    forwarding = Forwarding()
    exchange = Exchange(
        store=store,
        address=store.settings.centre,
        stop=threading.Event(),
        forwarding=forwarding if may_forward else None,
        died=stop.set,
    )
    exchange.start()
    try:
        yield forwarding.holds
    finally:
        exchange.stop.set()
        exchange.join(_GRACE_S)


def far_pages(store: Store) -> FarPages | None:
    """The centre's pages as the courier sends them; None on a machine that shares none, or can't."""
    if not store.settings.centre_key:
        return None
    try:
        return FarPages(store)
    except Problem as problem:
        # pages never hold up facts; the exchange says what is wrong
        structlog.get_logger().warning('centre', lane='pages', problem=problem.code)
        return None


def purge_pages(store: Store) -> tuple[int, int]:
    """Take down from the centre what is over, and remove old copies here; how many of each.

    Raises:
        Refusal, Trouble: as ``page_purge``.
    """
    with closing(connect(store.settings.centre)) as connection:
        down = page_purge.taken_down(store, Shelf(connection, Seal.of(Path(store.settings.centre_key))))
    return down, page_purge.forget_copies(store)


def audited(store: Store) -> list[Finding]:
    """``sync.verify``, where a page that is damaged here gives way to the whole one that the centre holds.

    Raises:
        Trouble: as ``verify``.
    """
    pages = far_pages(store)
    if pages is None:
        return verify(store)
    with closing(pages):
        return verify(store, pages.get)


def one_pass(store: Store, courier: Courier | None) -> list[Problem]:
    """Exchange once, and one pass over the lanes that are this machine's now; returns the problems met."""
    try:
        with closing(connect(store.settings.centre)) as connection:
            sharing = Sharing(store, connection)
            sharing.push()
            sharing.pull()
            with store.change(COURIER) as books:
                lanes.was_heard(books, LANE)
            if store.settings.centre_key:
                sealed_pass(store, connection, threading.Event())()
            if courier is None:
                return []
            if not became_forwarder(sharing):
                return [*courier.reserve(), *courier.carry()]
            sharing.take_over()
            met = [*courier.run_once(), *courier.carry_others()]
            sharing.push(forwards=True)
            return met
    except Problem as problem:
        with store.change(COURIER) as books:
            lanes.met_trouble(books, LANE, problem)
        return [problem, *([*courier.reserve(), *courier.carry()] if courier is not None else [])]
