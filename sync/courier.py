"""The courier: tells the province what it is owed, and writes down what the province says.

Four lanes, each with its own rest after trouble, so that none holds up another:

    codes   blocks of official codes, reserved before they run out
    facts   small messages, a dossier's in turn
    news    the province's change feed (``sync.news``)
    pages   files by digest
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from office import facts
from office.desk.province import COURIER, ProvinceWord
from office.errors import Problem
from office.numbers import REFILL_BELOW
from office.workdays import local_day
from sync import carrying, lanes, news, telling
from sync.lanes import Item
from sync.province.protocol import MOST_PROGRESS, Province
from sync.sending import LanePass, Sent
from sync.store import Store

# an hour of a busy counter's receptions; then what a day and several days without the province leave waiting. Steps,
# so that a request whose answer was lost is asked again for as many; 500 is the most the province gives at once
_BLOCKS = (20, 100, 500)


@dataclass(frozen=True, slots=True, kw_only=True)
class Courier:
    """One machine's courier; each thread that runs lanes has its own, for a province's adapter belongs to one thread.

    ``agency`` is the name of the handling unit; ``stop`` ends a lane after the item at hand.
    """

    store: Store
    province: Province
    agency: str
    supplements: bool = True
    stop: threading.Event = field(default_factory=threading.Event)
    fields: telling.FieldCache = field(default_factory=dict)

    def run_once(self) -> list[Problem]:
        """One pass over all lanes in one thread; none of them stops the others.

        Returns:
            The problems met on the way, for the log; a refused dossier is parked and not among them.
        """
        return [*self.tell(), *self.hear(), *self.carry()]

    def tell(self) -> list[Problem]:
        """One pass over codes and facts."""
        codes, told = self.reserve(), self._lane('facts', self._send_fact, MOST_PROGRESS)
        return [*codes, *told, *self._for_others('facts')]

    def reserve(self) -> list[Problem]:
        """One pass over codes; each machine of a centre has its own."""
        return self._tried('codes', self.refill) if self.province.can.numbers else []

    def hear(self) -> list[Problem]:
        """One pass over the province's news."""
        if not self.province.can.news:
            return []
        return self._tried('news', lambda: news.pull(self.store, self.province, self.stop))

    def carry(self) -> list[Problem]:
        """One pass over files."""
        if not self.province.can.files:
            return []
        return [*self._lane('pages', self._send_page, 1), *self._for_others('pages')]

    def refill(self) -> bool:
        """Reserve a block of codes when few are left, first of all for dossiers that wait for one.

        Returns:
            Whether the province was asked.
        """
        today = local_day(self.store.clock.now())
        with self.store.read() as books:
            left = books.connection.execute(
                'SELECT coalesce(sum(left), 0) FROM codes WHERE usable_on IS NULL OR usable_on = ?',
                (today.isoformat(),),
            ).fetchone()[0]
            waiting = len(books.uncoded_dossiers())
            blocks = books.connection.execute('SELECT count(*) FROM codes').fetchone()[0]
        if left >= REFILL_BELOW and not waiting:
            return False
        # the same key until a block is written down: an answer that was lost is answered with the same block again
        size = next((size for size in _BLOCKS if size >= waiting), _BLOCKS[-1])
        key = f'{self.store.settings.device}:{today}:{blocks}:{size}'
        block = self.province.reserve_codes(size, key=key, day=today)
        word = ProvinceWord(self.store, self.store.ids)
        word.reserve(
            f'codes:{block.id}',
            prefix=block.prefix,
            first=block.first,
            last=block.last,
            width=block.width,
            usable_on=block.usable_on,
        )
        return True

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
            with self.store.change(COURIER) as books:
                lanes.met_trouble(books, lane, problem)
            return [problem]
        if answered and not lanes.said_lately(self.store, lane):
            with self.store.change(COURIER) as books:
                lanes.was_heard(books, lane, self.province.clock_ahead())
        return []

    def _lane(self, lane: str, send: Callable[[Item], Sent], most: int) -> list[Problem]:
        return LanePass(store=self.store, province=self.province, lane=lane, most=most, send=send, stop=self.stop).run()

    def _send_page(self, item: Item) -> Sent:
        content = self.store.pages().get(item.digest)
        held = self.province.upload(content, digest=item.digest, name=f'{item.digest}.pdf')
        return Sent(body=facts.ProvinceReceipt(item=item.id, digest=item.digest, receipt=held.digest))

    def _send_fact(self, item: Item) -> Sent:
        known = telling.message(
            self.store, self.province, item, agency=self.agency, supplements=self.supplements, fields=self.fields
        )
        if known is None:
            return Sent(body=facts.NothingToTell(item=item.id))
        step = known.step if self.province.can.steps else None
        number = telling.deliver(self.province, known.record, updating=known.updating, step=None, key=item.id)
        return Sent(body=facts.ProvinceReceipt(item=item.id, digest=item.digest, receipt=number), step=step)
