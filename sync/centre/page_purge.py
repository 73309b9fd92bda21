"""Retention of pages in the centre: what a machine put there goes when the province has had it long enough.

A dossier's pages leave the centre when it is at its end and the province's receipts of all its files are older than the
grace; the machine that put them there takes them down. Copies that were fetched to be looked at leave a machine after
the same grace; they can be fetched again, or stay with whoever scanned them.
"""

from datetime import timedelta

from office import codec
from office.dossier import FINAL
from sync import chain
from sync.centre.page_sharing import NAMING, OWN, named
from sync.centre.shelf import Shelf
from sync.connection import Connection
from sync.store import Store

_ENDED = ', '.join(f"'{one.value}'" for one in sorted(FINAL))
_OVER = (
    f'SELECT d.id FROM dossier d WHERE d.state IN ({_ENDED}) AND NOT EXISTS (SELECT 1 FROM outbox o'  # noqa: S608  # our own names
    " WHERE o.subject = d.id AND o.lane = 'pages' AND o.state <> 'done') AND EXISTS (SELECT 1 FROM fact f"
    " WHERE f.subject = d.id AND f.kind = 'ProvinceReceipt') AND (SELECT max(f.at) FROM fact f WHERE f.subject = d.id"
    " AND f.kind = 'ProvinceReceipt') <= ?"
)


def taken_down(store: Store, shelf: Shelf) -> int:
    """Take down what we put into the centre for dossiers that are over; returns how many pages.

    Raises:
        Refusal, Trouble: as the shelf and the store.
    """
    until = codec.moment(store.clock.now() - timedelta(days=store.settings.grace_days))
    with store.read() as books:
        over = {subject for (subject,) in books.connection.execute(_OVER, (until,))}
        going, staying = set[str](), set[str]()
        for fact in chain.facts(books.connection, f'WHERE {NAMING}'):
            (going if fact.subject in over else staying).update(named(fact))
    return shelf.drop(sorted(going - staying)) if going - staying else 0


def copies(store: Store) -> list[str]:
    """The copies of other machines' pages that may leave this machine now."""
    until = codec.moment(store.clock.now() - timedelta(days=store.settings.grace_days))
    with store.read() as books:
        old = books.connection.execute('SELECT digest FROM far_page WHERE kept_at <= ? ORDER BY digest', (until,))
        found = [digest for (digest,) in old]
        ours = _ours(books.connection) if found else set()
    return [digest for digest in found if digest not in ours]


def forget_copies(store: Store) -> int:
    """Remove them; returns how many.

    Raises:
        Trouble: ``pages.disk``, or as the store.
    """
    pages, going = store.pages(), copies(store)
    for digest in going:
        pages.forget(digest)
    with store.change('system') as books:
        books.connection.executemany('UPDATE far_page SET kept_at = NULL WHERE digest = ?', [(one,) for one in going])
    return len(going)


def _ours(connection: Connection) -> set[str]:
    return {digest for fact in chain.facts(connection, f'WHERE {NAMING} AND {OWN}') for digest in named(fact)}
