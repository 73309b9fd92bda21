"""What ``motcua-devices`` says of pictures, for whoever asks why a page was refused."""

import json
import os
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pytest

from devices.camera.emulator import empty_desk
from devices.command import main
from devices.paper.specimen import Wear, scanned
from office import command
from tests.bench.desk_camera import frame


@pytest.fixture
def desk(tmp_path: Path) -> str:
    """A picture without a page."""
    file = tmp_path / 'desk.png'
    cv2.imwrite(str(file), empty_desk(640, 480))
    return str(file)


@pytest.fixture
def scan(tmp_path: Path) -> str:
    """A sheet that lay two degrees askew on the glass, scanned at 150 dpi."""
    file = tmp_path / 'scan.png'
    cv2.imwrite(str(file), scanned('residence', seed=3, dpi=150, wear=Wear(skew=2.0)))
    return str(file)


def test_a_page_is_found_with_its_corners(tmp_path: Path, desk: str, capsys: pytest.CaptureFixture[str]) -> None:
    seen = frame(np.random.default_rng((11, 0)), 0)
    cv2.imwrite(str(tmp_path / 'photo.png'), seen.picture)
    assert main(['find-page', '--json', str(tmp_path / 'photo.png'), desk]) == command.FAILED
    page, nothing = json.loads(capsys.readouterr().out)
    assert np.abs(np.array(page['corners']) - seen.corners).max() < 12
    assert page['confidence'] > 0.6
    assert (nothing['corners'], nothing['trouble']) == ([], 'page.not_found')


def test_the_lean_is_told_in_degrees(scan: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(['skew', '--json', scan]) == command.DONE
    assert json.loads(capsys.readouterr().out)[0]['degrees'] == pytest.approx(2.0, abs=0.1)
    assert main(['skew', scan]) == command.DONE
    assert 'degrees: ' in capsys.readouterr().out


def test_pictures_become_one_file_of_the_archive_or_none(
    tmp_path: Path, scan: str, desk: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / 'kept.pdf'
    assert main(['archive', scan, desk, str(out), '--source', 'camera']) == command.FAILED
    assert not out.exists()
    capsys.readouterr()
    assert main(['archive', '--json', '--dpi', '150', scan, scan, str(out)]) == command.DONE
    told = json.loads(capsys.readouterr().out)
    assert [one['degrees'] for one in told] == [pytest.approx(2.0, abs=0.1)] * 2
    with pikepdf.open(out) as kept:
        assert len(kept.pages) == 2
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith('.part')] == []
    (tmp_path / 'notes.txt').write_text('x', encoding='ascii')
    assert main(['archive', '--json', str(tmp_path / 'notes.txt'), str(out)]) == command.FAILED
    assert json.loads(capsys.readouterr().out)[0]['trouble'] == 'page.unreadable'


def test_what_is_wrong_with_a_file_is_said_in_words(
    tmp_path: Path, desk: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A misspelt name, a folder that isn't there, a picture without a page."""
    out = tmp_path / 'nowhere' / 'kept.pdf'
    for given in (['skew', str(tmp_path / 'gone.png')], ['archive', desk, str(out)]):
        assert main(given) == command.FAILED
        said = capsys.readouterr().err
        assert said.startswith("Không đọc hoặc ghi được tệp /")
        assert "No such file or directory" in said
    assert main(['find-page', desk]) == command.FAILED
    assert capsys.readouterr().err.startswith("Không thấy tờ giấy trong ảnh.")


def test_whoever_reads_along_may_stop(desk: str) -> None:
    """Without a word on the error output."""
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, 'w') as closed:
        run = [sys.executable, '-m', 'devices.command', '--json', 'find-page', desk]
        ended = subprocess.run(run, stdout=closed, stderr=subprocess.PIPE, check=False)
    assert (ended.returncode, ended.stderr) == (command.FAILED, b'')
