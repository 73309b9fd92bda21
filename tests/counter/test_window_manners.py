"""How the window behaves: one default on Enter, keys shown, regions that stay, trouble that speaks, two languages."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QPushButton, QStyle, QWidget
from pytestqt.qtbot import QtBot

from counter.app import Counter
from counter.models.health_model import Mood, Part, device_part, sync_part
from counter.models.steps import StepName
from counter.views.health_line import SIGNS
from counter.views.parts import ICON, Choice
from counter.views.window import CounterWindow
from counter.words import use_language
from devices.health import DeviceState
from devices.id_reader.emulator import SPECIMEN_CARD, EmulatedReader
from office.dossier import DossierState
from sync.health import Health, Level
from sync.readings import LaneLine
from tests.counter.workstation import (
    accepted,
    at_desk,
    began,
    counter_of,
    find,
    identified,
    judged,
    opened,
    opened_window,
    press,
    told,
)

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)


@pytest.fixture
def english() -> Iterator[None]:
    """The counter speaks English during a test."""
    use_language('en')
    yield
    use_language('vi')


def lane(state: str, count: int, minutes: int) -> LaneLine:
    """A lane of the outbox whose oldest item waits for some minutes."""
    return LaneLine(lane='facts', state=state, count=count, size=1, oldest=NOW - timedelta(minutes=minutes))


def defaults(window: CounterWindow) -> list[str]:
    """The buttons that are shown as what Enter does."""
    return [one.objectName() for one in window.findChildren(QPushButton) if one.isDefault() and one.isVisible()]


@pytest.mark.parametrize(
    ('lanes', 'mood', 'about'),
    [
        ([], Mood.WELL, ''),
        ([lane('waiting', 3, 5)], Mood.WELL, ''),
        ([lane('waiting', 3, 11), lane('sending', 1, 1)], Mood.WARN, "4 mục chờ gửi từ 07:49"),
        ([lane('waiting', 3, 11), lane('parked', 2, 90)], Mood.BAD, "2 mục bị tỉnh từ chối"),
    ],
)
def test_the_outbox_is_silent_until_it_is_late_or_refused(lanes: list[LaneLine], mood: Mood, about: str) -> None:
    part = sync_part(lanes, NOW)
    assert (part.mood, part.about) == (mood, about)


def test_a_lost_server_is_said_before_what_is_merely_late() -> None:
    part = sync_part([lane('waiting', 3, 11)], NOW, NOW - timedelta(minutes=2))
    assert (part.mood, part.about) == (Mood.WARN, "mất máy chủ từ 07:58")
    assert "Quầy vẫn làm việc bình thường" in part.more
    assert "Đang chờ gửi: 3 mục" in part.more
    assert sync_part([lane('parked', 1, 1)], NOW, NOW).mood is Mood.BAD


@pytest.mark.parametrize(
    ('code', 'level', 'mood', 'about'),
    [
        ('twin', Level.ACT, Mood.BAD, "đã ngừng gửi: trùng tên máy"),
        ('stopped', Level.ACT, Mood.BAD, "chương trình gửi không chạy"),
        ('clock', Level.ACT, Mood.BAD, "đồng hồ lệch 7 phút"),
        ('codes', Level.WATCH, Mood.WARN, "còn 7 mã hôm nay"),
        ('uncoded', Level.WATCH, Mood.WARN, "7 hồ sơ số tạm"),
        ('good', Level.GOOD, Mood.WELL, ''),
        ('sending', Level.GOOD, Mood.WELL, ''),
    ],
)
def test_the_line_says_what_a_head_of_centre_must_know(code: str, level: Level, mood: Mood, about: str) -> None:
    """Silent when green; what needs a person comes before a server that is gone."""
    line = Health(level=level, code=code, count=7)
    late = [lane('waiting', 3, 11)] if code == 'stopped' else []
    part = sync_part(late, NOW, line=line)
    assert (part.mood, part.about) == (mood, about)
    assert bool(part.more) is True
    if code != 'stopped':
        assert sync_part([], NOW, NOW, line).about == (about if mood is Mood.BAD else "mất máy chủ từ 08:00")


def test_a_courier_that_is_not_up_yet_is_no_trouble() -> None:
    stopped = Health(level=Level.ACT, code='stopped', count=3)
    assert sync_part([lane('waiting', 3, 1)], NOW, line=stopped).mood is Mood.WELL


@pytest.mark.parametrize(
    ('state', 'code', 'mood'),
    [
        ('ok', '', Mood.WELL),
        ('ok', 'scanner.busy', Mood.WELL),
        ('ok', 'printer.near_end', Mood.WARN),
        ('trouble', 'printer.paper_out', Mood.BAD),
        ('absent', '', Mood.ABSENT),
    ],
)
def test_a_device_speaks_only_of_trouble(state: str, code: str, mood: Mood) -> None:
    seen = DeviceState(kind='receipt_printer', address='tcp://x', state=state, code=code)  # type: ignore[arg-type]  # a table's text
    assert device_part('printer', [seen]).mood is mood


def test_enter_does_the_one_thing_that_is_next(window: CounterWindow, counter: Counter, qtbot: QtBot) -> None:
    """From the call to the receipt by Enter alone, but for the search and the card; there is always one default."""
    counter.work.queueing.issue('A', series='A', place='K1', procedure='1.001193')
    assert defaults(window) == ['call-next']
    QTest.keyClick(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: defaults(window) == ['start'])
    QTest.keyClick(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: defaults(window) == ['open-dossier'])
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.dossier.dossier is not None)
    identified(window, qtbot)
    for _ in range(3):
        before = at_desk(window)
        qtbot.waitUntil(lambda: defaults(window) == ['seen'])
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda before=before: at_desk(window) != before)
    qtbot.waitUntil(lambda: defaults(window) == ['accept'])
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: told(window) == "Đã in phiếu.")
    assert defaults(window) == ['finish']
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: defaults(window) == ['call-next'])


def test_enter_in_a_reason_never_receives_or_refuses_by_itself(
    window: CounterWindow, counter: Counter, qtbot: QtBot
) -> None:
    """It goes to the button that says what will happen; a second Enter is the officer's word."""
    opened(window, qtbot)
    judged(window, qtbot, 'seen', 'seen', 'seen')
    reason = find(window, QLineEdit, 'reason')
    reason.setFocus()
    QTest.keyClicks(reason, 'khong dung noi')
    QTest.keyClick(reason, Qt.Key.Key_Return)
    assert window.focusWidget().objectName() == 'refuse'
    qtbot.waitUntil(lambda: counter.work.store_jobs.is_idle)
    assert at_desk(window).state is DossierState.OPEN


