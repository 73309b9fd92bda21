"""An officer's life in a soak, through the running counter's own use cases: what its windows would call.

What she does with a dossier follows from the dossier's id and from how it stands, so that after a kill she goes on
where the store says she was, as an officer does whose screen comes back.
"""

import random
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from counter.app import Counter, Opened
from counter.config import CounterConfig
from devices.scanner.protocol import ScanOptions, Source
from devices.stop import Stop
from office.dossier import Dossier, DossierState
from office.errors import Problem, Refusal, Trouble
from office.identity import read_card
from office.papers import FeeLine, PaperStatus, Payment, PayMethod
from office.person import Proof
from office.ticket import Ticket, TicketState
from office.workdays import local_day
from qtkit.binding import bound
from qtkit.config import config_of
from qtkit.page_capture import ScanTask
from tests.soak.clock import SharedClock
from tests.soak.first_start import login_of
from tests.soak.kiosk_life import STORM
from tests.soak.witness import Witness

DPI = 75
FEE = FeeLine(code='LP01', name="Lệ phí", kind="Lệ phí", amount=8000, due=8000)
# A5 at this resolution: legible to nobody, but as real to the pipeline as any sheet
_WIDTH, _HEIGHT = 437, 620
_NAMES = ("Nguyễn Thị Mẫu", "Trần Văn Thử", "Lê Thị Ví Dụ", "Phạm Văn Giả")
# an officer who met trouble looks again after so long
_REST_S = 0.7


def live(given: dict[str, Any]) -> int:
    """Serve until the storm is over and nothing is left at hand; 1 when the store can't be opened."""
    clock = SharedClock(Path(given['clock']), given['slot'])
    config, _ = config_of(CounterConfig, given['config'])
    witness = Witness(Path(given['witness']))
    try:
        counter = Counter(config, Opened(config, clock=clock))
    except Problem as problem:
        witness.counts('start', problem.code)
        return 1
    with closing(counter):
        officer = Officer(
            counter=counter,
            witness=witness,
            dice=random.Random(given['seed']),  # noqa: S311  # chance, not secrecy
            feeder=Path(given['feeder']),
            others=tuple(given['counters']),
            me=config.store.device,
        )
        officer.work(clock, given['pace'])
    return 0


def chance(of: str, what: str) -> float:
    """A number from 0 to 1 that belongs to a thing for ever."""
    return random.Random(f'{what} {of}').random()  # noqa: S311  # chance, not secrecy


