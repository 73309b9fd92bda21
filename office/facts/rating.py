"""What a citizen says of how she was served; who served her stands in none of these."""

from dataclasses import dataclass
from enum import StrEnum

from office.facts.body import Body


class Satisfaction(StrEnum):
    """The three levels of the portal's monthly figures (DongBoDanhGia, portal-contract.md §1.8)."""

    VERY = 'very'
    SATISFIED = 'satisfied'
    NOT = 'not'


class Occasion(StrEnum):
    """What she rates: a rating is offered with the receipt, the supplement and refusal slips and the result."""

    ACCEPTED = 'accepted'
    SUPPLEMENT = 'supplement'
    REFUSED = 'refused'
    RETURNED = 'returned'


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated(Body):
    """She rated; ``opinions`` are codes of ``office.rating.OPINIONS``, () where she said no more."""

    procedure: str
    procedure_name: str
    occasion: Occasion
    level: Satisfaction
    opinions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingDeclined(Body):
    """She was asked and chose not to rate; it counts as no rating, in favour of nobody."""

    procedure: str
    procedure_name: str
    occasion: Occasion