def test_regions_never_move(window: CounterWindow, qtbot: QtBot) -> None:
    """Whatever is shown, the borders and the window keep their places at 1366 by 768."""

    def places() -> list[object]:
        return [window.who.geometry(), window.centre.geometry(), window.paper.geometry(), window.size()]

    before = places()
    accepted(window, qtbot)
    press(window, 'pdf')
    qtbot.waitUntil(lambda: window.paper.pages > 0)
    assert places() == before
    window.paper.show_file("Tên rất dài của một kết quả " * 10, b'no pdf')
    window.health.show(Part(name='printer', mood=Mood.BAD, about="có sự cố " * 40))
    for tab in ('tab-dossiers', 'tab-results', 'tab-intake'):
        press(window, tab)
        assert places() == before


def test_a_card_on_a_wire_fills_the_applicant(tmp_path: Path, qtbot: QtBot) -> None:
    """Before a dossier is open the officer is told so; then the same card fills it."""
    with EmulatedReader(tmp_path / 'usb') as reader:
        counter = counter_of(tmp_path, readers=(reader.address,))
        counter.start_devices()
        window = opened_window(counter, qtbot)
        reader.show()
        qtbot.waitUntil(lambda: told(window).startswith("Đã đọc một thẻ nhưng chưa có hồ sơ"))
        began(window, qtbot)
        reader.show(SPECIMEN_CARD)
        qtbot.waitUntil(lambda: at_desk(window).applicant is not None)
        applicant = at_desk(window).applicant
        assert applicant is not None
        assert applicant.number == SPECIMEN_CARD.split('|', maxsplit=1)[0]
        window.close()
        counter.close()


