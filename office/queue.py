"""Whose turn it is: priority first, but nobody of lower standing is passed over for ever.

Each ticket has a virtual arrival: its place in the queue less a head start for priority. Because the head start is
bounded, a normal ticket is passed only by priority tickets that arrived at most ``HEAD_START`` after it: the wait it
can lose to others has a proven bound, whatever the crowd.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from office.facts import Priority
from office.ticket import Ticket, TicketState

# long enough that an elderly person never sees a full hall go first, short enough that a normal ticket loses
# at most this much; centres commonly serve a normal ticket in under twenty minutes (domain.md §9)
HEAD_START = timedelta(minutes=30)

# a missed ticket is called again by hand only; a range is honest where a single figure would be a guess
RANGE_LOW, RANGE_HIGH = 0.7, 1.6


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitRange:
    """An honest wait: at least and at most so many minutes."""

    low: int
    high: int


def in_turn(tickets: Iterable[Ticket], *, services: frozenset[str]) -> list[Ticket]:
    """The waiting tickets of these services, in the order in which a counter calls them; no services means all."""
    waiting = [one for one in tickets if one.state is TicketState.WAITING and (not services or one.service in services)]
    return sorted(waiting, key=turn)


def ahead(tickets: Sequence[Ticket], ticket: Ticket) -> int:
    """How many waiting tickets of the same service go before this one."""
    mine = turn(ticket)
    return sum(
        1
        for one in tickets
        if one.state is TicketState.WAITING
        and one.service == ticket.service
        and one.id != ticket.id
        and turn(one) < mine
    )


def wait_range(people_ahead: int, minutes_each: float, counters: int) -> WaitRange:
    """The range to tell a citizen, in whole minutes.

    Args:
        people_ahead: waiting tickets of the same service that go first.
        minutes_each: the mean service time measured today, or the service's expected time before that.
        counters: counters that serve this service now; at least one is assumed.
    """
    mean = people_ahead * minutes_each / max(1, counters)
    return WaitRange(low=int(mean * RANGE_LOW), high=max(5, -(-int(mean * RANGE_HIGH) // 5) * 5))


def priority_of_age(birth: date | None, on: date, least: int) -> Priority:
    """The priority that a date of birth gives on a local day.

    Args:
        birth: None where it isn't known.
        on: the day.
        least: the age in whole years from which a person goes first; centres choose it (domain.md §9).
    """
    if birth is None:
        return Priority.NORMAL
    age = on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
    return Priority.ELDERLY if age >= least else Priority.NORMAL


def turn(ticket: Ticket) -> tuple[datetime, str, int]:
    """What orders tickets: the virtual arrival, then series and number."""
    start = HEAD_START if ticket.priority is not Priority.NORMAL else timedelta()
    return ticket.queued_at - start, ticket.series, ticket.number
