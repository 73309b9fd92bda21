"""Every misfortune of the table has its test."""

import re
from pathlib import Path

import pytest

from tests.misfortunes import MISFORTUNES

TESTS = Path(__file__).parents[1]


@pytest.mark.parametrize('misfortune', MISFORTUNES)
def test_a_misfortune_has_its_test(misfortune: str) -> None:
    """The file is there and defines the test."""
    file, name = MISFORTUNES[misfortune]
    assert re.search(rf'^ *def {name}\(', (TESTS / file).read_text(encoding='utf-8'), re.MULTILINE)
