"""The machine readable zone in a picture: three lines found, laid flat, and read sign by sign (TD1, OCR-B).

Every place is compared with every sign that may stand there; the places themselves are sought, for a line's ends are
only about where its ink ends. What was read is judged by its check digits; a find that doesn't keep them counts only
when nothing better is in the picture.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from devices.id_reader.mrz_finding import MARGIN, STRIP_HIGH, strips
from devices.id_reader.mrz_glyphs import HIGH, LOOKS, WIDE, likeness, normalised
from devices.paper.picture import Picture, grey
from office.mrz import FILLER, LENGTH, LINES, SIGNS, VIETNAM, signs_at, wrong_fields

Float = npt.NDArray[np.float32]
Look = tuple[int, float]

_FARTHEST = 4 * WIDE + WIDE // 3  # pixels to each side within which the first place is sought
_STEPS = (
    WIDE - 1,
    WIDE,
    WIDE + 1,
)  # pixels from sign to sign: a bent card, a lens, a line's length known to hundredths
_UNEVEN = 0.01  # what a step of another length than the usual costs
_TALLEST = 4  # pixels up and down within which a line's height is sought
_LEAST_ROUGHLY = 0.5
_LEAST_LIKE = 0.55  # mean over ninety places; other text and patterns have 0.3
_GOOD_LIKE = 0.8  # what is as like as this is the zone, and no other find will be liker
_GOOD_FINDS = 3
_LEAST_LEAD = 0.05  # by which a sign must be liker than the next one, or it is doubtful
_ISSUER_LOSS = 0.12  # as much less like may "IDVNM" be than the likest five signs

_NEAR_LEAD = 0.12
_MOST_MENDED = 4  # digits that are tried otherwise: each try passes by chance once in ten or a hundred

_INDEX = {sign: at for at, sign in enumerate(SIGNS)}
_ISSUER = f'ID{VIETNAM}'
_END = re.compile('<<<|<<.*[A-Z]<<')

# the places at which a Vietnamese card says the same: the number is the end of the personal number, whose fifth and
# sixth digits are the year of birth
_SAME: tuple[tuple[tuple[int, int], ...], ...] = tuple(
    ((0, 5 + at), (0, 18 + at), *(((1, at - 1),) if at in (1, 2) else ())) for at in range(9)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MrzRead:
    """Three lines as they were read.

    ``likeness`` is the mean over all places, 0 to 1; ``doubtful`` the places, as line and column from 0, whose sign is
    hardly liker than another: check digits cover all but the name, where they are to be compared by eye.
    """

    lines: tuple[str, ...]
    likeness: float
    doubtful: tuple[tuple[int, int], ...]

    @property
    def is_checked(self) -> bool:
        """Whether every check digit is right."""
        return not wrong_fields(self.lines)

    @property
    def is_name_doubtful(self) -> bool:
        """Whether a sign of the name is: no check digit would notice."""
        return any(line == LINES - 1 for line, _ in self.doubtful)


def read_mrz(picture: Picture) -> MrzRead | None:
    """The zone in a picture, however it is turned; None when there is none. ``office.mrz.parse`` judges its lines."""
    best: MrzRead | None = None
    good = 0
    for found in strips(grey(picture)):
        for lines in (found, tuple(np.ascontiguousarray(line[::-1, ::-1]) for line in reversed(found))):
            read = _read(lines)
            if read is not None and (best is None or _worth(read) > _worth(best)):
                best = read
            good += read is not None and read.likeness > _GOOD_LIKE
        # the same lines found at another size may be clearer
        if best is not None and (good >= _GOOD_FINDS or (best.is_checked and not best.is_name_doubtful)):
            return best
    return best


def _worth(read: MrzRead) -> tuple[bool, float]:
    return read.is_checked, read.likeness


def _read(lines: tuple[Float, ...]) -> MrzRead | None:
    # the first line alone, roughly, tells most of what is no zone, what is upside down, and how the print looks
    score, look, _ = _fitted(lines[0], LOOKS, step=3)
    if score < _LEAST_ROUGHLY:
        return None
    # nothing checks the name: it may look a little otherwise than the first line did
    like = LOOKS[max(0, LOOKS.index(look) - 1) : LOOKS.index(look) + 2]
    fits = [_fitted(line, (look,) if row < LINES - 1 else like, step=1) for row, line in enumerate(lines)]
    mean = float(np.mean([score for score, _, _ in fits]))
    if mean < _LEAST_LIKE:
        return None
    tables = [table for _, _, table in fits]
    is_vietnamese = _is_vietnamese(tables[0])
    if is_vietnamese:
        _join(tables)
    return _judged([_ranked(table, row, is_vietnamese=is_vietnamese) for row, table in enumerate(tables)], mean)


def _fitted(line: Float, looks: Sequence[Look], *, step: int) -> tuple[float, Look, Float]:
    """How like its likest sign each of the thirty places is in the mean, and how like each is to every sign.

    At the look, the height and the places that fit best; every ``step``-th height is tried.
    """
    middle = (STRIP_HIGH - HIGH) // 2
    windows = np.lib.stride_tricks.sliding_window_view(line, (HIGH, WIDE))
    chosen = windows[middle - _TALLEST : middle + _TALLEST + 1 : step]
    shapes = normalised(np.ascontiguousarray(chosen).reshape(-1, HIGH * WIDE))
    like = np.stack([likeness(shapes, look).reshape(len(chosen), -1, len(SIGNS)) for look in looks])
    if step == 1:
        # a line that leans a little is a pixel higher at one end
        like = np.maximum.reduce([like[:, :-2], like[:, 1:-1], like[:, 2:]])
    heights = like.shape[1]
    like = like.reshape(-1, *like.shape[2:])
    scores, places = _placed(like.max(axis=2))
    best = int(scores.argmax())
    return float(scores[best]), looks[best // heights], np.asarray(like[best][places[best]], np.float32)


def _placed(tops: Float) -> tuple[Float, npt.NDArray[np.int_]]:
    """For each height the way from sign to sign on which thirty are likest something: how like, and where (Viterbi)."""
    high, long = tops.shape
    far = max(_STEPS)
    rows = np.arange(high)
    score = np.full((high, far + long), -np.inf, np.float32)
    begin = slice(MARGIN - _FARTHEST, MARGIN + _FARTHEST + 1)
    score[:, far:][:, begin] = tops[:, begin]
    back = []
    for _ in range(LENGTH - 1):
        ways = np.stack([score[:, far - step : far - step + long] - _UNEVEN * abs(step - WIDE) for step in _STEPS])
        chosen = ways.argmax(axis=0)
        back.append(chosen)
        score[:, far:] = ways.max(axis=0) + tops
    places = [score[:, far:].argmax(axis=1)]
    for chosen in reversed(back):
        places.append(places[-1] - np.array(_STEPS)[chosen[rows, places[-1]]])
    at = np.stack(places[::-1], axis=1)
    return np.asarray(tops[rows[:, None], at].mean(axis=1), np.float32), at


def _join(tables: list[Float]) -> None:
    """What a Vietnamese card says twice is read from both: the number's nine digits, and the year of birth."""
    for same in _SAME:
        mean = np.mean([tables[row][column] for row, column in same], axis=0)
        for row, column in same:
            tables[row][column] = mean


