"""Dataclasses as JSON and back, driven by their type hints.

Dates are ISO 8601; moments are UTC with six decimals and ``Z``, so that their texts sort as they follow each other.
What a newer version wrote and we don't know is ignored in reading; the stored text itself is never rewritten.
"""

import dataclasses
import json
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache, lru_cache
from json.encoder import encode_basestring as _quoted
from operator import attrgetter
from typing import Any

from office.remembered import by_identity

T = typing.TypeVar('T')
Turn = Callable[[Any], Any]
Write = Callable[[Any], str]

_encode_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(',', ':')).encode
# the same for what has no keys
_encode_ordered = json.JSONEncoder(ensure_ascii=False, separators=(',', ':')).encode
# what ``json`` would write of these, without the generator it makes for each
_PLAIN: Mapping[type, Write] = {
    str: _quoted,
    int: int.__repr__,
    bool: {False: 'false', True: 'true'}.__getitem__,
    float: _encode_ordered,
    type(None): lambda _: 'null',
}


def canonical(value: object) -> str:
    """The one JSON text of a value: keys sorted, no spaces, letters as they are; digests are made over it."""
    return _encode_canonical(value)


def dump(value: Any) -> str:
    """A dataclass as canonical JSON."""
    return _writer(typing.cast('Any', type(value)))(value)


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
def _writer(kind: type[Any]) -> Write:
    """How a value of a dataclass becomes its text, its keys in order; made once per class.

    What can't have changed since it was written isn't written anew, so only classes that are frozen are known.
    """
    if not kind.__dataclass_params__.frozen:
        raise TypeError(f'the codec writes only what is frozen, and {kind.__name__} is not')
    hints = typing.get_type_hints(kind)
    names = sorted(field.name for field in dataclasses.fields(kind))
    writes = [_write_by(hints[name]) for name in names]
    form = '{' + ','.join(f'"{name}":%s' for name in names) + '}'
    # of one name it would give the bare value
    values = attrgetter(*names) if len(names) > 1 else lambda value: [getattr(value, name) for name in names]

    # the values that were written last, and their texts: from one fact to the next most of a dossier is the same
    last: tuple[Sequence[object], Sequence[str]] = ([object()] * len(names), names)

    def write(value: object) -> str:
        nonlocal last
        given, (before, known) = values(value), last
        texts = [
            text if one is was else 'null' if one is None else put(one)
            for one, was, text, put in zip(given, before, known, writes, strict=True)
        ]
        last = given, texts
        return form % tuple(texts)

    return write


def _write_by(hint: object) -> Write:
    """How a value of one type hint is written: a tuple as a list, an Enum as its value."""
    hint = _bare(hint)
    if typing.get_origin(hint) is tuple:
        return _list_of(_bare(typing.get_args(hint)[0]))
    if hint is datetime:
        return lambda moment_: f'"{moment(moment_)}"'
    if hint is date:
        return lambda day: f'"{day.isoformat()}"'
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _encode_ordered if issubclass(hint, str) else lambda member: _encode_ordered(member.value)
    if dataclasses.is_dataclass(hint):
        # a dossier is saved with each of its facts, and all but one of its parts are then what they were
        return by_identity(_writer(typing.cast('type', hint)))
    _check_plain(hint)
    return _plain


def _list_of(hint: object) -> Write:
    """How a tuple is written whose items have this type hint."""
    inner = _write_by(hint)
    if inner is _plain:
        return lambda items: _encode_ordered(items) if items else '[]'
    return lambda items: f'[{",".join([inner(item) for item in items])}]' if items else '[]'


def _plain(value: object) -> str:
    return _PLAIN.get(type(value), _encode_ordered)(value)


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


# moments repeat from row to row (opened, issued, queued), and parsing one costs as much as the rest of a field
_at = lru_cache(maxsize=1024)(at)
