"""A running province for a test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.province.lgsp import Lgsp
from tests.emulators_province import RunningProvince, running_province


@pytest.fixture
def province(tmp_path: Path) -> Iterator[RunningProvince]:
    with running_province(tmp_path) as running:
        yield running


@pytest.fixture
def adapter(province: RunningProvince) -> Iterator[Lgsp]:
    with province.adapter() as made:
        yield made
