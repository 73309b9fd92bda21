"""Who is let in, and who is told to come back when."""

import pytest

from sync.province.reference.admission import Room


class Line:
    """Something that can be told from another."""


class Time:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_who_is_telling_is_let_finish_and_newcomers_have_half_the_room() -> None:
    room, lines = Room(4), [Line() for _ in range(5)]
    assert [room.enter(line) for line in lines] == [True, True, False, False, False]
    room.leave()
    # the first is back with its next fact, and a second request on each line has the other half
    assert [room.enter(lines[place]) for place in (0, 0, 1, 0)] == [True, True, True, False]
    for _time in range(3):
        room.leave()
    assert room.enter(lines[4])


def test_a_line_that_is_gone_talks_no_more() -> None:
    room, line = Room(2), Line()
    assert room.enter(line)
    assert room.enter(line)
    room.leave()
    del line
    assert not room.enter(Line())


@pytest.mark.parametrize(('newcomers', 'gap'), [(300, 0.05), (300, 0.5)])
def test_the_times_follow_the_pace_at_which_newcomers_are_let_in(newcomers: int, gap: float) -> None:
    time = Time()
    room = Room(2, time)
    for _one in range(newcomers):
        time.now += gap
        assert room.enter(Line())
        room.leave()
    assert room.enter(Line())
    waits = [room.come_back_in() for _one in range(200)]
    # two seconds, then one place after another; a pace below ten a second is no storm and isn't believed
    assert waits == sorted(waits)
    assert waits[0] == 3
    assert abs(waits[-1] - (2 + 200 * min(gap, 0.1))) <= 2
    # beyond a minute they are spread, and a minute later there is room again
    waits = [room.come_back_in() for _one in range(1500)]
    assert max(waits) == 60
    assert len(set(waits[-100:])) > 5
    time.now += 70
    assert room.come_back_in() == 3
