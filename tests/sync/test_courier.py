"""The courier between a store and a province, each over its real wire."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from office import facts
from sync import lanes
from sync.catalogue import load_seed_if_empty
from sync.province.reference.desk import EResult
from sync.province.reference.faults import Fault
from sync.readings import Readings
from sync.store import Store
from sync.verify import verify
from tests.emulators_province import UNIT, RunningProvince, running_province
from tests.offices import FixedClock, open_store
from tests.sync.couriers import courier, lines, one_pass, receive
from tests.sync.hostile_files import pdf

CLOCK_STEP = timedelta(hours=1)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    made = open_store(tmp_path / 'kho', clock=clock)
    load_seed_if_empty(made)
    yield made
    made.close()


@pytest.fixture
def province(tmp_path: Path, clock: FixedClock) -> Iterator[RunningProvince]:
    with running_province(tmp_path, clock=clock) as running:
        yield running


def test_a_provisional_dossier_gets_its_code_and_is_told_once(store: Store, province: RunningProvince) -> None:
    receive(store, 1)
    assert one_pass(store, province) == []
    assert one_pass(store, province) == []
    assert lines(store) == []
    assert len(province.desk.held()) == 1
    assert verify(store) == []


@pytest.mark.parametrize('kind', ['unreachable', 'lost', 'busy'])
def test_a_failed_sending_waits_and_is_not_doubled(
    store: Store, province: RunningProvince, clock: FixedClock, kind: str
) -> None:
    receive(store, 1)
    province.switch(Fault(kind=kind, service='DongBoHoSoMC', seconds=30))  # type: ignore[arg-type]  # by name
    assert len(one_pass(store, province)) == 1
    assert lines(store) == [('dossier:1', 'waiting')]
    province.desk.clear()
    assert one_pass(store, province) == []
    assert lines(store) == [('dossier:1', 'waiting')]
    clock.forward(CLOCK_STEP)
    assert one_pass(store, province) == []
    assert lines(store) == []
    assert len(province.desk.held()) == 1


def test_one_refused_dossier_blocks_only_itself(store: Store, province: RunningProvince) -> None:
    for number in (1, 2, 3):
        receive(store, number)
    province.switch(Fault(kind='refusing', every=2))
    assert one_pass(store, province) == []
    assert lines(store) == [('dossier:2', 'parked')]
    assert len(province.desk.held()) == 2


def test_a_lease_that_ran_out_is_taken_up_again(store: Store, province: RunningProvince, clock: FixedClock) -> None:
    receive(store, 1)
    with province.adapter() as adapter:
        courier(store, adapter).refill()
    assert len(lanes.lease(store, 'facts', 'dead')) == 1
    one_pass(store, province)
    assert lines(store) == [('dossier:1', 'sending')]
    clock.forward(CLOCK_STEP)
    one_pass(store, province)
    assert lines(store) == []


def test_a_result_is_kept_here_and_a_strange_one_is_a_stray(store: Store, province: RunningProvince) -> None:
    receive(store, 1)
    one_pass(store, province)
    readings = Readings(store)
    made = readings.dossier('dossier:1')
    assert made is not None
    result = EResult(code='KQ1', name='Giấy khai sinh', content=pdf())
    province.desk.issue(made.code, [result])
    province.desk.issue('000.12.34.H99-261124-9999', [result], unit=UNIT)
    one_pass(store, province)
    after = readings.dossier('dossier:1')
    assert after is not None
    assert store.pages().get(after.results[0].digest) == pdf()
    assert any(isinstance(fact.body, facts.ResultArrived) for fact in readings.facts_of('dossier:1'))
    assert [fact.subject for fact in readings.strays()] == ['stray:000.12.34.H99-261124-9999']
    readings.close()
