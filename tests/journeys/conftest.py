"""What the journeys share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.whole_centre import WholeCentre, whole_centre


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[WholeCentre]:
    """A centre on its first morning."""
    with whole_centre(tmp_path) as running:
        yield running
