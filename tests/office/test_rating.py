"""What is a rating, when its month is over, and percentages that flatter nobody."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office import facts
from office.errors import Refusal
from office.facts import Occasion, Satisfaction
from office.rating import OPINIONS, Rating, apply, closes_at, month_of, shares, summed

# New Year's Eve, an hour before midnight at the centre
EVE = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ('counts', 'told'),
    [
        ((1, 0, 0), (100, 0, 0)),
        ((1, 1, 1), (33, 33, 34)),
        ((2, 1, 0), (67, 33, 0)),
        ((1, 0, 1), (50, 0, 50)),
        ((99, 0, 1), (99, 0, 1)),
        ((199, 0, 1), (99, 0, 1)),
        ((0, 0, 0), (0, 0, 0)),
    ],
)
def test_percentages_add_up_and_never_flatter(counts: tuple[int, ...], told: tuple[int, ...]) -> None:
    """Of equal remainders the worse level is rounded up."""
    assert shares(counts) == told


@given(st.lists(st.integers(0, 5000), min_size=3, max_size=3).filter(any))
def test_each_percentage_is_within_one_of_the_truth(counts: list[int]) -> None:
    """And all of them are a hundred."""
    told = shares(counts)
    assert sum(told) == 100
    assert all(abs(part - 100 * count / sum(counts)) < 1 for part, count in zip(told, counts, strict=True))


def test_a_month_is_the_centres_own() -> None:
    """An hour later it is January there."""
    assert (month_of(EVE), closes_at(EVE)) == ('2026-12', datetime(2026, 12, 31, 17, 0, tzinfo=UTC))
    assert month_of(datetime(2026, 12, 31, 17, 0, tzinfo=UTC)) == '2027-01'


def rated(level: Satisfaction | None, *opinions: str) -> Rating:
    """One answer."""
    return Rating(
        id='rating:1',
        month='2026-11',
        procedure='1.001193',
        procedure_name="Khai sinh",
        occasion=Occasion.ACCEPTED,
        level=level,
        opinions=opinions,
    )


def test_who_declined_is_in_no_percentage() -> None:
    """Opinions are counted in the order of their list."""
    found = summed(
        [
            rated(Satisfaction.VERY),
            rated(Satisfaction.NOT, 'late', 'wait'),
            rated(Satisfaction.NOT, 'wait'),
            rated(None),
        ]
    )
    assert (found.rated, found.declined, shares((found.very, found.satisfied, found.not_satisfied))) == (
        3,
        1,
        (33, 0, 67),
    )
    assert found.opinions == (f'{OPINIONS["wait"]} (2)', f'{OPINIONS["late"]} (1)')


def test_nobody_changes_a_rating() -> None:
    """Neither by another one nor by declining afterwards; the province's word of it leaves it as it is."""
    again = facts.Rated(
        procedure='p', procedure_name='P', occasion=Occasion.ACCEPTED, level=Satisfaction.VERY, opinions=()
    )
    known = rated(Satisfaction.NOT)
    for body in (again, facts.RatingDeclined(procedure='p', procedure_name='P', occasion=Occasion.ACCEPTED)):
        with pytest.raises(Refusal, match=r'rating\.given'):
            apply(known, known.id, body, EVE)
    receipt = facts.ProvinceReceipt(item='1', digest='', receipt='9')
    assert apply(known, known.id, receipt, EVE) is known
    with pytest.raises(Refusal, match=r'rating\.unknown'):
        apply(None, known.id, receipt, EVE)
