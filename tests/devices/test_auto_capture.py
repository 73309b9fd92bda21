"""When the document camera takes a picture by itself: a table of what a desk shows, and what holds for every film."""

import itertools
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.camera.auto_capture import LEAST_LOOKS, MOVES, RELIT, SAME, SHIFT, STILL_SECONDS, Look, Phase, Standing

SHEET = ((0.3, 0.1), (0.6, 0.1), (0.6, 0.5), (0.3, 0.5))
STEP = 0.1
STILL = Look(at=0, corners=SHEET, light=180)
NOTHING = Look(at=0)
HAND = replace(STILL, is_crossed=True, inside=0.1)
# a page that is turned: the sheet stays where it is, and all of it moves
TURNING = replace(STILL, inside=0.3)
ANOTHER, AGAIN = replace(STILL, likeness=0.4), replace(STILL, likeness=0.97)
LONG = 15


def moved(by: float) -> Look:
    """The same sheet, further to the right."""
    return replace(STILL, corners=tuple((x + by, y) for x, y in SHEET))


def shown(looks: Iterable[Look], standing: Standing | None = None, *, may_shoot: bool = True) -> list[Standing]:
    """How it stands after each look, ten a second; none of them is later than its place says."""
    here, stood = standing or Standing(), []
    for number, look in enumerate(looks):
        here = here.after(replace(look, at=number * STEP), may_shoot=may_shoot)
        stood.append(here)
    return stood


def shots(looks: Iterable[Look], *, may_shoot: bool = True) -> int:
    """How many pictures were taken."""
    return sum(one.shoots for one in shown(looks, may_shoot=may_shoot))


TABLE = {
    'nothing': ([NOTHING] * LONG, 0, Phase.SEARCHING),
    'a sheet lies still': ([STILL] * LONG, 1, Phase.TAKEN),
    'and lies on': ([STILL] * 4 * LONG, 1, Phase.TAKEN),
    'too short': ([STILL] * 5, 0, Phase.STEADYING),
    'a hand holds it': ([HAND] * LONG, 0, Phase.MOVING),
    'the hand goes': ([HAND] * 5 + [STILL] * LONG, 1, Phase.TAKEN),
    'something moves beside it': ([replace(STILL, around=2 * MOVES)] * LONG, 0, Phase.MOVING),
    'it slides slowly': ([moved(0.3 * SHIFT * step) for step in range(30)], 0, Phase.STEADYING),
    'it trembles': ([moved(0.4 * SHIFT * (step % 2)) for step in range(LONG)], 1, Phase.TAKEN),
    'the exposure settles': ([replace(STILL, light=80 + 9 * step) for step in range(LONG)], 0, Phase.STEADYING),
    'a look loses it': ([STILL] * 5 + [NOTHING] + [STILL] * LONG, 1, Phase.TAKEN),
    'a hand passes over it afterwards': ([STILL] * LONG + [HAND] * 5 + [AGAIN] * LONG, 1, Phase.TAKEN),
    'it is lifted and laid back': ([STILL] * LONG + [NOTHING] * 9 + [AGAIN] * LONG, 1, Phase.TAKEN),
    'it is pushed aside': ([STILL] * LONG + [replace(moved(0.1), likeness=0.9)] * LONG, 1, Phase.TAKEN),
    'the page is turned': ([STILL] * LONG + [TURNING] * 3 + [ANOTHER] * LONG, 2, Phase.TAKEN),
    'another sheet is laid': ([STILL] * LONG + [NOTHING] * 9 + [ANOTHER] * LONG, 2, Phase.TAKEN),
    'it only looks different': ([STILL] * LONG + [ANOTHER] * 2 * LONG, 1, Phase.TAKEN),
    'a lamp goes on': ([STILL] * LONG + [replace(ANOTHER, light=240)] * LONG, 1, Phase.TAKEN),
}


@pytest.mark.parametrize('case', TABLE)
def test_the_table(case: str) -> None:
    """What a desk shows, how many pictures are taken of it, and what is waited for at the end."""
    looks, count, phase = TABLE[case]
    stood = shown(looks)
    assert (sum(one.shoots for one in stood), stood[-1].phase) == (count, phase)


