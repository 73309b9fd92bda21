"""The queue's use cases: a citizen takes a number, counters call, start, miss, put back and finish."""

from dataclasses import dataclass
from datetime import datetime

from office import facts, queue, spread
from office.errors import Problem, Refusal
from office.ports import Claims, Clock, Ids, Ledger
from office.ticket import Ticket
from office.workdays import local_day


@dataclass(frozen=True, slots=True)
class Queueing:
    """What kiosks and counters do with tickets; each method is one transaction.

    ``claims`` is where several machines agree who calls whom; None where there is one machine. When it doesn't answer,
    each goes on with its share of what it knows (``office.spread``), and a ticket that was called twice is told when
    they meet again.
    """

    ledger: Ledger
    clock: Clock
    ids: Ids
    claims: Claims | None = None

    def issue(
        self,
        service: str,
        *,
        series: str,
        place: str,
        procedure: str | None = None,
        priority: facts.Priority = facts.Priority.NORMAL,
        daily_cap: int = 0,
        first: int = 1,
    ) -> Ticket:
        """Give the next number of a series; the ticket is durable when this returns, so it may be shown and printed.

        Args:
            service: the service's letter.
            series: the letters before the number; each kiosk has its own when it works alone.
            place: the kiosk's name.
            procedure: the code of what the citizen came for, where she chose it.
            priority: why she goes before others.
            daily_cap: at most so many numbers a day in the whole centre; 0 for no limit.
            first: the number that the series begins with; kiosks of one centre begin at different ones.

        Raises:
            Refusal: ``queue.full`` when the day's numbers are given; no number is lost by asking.
        """
        day = local_day(self.clock.now())
        with self.ledger.change(f'kiosk:{place}') as books:
            if daily_cap and books.count_tickets(day) >= daily_cap:
                raise Refusal('queue.full', cap=daily_cap)
            number = books.next_number(f'ticket:{series}:{day}') + first - 1
            subject = f'ticket:{self.ids.new()}'
            body = facts.TicketIssued(
                day=day,
                series=series,
                number=number,
                service=service,
                procedure=procedure,
                priority=priority,
                place=place,
            )
            books.record(subject, body)
            return books.get_ticket(subject)

    def call_next(self, counter: str, officer: str, services: frozenset[str]) -> Ticket | None:
        """Call the ticket whose turn it is at this counter; None when nobody waits for its services."""
        day, common = local_day(self.clock.now()), None
        if self.claims is not None:
            with self.ledger.read() as books:
                turns = queue.in_turn(books.waiting_tickets(day), services=services)
            try:
                # asked outside any transaction: the kiosk mustn't wait for the network
                ticket = self.claims.claim([one.id for one in turns], counter)
            except Problem:
                # gone, or it doesn't know us: citizens wait for neither
                pass
            else:
                return self._moved(ticket, facts.TicketCalled(counter=counter), officer) if ticket else None
            with self.ledger.read() as books:
                common = books.in_common(day)
        with self.ledger.change(officer) as books:
            turns = queue.in_turn(books.waiting_tickets(day), services=services)
            chosen = next(iter(turns), None) if common is None else spread.choose(turns, common, counter)
            if chosen is None:
                return None
            books.record(chosen.id, facts.TicketCalled(counter=counter))
            return books.get_ticket(chosen.id)

    def call(self, ticket: str, counter: str, officer: str) -> Ticket:
        """Call one ticket by name: a missed one whose citizen came after all.

        Raises:
            Refusal: ``ticket.taken`` when another counter has just called it.
        """
        if self.claims is not None and not self._is_ours(self.claims, ticket, counter):
            with self.ledger.read() as books:
                raise Refusal('ticket.taken', ticket=books.get_ticket(ticket).label)
        return self._moved(ticket, facts.TicketCalled(counter=counter), officer)

    def _is_ours(self, claims: Claims, ticket: str, counter: str) -> bool:
        try:
            return claims.claim([ticket], counter, with_missed=True) == ticket
        except Problem:
            return True

    def recall(self, ticket: str, counter: str, officer: str) -> Ticket:
        """Call the called ticket once more."""
        return self._moved(ticket, facts.TicketRecalled(counter=counter), officer, counter)

    def miss(self, ticket: str, counter: str, officer: str) -> Ticket:
        """Nobody came."""
        return self._moved(ticket, facts.TicketMissed(counter=counter), officer, counter)

    def start(self, ticket: str, counter: str, officer: str) -> Ticket:
        """The citizen sits down."""
        return self._moved(ticket, facts.ServiceStarted(counter=counter), officer, counter)

    def finish(self, ticket: str, counter: str, officer: str) -> Ticket:
        """The citizen leaves."""
        return self._moved(ticket, facts.ServiceFinished(counter=counter), officer, counter)

    def put_back(self, ticket: str, officer: str, reason: str) -> Ticket:
        """Let the ticket wait again at its old place, as after mending a form."""
        return self._moved(ticket, facts.TicketPutBack(reason=reason), officer)

    def leave(self, ticket: str, officer: str, reason: str) -> Ticket:
        """End a ticket unserved."""
        return self._moved(ticket, facts.TicketGone(reason=reason), officer)

    def _moved(self, ticket: str, body: facts.FactBody, actor: str, counter: str | None = None) -> Ticket:
        with self.ledger.change(actor) as books:
            known = books.get_ticket(ticket)
            if counter is not None and known.counter != counter:
                raise Refusal('ticket.other_counter', ticket=known.label, counter=known.counter or '')
            books.record(ticket, body)
            return books.get_ticket(ticket)

    def ahead(self, ticket: Ticket) -> int:
        """How many waiting people go before this ticket as things stand."""
        with self.ledger.read() as books:
            waiting = books.waiting_tickets(ticket.day)
        return queue.ahead(waiting, ticket)


def waited_seconds(ticket: Ticket, at: datetime) -> int:
    """How long a ticket has waited for its first call, in seconds."""
    until = ticket.called_at or at
    return max(0, int((until - ticket.queued_at).total_seconds()))
