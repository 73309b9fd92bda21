"""A copy of a large frozen record with some fields changed."""

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ['replaced']

if TYPE_CHECKING:
    # to whoever checks types it is the library's own, whose arguments are known field by field
    from dataclasses import replace as replaced
else:

    def replaced(record: Any, **changes: object) -> Any:
        """As ``dataclasses.replace``, for a record with slots and without ``__post_init__``.

        Its ``__init__`` sets every field past the guard that freezes it, which for a dossier is a fifth of a save's
        work; here the fields go from slot to slot.

        Raises:
            KeyError: there is no such field.
        """
        values, slots = _layout(type(record))
        made = object.__new__(type(record))
        for put, value in zip(slots.values(), values(record), strict=True):
            put(made, value)
        for name, value in changes.items():
            slots[name](made, value)
        return made


@cache
def _layout(
    kind: type[Any],
) -> tuple[Callable[[object], tuple[object, ...]], dict[str, Callable[[object, object], None]]]:
    """How all fields of a class are read at once, and how each is set."""
    names = [field.name for field in fields(kind)]
    return attrgetter(*names), {name: getattr(kind, name).__set__ for name in names}