def test_without_a_leave_nothing_is_taken_and_with_it_at_once() -> None:
    """An officer who switched it off, and switches it on over a sheet that lies there."""
    stood = shown([STILL] * LONG, may_shoot=False)
    assert (stood[-1].phase, stood[-1].progress) == (Phase.STEADYING, 1)
    assert not any(one.shoots for one in stood)
    assert stood[-1].after(replace(STILL, at=LONG * STEP), may_shoot=True).shoots


def test_a_sheet_that_a_person_took_is_not_taken_again() -> None:
    """The key was faster than the rule."""
    before = shown([STILL] * 3)[-1].taken()
    looks = [replace(AGAIN, at=number * STEP) for number in range(3, LONG)]
    for look in looks:
        before = before.after(look, may_shoot=True)
        assert (before.shoots, before.phase) == (False, Phase.TAKEN)


@pytest.mark.parametrize(
    ('then', 'count'),
    [
        ([AGAIN] * 3 * LONG, 0),
        ([HAND] * 3 + [AGAIN] * LONG, 1),
        ([replace(AGAIN, light=STILL.light + 2 * RELIT)] * LONG, 1),
        ([NOTHING, AGAIN] * LONG, 0),
    ],
    ids=['nothing changes', 'it is set right', 'a lamp goes on', 'it is only hard to find'],
)
def test_a_sheet_that_could_not_be_read_is_tried_again_when_something_changed(then: list[Look], count: int) -> None:
    """The same sheet, for it isn't in yet; and not over and over."""
    refused = shown([STILL] * LONG)[-1].refused()
    assert refused.phase is Phase.REFUSED
    stood = refused
    taken = 0
    for number, look in enumerate(then, LONG):
        stood = stood.after(replace(look, at=number * STEP), may_shoot=True)
        taken += stood.shoots
    assert taken == count


looks = st.builds(
    Look,
    at=st.just(0.0),
    corners=st.sampled_from([None, SHEET, SHEET, SHEET, moved(0.05).corners]),
    inside=st.sampled_from([0.0, 0.0, 0.0, 0.2]),
    around=st.sampled_from([0.0, 0.0, 0.0, 0.2]),
    is_crossed=st.sampled_from([False, False, False, True]),
    light=st.sampled_from([180.0, 180.0, 181.0, 100.0]),
    likeness=st.sampled_from([None, 0.2, SAME - 0.01, SAME, 0.99]),
)
# runs of one look, so that something comes to lie still at all
films = st.lists(st.tuples(looks, st.integers(1, 14)), min_size=1, max_size=12).map(
    lambda runs: [look for look, times in runs for _ in range(times)]
)


@given(films)
def test_a_picture_is_only_taken_after_a_stillness(film: list[Look]) -> None:
    """Nothing moved, shifted or grew brighter for as long as it takes, in as many looks as that needs."""
    for at, standing in enumerate(shown(film)):
        if standing.shoots:
            span = film[max(0, at - max(LEAST_LOOKS, round(STILL_SECONDS / STEP)) + 1) : at + 1]
            found = [look for look in span if look.corners is not None]
            assert len(found) >= LEAST_LOOKS
            assert all(not look.is_crossed and max(look.inside, look.around) <= MOVES for look in found)
            assert len({look.corners for look in found}) == 1
            assert max(look.light for look in found) - min(look.light for look in found) <= 2 * RELIT


@given(films)
def test_between_two_pictures_something_moved_and_is_another(film: list[Look]) -> None:
    """The second one's sheet differs from the first one's; and it was not only a look that differed."""
    stood = shown(film)
    taken = [at for at, standing in enumerate(stood) if standing.shoots]
    for one, other in itertools.pairwise(taken):
        assert film[other].likeness is None or film[other].likeness < SAME
        between = film[one + 1 : other + 1]
        assert any(
            look.corners != film[one].corners or look.is_crossed or max(look.inside, look.around) > MOVES
            for look in between
        )


@given(films, st.booleans())
def test_progress_is_a_share_and_only_a_stillness_has_any(film: list[Look], may_shoot: bool) -> None:
    """Between 0 and 1; while something moves it is 0; without a leave nothing is ever taken."""
    for standing in shown(film, may_shoot=may_shoot):
        assert 0 <= standing.progress <= 1
        assert may_shoot or not standing.shoots
        assert standing.phase is not Phase.MOVING or standing.progress == 0
