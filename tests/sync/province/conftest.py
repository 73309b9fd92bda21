"""A running province for a test."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from sync.province.lgsp import Lgsp
from tests.emulators_province import Running, RunningProvince, running_province


@pytest.fixture
def database() -> str:
    """SQLite; a class that overrides it has its stories told to another database."""
    return ''


@pytest.fixture
def running(tmp_path: Path, database: str) -> Running:
    """Starts the province of this test; again is a restart of the same one."""
    return partial(running_province, tmp_path, database=database)


@pytest.fixture
def province(running: Running) -> Iterator[RunningProvince]:
    with running() as made:
        yield made


@pytest.fixture
def adapter(province: RunningProvince) -> Iterator[Lgsp]:
    with province.adapter() as made:
        yield made