def test_the_paper_of_one_citizen_is_closed_before_the_next(window: CounterWindow, qtbot: QtBot) -> None:
    """Form 01 is shown as its A5 page, and gone with its dossier."""
    accepted(window, qtbot)
    press(window, 'pdf')
    qtbot.waitUntil(lambda: window.paper.pages > 0)
    press(window, 'new')
    assert window.paper.pages == 0


@pytest.mark.usefixtures('english', 'dressed')
def test_the_counter_speaks_english_too(window: CounterWindow, qtbot: QtBot) -> None:
    """Every button of the window does, and no step is wider than its place beside a scroll bar."""
    window.resize(1366, 768)
    began(window, qtbot)
    assert find(window, QLabel, 'about-papers').toolTip() == '3 not seen yet'
    left = [one.text() for one in window.findChildren(QPushButton) if any(char in one.text() for char in 'ạảếệịồựưĐ')]
    assert left == []
    identified(window, qtbot)
    judged(window, qtbot, 'missing')
    for step, body in window.intake._bodies.items():
        window.intake.look_at(step)
        place = body.parentWidget()
        bar = place.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        assert (step, body.minimumSizeHint().width()) <= (step, place.width() - bar)


def seen_whole(one: QWidget) -> bool:
    """Whether nothing of it is scrolled away."""
    return one.visibleRegion().boundingRect().size() == one.size()


def test_what_the_cursor_is_in_is_in_sight_however_long_the_names_are(window: CounterWindow, qtbot: QtBot) -> None:
    """The catalogue's longest procedure (569 letters) with 11 papers, and the longest paper (2211 letters)."""
    window.resize(1366, 768)
    search, cases = find(window, QLineEdit, 'procedure-search'), find(window, QListWidget, 'cases')
    search.setText('1.013831')
    qtbot.waitUntil(lambda: cases.count() == 2)
    QTest.keyClick(search, Qt.Key.Key_Return)
    qtbot.waitUntil(cases.hasFocus)
    assert seen_whole(cases)
    QTest.keyClick(cases, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.dossier.dossier is not None)
    identified(window, qtbot)
    judged(window, qtbot, *['missing'] * len(at_desk(window).components))
    window.intake.look_at(StepName.FINISH)
    assert seen_whole(find(window, QLineEdit, 'supplement-reason'))
    window.dossier.clear()
    began(window, qtbot, '1.002755')
    identified(window, qtbot)
    papers = find(window, QListWidget, 'papers')
    qtbot.waitUntil(papers.isVisible)
    assert papers.visualItemRect(papers.item(0)).height() > papers.viewport().height()
    papers.verticalScrollBar().setValue(papers.verticalScrollBar().maximum())
    last = papers.visualItemRect(papers.item(papers.count() - 1))
    assert last.bottom() <= papers.viewport().height()


def test_trouble_of_every_part_is_said_in_words_that_have_room(window: CounterWindow, qtbot: QtBot) -> None:
    """Alone a part says what it has; all together each is at least named whole, and its tool tip says the rest."""
    window.resize(1366, 768)
    signs = [find(window, QLabel, f'health-{name}') for name in SIGNS]
    window.health.show(Part(name='printer', mood=Mood.BAD, about="có sự cố"))
    assert signs[0].text() == "Máy in: có sự cố"
    for name in SIGNS:
        window.health.show(Part(name=name, mood=Mood.BAD, about="đã ngừng gửi: trùng tên máy"))
    qtbot.waitUntil(lambda: all(sign.width() >= sign.sizeHint().width() for sign in signs))
    assert signs[0].text() == "Máy in"
    assert signs[0].parentWidget().toolTip() == "đã ngừng gửi: trùng tên máy"


@pytest.mark.usefixtures('dressed')
def test_a_choice_in_little_room_says_that_its_words_go_on(qtbot: QtBot) -> None:
    """As many letters as have room, then the dots; a letter is never cut through."""
    choice = Choice('source')
    qtbot.addWidget(choice)
    choice.setFixedSize(186, 32)

    def drawn(words: str) -> QImage:
        choice.clear()
        choice.addItem(words)
        return choice.grab().toImage()

    words = "Khay nạp, một mặt, 100 dpi"
    whole = [words[:at] + '…' for at in range(len(words))]
    # narrow enough that none of these is cut itself
    room = choice.width() - 3 * ICON
    assert drawn(words) in [drawn(one) for one in whole if choice.fontMetrics().horizontalAdvance(one) < room]
