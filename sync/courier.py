"""The courier: tells the province what it is owed, and writes down what the province says.

Eight lanes, each with its own rest after trouble, so that none holds up another:

    check   what the province confirmed, compared with what it holds
    codes   blocks of official codes, reserved before they run out
    facts   small messages, a dossier's in turn
    news    the province's change feed (``sync.news``)
    pages   files by digest
    questions   what people ask through the portal, pulled now and then
    answers what the centre answers them
    ratings what citizens said, a month at a time
"""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Protocol

from office import facts
from office.desk.province import COURIER
from office.errors import Problem, Refusal
from sync import carrying, codes, elsewhere, lanes, news, purge, questions, ratings, reconcile, telling
from sync.lanes import Item
from sync.province.answer_rules import answer_problems
from sync.province.protocol import MOST_PROGRESS, Province
from sync.right_of_way import RightOfWay
from sync.sending import LanePass, Sent
from sync.store import Store


class Files(Protocol):
    """Where the files are that are sent; in a centre of several machines, wherever one of them put it."""

    def get(self, digest: str) -> bytes:
        """The content; Trouble ``pages.…`` where it can't be had."""
        ...

    def alone(self, digest: str) -> AbstractContextManager[None]:
        """Let no other machine of the centre send it meanwhile."""
        ...


@dataclass(frozen=True, slots=True)
class _OwnFiles:
    """The files of a machine that is the whole centre."""

    store: Store

    def get(self, digest: str) -> bytes:
        return self.store.pages().get(digest)

    def alone(self, _digest: str) -> AbstractContextManager[None]:
        return nullcontext()


