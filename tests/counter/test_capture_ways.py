"""Ways to scan at the counter: both sides by hand, cards, profiles, separator sheets, and what was used last."""

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from counter.views.window import CounterWindow
from devices.scanner.profile import read_profiles
from devices.scanner.protocol import A5, Mode, Source
from office.errors import Refusal
from tests.counter.capture_bench import Bench, digests, model_of, shown, told
from tests.counter.workstation import find, press
from tests.qtkit.sheets import DPI, NOTICE


def choose(window: CounterWindow, place: str) -> None:
    """Choose a way to scan from the list."""
    box = find(window, QComboBox, 'scan-source')
    assert box.findData(place) >= 0
    box.activated.emit(box.findData(place))


def scan(bench: Bench, window: CounterWindow, pages: int) -> None:
    """Press the key and wait for as many pages."""
    press(window, 'scan')
    bench.qtbot.waitUntil(lambda: not model_of(window).is_scanning and len(digests(window)) == pages)


def test_a_stack_is_turned_by_hand_and_its_pages_are_read_in_order(bench: Bench) -> None:
    """Two fronts, then the turned stack: last back first. The screen says each step."""
    bench.lay(0, 1)
    window = bench.opened()
    choose(window, 'by_hand')
    scan(bench, window, 2)
    fronts = digests(window)
    assert "2 mặt trước" in told(window)
    assert find(window, QPushButton, 'scan').text() == "Quét mặt sau (F8)"
    bench.lay(2, 3)
    scan(bench, window, 4)
    backs = [digest for digest in model_of(window).album._thumbs if digest not in fronts]
    assert len(backs) == 2
    bench.qtbot.waitUntil(lambda: shown(window) == [fronts[0], backs[1], fronts[1], backs[0]])
    assert "xen đúng thứ tự" in told(window)
    assert find(window, QPushButton, 'scan').text() == "Quét (F8)"


def test_a_front_that_is_turned_before_the_backs_come_keeps_its_back(bench: Bench) -> None:
    """It is another page then, in the same place of the stack."""
    bench.lay(0, 1)
    window = bench.opened()
    choose(window, 'by_hand')
    scan(bench, window, 2)
    before = digests(window)
    press(window, 'page-turn-left')
    bench.qtbot.waitUntil(lambda: digests(window) != before)
    fronts = digests(window)
    bench.lay(2, 3)
    scan(bench, window, 4)
    bench.qtbot.waitUntil(lambda: shown(window)[::2] == fronts)


def test_a_jam_between_the_backs_loses_nothing(bench: Bench) -> None:
    """The rest of the backs comes with the next press, and only then the pages are put in order."""
    bench.lay(0, 1)
    window = bench.opened()
    choose(window, 'by_hand')
    scan(bench, window, 2)
    fronts = digests(window)
    bench.lay(2)
    scan(bench, window, 3)
    assert "2 mặt trước nhưng 1 mặt sau" in told(window)
    assert digests(window)[:2] == fronts


def test_a_card_becomes_one_page(bench: Bench) -> None:
    """Front, turn, back: one page."""
    bench.lay(0, 1)
    window = bench.opened()
    choose(window, 'card')
    scan(bench, window, 1)
    (front,) = digests(window)
    assert told(window).startswith("Đã lưu mặt trước. Lật thẻ")
    press(window, 'scan')
    bench.qtbot.waitUntil(lambda: not model_of(window).is_scanning and digests(window) not in ([front], []))
    bench.qtbot.waitUntil(lambda: len(digests(window)) == 1 and digests(window) != [front])
    bench.qtbot.waitUntil(lambda: told(window) == "Hai mặt thẻ đã nằm trên một trang.")


def test_separator_sheets_are_shown_for_printing(bench: Bench) -> None:
    """One page for each paper of the open dossier."""
    bench.lay(0)
    window = bench.opened()
    press(window, 'separators')
    papers = model_of(window).papers
    bench.qtbot.waitUntil(lambda: window.paper.pages == len(papers))
    assert find(window, QLabel, 'paper-title').text() == "Tờ phân cách của hồ sơ này"


def test_what_a_paper_was_scanned_with_is_chosen_the_next_time(bench: Bench) -> None:
    """Another paper and a restart between."""
    bench.lay(0)
    window = bench.opened()
    choose(window, Source.FLATBED)
    scan(bench, window, 1)
    model_of(window).next()
    assert model_of(window).code == NOTICE
    choose(window, Source.FEEDER)
    press(window, 'scan')
    bench.qtbot.waitUntil(lambda: not model_of(window).is_scanning and len(digests(window, NOTICE)) == 1)
    window.close()
    again = bench.opened()
    bench.qtbot.waitUntil(lambda: model_of(again).source == Source.FLATBED)
    model_of(again).next()
    bench.qtbot.waitUntil(lambda: model_of(again).source == Source.FEEDER)


@pytest.mark.parametrize(('is_locked', 'places'), [(True, 1), (False, 5)])
def test_profiles_come_first_and_alone_where_they_are_locked(bench: Bench, is_locked: bool, places: int) -> None:
    """The one that the scanner can do, by its name, chosen from the beginning."""
    bench.lay(0)
    bench.profiles = (f"Văn bản: feeder {DPI} colour A5", "Ảnh: flatbed 1200 colour A4")
    bench.is_locked = is_locked
    window = bench.opened()
    box = find(window, QComboBox, 'scan-source')
    bench.qtbot.waitUntil(lambda: box.count() == places)
    assert box.currentText() == "Văn bản"
    assert model_of(window).choice.way.size == A5


def test_profiles_are_read_as_people_write_them() -> None:
    """Name, source, dots, colours, size; anything else is refused with its text."""
    (profile,) = read_profiles(["Văn bản: duplex 300 grey a4"])
    assert (profile.name, profile.source, profile.dpi, profile.mode) == ("Văn bản", Source.DUPLEX, 300, Mode.GREY)
    for text in ("Văn bản", "x: moon 300 grey A4", "x: feeder 300 grey A9", "x: feeder many grey A4"):
        with pytest.raises(Refusal) as refusal:
            read_profiles([text])
        assert refusal.value.params == {'profile': text}
    with pytest.raises(Refusal):
        read_profiles(["x: feeder 300 grey A4", "x: feeder 200 grey A4"])
