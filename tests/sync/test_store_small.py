"""The small parts of the store: codec, ids, clock, logs."""

import dataclasses
import json
import typing
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import structlog
from hypothesis import given, settings
from hypothesis import strategies as st

from office import codec, facts
from office.dossier import Dossier
from office.fold import TABLES
from office.procedure import Procedure
from office.replacing import replaced
from sync import chain, log
from sync.clock import SystemClock
from sync.ids import TimeIds
from tests.offices import MORNING, FixedClock, open_store
from tests.sync.contract_ledger import TICKET, issued


class Colour(StrEnum):
    """A value."""

    RED = 'red'


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A nested record."""

    colour: Colour
    day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A record of every shape that facts use."""

    text: str
    number: int
    share: float
    at: datetime
    parts: tuple[Part, ...] = ()
    words: tuple[str, ...] = ()
    part: Part | None = None
    flag: bool = False


STORED = [*facts.KINDS.values(), *TABLES.values(), Procedure]

PARTS = st.builds(Part, colour=st.sampled_from(Colour), day=st.none() | st.dates())
WHOLES = st.builds(
    Whole,
    text=st.text(),
    number=st.integers(),
    share=st.floats(allow_nan=False),
    at=st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=7))]), min_value=datetime(1950, 1, 1)),  # noqa: DTZ001  # hypothesis adds the zone
    parts=st.lists(PARTS, max_size=3).map(tuple),
    words=st.lists(st.text(), max_size=3).map(tuple),
    part=st.none() | PARTS,
    flag=st.booleans(),
)


@given(whole=WHOLES)
def test_what_is_dumped_is_loaded(whole: Whole) -> None:
    text = codec.dump(whole)
    assert codec.load(Whole, text) == whole
    assert codec.canonical(json.loads(text)) == text


