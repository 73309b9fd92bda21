"""The installed wheels of Qt can run a centre for a day."""

import sys

from PySide6.QtCore import QObject

CALLS = 1000


def test_a_call_that_returns_nothing_takes_nothing() -> None:
    """Each call of 6.12.0 took a reference of None's away on Python 3.11, and after thousands the program aborted."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        thing.setObjectName('x')
    assert sys.getrefcount(None) > before - CALLS // 2
