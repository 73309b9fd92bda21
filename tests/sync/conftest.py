"""A store and a province beside it, and a private PostgreSQL for whoever of a worker's tests asks for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.catalogue import load_seed_if_empty
from sync.store import Store
from tests.emulators_province import RunningProvince, running_province
from tests.offices import FixedClock, open_store
from tests.sync.centre.servers import Server, running_server


@pytest.fixture
def standing_clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def centre(tmp_path: Path, standing_clock: FixedClock) -> Iterator[Store]:
    """A store with the seed."""
    made = open_store(tmp_path / 'kho', clock=standing_clock)
    load_seed_if_empty(made)
    yield made
    made.close()


@pytest.fixture
def tinh(tmp_path: Path, standing_clock: FixedClock) -> Iterator[RunningProvince]:
    """A reference province by the same clock."""
    with running_province(tmp_path, clock=standing_clock) as running:
        yield running


@pytest.fixture(scope='session')
def server() -> Iterator[Server]:
    """A cluster for all tests of a worker."""
    with running_server() as running:
        yield running
