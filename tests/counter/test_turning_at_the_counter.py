"""A page that lies wrong is set upright by keys: in its place, once for each key, with what is known of it."""

from io import BytesIO
from pathlib import Path

import cv2
import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QPushButton

from counter.views.window import CounterWindow
from devices.paper.specimen import write_specimens
from devices.paper.turning import turned
from tests.counter.capture_bench import Bench, digests, model_of, shown
from tests.counter.test_keys import assert_keys
from tests.counter.workstation import at_desk, find, press
from tests.qtkit.sheets import NOTICE, CutError
from tests.sync.hostile_files import pdf

CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT, RIGHT = Qt.Key.Key_BracketLeft, Qt.Key.Key_BracketRight


def strip_of(window: CounterWindow) -> QListWidget:
    """The pages, the cursor among them."""
    strip = find(window, QListWidget, 'pages')
    strip.setFocus()
    return strip


def lie(bench: Bench, window: CounterWindow) -> list[bool]:
    """Whether each page lies sideways."""
    sizes = []
    for digest in digests(window):
        with pikepdf.open(BytesIO(bench.counters[-1].store.pages().get(digest))) as file:
            _, _, wide, high = file.pages[0].mediabox
            sizes.append(wide > high)
    return sizes


def test_two_quick_keys_turn_a_page_over_and_it_stays_looked_at(bench: Bench) -> None:
    """Each key counts, though the first turn isn't done when the second is pressed."""
    window = bench.scanned(0, 1)
    one, two = digests(window)
    strip = strip_of(window)
    strip.setCurrentRow(0)
    album = model_of(window).album
    album.remember(one, bench.drawn[0].read_bytes(), is_blank=True)
    upright = album.thumb(one).copy()
    for _ in range(2):
        QTest.keyClick(strip, RIGHT, CONTROL)
    pages = bench.counters[0].store.pages()
    bench.qtbot.waitUntil(lambda: pages.get(digests(window)[0]) == turned(pages.get(one), 2))
    assert digests(window)[1] == two
    assert shown(window) == digests(window)
    assert strip.currentRow() == 0
    assert "trắng" in strip.item(0).text()
    assert album.thumb(digests(window)[0]).size() == upright.size()
    bench.qtbot.waitUntil(lambda: album.large(digests(window)[0]).width() >= 1000)


def test_every_marked_page_is_turned_and_stays_marked(bench: Bench) -> None:
    """The first and the third, to the left, and back; a page that was taken out comes back to its neighbour."""
    window = bench.scanned(0, 1, 2)
    strip = strip_of(window)
    strip.setCurrentRow(1)
    QTest.keyClick(strip, Qt.Key.Key_Delete)
    bench.qtbot.waitUntil(lambda: len(digests(window)) == 2)
    strip.selectAll()
    QTest.keyClick(strip, LEFT, CONTROL)
    bench.qtbot.waitUntil(lambda: lie(bench, window) == [True, True])
    QTest.keyClick(strip, Qt.Key.Key_Z, CONTROL)
    bench.qtbot.waitUntil(lambda: lie(bench, window) == [True, False, True])
    strip.clearSelection()
    for row in (0, 2):
        strip.item(row).setSelected(True)
    QTest.keyClick(strip, RIGHT, CONTROL)
    bench.qtbot.waitUntil(lambda: lie(bench, window) == [False] * 3)
    assert [strip.item(row).isSelected() for row in range(3)] == [True, False, True]


def test_only_what_may_be_changed_can_be_turned(bench: Bench) -> None:
    """No page, a file from outside, and a dossier that was refused leave both keys grey."""
    bench.lay(0)
    window = bench.opened()
    keys = [find(window, QPushButton, f'page-turn-{side}') for side in ('left', 'right')]
    assert not any(key.isEnabled() for key in keys)
    press(window, 'scan')
    bench.qtbot.waitUntil(lambda: all(key.isEnabled() for key in keys))
    file = bench.folder / 'brought.pdf'
    file.write_bytes(pdf())
    window.dossier.choose(NOTICE)
    assert not any(key.isEnabled() for key in keys)
    model_of(window).files.add([file])
    bench.qtbot.waitUntil(lambda: len(digests(window, NOTICE)) == 1)
    assert not any(key.isEnabled() for key in keys)
    window.dossier.choose(at_desk(window).components[0].listed.code)
    assert all(key.isEnabled() for key in keys)
    window.dossier.refuse("thiếu thẩm quyền")
    bench.qtbot.waitUntil(lambda: not any(key.isEnabled() for key in keys))


def test_a_turn_that_a_crash_cut_short_is_done_when_the_dossier_is_taken_up(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page was durable and nothing named it; the officer finds it turned."""
    first = bench.scanned(0)
    known, work = at_desk(first), bench.counters[0].work
    first.close()

    def cut(*_given: object) -> None:
        raise CutError

    (part, *_) = known.components
    monkeypatch.setattr(type(work.intake), 'turn_pages', cut)
    with pytest.raises(CutError):
        work.turning.turn(known.id, part.listed.code, [part.pages[0].digest], 1, known.officer)
    monkeypatch.undo()
    window = bench.start()
    window.dossier.open(known.id)
    bench.qtbot.waitUntil(lambda: window.dossier.dossier is not None and lie(bench, window) == [True])


def test_a_page_that_reads_upright_only_when_turned_is_offered_the_turn(bench: Bench, tmp_path: Path) -> None:
    """Never turned by itself; one key sets it upright, and its text is known at once."""
    (sheet,) = write_specimens(tmp_path / 'sideways', ('birth_notice',), dpi=200)
    picture = cv2.imread(str(sheet))
    assert picture is not None
    cv2.imwrite(str(sheet), cv2.rotate(picture, cv2.ROTATE_90_CLOCKWISE))
    bench.reads, bench.drawn = True, [sheet]
    bench.scanner = f'folder:{bench.folder / "feeder"}?dpi=200'
    window = bench.scanned(0)
    bench.counters[0].start_devices()
    texts, (lying,) = model_of(window).texts, digests(window)
    key = find(window, QPushButton, 'page-upright')
    bench.qtbot.waitUntil(key.isVisible, timeout=60_000)
    assert key.text() == "Trang nằm ngang. Xoay? (Ctrl+\\)"
    assert "90°?" in find(window, QListWidget, 'pages').item(0).text()
    assert digests(window) == [lying]
    said = texts.texts[lying].text
    assert_keys(window, 'a page lies sideways')
    QTest.keyClick(strip_of(window), Qt.Key.Key_Backslash, CONTROL)
    bench.qtbot.waitUntil(lambda: model_of(window).album.turns.is_turning)
    key.click()
    bench.qtbot.waitUntil(lambda: digests(window) != [lying] and not model_of(window).album.turns.is_turning)
    (upright,) = digests(window)
    bench.qtbot.waitUntil(lambda: upright in texts.texts)
    assert (texts.texts[upright].text, texts.texts[upright].turn) == (said, 0)
    assert lie(bench, window) == [False]
    assert not key.isVisible()
