"""What anybody writes is heard on the GUI thread, once, in order, and a silent store is noticed."""

from collections.abc import Iterator
from pathlib import Path
from threading import current_thread, main_thread

import pytest
from pytestqt.qtbot import QtBot

from office.desk.queueing import Queueing
from office.errors import Problem, Trouble
from office.facts import Fact, TicketCalled, TicketIssued
from qtkit.watcher import Watcher
from sync.feed import Feed
from sync.store import Store
from tests.offices import FixedClock, SequenceIds, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """The store that is listened to."""
    opened = open_store(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Queueing]:
    """Another process's desk on the same file."""
    other = open_store(tmp_path, ids=SequenceIds(4))
    yield Queueing(other, FixedClock(), SequenceIds(5))
    other.close()


@pytest.fixture
def watcher(store: Store) -> Iterator[Watcher]:
    """A watcher that isn't started yet."""
    listening = Watcher(lambda: Feed(store))
    yield listening
    listening.close()


def test_facts_of_a_kind_reach_their_slot_in_order(desk: Queueing, watcher: Watcher, qtbot: QtBot) -> None:
    """Written by another connection; what was written before the start is not told; kinds don't mix."""
    desk.issue('A', series='A', place='K1')
    issued: list[int] = []
    called: list[str] = []

    def on_issued(fact: Fact) -> None:
        assert current_thread() is main_thread()
        assert isinstance(fact.body, TicketIssued)
        issued.append(fact.body.number)

    watcher.on(TicketIssued, on_issued)
    watcher.on(TicketCalled, lambda fact: called.append(fact.subject))
    watcher.start()
    qtbot.waitSignal(watcher.answered).wait()
    for _ in range(25):
        desk.issue('A', series='A', place='K1')
    qtbot.waitUntil(lambda: len(issued) == 25)
    assert issued == list(range(2, 27))
    ticket = desk.call_next('1', 'officer:1', frozenset('A'))
    assert ticket is not None
    qtbot.waitUntil(lambda: called == [ticket.id])


def test_a_silent_store_is_told_and_nothing_is_missed(
    desk: Queueing, watcher: Watcher, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is written while the feed fails is heard when it works again."""
    issued: list[Fact] = []
    watcher.on(TicketIssued, issued.append)
    watcher.start()
    qtbot.waitSignal(watcher.answered).wait()
    with monkeypatch.context() as broken:
        broken.setattr(Feed, 'facts_after', _silent)
        with qtbot.waitSignal(watcher.failed) as told:
            desk.issue('A', series='A', place='K1')
        assert told.args is not None
        problem = told.args[0]
        assert isinstance(problem, Problem)
        assert problem.code == 'store.disk'
    qtbot.waitUntil(lambda: len(issued) == 1)


def _silent(*_arguments: object) -> list[Fact]:
    raise Trouble('store.disk')


def test_a_store_that_lives_is_heard_without_news(watcher: Watcher, qtbot: QtBot) -> None:
    """Twice, with nothing written."""
    watcher.start()
    for _ in range(2):
        with qtbot.waitSignal(watcher.answered), qtbot.assertNotEmitted(watcher.changed):
            pass
