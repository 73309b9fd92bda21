"""What happens off the GUI thread when a citizen takes a number or looks up a dossier."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from kiosk.models.offer import ENOUGH, PATIENCE, Measured, Offer, Pace, ServiceOffer
from office.centre import CentreSettings
from office.desk.queueing import Queueing
from office.dossier import DossierState
from office.errors import Refusal, Trouble
from office.facts import Priority
from office.identity import CardRead, read_card
from office.opening import Standing, Turn, expected_turn, opens_next, standing, worked
from office.ports import Books, Clock, Ledger
from office.procedure import Procedure
from office.queue import WaitRange, wait_range
from office.search_key import fold
from office.service import Service, service_of
from office.ticket import Ticket, TicketState
from office.workdays import Calendar, local_day, parse_hours

# what a provisional number begins with (office.numbers)
PROVISIONAL = 'TẠM'


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A number that was given, with what the citizen is told; ``wait`` None where nobody can say.

    ``is_alone``: the centre's server isn't heard, so what the counters do now isn't known here.
    """

    ticket: Ticket
    service: Service
    ahead: int
    wait: WaitRange | None
    turn: Turn
    is_alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedUp:
    """What anybody may know of a dossier: its state and how many listed papers are there (Circular 01/2018 Art. 16).

    ``letter`` and ``procedure`` are for taking a number to collect a result; neither is shown.
    """

    state: DossierState
    judged: int
    listed: int
    letter: str
    procedure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StillWaiting:
    """A ticket of today that waits."""

    label: str
    ahead: int


