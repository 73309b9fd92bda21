"""Each test founds its own centre in the worker's PostgreSQL."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync.centre.machines import Centre
from tests.sync.centre.servers import Server

_NUMBERS = itertools.count(1)


@pytest.fixture
def trung_tam(server: Server, tmp_path: Path) -> Iterator[Centre]:
    """A centre of two counters and two kiosks."""
    made = Centre(server, f'tt{next(_NUMBERS)}', tmp_path, {})
    made.found()
    yield made
    made.close()
