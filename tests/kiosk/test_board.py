"""The board: who is called, who waits, what blinks and sounds, and how old it all is."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.board_app import CHIME, Board
from kiosk.settings import BoardSettings
from office.desk.queueing import Queueing
from office.errors import Trouble
from qtkit.loudspeaker import Loudspeaker
from qtkit.sound import Sound
from sync import lanes
from sync.store import Store
from tests.kiosk.touching import WORKDAY, find, shows
from tests.offices import FixedClock, SequenceIds, open_store
from tools.make_chime import chime

Opened = Callable[[], Board]


@pytest.fixture
def clock() -> FixedClock:
    """The board's clock."""
    return FixedClock(WORKDAY)


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    """The store as a counter has it."""
    opened = open_store(tmp_path / 'store', clock=clock, ids=SequenceIds(2))
    yield opened
    opened.close()


@pytest.fixture
def desk(store: Store, clock: FixedClock) -> Queueing:
    """Kiosk and counters at once."""
    return Queueing(store, clock, SequenceIds(3))


@pytest.fixture
def opened(tmp_path: Path, store: Store, clock: FixedClock) -> Iterator[Opened]:
    """Opens boards on the store and closes them after the test."""
    boards: list[Board] = []

    def make() -> Board:
        boards.append(
            Board(
                open_store(tmp_path / 'store', clock=clock, ids=SequenceIds(8)),
                replace(BoardSettings(), full_screen=False, chime=False, voice=''),
                size=(1280, 720),
                centre="Trung tâm Phục vụ hành chính công xã Mẫu",
            )
        )
        return boards[-1]

    yield make
    for board in boards:
        board.close()


def give(desk: Queueing, *services: str) -> None:
    """Citizens take numbers."""
    for service in services:
        desk.issue(service, series=service, place='K1')


def call(desk: Queueing, counter: str, service: str) -> str:
    """A counter calls; the ticket's id."""
    ticket = desk.call_next(counter, 'officer:1', frozenset(service))
    assert ticket is not None
    return ticket.id


def called(board: Board) -> list[tuple[str, str, bool]]:
    """The called rows."""
    return [(row['label'], row['counter'], row['isNew']) for row in board.model.called_rows.rows]


def test_the_newest_call_is_on_top_and_gold_for_ten_seconds(
    opened: Opened, desk: Queueing, clock: FixedClock, qtbot: QtBot
) -> None:
    """Then ink, in its place."""
    give(desk, 'A', 'B')
    board = opened()
    qtbot.waitUntil(lambda: len(board.model.waiting_rows.rows) == 2)
    with qtbot.waitSignal(board.model.called):
        call(desk, '1', 'A')
    clock.forward(timedelta(seconds=6))
    with qtbot.waitSignal(board.model.called):
        call(desk, '2', 'B')
    assert called(board) == [('B001', '2', True), ('A001', '1', True)]
    clock.forward(timedelta(seconds=5))
    board.model._show()
    assert called(board) == [('B001', '2', True), ('A001', '1', False)]
    assert find(board.window, 'called-A001').property('color').name().upper() == board.theme.ink
    assert find(board.window, 'called-B001').property('color').name().upper() == board.theme.gold


def test_a_second_call_is_heard_again(opened: Opened, desk: Queueing, qtbot: QtBot) -> None:
    """And makes the number newest; the end of a service calls nobody."""
    give(desk, 'A', 'A')
    board = opened()
    qtbot.waitUntil(lambda: bool(board.model.waiting_rows.rows))
    with qtbot.waitSignal(board.model.called):
        first = call(desk, '1', 'A')
    with qtbot.waitSignal(board.model.called):
        desk.recall(first, '1', 'officer:1')
    with qtbot.assertNotEmitted(board.model.called):
        desk.start(first, '1', 'officer:1')
        desk.finish(first, '1', 'officer:1')
        qtbot.waitUntil(lambda: called(board) == [])


def test_what_was_called_before_it_was_switched_on_is_no_news(opened: Opened, desk: Queueing, qtbot: QtBot) -> None:
    """No chime at start."""
    give(desk, 'A')
    call(desk, '1', 'A')
    board = opened()
    with qtbot.assertNotEmitted(board.model.called):
        qtbot.waitUntil(lambda: called(board) == [('A001', '1', True)])