def any_of(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a type hint of what is stored."""
    if typing.get_origin(hint) is tuple:
        return st.lists(any_of(typing.get_args(hint)[0]), max_size=2).map(tuple)
    if typing.get_args(hint):
        return st.one_of(*map(any_of, typing.get_args(hint)))
    if hint is datetime:
        return st.datetimes(timezones=st.just(UTC))
    if dataclasses.is_dataclass(hint):
        hints = typing.get_type_hints(hint)
        return st.builds(hint, **{field.name: any_of(hints[field.name]) for field in dataclasses.fields(hint)})
    return st.from_type(hint)


def plainly(value: Any) -> Any:
    """A record as ``json`` can write it."""
    if dataclasses.is_dataclass(value):
        return {field.name: plainly(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [plainly(one) for one in value]
    if isinstance(value, datetime):
        return value.strftime('%Y-%m-%dT%H:%M:%S.%fZ').rjust(27, '0')
    return value.isoformat() if isinstance(value, date) else value


@settings(deadline=None, max_examples=30)
@given(data=st.data(), kind=st.just(Dossier) | st.sampled_from(STORED))
def test_what_is_written_is_byte_for_byte_what_json_writes(data: st.DataObject, kind: type) -> None:
    """Digests of stores that exist were made over these bytes; what is remembered of one value serves no other."""
    value, hints = data.draw(any_of(kind)), typing.get_type_hints(kind)
    assert codec.dump(value) == codec.canonical(plainly(value))
    names = [field.name for field in dataclasses.fields(kind)]
    for name in data.draw(st.lists(st.sampled_from(names), max_size=5)) if names else ():
        changed = {name: data.draw(any_of(hints[name]))}
        before, value = value, dataclasses.replace(value, **changed)
        assert codec.dump(value) == codec.canonical(plainly(value))
        if kind is Dossier:
            assert replaced(before, **changed) == value


@given(one=st.datetimes(timezones=st.just(UTC)), other=st.datetimes(timezones=st.just(UTC)))
def test_moments_sort_as_texts(one: datetime, other: datetime) -> None:
    assert (codec.moment(one) < codec.moment(other)) == (one < other)
    assert codec.at(codec.moment(one)) == one


def test_unknown_fields_are_passed_over_and_absent_ones_default() -> None:
    read = codec.load(Part, '{"colour": "red", "day": null, "size": {"from": "a newer version"}}')
    assert read == Part(colour=Colour.RED, day=None)
    text = '{"text": "", "number": 1, "share": 0.5, "at": "2026-11-24T01:00:00.000000Z"}'
    assert codec.load(Whole, text).parts == ()


@pytest.mark.parametrize('kind', STORED)
def test_the_codec_knows_every_kind_that_is_stored(kind: type) -> None:
    assert callable(codec._writer(kind))
    assert callable(codec._decoder(kind))


def test_a_type_the_codec_does_not_know_is_a_bug() -> None:
    odd = dataclasses.make_dataclass('Odd', [('value', complex)], frozen=True)
    loose = dataclasses.make_dataclass('Loose', [('value', int)])
    for slip in (odd(1j), loose(1)):
        with pytest.raises(TypeError):
            codec.dump(slip)


def test_a_kind_of_a_newer_version_survives_untouched(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with store.change('kiosk:k1') as books:
        books.record(TICKET, issued())
        row = chain.next_row(*(books.connection, 'drone:1', issued()), fact='id', at=MORNING, actor='a', device='Q1')
        body = '{"altitude":120,"unit":"m"}'
        newer = (*row[:2], 'DroneLanded', *row[3:9], body, row[10])
        chain.append(books.connection, (*newer, chain.digest_of(newer)))
        known, unread = chain.facts(books.connection)
    assert isinstance(known.body, facts.TicketIssued)
    assert isinstance(unread.body, chain.Unread)
    assert (unread.kind, unread.body.text) == ('DroneLanded', body)
    store.close()


def test_a_digest_is_over_the_canonical_text(tmp_path: Path) -> None:
    """Whoever has a fact's fields can compute its digest without our code."""
    store = open_store(tmp_path)
    with store.change('kiosk:"k1"\n') as books:
        fact = books.record(TICKET, issued())
        (row,) = chain.rows(books.connection)
    fields = dict(zip(chain.COLUMNS.split(', ')[:11], row, strict=False))
    text = codec.canonical({**fields, 'body': json.loads(row[9])})
    assert sha256(text.encode()).hexdigest() == fact.digest
    store.close()


def test_ids_sort_as_they_are_made_even_when_the_clock_goes_back() -> None:
    clock = FixedClock()
    ids = TimeIds(clock)
    made = []
    for seconds in (0, 0, 1, -3600, 0, 5):
        clock.forward(timedelta(seconds=seconds))
        made += [ids.new() for _ in range(50)]
    assert made == sorted(set(made))
    for text in made:
        read = uuid.UUID(text)
        assert (read.version, read.variant, str(read)) == (7, uuid.RFC_4122, text)
    assert uuid.UUID(made[0]).int >> 80 == int(MORNING.timestamp() * 1000)


def test_the_systems_clock_is_aware() -> None:
    assert SystemClock().now().tzinfo is UTC


def test_logs_hold_named_fields_only(tmp_path: Path) -> None:
    file = tmp_path / 'log'
    log.configure(str(file))
    logger = structlog.get_logger()
    logger.info('accepted', dossier='dossier:1', name="Trần Thị B", number='001300000011', count=2)
    logger.warning('odd', state={'name': "Trần Thị B"})
    log.configure()
    first, second = (json.loads(line) for line in file.read_text(encoding='utf-8').splitlines())
    assert {name: first[name] for name in ('event', 'dossier', 'count', 'dropped', 'level')} == {
        'event': 'accepted',
        'dossier': 'dossier:1',
        'count': 2,
        'dropped': 2,
        'level': 'info',
    }
    assert "Trần" not in file.read_text(encoding='utf-8')
    assert second['dropped'] == 1
