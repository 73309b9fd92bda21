"""A signature is its strokes: what is none is refused, what is drawn of it is smooth and where it was."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from office import codec
from office.errors import Refusal
from office.signature import Signature, Trace, checked, ink_mm, lines_of, size_of

AT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
ZIGZAG = Trace(x=(1000, 2000, 3000, 4000), y=(1000, 2000, 1000, 2000), ms=(0, 40, 80, 120))


def signed(*strokes: Trace) -> Signature:
    """On a pad of 100 by 40 mm."""
    return Signature(width=10_000, height=4_000, at=AT, strokes=strokes)


@pytest.mark.parametrize(
    ('signature', 'code'),
    [
        (signed(), 'signature.empty'),
        (signed(Trace(x=(500,), y=(500,), ms=(0,))), 'signature.empty'),
        (signed(Trace(x=(500, 1500), y=(500, 500), ms=(0, 5))), 'signature.empty'),
        (signed(Trace(x=(500, 10_001), y=(500, 500), ms=(0, 5))), 'signature.shape'),
        (signed(Trace(x=(500, 5000), y=(500, 500), ms=(5, 0))), 'signature.shape'),
        (signed(Trace(x=(500, 5000), y=(500,), ms=(5, 0))), 'signature.shape'),
        (signed(*[ZIGZAG] * 5001), 'signature.shape'),
    ],
)
def test_what_is_no_signature_is_refused(signature: Signature, code: str) -> None:
    with pytest.raises(Refusal) as raised:
        checked(signature)
    assert raised.value.code == code


def test_a_signature_is_kept_as_it_was_drawn() -> None:
    """Places and times come back from the store as they were."""
    one = checked(signed(ZIGZAG))
    assert codec.load(Signature, codec.dump(one)) == one
    assert round(ink_mm(one), 1) == 42.4


def test_its_lines_are_smooth_and_go_through_every_place() -> None:
    """Moved to the corner, at their true size; a dot stays a dot."""
    curve, dot = lines_of(signed(ZIGZAG, Trace(x=(5000,), y=(1500,), ms=(200,))))
    assert {(0, 0), (1000, 1000), (2000, 0), (3000, 1000)} <= set(curve)
    assert len(curve) == 13
    # no bend is as sharp as the zigzag's own
    assert all(there[0] > here[0] for here, there in pairwise(curve))
    assert dot == ((4000, 500),)
    assert size_of((curve, dot))[0] == 4000
