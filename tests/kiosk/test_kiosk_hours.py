"""What the kiosk says about time: opening hours, closing, lunch, the daily cap, and how long a wait really is."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.app import Kiosk
from office.desk.queueing import Queueing
from office.errors import Trouble
from sync import lanes
from tests.kiosk.touching import WORKDAY, crowd, find, kiosk_on, refreshed, shows, touch, touch_to_ticket, type_in
from tests.offices import FixedClock, SequenceIds


@pytest.fixture
def clock() -> FixedClock:
    """The kiosk's clock."""
    return FixedClock(WORKDAY)


@pytest.fixture
def kiosk(tmp_path: Path, clock: FixedClock, qtbot: QtBot) -> Iterator[Kiosk]:
    """A kiosk without printer and reader."""
    running = kiosk_on(tmp_path / 'store', qtbot, clock=clock)
    yield running
    running.close()


def test_over_lunch_the_turn_is_told_by_the_clock(kiosk: Kiosk, clock: FixedClock, qtbot: QtBot) -> None:
    """Ten past twelve: nobody is told to wait five minutes."""
    clock.forward(timedelta(hours=3, minutes=40))
    touch_to_ticket(kiosk, qtbot)
    assert kiosk.session.face['ticket']['wait'] == "Đến lượt khoảng 13:30–13:35, đã tính giờ nghỉ"


def test_no_number_is_given_that_cannot_be_served(kiosk: Kiosk, clock: FixedClock, qtbot: QtBot) -> None:
    """Twenty minutes before closing with five people ahead: the kiosk says so and when to come."""
    crowd(kiosk, 'A', 5)
    clock.forward(timedelta(hours=8, minutes=10))
    refreshed(kiosk, qtbot)
    touch(kiosk.window, 'service-A')
    assert kiosk.session.screen == 'sorry'
    assert "đến lại từ 07:30 thứ Năm, 26/11" in kiosk.session.face['sorry']
    touch(kiosk.window, 'back')
    touch(kiosk.window, 'service-B')
    assert kiosk.session.screen == 'procedures'


def test_what_became_too_late_meanwhile_is_refused_too(kiosk: Kiosk, clock: FixedClock, qtbot: QtBot) -> None:
    """Between two looks of the kiosk others took the last places."""
    touch(kiosk.window, 'service-A')
    qtbot.waitUntil(lambda: kiosk.session.screen == 'procedures')
    crowd(kiosk, 'A', 5)
    clock.forward(timedelta(hours=8, minutes=10))
    touch(kiosk.window, 'procedure-1.001193')
    qtbot.waitUntil(lambda: kiosk.session.screen == 'sorry')
    assert len(kiosk.readings.waiting(WORKDAY.date())) == 5


def test_a_number_that_may_come_too_late_says_so(kiosk: Kiosk, clock: FixedClock, qtbot: QtBot) -> None:
    """Given, but with a warning."""
    crowd(kiosk, 'A', 2)
    clock.forward(timedelta(hours=7, minutes=50))
    touch_to_ticket(kiosk, qtbot)
    assert kiosk.session.face['ticket']['doubt'].startswith("Có thể không kịp trước giờ đóng cửa 17:00")


@pytest.mark.parametrize(
    ('later', 'opens'),
    [
        (timedelta(hours=10), "07:30 thứ Năm, 26/11"),
        (timedelta(days=3), "07:30 thứ Hai, 30/11"),
        (timedelta(days=-1), "07:30 thứ Tư, 25/11"),
    ],
)
def test_a_closed_centre_still_answers_about_dossiers(
    kiosk: Kiosk, clock: FixedClock, qtbot: QtBot, later: timedelta, opens: str
) -> None:
    """Evening, weekend, holiday: no numbers, when it opens, and the look-up."""
    clock.forward(later)
    refreshed(kiosk, qtbot)
    assert opens in kiosk.session.face['resting']
    assert not shows(kiosk.window, 'service-A')
    assert not shows(kiosk.window, 'search')
    touch(kiosk.window, 'lookup')
    assert kiosk.session.screen == 'lookup'