def _is_vietnamese(table: Float) -> bool:
    said = np.mean([table[column, _INDEX[sign]] for column, sign in enumerate(_ISSUER)])
    return bool(said > table[: len(_ISSUER)].max(axis=1).mean() - _ISSUER_LOSS)


def _ranked(table: Float, row: int, *, is_vietnamese: bool) -> list[list[tuple[float, str]]]:
    """For each place the signs that may stand there, the likest first."""
    return [
        sorted(
            ((float(like[_INDEX[sign]]), sign) for sign in signs_at(row, column, is_vietnamese=is_vietnamese)),
            reverse=True,
        )
        for column, like in enumerate(table)
    ]


def _judged(ranked: list[list[list[tuple[float, str]]]], mean: float) -> MrzRead:
    leads = {
        (row, column): place[0][0] - place[1][0]
        for row, line in enumerate(ranked)
        for column, place in enumerate(line)
        if len(place) > 1
    }
    lines = [''.join(place[0][1] for place in line) for line in ranked]
    # nothing follows the end of a name
    if (end := _END.search(lines[-1])) is not None:
        lines[-1] = lines[-1][: end.end()].ljust(LENGTH, FILLER)
        leads = {place: lead for place, lead in leads.items() if place[0] < LINES - 1 or place[1] < end.end()}
    if wrong_fields(lines):
        lines = _mended(lines, ranked, leads)
    doubtful = tuple(sorted(place for place, lead in leads.items() if lead < _LEAST_LEAD))
    return MrzRead(lines=tuple(lines), likeness=round(mean, 3), doubtful=doubtful)


def _mended(
    lines: list[str], ranked: list[list[list[tuple[float, str]]]], leads: dict[tuple[int, int], float]
) -> list[str]:
    """The lines with one digit, hardly liker than the next, taken for that: where just one such keeps all checks.

    What a Vietnamese card says twice is changed in both places.
    """
    found = []
    near = sorted((lead, place) for place, lead in leads.items() if place[0] < LINES - 1 and lead < _NEAR_LEAD)
    for _, (row, column) in near[:_MOST_MENDED]:
        other = ranked[row][column][1][1]
        alone = ((row, column),)
        same = next((same for same in _SAME if (row, column) in same), alone)
        tried = [list(line) for line in lines]
        for at_row, at_column in same if lines[0].startswith(_ISSUER) else alone:
            tried[at_row][at_column] = other
        mended = [''.join(line) for line in tried]
        if not wrong_fields(mended) and mended not in found:
            found.append(mended)
    return found[0] if len(found) == 1 else lines
