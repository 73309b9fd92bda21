"""Whom a counter calls while the centre's server is away: tickets are dealt like cards, by a rule that needs no talk.

A machine may miss the newest facts of another one, never an earlier one. So all who know a ticket know its place among
those that the same machine issued, whatever has been called since; that place says to which counter it falls, to which
after that one, and so on. Priority tickets are dealt by themselves: as many counters call them first.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from office.facts import Priority
from office.queue import HEAD_START, turn
from office.ticket import Ticket

# a counter that gave no sign for so long before the last sign of any is closed, or out: three citizens' time
AT_WORK = timedelta(hours=1)
# one that nobody logged in at for so long belongs to the centre no more; longer than the longest holiday
KNOWN_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True, order=True)
class Seat:
    """A counter of a machine; names of counters alone may be given twice in a centre."""

    machine: str
    counter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A counter as all machines know it: what it serves, none for all, and when an officer last did anything there."""

    seat: Seat
    services: frozenset[str]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A number that was given; ``machine`` is the one that gave it."""

    ticket: str
    machine: str
    service: str
    priority: Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """What a machine knows that the others know too, as far as it can tell.

    Attributes:
        machine: this one.
        counters: where officers logged in during the last ``KNOWN_FOR``.
        issued: all numbers of the day, those of one machine in the order in which it gave them.
        ours: tickets about which this machine alone knows the newest: nobody else can know that they wait.
    """

    machine: str
    counters: tuple[Seen, ...]
    issued: tuple[Issue, ...]
    ours: frozenset[str]


def choose(turns: Sequence[Ticket], common: Common, counter: str) -> Ticket | None:
    """The ticket that a counter calls by itself; None when nobody waits.

    Its own share goes first, in the order of turns. Then the others' priority, and what else falls to it second, third
    and so on, each from the end of the line, where the counter they belong to comes last. Numbers that only came here
    pass those of others by at most ``HEAD_START``.

    Args:
        turns: what it may call, as ``queue.in_turn`` orders them.
        common: what all machines know.
        counter: its name.
    """
    before = counters_before(common, Seat(common.machine, counter), (one.id for one in turns))
    mine = [one for one in turns if one.id in common.ours or not before.get(one.id)]
    theirs = [one for one in turns if one.id not in common.ours and before.get(one.id)]
    is_dealt_out = all(one.id in common.ours for one in mine)
    is_passed_over = mine and theirs and turn(theirs[0])[0] + HEAD_START < turn(mine[0])[0]
    if mine and not (is_dealt_out and is_passed_over):
        return mine[0]
    return _from_the_end(theirs, before)


def counters_before(common: Common, me: Seat, tickets: Iterable[str]) -> Mapping[str, int]:
    """How many counters each of these tickets falls to before it falls to me; those nobody else knows are left out."""
    asked = set(tickets)
    packs: dict[str, _Pack] = {}
    # services of the same counters are one pack of cards
    alike: dict[tuple[_Group, ...], _Pack] = {}
    found = {}
    for one in common.issued:
        if one.service not in packs:
            line = _line(common.counters, one.service, me)
            packs[one.service] = alike.setdefault(line, _Pack(line))
        place = packs[one.service].deal(one)
        if one.ticket in asked:
            found[one.ticket] = _before(place, packs[one.service].line, is_normal=one.priority is Priority.NORMAL)
    return found


@dataclass(frozen=True, slots=True)
class _Group:
    """Counters that come in turn, and which of them I am, None for none."""

    seats: tuple[Seat, ...]
    mine: int | None


@dataclass(slots=True)
class _Pack:
    """The numbers of one line of counters; priority is dealt by itself, and so is each machine's."""

    line: tuple[_Group, ...]
    dealt: Counter[tuple[str, bool]] = field(default_factory=Counter)

    def deal(self, one: Issue) -> int:
        """The number's place among those dealt alike, from 0."""
        hand = (one.machine, one.priority is Priority.NORMAL)
        self.dealt[hand] += 1
        return self.dealt[hand] - 1


def _line(counters: Sequence[Seen], service: str, me: Seat) -> tuple[_Group, ...]:
    """The counters of a service: those at work, who are dealt to, then those to whom falls what they leave."""
    last = max((one.at for one in counters), default=None)
    serving = sorted((one.seat, one.at) for one in counters if not one.services or service in one.services)
    at_work = tuple(seat for seat, at in serving if last is not None and at >= last - AT_WORK)
    away = tuple(seat for seat, _ in serving if seat not in at_work)
    return tuple(_Group(seats, seats.index(me) if me in seats else None) for seats in (at_work, away))


def _before(place: int, line: tuple[_Group, ...], *, is_normal: bool) -> int:
    """Round by round: to one of all, then to one of those left, so that a share that nobody takes is shared evenly.

    Priority begins with the last counter, the others with the first, so that at the start of a day none has the first
    of both.
    """
    passed = 0
    for group in line:
        seats = range(len(group.seats))
        left, rest = list(seats if is_normal else reversed(seats)), place
        while left and group.mine is not None:
            rest, chosen = divmod(rest, len(left))
            if left.pop(chosen) == group.mine:
                return passed
            passed += 1
        passed += len(left)
    return passed


def _from_the_end(theirs: Sequence[Ticket], before: Mapping[str, int]) -> Ticket | None:
    def key(place: int) -> tuple[bool, int, int]:
        one = theirs[place]
        is_normal = one.priority is Priority.NORMAL
        return is_normal, before[one.id], -place if is_normal else place

    first = min(range(len(theirs)), key=key, default=None)
    return None if first is None else theirs[first]
