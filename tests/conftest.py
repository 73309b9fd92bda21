"""Every test runs off-screen, with software rendering and without the machine's own keyring."""

import gc
import os
import tempfile
from collections.abc import Callable, Generator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

os.environ.setdefault('QT_QPA_PLATFORM', 'offscreen')
os.environ.setdefault('QT_QUICK_BACKEND', 'software')
os.environ['PYTHON_KEYRING_BACKEND'] = 'keyring.backends.fail.Keyring'
# what a machine's memory holds of its stores goes when the tests are over
_MEMORY = tempfile.TemporaryDirectory(prefix='motcua-memory-')
os.environ['MOTCUA_MEMORY'] = _MEMORY.name

# a machine that is busy with something else is no failure; what is waited for ends its wait at once
_PATIENCE_MS = 30_000


class PatientBot(QtBot):
    """pytest-qt's own, but for how long it waits where a test says nothing."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = _PATIENCE_MS) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = _PATIENCE_MS, **ways: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **ways)


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> QtBot:
    """What drives windows in tests."""
    return PatientBot(request)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """A test with windows leaves no cycle of Qt objects for another thread to free (``qtkit.garbage``)."""
    if not {'qapp', 'qtbot'} & set(getattr(item, 'fixturenames', ())):
        return (yield)
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.enable()
