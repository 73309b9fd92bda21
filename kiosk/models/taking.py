"""What happens off the GUI thread when a citizen takes a number or looks up a dossier."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from office import slip
from office.centre import CentreSettings
from office.desk.queueing import Queueing
from office.dossier import DossierState
from office.ports import Clock, Ledger
from office.queue import WaitRange, wait_range
from office.service import Service
from office.slip_job import SlipJob
from office.ticket import Ticket, TicketState
from office.workdays import local_day
from qtkit.slip_printing import SlipPrinting


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A number that was given, with what the citizen is told."""

    ticket: Ticket
    service: Service
    ahead: int
    wait: WaitRange


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedUp:
    """What anybody may know of a dossier: its state and how many listed papers are there (Circular 01/2018 Art. 16)."""

    state: DossierState
    judged: int
    listed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """The kiosk's use of the desk; every method blocks.

    ``counters`` tells how many counters serve a service's letter at this moment.
    """

    ledger: Ledger
    queueing: Queueing
    clock: Clock
    centre: CentreSettings
    place: str
    services: Sequence[Service]
    counters: Callable[[str], int]

    def take(self, letter: str, procedure: str | None) -> Taken:
        """Give a number of a service; it is durable when this returns."""
        service = next(one for one in self.services if one.letter == letter)
        ticket = self.queueing.issue(letter, series=letter, place=self.place, procedure=procedure)
        ahead = self.queueing.ahead(ticket)
        return Taken(
            ticket=ticket, service=service, ahead=ahead, wait=wait_range(ahead, service.minutes, self.counters(letter))
        )

    def print(self, taken: Taken, printing: SlipPrinting) -> SlipJob:
        """Print the ticket; the job's id is the ticket's, so a repeat prints nothing new."""
        job = f'slip:{taken.ticket.id.partition(":")[2]}'
        layout = slip.ticket_layout(self.fields(taken))
        actor = f'kiosk:{self.place}'
        return printing.print(job, layout, slip='ticket', about=taken.ticket.id, actor=actor)

    def fields(self, taken: Taken) -> slip.TicketFields:
        """What stands on the ticket."""
        return slip.TicketFields(
            head=slip.CentreHead(agency=self.centre.agency, name=self.centre.name, phone=self.centre.phone),
            label=taken.ticket.label,
            service=taken.service.name,
            service_english=taken.service.english,
            issued_at=taken.ticket.issued_at,
            ahead=taken.ahead,
            low=taken.wait.low,
            high=taken.wait.high,
            lookup=taken.ticket.id,
        )

    def look_up(self, text: str) -> LookedUp | int | None:
        """What a receipt's or a ticket's QR, or a typed code, stands for.

        Returns:
            a dossier's state; the number of people ahead for a ticket of today that waits; None for anything else.
        """
        wanted = text.strip()
        if wanted.startswith('ticket:'):
            return self._ahead_of(wanted)
        with self.ledger.read() as books:
            found = books.find_dossier(wanted.upper())
        if found is None:
            return None
        listed = [part for part in found.components if not part.listed.is_note]
        judged = [part for part in listed if part.status.value not in ('pending', 'missing')]
        return LookedUp(state=found.state, judged=len(judged), listed=len(listed))

    def _ahead_of(self, ticket: str) -> int | None:
        today = local_day(self.clock.now())
        with self.ledger.read() as books:
            waiting = books.waiting_tickets(today)
        mine = next((one for one in waiting if one.id == ticket and one.state is TicketState.WAITING), None)
        return None if mine is None else self.queueing.ahead(mine)
