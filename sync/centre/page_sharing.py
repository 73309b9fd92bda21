"""One machine's share in the centre's pages: what its facts name is put there, and what stands there is known here.

A page goes to the centre once, from whichever machine had it first; others fetch it when somebody opens it
(``sync.centre.far_pages``). Nothing here holds up a fact: it has a thread and a connection of its own.
"""

import json
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import structlog

from office import facts
from office.desk.province import COURIER
from office.errors import Trouble
from office.facts import Fact
from sync import chain, cursors
from sync.centre.shelf import Shelf
from sync.store import Store

# so many facts are looked through at once
_PIECE = 200
# how far our own facts were looked through, and how far the centre's list was read
_PUT, _LISTED = 'pages.put', 'pages.listed'
# the facts that name pages, as ``named`` reads them; its own are those that come from nowhere else
NAMING = "kind IN ('PageAdded', 'ComponentSigned', 'DossierAccepted', 'ResultArrived', 'ResultReturned')"
OWN = 'NOT EXISTS (SELECT 1 FROM placed p WHERE p.fact = fact.seq AND p.home IS NOT NULL)'
_NEXT = f'WHERE seq > ? AND {NAMING} AND {OWN} ORDER BY seq LIMIT ?'
_NOTE = (
    'INSERT INTO far_page (digest, device, size) VALUES (?, ?, ?)'
    ' ON CONFLICT (digest) DO UPDATE SET device = excluded.device, size = excluded.size'
)


@dataclass(slots=True)
class PageSharing:
    """For one thread; every method may be repeated unharmed."""

    store: Store
    shelf: Shelf
    stop: threading.Event = field(default_factory=threading.Event)
    # pages that can't be put there, told once
    _told: set[str] = field(default_factory=set)

    def put(self) -> int:
        """Put there what our own facts name and the centre lacks, and what others wait for; returns how many pages.

        Raises:
            Refusal, Trouble: as the shelf and the store; a page that is missing or damaged here holds up no other.
        """
        done = 0
        epoch = self._epoch()
        while not self.stop.is_set():
            seq = self._cursor(_PUT, epoch)
            with self.store.read() as books:
                found = list(chain.facts(books.connection, _NEXT, seq, _PIECE))
                far = cursors.far_from(books.connection, seq)
            if found:
                done += self._put_all(list(dict.fromkeys(digest for fact in found for digest in named(fact))))
            reached = found[-1].seq if found else far
            if self.stop.is_set() or reached == seq:
                break
            self._remember(_PUT, epoch, reached)
        return done + self._put_all(self.shelf.wanted())

    def take_list(self) -> int:
        """Take down what pages stand in the centre that we haven't heard of; returns how many."""
        epoch, read = self._epoch(), 0
        while not self.stop.is_set():
            place = self._cursor(_LISTED, epoch)
            new = self.shelf.listed(place, _PIECE)
            if not new:
                break
            with self.store.change(COURIER) as books:
                books.connection.executemany(_NOTE, [(one.digest, one.device, one.size) for one in new])
                cursors.put(books, _LISTED, json.dumps({'of': epoch, 'at': new[-1].place}))
            read += len(new)
        return read

    def _put_all(self, digests: Sequence[str]) -> int:
        pages, done = self.store.pages(), 0
        here = [digest for digest in digests if pages.holds(digest)]
        for digest in self.shelf.lacks(here) if here else ():
            if self.stop.is_set():
                break
            try:
                content = pages.get(digest)
            except Trouble as trouble:
                # the audit tells of it; the other pages go on
                if digest not in self._told:
                    structlog.get_logger().warning('centre', lane='pages', problem=trouble.code, digest=digest)
                self._told.add(digest)
                continue
            self.shelf.put(digest, content)
            done += 1
        return done

    def _epoch(self) -> str:
        """The life of the centre and the key of its pages: in another one, everything begins anew."""
        row = self.shelf.epoch()
        return f'{row} {self.shelf.seal.name}'

    def _cursor(self, name: str, epoch: str) -> int:
        kept = json.loads(cursors.value(self.store, name) or '{"of":"","at":0}')
        return int(kept['at']) if kept['of'] == epoch else 0

    def _remember(self, name: str, epoch: str, at: int) -> None:
        with self.store.change(COURIER) as books:
            cursors.put(books, name, json.dumps({'of': epoch, 'at': at}))


def named(fact: Fact) -> Iterator[str]:
    """The pages that a fact names."""
    body = fact.body
    if isinstance(body, facts.PageAdded):
        yield body.page.digest
    elif isinstance(body, facts.ComponentSigned):
        yield body.file.digest
    elif isinstance(body, facts.DossierAccepted):
        yield from (file.digest for file in body.files)
    elif isinstance(body, facts.ResultArrived):
        yield from (result.digest for result in body.results if result.digest)
    elif isinstance(body, facts.ResultReturned) and body.signature:
        yield body.signature
