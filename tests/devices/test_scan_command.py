"""``motcua-devices scan`` and ``test scanner``: from a scanner's address to files that can be looked at."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from devices.camera.emulator import empty_desk
from devices.command import main
from office import command


@pytest.fixture
def sheets(tmp_path: Path) -> Path:
    """Three sheets."""
    folder = tmp_path / 'sheets'
    folder.mkdir()
    for number in range(3):
        cv2.imwrite(str(folder / f'{number}.png'), np.full((60, 40, 3), number * 30, np.uint8))
    return folder


def test_every_sheet_becomes_a_file_and_none_is_overwritten(
    sheets: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Twice three sheets are six files, each told of as JSON with its size."""
    for _ in range(2):
        assert main(['scan', f'folder:{sheets}', str(tmp_path / 'out'), '--json']) == command.DONE
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one['sheet'], one['width'], one['height']) for one in told] == [(n, 40, 60) for n in (1, 2, 3)] * 2
    assert len({one['file'] for one in told}) == 6
    assert all(cv2.imread(one['file']) is not None for one in told)


def test_a_jam_is_told_and_what_came_stays(sheets: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One file, one sentence, and a code for scripts."""
    assert main(['scan', f'folder:{sheets}?jam_at=2', str(tmp_path / 'out')]) == command.FAILED
    assert len(list((tmp_path / 'out').iterdir())) == 1
    assert "Giấy bị kẹt" in capsys.readouterr().err


@pytest.mark.parametrize('wish', [('--source', 'moon'), ('--dpi', '17')])
def test_a_wish_that_the_scanner_cannot_meet_is_refused(sheets: Path, tmp_path: Path, wish: tuple[str, str]) -> None:
    """Before anything moves."""
    assert main(['scan', f'folder:{sheets}', str(tmp_path / 'out'), *wish]) == command.REFUSED


def test_the_scanner_of_the_settings_is_tried(sheets: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One page with a picture to look at; without a scanner it says so."""
    config = tmp_path / 'motcua.toml'
    config.write_text(f'[devices]\nscanner = "folder:{sheets}"', encoding='utf-8')
    assert main(['--config', str(config), 'test', 'scanner', str(tmp_path / 'out'), '--json']) == command.DONE
    assert Path(json.loads(capsys.readouterr().out)['file']).exists()
    config.write_text('', encoding='utf-8')
    assert main(['--config', str(config), 'test', 'scanner', str(tmp_path / 'out')]) == command.FAILED


def test_the_camera_of_the_settings_is_tried(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It films, leaves a picture, and says what speaks against the sheet; without a camera it says so."""
    stills = tmp_path / 'stills'
    stills.mkdir()
    cv2.imwrite(str(stills / '1.png'), empty_desk(640, 480))
    config = tmp_path / 'motcua.toml'
    config.write_text(f'[devices]\ncamera = "video:{stills}/"', encoding='utf-8')
    assert main(['--config', str(config), 'test', 'camera', str(tmp_path / 'out'), '--json']) == command.DONE
    told = json.loads(capsys.readouterr().out)
    assert (told['width'], told['height'], told['page']) == (640, 480, 'page.not_found')
    assert Path(told['file']).read_bytes().startswith(b'\xff\xd8')
    assert told['frames_a_second'] > 0
    config.write_text('', encoding='utf-8')
    assert main(['--config', str(config), 'test', 'camera', str(tmp_path / 'out')]) == command.FAILED
