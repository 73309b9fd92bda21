"""Each test founds its own centre, in the worker's PostgreSQL or, where the server goes away, in one of its own."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync.centre.machines import Centre
from tests.sync.centre.servers import Server, running_server

_NUMBERS = itertools.count(1)


@pytest.fixture
def trung_tam(server: Server, tmp_path: Path) -> Iterator[Centre]:
    """A centre of two counters and two kiosks."""
    made = Centre(server, f'tt{next(_NUMBERS)}', tmp_path, {})
    made.found()
    yield made
    made.close()


@pytest.fixture
def may_chu() -> Iterator[Server]:
    """A server of this test's own, with a disk that keeps what it says it keeps."""
    with running_server(()) as made:
        yield made


@pytest.fixture
def trung_tam_rieng(may_chu: Server, tmp_path: Path) -> Iterator[Centre]:
    """A centre on it."""
    made = Centre(may_chu, 'motcua', tmp_path, {})
    made.found()
    yield made
    made.close()
