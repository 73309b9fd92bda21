"""What was made of a value is at hand while the value is the very same object: for values that never change.

``functools.lru_cache`` compares values, and to hash a dossier costs as much as to write it; this compares ``id``s.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

R = TypeVar('R')

# values of each kind: the parts of the dossiers of a morning, half a megabyte of text
_LIMIT = 512


def by_identity(make: Callable[[Any], R]) -> Callable[[Any], R]:
    """A pure function of one immutable value, which isn't called again for an object it was just called for."""
    # what is remembered holds its value, so that no other object can come to bear the same id
    known: dict[int, tuple[object, R]] = {}

    @wraps(make)
    def made(value: object) -> R:
        held = known.get(id(value))
        if held is not None:
            return held[1]
        if len(known) >= _LIMIT:
            known.clear()
        result = make(value)
        known[id(value)] = value, result
        return result

    return made