@dataclass(slots=True, kw_only=True)
class Taking:
    """The kiosk's use of the desk; every method blocks, and all are called on one thread."""

    ledger: Ledger
    queueing: Queueing
    measured: Measured
    calendar: Callable[[], Calendar]
    clock: Clock
    centre: CentreSettings
    place: str
    services: Sequence[Service]
    daily_cap: int = 0
    first_number: int = 1
    keeps_hours: bool = True
    _paces: dict[str, Pace] = field(default_factory=dict)

    def look(self) -> Offer:
        """What can be offered now.

        Raises:
            Trouble: ``kiosk.twin`` when the numbers of this machine may be given by another one too.
        """
        self._must_be_the_only_one()
        now = self.clock.now()
        day = local_day(now)
        with self.ledger.read() as books:
            waiting = [one for one in books.waiting_tickets(day) if one.state is TicketState.WAITING]
            issued = books.count_tickets(day) if self.daily_cap else 0
            listed = {service.letter: _in_force(books, service, day) for service in self.services}
        self._paces = {service.letter: self._measure(service, waiting, now) for service in self.services}
        calendar, hours = self.calendar(), parse_hours(self.centre.hours)
        return Offer(
            standing=standing(now, calendar=calendar, hours=hours) if self.keeps_hours else Standing.OPEN,
            opens_at=opens_next(now, calendar=calendar, hours=hours),
            left=max(0, self.daily_cap - issued) if self.daily_cap else None,
            services=tuple(
                ServiceOffer(
                    service=service,
                    procedures=listed[service.letter],
                    waiting=(ahead := sum(1 for one in waiting if one.service == service.letter)),
                    turn=self._expect(service, ahead, now)[1],
                )
                for service in self.services
            ),
        )

    def probe(self) -> Offer:
        """Prove that a number could be written down, then look.

        Raises:
            Trouble: what the store's ``change`` raises while it can't.
        """
        with self.ledger.change(f'kiosk:{self.place}') as books:
            books.next_number(f'probe:{self.place}')
        return self.look()

    def take(self, letter: str, procedure: str | None, priority: Priority = Priority.NORMAL) -> Taken:
        """Give a number of a service; it is durable when this returns.

        Raises:
            Refusal: ``queue.closed`` outside the centre's hours, ``queue.too_late`` when it could not be served before
                closing, ``queue.full`` beyond the daily cap.
        """
        self._must_be_the_only_one()
        service = next(one for one in self.services if one.letter == letter)
        if self.keeps_hours:
            self._must_be_servable(service)
        ticket = self.queueing.issue(
            letter,
            series=letter,
            place=self.place,
            procedure=procedure,
            priority=priority,
            daily_cap=self.daily_cap,
            first=self.first_number,
        )
        ahead = self.queueing.ahead(ticket)
        wait, turn = self._expect(service, ahead, ticket.issued_at)
        pace = self._paces.get(letter)
        is_alone = self.measured.centre_lost_since(ticket.issued_at) is not None
        # a kiosk that doesn't hear the counters can't say that none of them calls
        is_unserved = not is_alone and pace is not None and pace.is_unserved
        return Taken(
            ticket=ticket,
            service=service,
            ahead=ahead,
            wait=None if is_unserved else wait,
            turn=turn,
            is_alone=is_alone,
        )

    def look_up(self, text: str) -> LookedUp | StillWaiting | None:
        """What a receipt's or a ticket's QR, or a typed code, stands for; None for anything else."""
        wanted = text.strip()
        if wanted.startswith('ticket:'):
            return self._still_waiting(wanted)
        with self.ledger.read() as books:
            found = books.find_dossier(code_of(wanted))
        if found is None:
            return None
        listed = [part for part in found.components if not part.listed.is_note]
        judged = [part for part in listed if part.status.value not in ('pending', 'missing')]
        service = service_of(self.services, found.procedure)
        return LookedUp(
            state=found.state,
            judged=len(judged),
            listed=len(listed),
            letter=service.letter if service else '',
            procedure=found.procedure,
        )

    def _must_be_the_only_one(self) -> None:
        if self.measured.has_twin():
            raise Trouble('kiosk.twin')

    def _must_be_servable(self, service: Service) -> None:
        now = self.clock.now()
        hours = parse_hours(self.centre.hours)
        if standing(now, calendar=self.calendar(), hours=hours) is not Standing.OPEN:
            raise Refusal('queue.closed')
        day = local_day(now)
        with self.ledger.read() as books:
            waiting = books.waiting_tickets(day)
        ahead = sum(1 for one in waiting if one.service == service.letter and one.state is TicketState.WAITING)
        if self._expect(service, ahead, now)[1].is_too_late:
            raise Refusal('queue.too_late', service=service.letter)

    def _expect(self, service: Service, ahead: int, now: datetime) -> tuple[WaitRange, Turn]:
        pace = self._paces.get(service.letter) or Pace(minutes=service.minutes, counters=1, is_unserved=False)
        wait = wait_range(ahead, pace.minutes, pace.counters)
        return wait, expected_turn(now, wait, pace.minutes, parse_hours(self.centre.hours))

    def _measure(self, service: Service, waiting: Sequence[Ticket], now: datetime) -> Pace:
        day = local_day(now)
        minutes = self.measured.service_minutes(day, service.letter)
        counters = {one.counter for one in self.measured.board(day).called if one.service == service.letter}
        first = min((one.queued_at for one in waiting if one.service == service.letter), default=now)
        has_waited = worked(first, now, parse_hours(self.centre.hours))
        return Pace(
            minutes=sum(minutes) / len(minutes) if len(minutes) >= ENOUGH else service.minutes,
            counters=len(counters),
            is_unserved=not minutes and not counters and has_waited >= PATIENCE,
        )

    def _still_waiting(self, ticket: str) -> StillWaiting | None:
        with self.ledger.read() as books:
            waiting = books.waiting_tickets(local_day(self.clock.now()))
        mine = next((one for one in waiting if one.id == ticket and one.state is TicketState.WAITING), None)
        return None if mine is None else StillWaiting(label=mine.label, ahead=self.queueing.ahead(mine))


def code_of(text: str) -> str:
    """A dossier's code as it is kept, from what was scanned or typed on a keyboard without Vietnamese letters."""
    code = unicodedata.normalize('NFC', text.strip().upper())
    return f'{PROVISIONAL}{code[len(PROVISIONAL) :]}' if fold(code).startswith(fold(PROVISIONAL)) else code


def card_of(text: str) -> CardRead | None:
    """What an identity card's QR says; None when the text is of something else."""
    try:
        return read_card(text)
    except Refusal:
        return None


def _in_force(books: Books, service: Service, day: date) -> tuple[Procedure, ...]:
    found = []
    for code in service.procedures:
        try:
            found.append(books.get_procedure(code, day))
        except Refusal:  # a catalogue that was put in force since may lack it
            continue
    return tuple(found)
