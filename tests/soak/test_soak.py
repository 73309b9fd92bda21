"""The soak's own parts: its faults are a seed's, and its books see every loss and double that is planted.

The storm itself is ``make soak``; here stand one machine, a real province, and hands that tamper with either.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from sync.catalogue import load_seed_if_empty
from sync.store import Store
from tests.emulators_province import running_province
from tests.offices import FixedClock, open_store
from tests.soak.books import balanced
from tests.soak.clock import FIRST, SharedClock
from tests.soak.ledgers import Ledgers, books_of, province_books
from tests.soak.plan import KINDS, plan
from tests.soak.trial import PLANTED, found, unnoticed
from tests.soak.witness import Witness, read
from tests.sync.couriers import enrol, one_pass, receive

MACHINES = ('K1', 'Q1', 'Q2')


def test_a_seed_is_a_storm() -> None:
    """The same faults at the same moments for the same victims, and no kind of them left out in a minute."""
    storm = plan(7, 120, MACHINES)
    assert storm == plan(7, 120, MACHINES)
    assert storm != plan(8, 120, MACHINES)
    assert {fault.kind for fault in storm} == set(KINDS)
    assert all(0 <= fault.at < 120 for fault in storm)
    assert all((fault.victim in MACHINES) == bool(KINDS[fault.kind][1]) for fault in storm)


def test_what_was_only_tried_may_have_happened(tmp_path: Path) -> None:
    witness = Witness(tmp_path / 'w')
    with witness.sees('ticket', '') as seen:
        seen.update(about='ticket:1', label='A001')
    with pytest.raises(KeyError), witness.sees('ticket', ''):
        raise KeyError
    witness.counts('kiosk', 'store.busy')
    told = read(tmp_path / 'w')
    assert told.done['ticket'] == {'ticket:1': [{'label': 'A001'}]}
    assert told.only_tried('ticket') == 1
    assert told.met == {'kiosk store.busy': 1}


def test_a_clock_is_wrong_on_one_machine_alone(tmp_path: Path) -> None:
    everybody, one, other = (SharedClock(tmp_path / 'c', slot) for slot in (0, FIRST, FIRST + 1))
    everybody.begin(FixedClock().at)
    one.set(FixedClock().at - FixedClock().at.replace(hour=2), FIRST)
    assert one.now() < other.now()
    assert abs((everybody.now() - other.now()).total_seconds()) < 1


@pytest.fixture
def both_sides(tmp_path: Path) -> Iterator[tuple[Store, Path]]:
    """A machine that has sent two dossiers with their files, and the province's folder."""
    clock = FixedClock()
    with closing(open_store(tmp_path / 'kho', clock=clock)) as store:
        load_seed_if_empty(store)
        enrol(store)
        with running_province(tmp_path, clock=clock) as province:
            witness = Witness(tmp_path / 'w')
            for number in (1, 2):
                with witness.sees('accepted', f'dossier:{number}') as seen:
                    receive(store, number, content=b'%PDF-1.7 ' + bytes([number]), scanned=True)
                    seen.update(files=[])
            assert one_pass(store, province) == []
        yield store, tmp_path / 'tinh'


def ledgers(store: Store, province: Path, database: str = 'tinh.db') -> Ledgers:
    """Of one machine, whose facts the centre has."""
    machine = books_of(store, store.settings.place.parent / 'w')
    return Ledgers(
        machines={'Q1': machine},
        centre={fact.id: (fact.device, fact.kind, fact.subject, fact.digest) for fact in machine.own},
        centre_bad=[],
        province=province_books(province / database, province / 'tep'),
    )


def test_books_that_agree_balance(both_sides: tuple[Store, Path]) -> None:
    lines = balanced(ledgers(*both_sides))
    assert {line.book: line.differences for line in lines if line.differences} == {}
    assert {line.book: dict(line.sides) for line in lines}['receipts of the province'] == {
        'machines': 2,
        'province': 2,
    }


def test_rows_that_are_lost_and_doubled_at_the_province_are_found(both_sides: tuple[Store, Path]) -> None:
    store, province = both_sides
    with closing(sqlite3.connect(province / 'tinh.db')) as books, books:
        for words, _ in PLANTED:
            books.execute(words)
    tampered = ledgers(store, province)
    for _, book in PLANTED:
        assert found(tampered, book)


def test_a_file_that_is_lost_or_altered_on_either_side_is_found(both_sides: tuple[Store, Path]) -> None:
    store, province = both_sides
    (first, second) = sorted(path for path in (province / 'tep').glob('??/*') if path.is_file())
    first.unlink()
    second.write_bytes(b'other bytes')
    assert len(found(ledgers(store, province), 'files')) == 2
    page = next(path for path in (store.settings.place / 'pages').glob('??/*') if path.is_file())
    page.unlink()
    assert found(ledgers(store, province), 'facts')


def test_what_people_saw_and_no_store_knows_is_found(both_sides: tuple[Store, Path]) -> None:
    store, province = both_sides
    witness = Witness(store.settings.place.parent / 'w')
    for kind in ('ticket', 'accepted', 'page', 'paid'):
        with witness.sees(kind, 'one:unknown') as seen:
            seen.update(label='', files=[], reference='', amount=0)
    known = ledgers(store, province)
    assert all(found(known, book) for book in ('tickets', 'dossiers received', 'pages scanned', 'fees in đồng'))
    lost = replace(known.machines['Q1'], own=[fact for fact in known.machines['Q1'].own if fact.kind != 'CodeTaken'])
    assert found(replace(known, machines={'Q1': lost}), 'codes')


def test_the_soak_itself_tries_its_books(both_sides: tuple[Store, Path]) -> None:
    """Where there is nothing to lose, it says that it could not try."""
    store, province = both_sides
    assert unnoticed(province, ledgers(store, province)) == ['tickets: there are none']
