"""Records as JSON and back, driven by their type hints; canonical text, so that a digest means the same everywhere.

A field that this version doesn't know is ignored when decoding; what is stored and hashed is the text itself, so it
survives untouched. A field that the text lacks takes its default.
"""

import dataclasses
import json
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum

T = typing.TypeVar('T')
Json = dict[str, object]
Kind = typing.Any  # a class; mypy doesn't take type[T] for hashable

# type hints are read once a class: reading them takes longer than decoding
_MADE: dict[Kind, dict[str, Callable[[typing.Any], object]]] = {}


def canonical(value: object) -> str:
    """The one text of a JSON value: keys sorted, no spaces, letters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(',', ':'))


def encode(record: object) -> Json:
    """A dataclass as JSON values: dates and times in ISO form, enums by value, tuples as lists."""
    return {name: _plain(getattr(record, name)) for name in _names(type(record))}


def decode(kind: type[T], read: Mapping[str, object]) -> T:
    """The dataclass that ``encode`` took apart.

    Raises:
        KeyError, ValueError or TypeError: the text is not of this kind's shape.
    """
    return kind(**{name: make(read[name]) for name, make in _makers(kind).items() if name in read})


def _names(kind: Kind) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


def _plain(value: object) -> object:
    if value is None or (isinstance(value, str | int | float | bool) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return encode(value)


def _makers(kind: Kind) -> dict[str, Callable[[typing.Any], object]]:
    made = _MADE.get(kind)
    if made is None:
        made = _MADE[kind] = _made(kind)
    return made


def _made(kind: Kind) -> dict[str, Callable[[typing.Any], object]]:
    hints = typing.get_type_hints(kind)
    return {field.name: _maker(hints[field.name]) for field in dataclasses.fields(kind)}


def _maker(hint: object) -> Callable[[typing.Any], object]:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        make = _maker(next(option for option in inner if option is not type(None)))
        return lambda value: None if value is None else make(value)
    if origin is tuple:
        item = _maker(inner[0])
        return lambda value: tuple(item(one) for one in value)
    if hint in (date, datetime):
        return datetime.fromisoformat if hint is datetime else date.fromisoformat
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return lambda value: decode(hint, value)
    return lambda value: value
