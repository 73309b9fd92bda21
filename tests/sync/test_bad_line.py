"""A line that breaks on the way, and one that is too narrow for messages and files at once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from sync import lanes
from sync.right_of_way import RightOfWay
from sync.store import Store
from tests.emulators_province import RunningProvince
from tests.offices import FixedClock
from tests.sync.couriers import courier, enrol, lines, receive
from tests.wire.conditions import Cut, Way
from tests.wire.proxy import Wire

EACH = 12
PAGE = b'%PDF' + bytes(50_000)


def test_a_line_that_breaks_is_asked_again_at_once_and_nothing_is_doubled(
    centre: Store, tinh: RunningProvince, standing_clock: FixedClock
) -> None:
    """Every third question is cut somewhere, and one pass is enough."""
    enrol(centre)
    with Wire(tinh.port, seed=2) as wire, tinh.adapter(url=f'http://127.0.0.1:{wire.port}') as adapter:
        one = courier(centre, adapter)
        assert one.tell() == []
        for number in range(1, EACH + 1):
            receive(centre, number, code=f'000.12.34.H99-261124-{number:04d}', content=PAGE + bytes([number]))
        wire.set(drops=0.25)
        assert one.tell() == []
        # a file takes three questions, and one in a thousand is cut seven times over
        for _pass in range(4):
            one.carry()
            standing_clock.forward(timedelta(minutes=1))
        assert wire.cuts
    assert lines(centre) == []
    held = [one['MaHoSo'] for one in tinh.desk.held()]
    assert len(held) == len(set(held)) == EACH
    assert all(len(tinh.desk.steps(code)) == 1 for code in held)


@pytest.mark.parametrize('way', list(Way))
def test_a_lane_doesnt_rest_for_one_break(centre: Store, tinh: RunningProvince, way: Way) -> None:
    """Whether the question or its answer was lost, the same key is asked once more."""
    enrol(centre)
    with Wire(tinh.port) as wire, tinh.adapter(url=f'http://127.0.0.1:{wire.port}') as adapter:
        # what is compared and reserved first is no message
        one = courier(centre, adapter)
        assert one.tell() == []
        receive(centre, 1, code='000.12.34.H99-261124-0001')
        wire.plan(Cut(at=10, way=way))
        assert one.tell() == []
        assert wire.cuts == 1
    assert not lanes.rests(centre, 'facts')
    assert lines(centre) == []
    assert len(tinh.desk.held()) == 1


def test_files_wait_while_messages_move_and_no_longer() -> None:
    """A file goes when the messages are told, or when they get no answer."""
    way, stop, went = RightOfWay(), threading.Event(), threading.Event()

    def a_file() -> None:
        way.give(stop)
        went.set()

    way.give(stop)
    with way.taken():
        waiting = threading.Thread(target=a_file)
        waiting.start()
        assert not went.wait(0.1)
        way.answered()
    assert went.wait(30)
    waiting.join()
    went.clear()
    with way.taken():
        # no answer comes: two seconds and the file goes all the same
        a_file()
    assert went.is_set()


class Watched(RightOfWay):
    """Says whether it is taken."""

    is_taken = False

    @contextmanager
    def taken(self) -> Iterator[None]:
        with super().taken():
            self.is_taken = True
            yield
        self.is_taken = False


def test_messages_are_told_with_the_right_of_way(centre: Store, tinh: RunningProvince) -> None:
    """While a pass of messages goes on, a file of the same process waits."""
    enrol(centre)
    receive(centre, 1, code='000.12.34.H99-261124-0001')
    with tinh.adapter() as adapter:
        way, seen = Watched(), list[bool]()
        one = replace(courier(centre, adapter), way=way)
        told = adapter.send_dossier

        def watched(*args: object, **words: object) -> object:
            seen.append(way.is_taken)
            return told(*args, **words)  # type: ignore[arg-type]  # as they came

        adapter.send_dossier = watched  # type: ignore[method-assign,assignment]  # looked over its shoulder
        assert one.tell() == []
        assert (seen, way.is_taken) == ([True], False)