@dataclass(slots=True, kw_only=True)
class Officer:
    """The one officer of a counter."""

    counter: Counter
    witness: Witness
    dice: random.Random
    feeder: Path
    others: tuple[str, ...]
    me: str
    id: str = ''

    def work(self, clock: SharedClock, pace: float) -> None:
        """Citizens and results in turn; at the end only what was begun."""
        never = threading.Event()
        while True:
            is_over = clock.phase != STORM
            idle = True
            for part in (self._go_on, self._returns, *(() if is_over else (self._call,))):
                idle = not self._tried(part) and idle
            if is_over and idle:
                return
            never.wait(self.dice.expovariate(1 / pace) if idle else _REST_S)

    def _tried(self, part: Callable[[], bool]) -> bool:
        """Do a part; whether there was anything to do."""
        try:
            return part()
        except Problem as problem:
            self.witness.counts('counter', problem.code)
            return isinstance(problem, Trouble)

    @property
    def _work(self) -> Any:
        return self.counter.work

    def _me(self) -> str:
        if not self.id:
            with self.counter.store.read() as books:
                found = books.find_officer(login_of(self.me))
            assert found is not None
            self.id = found.id
        return self.id

    def _call(self) -> bool:
        with self.witness.sees('call', self.me) as seen:
            ticket = self._work.queueing.call_next(self._work.counter, self._me(), frozenset('ABCDEFGH'))
            seen.update(about=ticket.id if ticket else '')
        if ticket is None:
            return False
        self._serve(ticket)
        return True

    def _go_on(self) -> bool:
        """Take up what a kill or a trouble left at this counter."""
        ticket = self._work.looking.at_counter(local_day(self._work.clock.now()), self._work.counter)
        if ticket is not None:
            self._serve(ticket)
            return True
        found = self._mine(DossierState.OPEN)
        for dossier in found:
            self._take_in(dossier)
        return bool(found)

    def _serve(self, ticket: Ticket) -> None:
        if ticket.state is TicketState.CALLED:
            if chance(ticket.id, 'comes') < 0.05:
                self._work.queueing.miss(ticket.id, self._work.counter, self._me())
                return
            ticket = self._work.queueing.start(ticket.id, self._work.counter, self._me())
        known = [one for one in self._mine() if one.ticket == ticket.id]
        if not known:
            with self.witness.sees('opened', ticket.id) as seen:
                dossier = self._work.intake.open_dossier(ticket.procedure, self._me(), ticket=ticket.id)
                seen.update(about=dossier.id)
            known = [dossier]
        self._take_in(known[0])
        self._work.queueing.finish(ticket.id, self._work.counter, self._me())

    def _mine(self, *states: DossierState) -> list[Dossier]:
        lines = self._work.looking.my_dossiers(self._me(), states=states, limit=1000)
        with self.counter.store.read() as books:
            return [books.get_dossier(line.id) for line in lines]

    def _take_in(self, dossier: Dossier) -> None:
        """From an open dossier to one that is received or not."""
        intake, me = self._work.intake, self._me()
        if dossier.state is not DossierState.OPEN:
            return
        self._work.capture.recover(dossier.id, me)
        if dossier.applicant is None:
            dossier = intake.identify(dossier.id, _person(dossier.id), me)
        end = chance(dossier.id, 'end')
        if end < 0.04:
            with self.witness.sees('refused', dossier.id):
                intake.refuse(dossier.id, "Không thuộc thẩm quyền giải quyết", me)
            return
        if end < 0.08:
            with self.witness.sees('abandoned', dossier.id):
                intake.abandon(dossier.id, "Công dân xin về", me)
            return
        self._papers(self._known(dossier.id))
        self._fee(self._known(dossier.id))
        dossier = self._known(dossier.id)
        with self.witness.sees('accepted', dossier.id) as seen:
            files = bound(dossier, self._work.pages)
            done = intake.accept(dossier.id, files, me)
            seen.update(code=done.code, files=[file.digest for file in files])

    def _papers(self, dossier: Dossier) -> None:
        listed = [part for part in dossier.components if not part.listed.is_note]
        wanted = 1 + int(chance(dossier.id, 'papers') * 2)
        for place, part in enumerate(listed):
            if place < wanted:
                pages = 1 + int(chance(f'{dossier.id}{place}', 'pages') * 1.5)
                if len(part.pages) < pages:
                    self._scan(dossier.id, part.listed.code, pages - len(part.pages), len(part.pages))
            elif part.status is PaperStatus.PENDING:
                self._work.intake.mark(dossier.id, part.listed.code, PaperStatus.SEEN, self._me(), originals=1)

    def _scan(self, dossier: str, component: str, sheets: int, former: int) -> None:
        """Lay sheets of this dossier alone into the feeder, and scan them."""
        self.feeder.mkdir(exist_ok=True)
        for old in self.feeder.iterdir():
            old.unlink()
        for sheet in range(sheets):
            (self.feeder / f'{sheet}.png').write_bytes(_sheet(f'{dossier} {component} {former + sheet}'))
        options = ScanOptions(source=Source.FEEDER, dpi=DPI)
        task = ScanTask(dossier=dossier, component=component, officer=self._me(), options=options)

        def came(page: Any) -> None:
            with self.witness.sees('page', page.page.digest) as seen:
                seen.update(dossier=dossier, component=component)

        end = self._work.capture.scan(task, Stop(), came)
        if end.problem is not None:
            raise end.problem

    def _fee(self, dossier: Dossier) -> None:
        if chance(dossier.id, 'fee') > 0.7:
            return
        if not dossier.fees:
            dossier = self._work.intake.assess_fees(dossier.id, [FEE], self._me())
        if not dossier.payments:
            cash = chance(dossier.id, 'cash') < 0.6
            payment = Payment(
                amount=FEE.due,
                method=PayMethod.CASH if cash else PayMethod.TRANSFER,
                reference=f'BL-{self.me}-{dossier.id[-12:]}',
            )
            with self.witness.sees('paid', dossier.id) as seen:
                self._work.intake.collect(dossier.id, payment, self._me())
                seen.update(reference=payment.reference, amount=payment.amount)

    def _returns(self) -> bool:
        """Supplements that came in, and results for citizens who come to this counter for theirs."""
        done = False
        for dossier in self._mine(DossierState.SUPPLEMENT):
            with self.witness.sees('supplemented', dossier.id):
                self._work.intake.supplemented(dossier.id, self._me())
            done = True
        for line in self._work.looking.results_to_return(limit=1000):
            if self.others[int(chance(line.id, 'collects') * len(self.others))] != self.me:
                continue
            dossier = self._known(line.id)
            assert dossier.applicant is not None
            with self.witness.sees('returned', dossier.id):
                self._work.returning.hand_over(dossier.id, replace(dossier.applicant, proof=Proof.BY_EYE), self._me())
            done = True
        return done

    def _known(self, dossier: str) -> Dossier:
        with self.counter.store.read() as books:
            return books.get_dossier(dossier)


def _person(dossier: str) -> Any:
    """Nobody who exists."""
    dice = random.Random(dossier)  # noqa: S311  # chance, not secrecy
    name, born = dice.choice(_NAMES), date(1960 + dice.randrange(40), 3, 2)
    is_woman = "Thị" in name
    number = f'001{int(is_woman)}{born.year % 100:02d}{dice.randrange(10**6):06d}'
    card = f'{number}||{name}|{born:%d%m%Y}|{"Nữ" if is_woman else "Nam"}|Thôn Thử, Xã Mẫu, Hà Nội|15042021'
    return replace(read_card(card).applicant(), phone='0900000001')


def _sheet(name: str) -> bytes:
    """A sheet that no other is like."""
    dice = np.random.default_rng(list(name.encode()))
    picture = np.full((_HEIGHT, _WIDTH, 3), 250, np.uint8)
    for row in range(40, _HEIGHT - 40, 24):
        end = int(dice.integers(_WIDTH // 2, _WIDTH - 30))
        picture[row : row + 9, 30:end] = dice.integers(0, 90, (9, end - 30, 1), np.uint8)
    written, content = cv2.imencode('.png', picture)
    if not written:
        raise Refusal('pages.digest', digest=name)
    return bytes(content)
