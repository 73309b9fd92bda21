"""The two programs as the operating system runs them: staff end them by stopping the service."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SETTINGS = """
[store]
folder = "{folder}"
keyring = false

[board]
chime = false
"""


@pytest.fixture(params=['kiosk.start', 'kiosk.board_app'])
def running(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A program in full screen, its window up."""
    settings = tmp_path / 'motcua.toml'
    settings.write_text(SETTINGS.format(folder=tmp_path / 'store'), encoding='utf-8')
    child = subprocess.Popen(
        [sys.executable, '-c', STARTER.format(module=request.param), '--config', str(settings)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, 'PYTHONPATH': str(Path(__file__).parents[2])},
    )
    yield child
    if child.poll() is None:
        child.kill()
    child.communicate()


# says when the window was drawn, as nothing else of the program does
STARTER = """
import sys
import {module} as program
from PySide6.QtQuick import QQuickWindow
from PySide6.QtCore import QTimer
import kiosk.running
usual = kiosk.running.Waiting.begin
def told():
    print('full' if waiting.window.isVisible() else 'hidden', flush=True)
def begin(begun):
    global waiting
    waiting = begun
    waiting.shown.connect(told)
    usual(waiting)
kiosk.running.Waiting.begin = begin
sys.exit(program.main(sys.argv[1:]))
"""


def test_a_stopped_service_ends_in_order(running: subprocess.Popen[str]) -> None:
    """SIGTERM closes store and window; nothing is left to be repaired."""
    assert running.stdout is not None
    assert running.stdout.readline() == 'full\n'
    running.send_signal(signal.SIGTERM)
    assert running.wait(timeout=30) == 0


def test_the_first_screen_brings_no_store_before_its_frame() -> None:
    """What makes it show at once: neither the rules nor the store nor its ciphers are imported for it."""
    heavy = ('sync.store', 'sqlcipher3', 'cryptography', 'devices.voice.opening', 'kiosk.models.session')
    call = f'import sys, kiosk.start; print([one for one in {heavy} if one in sys.modules])'
    run = subprocess.run([sys.executable, '-c', call], capture_output=True, text=True, timeout=60, check=True)
    assert run.stdout == '[]\n'
