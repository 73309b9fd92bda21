"""One pass of a lane: lease a handful, send each, tell their steps in one call, write down all of it in one go.

A handful costs two durable writes instead of two an item, and a crash inside it only means that the same things are
sent again under the same keys.
"""

import random
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import TypeVar

from office import facts
from office.desk.province import COURIER
from office.errors import Problem, Refusal, Trouble
from sync import lanes, reconcile
from sync.lanes import Item
from sync.province.protocol import JSON, Province
from sync.store import Store

# the file's own trouble: sending it again won't help until a person has scanned it anew or restored it
_FILE_LOST = frozenset({'pages.missing', 'pages.damaged', 'pages.purged'})
# trouble of this machine, not of the province: no reason to let the province alone
_OURS = ('pages.', 'store.')
# a line that breaks is asked over again at once, under the same key, and then a little later each time: of a line that
# cuts every fifth question, one message in eighty thousand is left for the lane to rest over, and one file in a hundred
_AGAIN_S = (0.0, 0.1, 0.2, 0.4, 0.8, 1.6)

Answer = TypeVar('Answer')


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What became of an item, and the step still to be told of it."""

    body: facts.FactBody
    step: dict[str, JSON] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LanePass:
    """A lane to be emptied, ``most`` items at a time; a dossier's facts never share a handful."""

    store: Store
    province: Province
    lane: str
    most: int
    send: Callable[[Item], Sent]
    stop: threading.Event

    def run(self) -> list[Problem]:
        """Send what is due; trouble with the province ends the pass, an item's own trouble is the item's alone.

        Returns:
            The trouble met.
        """
        met: list[Problem] = []
        if lanes.rests(self.store, self.lane):
            return met
        device = self.store.settings.device
        while not self.stop.is_set() and (items := lanes.lease(self.store, self.lane, device, self.most)):
            if not self._handful(items, met):
                break
        return met

    def _handful(self, items: Sequence[Item], met: list[Problem]) -> bool:
        """Send some items; whether the lane may go on."""
        done: list[tuple[Item, Sent]] = []
        goes_on = True
        for place, item in enumerate(items):
            try:
                done.append((item, self._asked(partial(self.send, item))))
            except Refusal as refusal:
                done.append((item, Sent(body=_refused(item, refusal))))
            except Trouble as trouble:
                met.append(trouble)
                goes_on = self._troubled(item, trouble)
            if not goes_on or self.stop.is_set():
                lanes.release(self.store, items[place + 1 :])
                break
        try:
            done = self._stepped(done)
        except Trouble as trouble:
            met.append(trouble)
            for item, sent in done:
                if sent.step is not None:
                    self._troubled(item, trouble)
            done = [one for one in done if one[1].step is None]
            goes_on = False
        self._settle(done)
        return goes_on

    def _asked(self, work: Callable[[], Answer]) -> Answer:
        """Ask, and again where the line broke on the way; a province that is down or busy is left to rest."""
        for pause in _AGAIN_S:
            try:
                return work()
            except Trouble as trouble:
                if not trouble.params.get('cut') or self.stop.is_set():
                    raise
            self.stop.wait(pause * random.uniform(0.5, 1))  # noqa: S311  # spreading, not secrecy
        return work()

    def _stepped(self, done: list[tuple[Item, Sent]]) -> list[tuple[Item, Sent]]:
        """Tell the steps together; where the province refuses them, one by one, so that each has its own answer."""
        told = [(item, sent.step) for item, sent in done if sent.step is not None]
        if not told:
            return done
        # a message that the province forgot is told under a new key, and so is its step
        ids = sha256(' '.join(reconcile.key_of(self.store, item.id) for item, _ in told).encode()).hexdigest()
        try:
            steps = [step for _, step in told]
            self._asked(lambda: self.province.send_progress(steps, key=f'steps:{ids}'))
        except Refusal:
            return [self._stepped_alone(item, sent) for item, sent in done]
        return done

    def _stepped_alone(self, item: Item, sent: Sent) -> tuple[Item, Sent]:
        if sent.step is not None:
            step, key = sent.step, f'{reconcile.key_of(self.store, item.id)}:step'
            try:
                self._asked(lambda: self.province.send_progress([step], key=key))
            except Refusal as refusal:
                return item, Sent(body=_refused(item, refusal))
        return item, sent

    def _settle(self, done: Sequence[tuple[Item, Sent]]) -> None:
        if not done:
            return
        with self.store.change(COURIER) as books:
            for item, sent in done:
                try:
                    books.record(item.subject, sent.body)
                except Refusal as refusal:
                    # another courier was quicker: its receipt is as good as ours
                    if refusal.code != 'outbox.done':
                        raise
            if any(isinstance(sent.body, facts.ProvinceReceipt) for _, sent in done):
                lanes.was_heard(books, self.lane)

    def _troubled(self, item: Item, trouble: Trouble) -> bool:
        """Park or put off an item after trouble; whether its lane may go on to the next."""
        if trouble.code == 'province.garbled':
            # the answer on this line wasn't its own
            self.province.close()
        is_own = trouble.code.startswith(_OURS)
        with self.store.change(COURIER) as books:
            if trouble.code in _FILE_LOST or (not is_own and lanes.is_hopeless(books, item)):
                body = facts.ProvinceRefusal(item=item.id, code=trouble.code, message=item.digest[:12])
                books.record(item.subject, body)
            else:
                lanes.put_off(books, item, trouble)
            if not is_own:
                lanes.met_trouble(books, self.lane, trouble)
        return is_own


def _refused(item: Item, refusal: Refusal) -> facts.ProvinceRefusal:
    said = str(refusal.params.get('message', refusal))
    return facts.ProvinceRefusal(item=item.id, code=refusal.code, message=said)
