"""What happened, step by step: how long each took, what it proves, and the pictures it left."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


class NotHappenedError(Exception):
    """A step did not really happen; the message says which effect is missing."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A file beside the report, and what one sees on it in Vietnamese and English."""

    file: str
    vietnamese: str
    english: str


@dataclass(slots=True)
class Step:
    """One step of the morning; ``proof`` is what was looked at afterwards."""

    vietnamese: str
    english: str
    proof: dict[str, object] = field(default_factory=dict)
    pictures: list[Picture] = field(default_factory=list)
    milliseconds: float = 0.0
    happened: bool = False

    def proves(self, name: str, value: object, *, holds: bool = True) -> None:
        """Note something that was looked at.

        Raises:
            NotHappenedError: it is not as it should be.
        """
        self.proof[name] = value
        if not holds:
            raise NotHappenedError(f'{name}: {value}')


@dataclass(slots=True)
class Journal:
    """All steps so far; each is told on the terminal while it runs."""

    steps: list[Step] = field(default_factory=list)

    @contextmanager
    def step(self, vietnamese: str, english: str) -> Iterator[Step]:
        """Do one step inside; it counts only when it has proved something."""
        made = Step(vietnamese, english)
        self.steps.append(made)
        print(f'{len(self.steps):3}. {vietnamese} / {english} …', end='', flush=True)
        began = time.perf_counter()
        try:
            yield made
            if not made.proof:
                made.proves('proof', 'none', holds=False)
            made.happened = True
        finally:
            made.milliseconds = round((time.perf_counter() - began) * 1000, 1)
            print(f' {made.milliseconds:.0f} ms {"✓" if made.happened else "✗"}', flush=True)
