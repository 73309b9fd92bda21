"""A result that goes back by post, from the reception that asks for it to the slip that the post returns."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from counter.app import Counter
from counter.views.dossier_table import DossierTable
from counter.views.post_panel import PostPanel
from counter.views.window import CounterWindow
from office.desk.province import ProvinceWord
from office.dossier import Dossier, DossierState
from office.papers import ResultFile
from sync.verify import verify
from tests.counter.test_keys import assert_keys
from tests.counter.test_scanner_that_types import ENTER, Keys
from tests.counter.workstation import CARD, at_desk, counter_of, find, judged, opened, press, told
from tests.devices.wedge_keys import pressed, written
from tests.emulators_province import running_province
from tests.offices import FixedClock, SequenceIds
from tests.sync.couriers import one_pass

WRONG, RIGHT = 'EA473124828VN', 'EA473124829VN'


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    """A counter whose barcode scanner types."""
    running = counter_of(tmp_path, readers=('keyboard:*?method=telex',))
    running.start_devices()
    yield running
    running.close()


def clock_of(counter: Counter) -> FixedClock:
    """The counter's clock, to be moved."""
    clock = counter.work.clock
    assert isinstance(clock, FixedClock)
    return clock


def known_of(window: CounterWindow) -> Dossier:
    """The dossier whose result is looked at."""
    assert window.results.dossier is not None
    return window.results.dossier


def waits_for_the_post(window: CounterWindow, counter: Counter, qtbot: QtBot) -> Dossier:
    """A birth registration received with its result to come by post; the result came and is chosen."""
    opened(window, qtbot)
    judged(window, qtbot, 'seen', 'seen', 'seen')
    find(window, QCheckBox, 'return-by-post').setChecked(True)
    press(window, 'accept')
    qtbot.waitUntil(lambda: at_desk(window).state is DossierState.ACCEPTED)
    known = at_desk(window)
    result = ResultFile(code='KQ', name='Giấy khai sinh', digest='', size=0)
    ProvinceWord(counter.store, SequenceIds(9)).result(known.code, [result], happened_at=clock_of(counter).now())
    press(window, 'tab-results')
    table = find(window, DossierTable, 'results')
    qtbot.waitUntil(lambda: table.count == 1)
    press(window, 'open-result')
    qtbot.waitUntil(lambda: find(window, QLineEdit, 'tracking').hasFocus())
    return known


def scan_and_post(window: CounterWindow, qtbot: QtBot) -> None:
    """The barcode goes into its field whatever has the cursor: misread, then right; Enter posts."""
    tracking, doubt = find(window, QLineEdit, 'tracking'), find(window, QLabel, 'tracking-doubt')
    keys = Keys(window)
    window.results_page.search.setFocus()
    keys.press(pressed(WRONG), then=ENTER)
    qtbot.waitUntil(lambda: tracking.text() == WRONG)
    assert doubt.isVisible()
    assert doubt.text().startswith("Sai chữ số kiểm tra")
    assert not find(window, QPushButton, 'post-result').isDefault()
    keys.press(pressed(RIGHT), then=ENTER)
    qtbot.waitUntil(lambda: tracking.text() == RIGHT)
    post = find(window, QPushButton, 'post-result')
    assert post.isDefault()
    assert post.hasFocus()
    assert not doubt.isVisible()
    QTest.keyClick(post, ENTER)
    qtbot.waitUntil(lambda: known_of(window).state is DossierState.POSTED)


def list_and_deliver(window: CounterWindow, counter: Counter, qtbot: QtBot) -> None:
    """After three days it stands in the list; a day before it was posted is refused, the slip's is taken."""
    assert_keys(window, 'posted')
    clock_of(counter).forward(timedelta(days=3))
    window.results.refresh()
    posted = find(window, DossierTable, 'posted')
    qtbot.waitUntil(lambda: posted.count == 1)
    press(window, 'show-posted')
    assert [posted.model().index(0, at).data() for at in (0, 1)] == ["3 ngày", RIGHT]
    assert_keys(window, 'what the post carries')
    day = find(window, QLineEdit, 'delivered-on')
    day.setText('20/11/2026')
    press(window, 'post-delivered')
    qtbot.waitUntil(lambda: told(window).startswith("Ngày phát phải từ ngày giao bưu chính 24/11/2026"))
    day.setText('26.11.2026')
    receiver = find(window, QLineEdit, 'receiver')
    receiver.setText('Nguyễn Thị Mẫu')
    QTest.keyClick(receiver, ENTER)
    assert find(window, QPushButton, 'post-delivered').hasFocus()
    press(window, 'post-delivered')
    qtbot.waitUntil(lambda: known_of(window).state is DossierState.RETURNED)
    assert find(window, QLabel, 'post-standing').text() == f"Bưu gửi {RIGHT} đã phát ngày 26/11/2026: Nguyễn Thị Mẫu"


def test_a_result_is_scanned_posted_and_delivered(
    window: CounterWindow, counter: Counter, tmp_path: Path, qtbot: QtBot
) -> None:
    """At the end the books agree with their facts, and the province knows what happened."""
    known = waits_for_the_post(window, counter, qtbot)
    assert known.return_method == 'post'
    assert_keys(window, 'by post')
    scan_and_post(window, qtbot)
    list_and_deliver(window, counter, qtbot)
    counter.work.store_jobs.close()
    assert list(verify(counter.store)) == []
    with running_province(tmp_path / 'tinh', clock=clock_of(counter)) as province:
        assert one_pass(counter.store, province) == []
        with counter.store.read() as books:
            code = books.get_dossier(known.id).code
        told_of = province.desk.dossier(code)
    assert (told_of['TrangThaiHoSo'], told_of['NgayTra'], told_of['HinhThuc']) == ('10', '20261126000000', '1')
    assert told_of['ThongTinTra'] == f"Qua bưu chính, số hiệu {RIGHT}; người nhận: Nguyễn Thị Mẫu"


def test_an_item_that_comes_back_may_be_collected(window: CounterWindow, counter: Counter, qtbot: QtBot) -> None:
    """A mistyped number is put right; who comes with her card is served at the counter after all."""
    waits_for_the_post(window, counter, qtbot)
    tracking = find(window, QLineEdit, 'tracking')
    tracking.setText(WRONG)
    QTest.keyClick(tracking, Qt.Key.Key_Return)
    assert known_of(window).state is DossierState.FINISHED
    press(window, 'post-result')
    qtbot.waitUntil(lambda: known_of(window).state is DossierState.POSTED)
    find(window, QLineEdit, 'tracking-corrected').setText(RIGHT)
    press(window, 'post-correct')
    qtbot.waitUntil(lambda: [item.tracking for item in known_of(window).postal_items] == [RIGHT])
    press(window, 'post-came-back')
    qtbot.waitUntil(lambda: told(window).startswith("Ghi lý do chuyển hoàn"))
    find(window, QLineEdit, 'came-back-reason').setText("đi vắng hai lần")
    press(window, 'post-came-back')
    qtbot.waitUntil(lambda: known_of(window).state is DossierState.FINISHED)
    assert not find(window, QPushButton, 'hand-over').isVisible()
    assert tracking.hasFocus()
    Keys(window).press(written(CARD), then=ENTER)
    qtbot.waitUntil(find(window, QCheckBox, 'in-person').isChecked)
    find(window, QCheckBox, 'card-seen').setChecked(True)
    assert find(window, QPushButton, 'hand-over').isDefault()
    assert_keys(window, 'collected after all')
    press(window, 'hand-over')
    qtbot.waitUntil(lambda: known_of(window).returned is not None)
    assert not find(window, PostPanel, 'post').isVisible()
