"""Dataclasses as JSON and back, driven by their type hints.

Dates are ISO 8601; moments are UTC with six decimals and ``Z``, so that their texts sort as they follow each other.
What a newer version wrote and we don't know is ignored in reading; the stored text itself is never rewritten.
"""

import dataclasses
import json
import types
import typing
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache, lru_cache
from typing import Any

T = typing.TypeVar('T')
Turn = Callable[[Any], Any]

_PLAIN = (str, int, float, bool, type(None))
_encode_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(',', ':')).encode
# for what has its keys in order already
_encode_ordered = json.JSONEncoder(ensure_ascii=False, separators=(',', ':')).encode


def canonical(value: object) -> str:
    """The one JSON text of a value: keys sorted, no spaces, letters as they are; digests are made over it."""
    return _encode_canonical(value)


def dump(value: Any) -> str:
    """A dataclass as canonical JSON."""
    return _encode_ordered(_encoder(typing.cast('Any', type(value)))(value))


def load(kind: type[T], text: str) -> T:
    """A dataclass from its JSON; absent fields take their defaults, unknown ones are passed over."""
    make = _decoder(typing.cast('Any', kind))
    return typing.cast('T', make(json.loads(text)))


# a dossier's moments are written anew with each of its facts, and stay the same
@lru_cache(maxsize=1024)
def moment(at: datetime) -> str:
    """An aware moment as text that sorts."""
    if at.tzinfo is not UTC:
        at = at.astimezone(UTC)
    return f'{at.isoformat(timespec="microseconds")[:26]}Z'


def at(text: str) -> datetime:
    """The moment of a text made by ``moment``, in UTC."""
    return datetime.fromisoformat(text).astimezone(UTC)


@cache
def _encoder(kind: type[Any]) -> Turn:
    """How a value of a dataclass becomes what ``json`` can write, its keys in order; made once per class."""
    hints = typing.get_type_hints(kind)
    names = sorted(field.name for field in dataclasses.fields(kind))
    turns = [(name, turn) for name in names if (turn := _encode_by(hints[name])) is not None]

    def encode(value: object) -> dict[str, object]:
        made = {name: getattr(value, name) for name in names}
        for name, turn in turns:
            given = made[name]
            if given is not None:
                made[name] = turn(given)
        return made

    return encode


def _encode_by(hint: object) -> Turn | None:
    """The turn for one type hint, None where JSON writes the value itself: a tuple as a list, a StrEnum as its text."""
    hint = _bare(hint)
    if typing.get_origin(hint) is tuple:
        inner = _encode_by(typing.get_args(hint)[0])
        return None if inner is None else lambda items: [inner(item) for item in items]
    if hint is datetime:
        return moment
    if hint is date:
        return date.isoformat
    if isinstance(hint, type) and issubclass(hint, Enum):
        return None if issubclass(hint, str) else _value
    if dataclasses.is_dataclass(hint):
        return _encoder(typing.cast('type', hint))
    _check_plain(hint)
    return None


@cache
def _decoder(kind: type[Any]) -> Turn:
    """How parsed JSON becomes a value of a dataclass; made once per class."""
    hints = typing.get_type_hints(kind)
    turns = [(field.name, _decode_by(hints[field.name])) for field in dataclasses.fields(kind)]

    def decode(given: Mapping[str, object]) -> object:
        made = {}
        for name, turn in turns:
            if name in given:
                value = given[name]
                made[name] = value if turn is None or value is None else turn(value)
        return kind(**made)

    return decode


def _decode_by(hint: object) -> Turn | None:
    hint = _bare(hint)
    if typing.get_origin(hint) is tuple:
        inner = _decode_by(typing.get_args(hint)[0])
        return tuple if inner is None else lambda items: tuple([inner(item) for item in items])
    if hint is datetime:
        return _at
    if hint is date:
        return date.fromisoformat
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if dataclasses.is_dataclass(hint):
        return _decoder(typing.cast('type', hint))
    _check_plain(hint)
    return None


def _bare(hint: object) -> object:
    """A hint without its ``| None``."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        options = [option for option in typing.get_args(hint) if option is not types.NoneType]
        if len(options) == 1:
            return options[0]
    return hint


def _check_plain(hint: object) -> None:
    if hint not in _PLAIN:
        # a programmer's slip, found by the first test that touches the class
        raise TypeError(f'the codec knows no {hint}')


def _value(member: Enum) -> object:
    return member.value


# moments repeat from row to row (opened, issued, queued), and parsing one costs as much as the rest of a field
_at = lru_cache(maxsize=1024)(at)
