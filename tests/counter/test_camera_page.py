"""A sheet under the document camera becomes a page like one from the scanner: found, straight, durable, named."""

from pathlib import Path

import cv2
import numpy as np
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QPushButton

from devices.camera.emulator import on_desk
from devices.paper.specimen import drawn
from devices.scanner.protocol import Source
from tests.counter.capture_bench import Bench, digests, model_of, told
from tests.counter.workstation import at_desk, find, press
from tests.qtkit.sheets import DECLARATION

# the sides of an A4 sheet, upright
A4_RATIO = 297 / 210


def test_a_sheet_under_the_camera_is_found_and_kept(bench: Bench, tmp_path: Path) -> None:
    """The film shows a desk with a sheet; the page is the sheet and not the desk."""
    stills = tmp_path / 'stills'
    write_still(stills)
    bench.has_scanner, bench.camera = False, f'video:{stills}/'
    window = bench.opened()
    assert find(window, QPushButton, 'scan').text() == "Chụp (F8)"
    press(window, 'scan')
    bench.qtbot.waitUntil(lambda: not model_of(window).is_scanning)
    bench.qtbot.waitUntil(lambda: len(digests(window)) == 1)
    (page,) = at_desk(window).component(DECLARATION).pages
    assert page.source == 'camera'
    kept: QImage = model_of(window).album.thumb(page.digest)
    assert abs(kept.height() / kept.width() - A4_RATIO) < 0.1


def test_scanner_and_camera_stand_side_by_side(bench: Bench, tmp_path: Path) -> None:
    """Each place is chosen from one list, and the button says what it does."""
    bench.lay(0)
    bench.camera = f'video:{tmp_path / "absent"}/'
    window = bench.opened()
    places = find(window, QComboBox, 'scan-source')
    bench.qtbot.waitUntil(lambda: places.findData(Source.FLATBED) > 0)
    places.activated.emit(places.findData(Source.FLATBED))
    assert model_of(window).source == Source.FLATBED
    places.activated.emit(places.findData('camera'))
    press(window, 'scan')
    bench.qtbot.waitUntil(lambda: told(window).startswith("Máy chụp tài liệu mất kết nối."))
    assert not model_of(window).is_scanning
    places.activated.emit(0)
    assert find(window, QPushButton, 'scan').text() == "Quét (F8)"


def write_still(folder: Path) -> None:
    """A sheet on a desk, as the camera of a counter sees it."""
    folder.mkdir()
    sheet = np.asarray(drawn('birth_notice', dpi=200))[:, :, ::-1]
    cv2.imwrite(str(folder / '1.png'), on_desk(sheet, seed=3, width=2592, height=1944))
