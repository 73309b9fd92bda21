"""How a hall fares while the centre's server is away: calls that nobody answers, and how long citizens wait.

The rules themselves are played, on a clock that isn't the wall's: counters of unequal pace that hear nobody, against
counters that all call the oldest number they know, and against a server that answers.
"""

import heapq
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import mean

from office.facts import Priority
from office.queue import in_turn
from office.spread import Common, Issue, Seat, Seen, choose
from office.ticket import Ticket, TicketState
from tests.bench.figures import Figure, hand_over, progress

COUNTERS, WAITING, HALLS = 8, 40, 60
# of those who wait, so many go first
ELDERLY = 0.25
# minutes: a citizen's time at a counter, how unequal counters are, and a call that nobody answers (domain.md §9)
SERVICE, PACE, UNANSWERED = 12, (0.6, 1.6), 1.5
CUT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
NAMES = tuple(str(number) for number in range(COUNTERS))

# whom a counter calls: from what it knows to wait, in turn, what was issued, who it is, and who was called by anybody
Rule = Callable[[Sequence[Ticket], tuple[Issue, ...], str, frozenset[str]], Ticket]


@dataclass(frozen=True, slots=True)
class Hall:
    """What became of those who waited: minutes until each sat down, those of priority, and calls that were in vain."""

    waits: tuple[float, ...]
    priority: tuple[float, ...]
    in_vain: int


def dealt(turns: Sequence[Ticket], issued: tuple[Issue, ...], me: str, _called: frozenset[str]) -> Ticket:
    """The rule of the product."""
    counters = tuple(Seen(seat=Seat(f'Q{name}', name), services=frozenset(), at=CUT) for name in NAMES)
    chosen = choose(turns, Common(machine=f'Q{me}', counters=counters, issued=issued, ours=frozenset()), me)
    assert chosen is not None
    return chosen


def oldest(turns: Sequence[Ticket], _issued: tuple[Issue, ...], _me: str, _called: frozenset[str]) -> Ticket:
    """Each calls the first in turn that it hasn't called itself."""
    return turns[0]


def agreed(turns: Sequence[Ticket], _issued: tuple[Issue, ...], _me: str, called: frozenset[str]) -> Ticket:
    """What a server gives: the first in turn that nobody has called."""
    return next(one for one in turns if one.id not in called)


def played(rule: Rule, seed: int, dead: frozenset[str]) -> Hall:
    """One hall until everybody has sat down; the dice of a seed are the same for every rule."""
    dice = random.Random(seed)  # noqa: S311  # chance, not secrecy
    gone_before = dice.randrange(60)
    crowd = [_ticket(number, dice) for number in range(gone_before + WAITING)]
    issued = tuple(Issue(ticket=one.id, machine='K1', service='A', priority=one.priority) for one in crowd)
    waiting = in_turn(crowd, services=frozenset())[gone_before:]
    known = {name: list(waiting) for name in NAMES}
    pace = {name: dice.uniform(*PACE) for name in NAMES}
    needs = {one.id: dice.expovariate(1 / SERVICE) for one in waiting}
    free = [(dice.uniform(0, SERVICE), name) for name in NAMES]
    free = [one for one in free if one[1] not in dead]
    heapq.heapify(free)
    served: dict[str, float] = {}
    in_vain = 0
    while len(served) < len(waiting):
        at, me = heapq.heappop(free)
        ticket = rule(known[me], issued, me, frozenset(served))
        known[me].remove(ticket)
        if ticket.id in served:
            in_vain += 1
            heapq.heappush(free, (at + UNANSWERED, me))
        else:
            served[ticket.id] = at
            heapq.heappush(free, (at + needs[ticket.id] * pace[me], me))
    priority = tuple(served[one.id] for one in waiting if one.priority is not Priority.NORMAL)
    return Hall(tuple(served.values()), priority, in_vain)


def _ticket(number: int, dice: random.Random) -> Ticket:
    at = CUT - timedelta(minutes=100 - number)
    return Ticket(
        id=f'ticket:{number:03d}',
        day=date(2026, 11, 24),
        series='A',
        number=number,
        service='A',
        procedure=None,
        priority=Priority.ELDERLY if dice.random() < ELDERLY else Priority.NORMAL,
        state=TicketState.WAITING,
        issued_at=at,
        queued_at=at,
    )


def figures(dead: frozenset[str], case: str) -> list[Figure]:
    """The halls of one case under the three rules."""
    ours, same, server = ([played(rule, seed, dead) for seed in range(HALLS)] for rule in (dealt, oldest, agreed))
    note = f'{COUNTERS} counters, {len(dead)} of them dead; {WAITING} waiting; mean of {HALLS} halls'
    alone, central = 'each calls the oldest it knows', 'a server that answers'

    def minutes(name: str, of: Callable[[Hall], float]) -> list[Figure]:
        value = mean(of(hall) for hall in ours)
        return [
            Figure(
                name=f'spread.{case}.{name}.{word}',
                value=value,
                unit='minutes',
                baseline=mean(of(hall) for hall in base),
                against=against,
                note=note,
            )
            for word, base, against in (('alone', same, alone), ('server', server, central))
        ]

    return [
        Figure(
            name=f'spread.{case}.in_vain',
            value=mean(hall.in_vain for hall in ours),
            unit='calls a hall',
            baseline=mean(hall.in_vain for hall in same),
            against=alone,
            note=note,
        ),
        *minutes('wait', lambda hall: mean(hall.waits)),
        *minutes('longest', lambda hall: max(hall.waits)),
        *minutes('priority', lambda hall: max(hall.priority, default=0.0)),
    ]


def main() -> None:
    """Measure and hand over."""
    progress(f'{HALLS} halls without a server')
    hand_over([*figures(frozenset(), 'all_alive'), *figures(frozenset('3'), 'one_dead')])


if __name__ == '__main__':
    main()
