"""The board on its busiest day and before its first number, across and upright."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.board_app import Board
from kiosk.settings import BoardSettings
from office.catalogue import seed_services
from office.desk.queueing import Queueing
from tests.kiosk.touching import WORKDAY, find
from tests.offices import FixedClock, SequenceIds, open_store
from tests.screens import looking

LETTERS = [service.letter for service in seed_services()]


@pytest.fixture(params=[(1920, 1080), (1080, 1920), (1280, 720)])
def board(request: pytest.FixtureRequest, tmp_path: Path, qtbot: QtBot) -> Iterator[Board]:
    """A board on an empty store."""
    running = Board(
        open_store(tmp_path, clock=FixedClock(WORKDAY), ids=SequenceIds(8)),
        BoardSettings(full_screen=False, chime=False, voice=''),
        size=request.param,
        centre="Trung tâm Phục vụ hành chính công xã Mẫu",
    )
    qtbot.waitUntil(running.window.isExposed)
    yield running
    running.close()


def assert_readable(board: Board) -> None:
    """Nothing outside, on each other, cut or faint."""
    looking.settle(board.window)
    texts = looking.texts(board.window)
    assert looking.outside(board.window, texts) == []
    assert looking.overlapping(texts) == []
    assert looking.cut(texts) == []
    assert looking.clipped(texts) == []
    assert looking.faint(board.window, texts, 4.5) == []


def test_an_empty_board_is_readable(board: Board, qtbot: QtBot) -> None:
    """Before the first number."""
    assert_readable(board)


def test_the_busiest_board_is_readable(board: Board, tmp_path: Path, qtbot: QtBot) -> None:
    """Forty wait for every service with numbers beyond a thousand, eight counters have called, the news is old."""
    clock = FixedClock(WORKDAY - timedelta(minutes=1))
    store = open_store(tmp_path, clock=clock, ids=SequenceIds(2))
    with store.change('system') as books:
        for letter in LETTERS:
            books.connection.execute(
                'INSERT INTO serial (series, value) VALUES (?, 1200)', (f'ticket:{letter}:{WORKDAY.date()}',)
            )
    desk = Queueing(store, clock, SequenceIds(3))
    for letter in LETTERS:
        for _ in range(12):
            desk.issue(letter, series=letter, place='K1')
    for counter in range(8):
        clock.forward(timedelta(seconds=1))
        desk.call_next(f'{counter + 10}', 'officer:1', frozenset(LETTERS[counter % len(LETTERS)]))
    qtbot.waitUntil(lambda: len(board.model.called_rows.rows) == 5)
    qtbot.waitUntil(lambda: len(board.model.waiting_rows.rows) == len(LETTERS))
    qtbot.waitUntil(lambda: board.model.called_rows.rows[0]['counter'] == '17')
    board.watcher.close()
    qtbot.waitUntil(lambda: not board.model._is_looking)
    board.model._heard_at = WORKDAY - timedelta(minutes=90)
    board.model._show()
    assert find(board.window, 'board-age').property('text').startswith("Thông tin của 90 phút trước")
    assert_readable(board)
    store.close()
