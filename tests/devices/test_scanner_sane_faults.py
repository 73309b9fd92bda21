"""SANE backends that hang, and the faults of its pnm device."""

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import cv2
import numpy as np
import pytest

import devices
from devices.framing import HEAD, frame_size, read_frame
from devices.scanner.emulator import write_sane_test_config
from devices.scanner.libsane import IO_ERROR
from devices.scanner.opening import open_scanner
from devices.scanner.protocol import ScanOptions, Source
from devices.stop import Stop
from tests.devices.contract_scanner import until_trouble

COVER_OPEN = 8

HANGING = """
import threading
from devices.scanner import sane_worker

class Hanging:
    def open(self, name): pass
    def start(self): raise sane_worker.Failed({status}, 'start')
    def cancel(self): threading.Event().wait()

sane_worker.Sane, sane_worker._LAST_SECONDS = Hanging, 0.3
sane_worker.main()
"""


@pytest.mark.parametrize('status', [COVER_OPEN, IO_ERROR])
def test_what_a_backend_said_before_it_hung_is_heard(status: int) -> None:
    """An open cover at once; a doubtful fault after a moment, because it can't be asked whether it is still there."""
    worker = subprocess.Popen(
        [sys.executable, '-c', HANGING.format(status=status)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, 'PYTHONPATH': str(Path(devices.__file__).parents[1])},
    )
    assert worker.stdin
    assert worker.stdout
    with worker.stdin as asked, worker.stdout as said:
        request = {'verb': 'scan', 'device': 'any', 'set': [], 'pages': 1, 'stall': 5}
        asked.write(json.dumps(request).encode() + b'\n')
        asked.flush()
        head = said.read(HEAD)
        header, _ = read_frame(head, said.read(frame_size(head)))
        worker.kill()
        worker.wait()
    assert header == {'kind': 'failed', 'status': status, 'during': 'start', 'still_there': True}


def test_a_worker_whose_parent_is_gone_ends_though_the_backend_hangs() -> None:
    """Nobody is left behind."""
    worker = subprocess.Popen(
        [sys.executable, '-c', HANGING.format(status=COVER_OPEN)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env={**os.environ, 'PYTHONPATH': str(Path(devices.__file__).parents[1])},
    )
    request = {'verb': 'scan', 'device': 'any', 'set': [], 'pages': 1, 'stall': 5}
    worker.communicate(json.dumps(request).encode() + b'\n', timeout=60)
    assert worker.returncode == 1


@pytest.mark.parametrize(
    ('switch', 'code'),
    [
        ('jammed', 'jam'),
        ('nodocs', 'empty'),
        ('coveropen', 'cover_open'),
        ('ioerror', 'io'),
        ('eof', 'io'),
        ('nomem', 'memory'),
        ('accessdenied', 'denied'),
    ],
)
def test_each_fault_of_the_picture_device_is_one_trouble(tmp_path: Path, switch: str, code: str) -> None:
    """While a picture of ours is scanned through SANE."""
    cv2.imwrite(str(tmp_path / 'sheet.ppm'), np.full((300, 200, 3), 90, np.uint8))
    config = write_sane_test_config(tmp_path / 'sane')
    address = f'sane:pnm:0?config={config}&set.filename={tmp_path / "sheet.ppm"}&set.status-{switch}=true'
    with closing(open_scanner(address)) as scanner:
        assert until_trouble(scanner.scan(ScanOptions(source=Source.FLATBED), Stop())) == ([], f'scanner.{code}')
