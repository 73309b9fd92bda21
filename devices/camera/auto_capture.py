"""When a document camera takes a picture by itself: once a sheet, when sheet, hand and light are still.

A pure rule: what was seen so far, and one look more, give what is done now. A sheet that was taken is not taken again
until another one lies there: something must have moved, and what is written must differ. A hand that only passed, or
the same sheet pushed aside and back, is no other sheet.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

# an eye takes half a second to see that all is well; autofocus and exposure settle within one
STILL_SECONDS = 0.8
# fewer looks than this prove no stillness, however slow the machine
LEAST_LOOKS = 4
# the finder's corners tremble by a thousandth of the picture; a sheet that is let go slides by a hundredth
SHIFT = 0.005
# share of the sheet, or of the strip around it, that changed since the look before; noise changes none of it
MOVES = 0.004
# levels of 255 by which the sheet's brightness differs while the camera still sets its exposure
RELIT = 4.0
# a sheet that was laid anew is at least so alike (tests.bench live measures both sides of it)
SAME = 0.76
# the finder may lose a sheet for a look or two
LOST_SECONDS = 0.5

Places = Sequence[tuple[float, float]]
"""Four corners, in shares of the picture's longer side."""


class Phase(StrEnum):
    """What the camera waits for."""

    SEARCHING = 'searching'
    """A sheet."""
    MOVING = 'moving'
    """The hand to leave it."""
    STEADYING = 'steadying'
    """The time to pass; or, without a leave to shoot, a person."""
    TAKEN = 'taken'
    """Another sheet: this one is in."""
    REFUSED = 'refused'
    """The sheet or the lamp to be set right: it can't be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look at the desk.

    Attributes:
        at: seconds of a clock that only goes on.
        corners: of the sheet, None while there is none.
        inside, around: shares of the sheet and of the strip around it that changed since the look before.
        is_crossed: something lies over the sheet's edge.
        light: mean brightness of the sheet, 0 to 255.
        likeness: to the sheet that was taken last, None before there was one.
    """

    at: float
    corners: Places | None = None
    inside: float = 0.0
    around: float = 0.0
    is_crossed: bool = False
    light: float = 0.0
    likeness: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where it stands after a look.

    Attributes:
        progress: how much of the time of stillness has passed, 0 to 1.
        shoots: take the picture now; true for one look.
        is_still: whether this look continues a stillness.
        anchor, light, since, looks: where and how bright the sheet was when it came to lie still, when that was, and
            how many looks have seen it so.
        found_at: when a sheet was last seen.
        is_done, is_refused: the sheet in view was taken; or tried, and couldn't be read.
        has_moved: something has, since.
    """

    phase: Phase = Phase.SEARCHING
    progress: float = 0.0
    shoots: bool = False
    is_still: bool = False
    anchor: Places | None = None
    light: float = 0.0
    since: float = 0.0
    looks: int = 0
    found_at: float = float('-inf')
    is_done: bool = False
    is_refused: bool = False
    has_moved: bool = False

    def taken(self) -> 'Standing':
        """The sheet in view is in, by itself or by a person's key."""
        return replace(self, phase=Phase.TAKEN, shoots=False, is_done=True, is_refused=False, has_moved=False)

    def refused(self) -> 'Standing':
        """The sheet in view couldn't be read: it is tried again once something moved or the light changed."""
        return replace(self, phase=Phase.REFUSED, shoots=False, is_done=True, is_refused=True, has_moved=False)

    def after(self, look: Look, *, may_shoot: bool) -> 'Standing':
        """Where it stands after one look more."""
        if look.corners is None:
            return self._lost(look)
        if look.is_crossed or max(look.inside, look.around) > MOVES:
            return self._moving(look)
        shifted = self.anchor is None or _distance(self.anchor, look.corners) > SHIFT
        relit = abs(look.light - self.light) > RELIT
        moved = self.has_moved or (shifted and self.anchor is not None) or (relit and self.is_refused)
        if shifted or relit:
            begun = replace(self, anchor=look.corners, light=look.light, since=look.at, looks=0, is_still=False)
        else:
            begun = replace(self, is_still=True)
        here = replace(begun, shoots=False, looks=begun.looks + 1, found_at=look.at, has_moved=moved)
        return _judged(here, look, may_shoot=may_shoot)

    def _lost(self, look: Look) -> 'Standing':
        if look.at - self.found_at < LOST_SECONDS:
            # a sheet may be changed in so short a time; one that can't be read is only hard to find
            return replace(self, shoots=False, is_still=False, has_moved=self.has_moved or not self.is_refused)
        return replace(
            self, phase=Phase.SEARCHING, progress=0.0, shoots=False, is_still=False, anchor=None, has_moved=True
        )

    def _moving(self, look: Look) -> 'Standing':
        return replace(
            self,
            phase=Phase.MOVING,
            progress=0.0,
            shoots=False,
            is_still=False,
            anchor=None,
            found_at=look.at,
            has_moved=True,
        )


def _judged(here: Standing, look: Look, *, may_shoot: bool) -> Standing:
    """A sheet that nothing moves: taken before, to be taken, or not long enough still."""
    progress = min((look.at - here.since) / STILL_SECONDS, here.looks / LEAST_LOOKS, 1.0)
    is_over = progress >= 1
    is_same = look.likeness is not None and look.likeness >= SAME
    if here.is_done and (not here.has_moved or (is_same and not here.is_refused)):
        phase = Phase.REFUSED if here.is_refused else Phase.TAKEN
        # it was a hand that passed
        return replace(here, phase=phase, progress=1.0, has_moved=here.has_moved and not is_over)
    waiting = replace(here, phase=Phase.STEADYING, progress=progress)
    return replace(waiting.taken(), shoots=True) if is_over and may_shoot else waiting


def _distance(one: Places, other: Places) -> float:
    """How far the corner that moved most has moved."""
    return max(max(abs(a - c), abs(b - d)) for (a, b), (c, d) in zip(one, other, strict=True))
