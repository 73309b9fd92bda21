"""Every trouble that a scanner may raise can be played: a code without a way to cause it fails here."""

import re
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import cv2
import numpy as np
import pytest

from devices import texts
from devices.scanner import protocol
from devices.scanner.emulator import write_sane_test_config
from devices.scanner.escl_emulator import EmulatedEscl
from devices.scanner.opening import open_scanner
from devices.scanner.protocol import ScanOptions
from devices.stop import Stop
from office.errors import Trouble

CODES = re.findall(r'^    (scanner\.[a-z_]+) ', protocol.__doc__ or '', re.MULTILINE)
SHEET = bytes(cv2.imencode('.png', np.full((60, 40, 3), 90, np.uint8))[1].tobytes())

Way = Callable[[Path, pytest.MonkeyPatch], str]


def heard(address: str, *, stop: Stop | None = None) -> str:
    """The trouble that ends a scan."""
    with closing(open_scanner(address)) as scanner:
        try:
            dpi = scanner.capabilities().resolutions[0]
            list(scanner.scan(ScanOptions(dpi=dpi), stop or Stop()))
        except Trouble as trouble:
            return trouble.code
    return ''


def folder(switch: str) -> Way:
    """A switch of the folder that is a scanner."""

    def way(path: Path, _: pytest.MonkeyPatch) -> str:
        (path / '1.png').write_bytes(SHEET)
        return heard(f'folder:{path}?{switch}')

    return way


def network(switch: str) -> Way:
    """A switch of the emulated network scanner."""

    def way(_: Path, __: pytest.MonkeyPatch) -> str:
        with EmulatedEscl([SHEET, SHEET]) as device:
            setattr(device.switches, switch, True)
            return heard(device.address)

    return way


def sane(fault: str) -> Way:
    """A fault of SANE's test device."""

    def way(path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
        config = write_sane_test_config(path / 'sane')
        if fault == 'library':
            (path / 'libsane.so.1').touch()
            monkeypatch.setenv('LD_LIBRARY_PATH', str(path))
        if fault == 'crash':
            monkeypatch.setattr(sys, 'executable', '/bin/false')
        return heard(f'sane:test:0?config={config}&fault=SANE_STATUS_{fault}')

    return way


def cancelled(path: Path, _: pytest.MonkeyPatch) -> str:
    """A person has asked to stop."""
    (path / '1.png').write_bytes(SHEET)
    stop = Stop()
    stop.set()
    return heard(f'folder:{path}?slow=60000', stop=stop)


def broken(path: Path, _: pytest.MonkeyPatch) -> str:
    """A copier's file that never becomes whole."""
    (path / 'a.pdf').write_bytes(b'%PDF-1.7')
    return heard(f'watch:{path}?settle=0&seconds=0')


def immovable(path: Path, _: pytest.MonkeyPatch) -> str:
    """The folder of done files can't be made: a file has its name."""
    (path / 'a.png').write_bytes(SHEET)
    (path / 'done').touch()
    return heard(f'watch:{path}?settle=0&seconds=5&done={path / "done" / "inside"}')


def untrusted(path: Path, _: pytest.MonkeyPatch) -> str:
    """No TLS at all, where TLS is asked for."""
    with EmulatedEscl([SHEET]) as device:
        return heard(device.address.replace('escl:', 'escls:') + f'?pin={"0" * 64}')


WAYS: dict[str, Way] = {
    'scanner.gone': folder('vanish_after=0'),
    'scanner.busy': folder('busy=1'),
    'scanner.empty': folder('empty=1'),
    'scanner.jam': network('jam'),
    'scanner.cover_open': network('cover_open'),
    'scanner.io': sane('IO_ERROR'),
    'scanner.denied': network('denied'),
    'scanner.memory': sane('NO_MEM'),
    'scanner.settings': network('refuses'),
    'scanner.mute': folder('mute_at=1'),
    'scanner.crashed': sane('crash'),
    'scanner.cancelled': cancelled,
    'scanner.library': sane('library'),
    'scanner.double_feed': network('double_feed'),
    'scanner.lost': network('lost'),
    'scanner.file': broken,
    'scanner.put_away': immovable,
    'scanner.untrusted': untrusted,
}


def test_every_trouble_has_a_way_and_a_sentence() -> None:
    """The protocol's own list is the measure."""
    assert set(CODES) == set(WAYS)
    assert set(CODES) <= set(texts.SENTENCES)


@pytest.mark.parametrize('code', CODES)
def test_each_trouble_can_be_played(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a switch of what ships, or by what an administrator may find on the machine."""
    assert WAYS[code](tmp_path, monkeypatch) == code