def test_a_called_number_blinks_three_times_and_nothing_else_does(opened: Opened, desk: Queueing, qtbot: QtBot) -> None:
    """The window's pulse goes down and up three times, and rests."""
    give(desk, 'A')
    board = opened()
    qtbot.waitUntil(lambda: bool(board.model.waiting_rows.rows))
    pulses: list[float] = []
    board.window.pulseChanged.connect(lambda: pulses.append(board.window.property('pulse')))
    with qtbot.waitSignal(board.model.called):
        call(desk, '1', 'A')
    qtbot.waitUntil(lambda: len(pulses) == 6)
    assert pulses == pytest.approx([0.15, 1, 0.15, 1, 0.15, 1])


def test_who_waits_stands_by_service_in_order(opened: Opened, desk: Queueing, qtbot: QtBot) -> None:
    """Four numbers a service and how many more."""
    give(desk, *'AAAAAAAA', 'C')
    board = opened()
    qtbot.waitUntil(lambda: len(board.model.waiting_rows.rows) == 2)
    first, second = board.model.waiting_rows.rows
    assert first['labels'] == 'A001  A002  A003  A004'
    assert first['more'] == '+4'
    assert (second['service'], second['labels'], second['more']) == ("Cư trú", 'C001', '')


def test_an_empty_hall_is_told_what_to_do(opened: Opened, qtbot: QtBot) -> None:
    """Before the first number."""
    board = opened()
    qtbot.waitUntil(lambda: shows(board.window, 'board-ready'))
    assert shows(board.window, 'board-nobody')


def test_it_says_how_old_it_is_when_the_store_stops_answering(
    opened: Opened, desk: Queueing, clock: FixedClock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it knew stays, with its age; when the store answers again, the age goes."""
    give(desk, 'A')
    board = opened()
    qtbot.waitUntil(lambda: bool(board.model.waiting_rows.rows))
    assert board.model.age == ''
    with monkeypatch.context() as broken:
        broken.setattr('sync.feed.Feed.wait', _silent)
        broken.setattr('sync.feed.Feed.latest_seq', _silent)
        qtbot.waitSignal(board.watcher.failed).wait()
        clock.forward(timedelta(seconds=60))
        board.model._show()
        assert board.model.age == "Thông tin của 60 giây trước / 60 seconds old"
        clock.forward(timedelta(minutes=5))
        board.model._show()
        assert board.model.age == "Thông tin của 6 phút trước / 6 minutes old"
        assert board.model.waiting_rows.rows[0]['labels'] == 'A001'
    qtbot.waitUntil(lambda: board.model.age == '')


def _silent(*_arguments: object) -> object:
    raise Trouble('store.disk')


def test_the_chime_is_what_its_maker_makes() -> None:
    """The file of the package, byte for byte."""
    assert CHIME.read_bytes().endswith(chime())


def test_a_machine_without_loudspeakers_is_silent(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """A chime that nobody hears is over all the same, before it is prepared and after."""
    monkeypatch.setenv('PULSE_SERVER', 'unix:/nowhere')
    loudspeaker = Loudspeaker()
    sound = Sound(CHIME, loudspeaker)
    with qtbot.waitSignal(sound.ended):
        sound.play()
    sound.prepare()
    with qtbot.waitSignal(sound.ended):
        sound.play()
    loudspeaker.close()


def test_without_the_centres_server_the_board_says_how_old_it_is(
    opened: Opened, store: Store, desk: Queueing, clock: FixedClock, qtbot: QtBot
) -> None:
    """This machine's own calls go on showing; other machines' may be missing."""
    give(desk, 'A')
    with store.change('courier') as books:
        lanes.was_heard(books, 'centre')
    clock.forward(timedelta(minutes=1))
    with store.change('courier') as books:
        lanes.met_trouble(books, 'centre', Trouble('centre.gone'))
    board = opened()
    qtbot.waitUntil(lambda: board.model.property('age') != '')
    call(desk, '1', 'A')
    qtbot.waitUntil(lambda: bool(board.model.called_rows.rows))
    assert '60' in board.model.property('age')
    with store.change('courier') as books:
        lanes.was_heard(books, 'centre')
    board.model.look()
    qtbot.waitUntil(lambda: board.model.property('age') == '')
