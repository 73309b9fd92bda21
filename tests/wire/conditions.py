"""What a wire does to what passes over it."""

from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """The two directions of a wire, seen from the one who called."""

    UP = 'up'
    DOWN = 'down'


class End(StrEnum):
    """How a connection ends that is cut: both sides hear it at once, or neither ever does.

    A reset throws away what the server had not read yet; after a close it reads to the last byte that passed.
    """

    RESET = 'reset'
    CLOSE = 'close'
    SILENT = 'silent'


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """The switches of a wire; as they stand here nothing happens.

    ``delay`` and ``jitter`` are seconds that every piece takes, and up to so many more; what came first arrives first.
    ``bits_per_s`` is what all connections together get, each way for itself, as on a line with two directions.
    ``drops`` is the chance that a question with its answer is cut at a random byte, with ``end``.
    ``asks_twice``: the server gets each question again over a second connection, and its answer is thrown away.
    ``answers_twice``: the caller gets each answer a second time right behind the first.
    ``refuses``: nobody listens. ``stands``: accepted, and nothing moves either way until it is switched off.
    """

    delay: float = 0.0
    jitter: float = 0.0
    bits_per_s: float | None = None
    drops: float = 0.0
    end: End = End.RESET
    asks_twice: bool = False
    answers_twice: bool = False
    refuses: bool = False
    stands: bool = False


@dataclass(slots=True, kw_only=True)
class Cut:
    """One cut: a connection ends when ``at`` bytes of it have passed ``way`` since it began to count.

    It begins with the next question that starts with ``only`` (any, when empty), on whichever connection; ``DOWN``,
    with the answer to it.
    """

    at: int
    way: Way = Way.UP
    only: bytes = b''
    end: End = End.RESET
