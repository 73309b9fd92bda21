"""A disk that is really full, in a process of its own: nothing is half named, and what was named is whole."""

import json
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from sync.verify import verify
from tests.offices import SequenceIds
from tests.qtkit.sheets import DPI, five_sheets, reopened, scan_desk

# above what the database writes in a scan, below what a page of noise takes
ROOM = 1_000_000
ROOT = Path(__file__).parents[2]


def feeder_with_a_huge_page(folder: Path) -> Path:
    """Two forms and then a sheet of coloured noise, which no archive makes small."""
    five_sheets(folder)
    for path in sorted(folder.iterdir())[2:]:
        path.unlink()
    noise = np.random.default_rng(7).integers(0, 255, (297 * 12, 210 * 12, 3), np.uint8)
    cv2.imwrite(str(folder / '09-noise.png'), noise)
    return folder


def scanned(folder: Path, feeder: Path, dossier: str, limit: int) -> dict[str, object]:
    """How a scan in a process with so much room ended."""
    done = subprocess.run(
        [sys.executable, '-m', 'tests.qtkit.full_disk', str(folder), str(feeder), dossier, str(limit)],
        cwd=ROOT,
        capture_output=True,
        check=True,
        timeout=60,
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ('limit', 'pages', 'problem'), [(ROOM, 2, 'pages.disk_full'), (0, 0, 'store.disk')], ids=['during', 'before']
)
def test_a_full_disk_leaves_whole_pages_and_a_reason(tmp_path: Path, limit: int, pages: int, problem: str) -> None:
    """The third page does not fit: two are in, and with room again the scan goes on."""
    desk = scan_desk(tmp_path / 'store')
    desk.notes.close()
    desk.store.close()
    feeder = feeder_with_a_huge_page(tmp_path / 'feeder')
    assert scanned(tmp_path / 'store', feeder, desk.dossier, limit) == {
        'pages': pages,
        'resume_at': pages + 1,
        'problem': problem,
    }
    again = reopened(tmp_path / 'store', desk.dossier, ids=SequenceIds(9))
    assert len(again.digests()) == pages
    again.capture(f'folder:{feeder}?dpi={DPI}').recover(desk.dossier, again.officer)
    assert len(again.digests()) == pages
    assert not list((tmp_path / 'store' / 'pages' / 'parts').glob('*'))
    assert list(verify(again.store)) == []
    again.notes.close()
    again.store.close()
