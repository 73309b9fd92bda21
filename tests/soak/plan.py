"""Which faults befall a soak, when and whom: all of it follows from the seed."""

import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

# between faults, on average: a minute has some thirty of them
_EVERY_S = 2.0
# whom a fault befalls
APPS, COURIERS, MACHINES, NOBODY = 'app', 'courier', 'machine', ''

# how long each lasts at most, in seconds, and whom it befalls
KINDS: dict[str, tuple[float, str]] = {
    'kill app': (2.0, APPS),
    'kill courier': (2.0, COURIERS),
    'kill province': (3.0, NOBODY),
    'restart postgres': (3.0, NOBODY),
    'province: connections reset': (0.0, NOBODY),
    'province: connections silent': (0.0, NOBODY),
    'province: drops': (6.0, NOBODY),
    'province: delay': (6.0, NOBODY),
    'province: asked twice': (6.0, NOBODY),
    'province: answers twice': (6.0, NOBODY),
    'province: refuses': (3.0, NOBODY),
    'province: half open': (4.0, NOBODY),
    'province: slow line': (6.0, NOBODY),
    'province: 500': (0.0, NOBODY),
    'province: 429': (0.0, NOBODY),
    'province: answer lost': (0.0, NOBODY),
    'province: garbled': (0.0, NOBODY),
    'centre: connections reset': (0.0, MACHINES),
    'centre: connections silent': (0.0, MACHINES),
    'centre: drops': (6.0, MACHINES),
    'centre: delay': (6.0, MACHINES),
    'centre: refuses': (4.0, MACHINES),
    'centre: half open': (4.0, MACHINES),
    'disk full': (3.0, MACHINES),
    'clock step': (8.0, MACHINES),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault: ``at`` seconds after the storm began, for ``lasts`` seconds; ``dice`` decides what is left open."""

    at: float
    kind: str
    victim: str
    lasts: float
    dice: int


def plan(seed: int, seconds: float, machines: Sequence[str], kinds: Collection[str] = KINDS) -> list[Fault]:
    """The faults of a storm, in the order in which they come; each of the kinds comes before any comes again."""
    dice = random.Random(seed)  # noqa: S311  # chance, not secrecy
    dealt = _dealt(dice, kinds)
    faults: list[Fault] = []
    at = dice.expovariate(1 / _EVERY_S)
    while at < seconds:
        kind = next(dealt)
        longest, whom = KINDS[kind]
        victim = dice.choice(list(machines))
        faults.append(
            Fault(
                at=at,
                kind=kind,
                victim=victim if whom else '',
                lasts=dice.uniform(longest / 4, longest),
                dice=dice.randrange(2**32),
            )
        )
        at += dice.expovariate(1 / _EVERY_S)
    return faults


def _dealt(dice: random.Random, kinds: Collection[str]) -> Iterator[str]:
    while True:
        yield from dice.sample(list(kinds), len(kinds))
