"""Every test runs off-screen, with software rendering and without the machine's own keyring."""

import gc
import os
import tempfile
from collections.abc import Generator

import pytest

os.environ.setdefault('QT_QPA_PLATFORM', 'offscreen')
os.environ.setdefault('QT_QUICK_BACKEND', 'software')
os.environ['PYTHON_KEYRING_BACKEND'] = 'keyring.backends.fail.Keyring'
# what a machine's memory holds of its stores goes when the tests are over
_MEMORY = tempfile.TemporaryDirectory(prefix='motcua-memory-')
os.environ['MOTCUA_MEMORY'] = _MEMORY.name


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