@dataclass(frozen=True, slots=True, kw_only=True)
class Courier:
    """One machine's courier; each thread that runs lanes has its own, for a province's adapter belongs to one thread.

    ``agency`` is the name of the handling unit; ``stop`` ends a lane after the item at hand; ``files`` None are this
    machine's own; ``way`` is shared by the lanes of one process.
    """

    store: Store
    province: Province
    agency: str
    supplements: bool = True
    stop: threading.Event = field(default_factory=threading.Event)
    files: Files | None = None
    fields: telling.FieldCache = field(default_factory=dict)
    # whether this process has shown its mark to the province: a store that was put back begins in a new one
    known: threading.Event = field(default_factory=threading.Event)
    way: RightOfWay = field(default_factory=RightOfWay)

    def run_once(self) -> list[Problem]:
        """One pass over all lanes in one thread; none of them stops the others.

        Returns:
            The problems met on the way, for the log; a refused dossier is parked and not among them.
        """
        return [*self.tell(), *self.hear(), *self.carry()]

    def tell(self) -> list[Problem]:
        """One pass over comparison, codes and facts; a machine that has a twin tells nothing more."""
        numbered = self._numbered(self._compare)
        if self._is_stopped():
            return numbered
        with self.way.taken():
            told = [*self._lane('facts', self._send_fact, MOST_PROGRESS), *self._for_others('facts')]
        return [*numbered, *told, *self._tried('ratings', self._rate)]

    def reserve(self) -> list[Problem]:
        """One pass over codes; each machine of a centre has its own, its own mark at the province and its own files."""
        return self._numbered(lambda: self._compare(heals=('pages',)))

    def hear(self) -> list[Problem]:
        """One pass over the province's news, and over what people ask through the portal."""
        can = self.province.can
        if self._is_stopped():
            return []
        heard = self._tried('news', lambda: news.pull(self.store, self.province, self.stop)) if can.news else []
        return [*heard, *self._questions()]

    def carry(self) -> list[Problem]:
        """One pass over files."""
        if not self.province.can.files or self._is_stopped():
            return []
        sent = [*self._lane('pages', self._send_page, 1), *self._for_others('pages')]
        return [*sent, *self._tried('pages', lambda: purge.fetch_wanted(self.store, self.province))]

    def carry_others(self) -> list[Problem]:
        """One pass over the files of other machines that have no way to the province, or are off."""
        if not self.province.can.files or self._is_stopped():
            return []
        return self._tried('pages', lambda: elsewhere.send(self.store, self._sent_page, self.stop))

    def refill(self) -> bool:
        """Codes as ``sync.codes`` keeps them; whether the province was asked."""
        return codes.refill(self.store, self.province)

    def _numbered(self, compare: Callable[[], bool]) -> list[Problem]:
        """Compare, then see to codes; whether another machine has this name is known before a code is asked for."""
        compared = self._tried('check', compare) if self.province.can.compares else []
        if self._is_stopped():
            return compared or [Refusal('courier.twin', device=self.store.settings.device)]
        return [*compared, *(self._tried('codes', self.refill) if self.province.can.numbers else [])]

    def _compare(self, heals: tuple[str, ...] = ('facts', 'pages')) -> bool:
        if self._is_stopped() or not reconcile.is_due(self.store):
            return self._move_on()
        reconcile.compare(self.store, self.province, heals=heals)
        self.known.set()
        return True

    def _move_on(self) -> bool:
        moved = not self._is_stopped() and (not self.known.is_set() or reconcile.has_moved(self.store))
        if moved:
            reconcile.move_on(self.store, self.province)
            self.known.set()
        return moved

    def _is_stopped(self) -> bool:
        return reconcile.is_stopped(self.store)

    def _for_others(self, lane: str) -> list[Problem]:
        """Send what this machine carries for others; after its own, on the same way."""
        return self._tried(lane, lambda: carrying.send(self.store, self.province, lane, self.fields, self.stop))

    def _tried(self, lane: str, work: Callable[[], bool]) -> list[Problem]:
        """Do a lane's work unless it rests; ``work`` says whether the province answered."""
        if lanes.rests(self.store, lane):
            return []
        try:
            answered = work()
        except Problem as problem:
            if problem.code == 'province.garbled':
                # the answer on this line wasn't its own: the next question goes on another
                self.province.close()
            with self.store.change(COURIER) as books:
                lanes.met_trouble(books, lane, problem)
            return [problem]
        if answered and not lanes.said_lately(self.store, lane):
            with self.store.change(COURIER) as books:
                lanes.was_heard(books, lane, self.province.clock_ahead())
        return []

    def _lane(self, lane: str, send: Callable[[Item], Sent], most: int) -> list[Problem]:
        return LanePass(store=self.store, province=self.province, lane=lane, most=most, send=send, stop=self.stop).run()

    def _questions(self) -> list[Problem]:
        if not self.province.can.questions:
            return []
        asked = self._tried('questions', lambda: questions.pull(self.store, self.province))
        return [*asked, *self._lane('answers', self._send_answer, MOST_PROGRESS)]

    def _send_answer(self, item: Item) -> Sent:
        record = questions.answer_record(self.store, item, self.province.unit)
        wrong = '; '.join(f'{one.field} ({one.code})' for one in answer_problems(record))
        if wrong:
            raise Refusal('courier.invalid', message=wrong)
        receipt = self.province.send_answer(record, key=reconcile.key_of(self.store, item.id))
        return Sent(body=facts.ProvinceReceipt(item=item.id, digest=item.digest, receipt=receipt.number))

    def _rate(self) -> bool:
        return ratings.tell(self.store, self.province, agency=self.agency, stop=self.stop)

    def _send_page(self, item: Item) -> Sent:
        return Sent(body=self._sent_page(item.id, item.digest))

    def _sent_page(self, item: str, digest: str) -> facts.ProvinceReceipt:
        files = self.files or _OwnFiles(self.store)
        content = files.get(digest)
        self.way.give(self.stop)
        with files.alone(digest):
            held = self.province.upload(content, digest=digest, name=f'{digest}.pdf')
        return facts.ProvinceReceipt(item=item, digest=digest, receipt=held.digest)

    def _send_fact(self, item: Item) -> Sent:
        known = telling.message(
            self.store, self.province, item, agency=self.agency, supplements=self.supplements, fields=self.fields
        )
        if known is None:
            return Sent(body=facts.NothingToTell(item=item.id))
        step = known.step if self.province.can.steps else None
        key = reconcile.key_of(self.store, item.id)
        # the steps of a handful are told together
        number = telling.deliver(self.province, known.record, updating=known.updating, step=None, key=key)
        self.way.answered()
        return Sent(body=facts.ProvinceReceipt(item=item.id, digest=item.digest, receipt=number), step=step)
