"""The document camera at the counter: sheets are laid under it and come in by themselves, once each."""

from collections.abc import Iterator

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from counter.app import capture_panel
from counter.models.capture_model import CaptureModel
from counter.models.work import Shift
from counter.views.live_view import LiveView
from counter.views.window import CounterWindow
from devices.camera.auto_capture import Phase
from devices.camera.emulator import EmulatedCamera
from tests.counter.capture_bench import Bench, digests, model_of, told
from tests.counter.live_desk import SLOW_MS, LiveDesk, bare, card, sheet
from tests.counter.test_keys import assert_keys
from tests.counter.workstation import BIRTH, find, press


@pytest.fixture
def desk(bench: Bench) -> Iterator[LiveDesk]:
    """A window with an open dossier, and a camera over an empty desk."""
    with EmulatedCamera(bare()) as camera:
        bench.has_scanner, bench.camera = False, f'{camera.address}?seconds=2'
        yield LiveDesk(bench, camera, bench.opened())


def choose(desk: LiveDesk, place: str) -> CaptureModel:
    """Choose what lies under the camera."""
    box = find(desk.window, QComboBox, 'scan-source')
    box.activated.emit(box.findData(place))
    return model_of(desk.window)


def test_sheets_come_in_by_themselves_once_each(desk: LiveDesk) -> None:
    """Two sheets; a hand that passes; one that can't be read, set right; the last one undone, by keys."""
    desk.wait(Phase.SEARCHING, 0)
    desk.lay(sheet('birth_notice'))
    desk.wait(Phase.TAKEN, 1)
    desk.lay(sheet('birth_notice', seed=2))
    desk.wait(Phase.TAKEN, 1)
    blurred = np.asarray(cv2.GaussianBlur(sheet('marriage'), (0, 0), 6), np.uint8)
    desk.lay(blurred)
    desk.wait(Phase.REFUSED, 1)
    desk.hear("Chưa lưu: hình bị nhòe.")
    desk.lay(sheet('marriage'))
    desk.wait(Phase.TAKEN, 2)
    assert_keys(desk.window, 'the camera films')
    assert (desk.live.count, find(desk.window, LiveView, 'live-view').caption) == (
        2,
        "Đã chụp. Đặt tờ khác hoặc lật trang.",
    )
    kept = digests(desk.window)
    QTest.keyClick(desk.window, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    desk.wait(Phase.TAKEN, 1)
    QTest.keyClick(desk.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.bench.qtbot.waitUntil(lambda: digests(desk.window) == kept)


def test_a_camera_that_is_unplugged_films_on_when_it_is_back(desk: LiveDesk) -> None:
    """The picture goes, the sentence says so; back it comes by itself, and the sheet below it isn't taken twice."""
    desk.lay(sheet('marriage'))
    desk.wait(Phase.TAKEN, 1)
    view = find(desk.window, LiveView, 'live-view')
    desk.camera.switches.gone = True
    desk.bench.qtbot.waitUntil(lambda: desk.live.trouble == 'camera.gone', timeout=SLOW_MS)
    desk.hear("Máy chụp tài liệu mất kết nối.")
    assert view.is_dark
    press(desk.window, 'scan')
    assert desk.pages == 1
    desk.camera.switches.gone = False
    desk.bench.qtbot.waitUntil(lambda: not desk.live.trouble, timeout=SLOW_MS)
    desk.wait(Phase.TAKEN, 1)
    desk.bench.qtbot.waitUntil(lambda: told(desk.window) == '', timeout=SLOW_MS)
    assert not view.is_dark


def test_what_an_officer_switched_off_stays_off_and_her_key_takes(desk: LiveDesk) -> None:
    """After a restart too; F8 takes the picture."""
    desk.wait(Phase.SEARCHING, 0)
    QTest.keyClick(desk.window, Qt.Key.Key_F7, Qt.KeyboardModifier.ControlModifier)
    button = find(desk.window, QPushButton, 'auto-capture')
    desk.bench.qtbot.waitUntil(lambda: button.text() == "Tự chụp: tắt (Ctrl+F7)")
    desk.window.close()
    desk.window = desk.bench.opened()
    desk.bench.qtbot.waitUntil(lambda: not desk.live.is_auto)
    desk.lay(sheet('residence'))
    desk.bench.qtbot.waitUntil(lambda: desk.phase is Phase.STEADYING and desk.live.seen.progress == 1, timeout=SLOW_MS)
    assert desk.live.caption == "Tờ giấy nằm yên. Bấm Chụp (F8)."
    QTest.keyClick(desk.window, Qt.Key.Key_F8)
    desk.wait(Phase.TAKEN, 1)
    press(desk.window, 'page-zoom')
    assert find(desk.window, QLabel, 'page-picture').isVisible()
    assert_keys(desk.window, 'a page is read')


def test_both_sides_of_a_card_below_the_camera_make_one_page(desk: LiveDesk) -> None:
    """Laid, turned: an A4 page with both, as a photocopy has."""
    choose(desk, 'camera-card')
    desk.lay(card(200))
    desk.wait(Phase.TAKEN, 1)
    desk.hear("Đã lưu mặt trước. Lật thẻ")
    front = digests(desk.window)
    desk.lay(card(150))
    desk.bench.qtbot.waitUntil(lambda: desk.pages == 1 and digests(desk.window) != front, timeout=SLOW_MS)
    desk.hear("Hai mặt thẻ đã nằm trên một trang.")
    page = model_of(desk.window).album.thumb(digests(desk.window)[0])
    assert page.height() / page.width() == pytest.approx(297 / 210, abs=0.02)


def test_a_window_that_is_hidden_hears_nothing_of_another_ones_camera(desk: LiveDesk) -> None:
    """An officer went, another works: nothing comes into the dossier that the first one had open."""
    before = desk.live
    desk.window.hide()
    officer = desk.bench.officer
    assert officer is not None
    first, desk.window = (
        desk.window,
        CounterWindow(Shift(work=desk.bench.counters[0].work, officer=officer), capture_panel),
    )
    desk.bench.qtbot.addWidget(desk.window)
    desk.window.show()
    desk.window.dossier.begin(BIRTH, None)
    desk.lay(sheet('marriage'))
    desk.wait(Phase.TAKEN, 1)
    assert (before.seen, before.is_filming, digests(first)) == (None, False, [])