def test_for_training_the_hours_do_not_matter(tmp_path: Path, clock: FixedClock, qtbot: QtBot) -> None:
    """Midnight on a holiday."""
    clock.forward(timedelta(days=-1, hours=-8))
    kiosk = kiosk_on(tmp_path / 'training', qtbot, clock=clock, keep_hours=False)
    touch_to_ticket(kiosk, qtbot)
    assert kiosk.session.face['ticket']['doubt'] == ''
    kiosk.close()


def test_the_daily_cap_is_shown_and_kept(tmp_path: Path, clock: FixedClock, qtbot: QtBot) -> None:
    """Two numbers a day: one left is said before, none left closes the hall until tomorrow."""
    kiosk = kiosk_on(tmp_path / 'capped', qtbot, clock=clock, daily_cap=2)
    touch_to_ticket(kiosk, qtbot)
    touch(kiosk.window, 'done')
    refreshed(kiosk, qtbot)
    assert find(kiosk.window, 'left').property('text') == "Hôm nay còn 1 số"
    touch(kiosk.window, 'service-B')
    crowd(kiosk, 'A', 1)
    touch(kiosk.window, 'any')
    qtbot.waitUntil(lambda: kiosk.session.screen == 'sorry')
    assert "đã phát đủ 2 số" in kiosk.session.face['sorry']
    touch(kiosk.window, 'start-over')
    qtbot.waitUntil(lambda: not kiosk.session.face['isOpen'])
    assert "đã phát đủ 2 số" in kiosk.session.face['resting']
    kiosk.close()


def test_a_centre_offers_the_services_it_has(tmp_path: Path, qtbot: QtBot) -> None:
    """Those that its settings name, and no search finds another one's procedures."""
    kiosk = kiosk_on(tmp_path / 'small', qtbot, services=('A', 'B'))
    assert [row['letter'] for row in kiosk.session.services_rows.rows] == ['A', 'B']
    touch(kiosk.window, 'search')
    type_in(kiosk, 'THUONG TRU')
    assert kiosk.session.procedure_rows.rows == ()
    kiosk.close()


def test_a_service_that_nobody_calls_gets_no_invented_wait(kiosk: Kiosk, clock: FixedClock, qtbot: QtBot) -> None:
    """The first of the queue has waited an hour and no counter called: no figure, but whom to ask."""
    crowd(kiosk, 'E', 1)
    clock.forward(timedelta(hours=1))
    refreshed(kiosk, qtbot)
    touch(kiosk.window, 'service-E')
    touch(kiosk.window, 'any')
    qtbot.waitUntil(lambda: kiosk.session.screen == 'ticket')
    assert kiosk.session.face['ticket']['wait'].startswith("Hôm nay chưa có quầy nào gọi số")


def test_the_wait_follows_what_was_measured_today(kiosk: Kiosk, clock: FixedClock, qtbot: QtBot) -> None:
    """Three births took half an hour each: the fourth is told so, and not the twelve minutes one expected."""
    crowd(kiosk, 'A', 5)
    desk = Queueing(kiosk.store, clock, SequenceIds(6))
    for _ in range(3):
        called = desk.call_next('1', 'officer:1', frozenset('A'))
        assert called is not None
        desk.start(called.id, '1', 'officer:1')
        clock.forward(timedelta(minutes=30))
        desk.finish(called.id, '1', 'officer:1')
    refreshed(kiosk, qtbot)
    touch_to_ticket(kiosk, qtbot)
    # two ahead at thirty minutes: 10:00 plus an hour, within the morning
    assert kiosk.session.face['ticket']['wait'] == "Đến lượt khoảng 10:42–13:40, đã tính giờ nghỉ"


def test_a_kiosk_that_does_not_hear_the_centre_says_so_calmly(kiosk: Kiosk, qtbot: QtBot) -> None:
    """It goes on with its own numbers; the wait is its own guess, and nothing looks like trouble."""
    with kiosk.store.change('courier') as books:
        lanes.met_trouble(books, 'centre', Trouble('centre.gone', detail=''))
    touch_to_ticket(kiosk, qtbot)
    notice = find(kiosk.window, 'doubt')
    assert notice.property('title') == "Giờ chờ là ước tính của máy này. Số vẫn có hiệu lực."
    assert notice.property('tone') == 'plain'
