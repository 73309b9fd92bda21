"""Ratings (đánh giá sự hài lòng): one a dossier's event, anonymous, never changed; and the month's honest figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from hashlib import sha256

from office import facts
from office.dossier import UNDER_WAY, Dossier, DossierState
from office.errors import Refusal
from office.facts import Occasion, Satisfaction
from office.workdays import LOCAL, local_day

# what she may add to a "not satisfied", by code, as the province reads it: our list, after the indices of Circular
# 01/2018/TT-VPCP Art. 13 and 14 (time, contacts, attitude) and what Decree 61/2018 Art. 15 forbids; none names anybody
OPINIONS: Mapping[str, str] = {
    'wait': "Phải chờ lâu",
    'visits': "Phải đi lại nhiều lần",
    'guidance': "Hướng dẫn chưa rõ ràng, đầy đủ",
    'attitude': "Thái độ phục vụ chưa tốt",
    'off_list': "Phải nộp giấy tờ ngoài quy định",
    'late': "Trả kết quả chậm",
}

# half of the digest: two ballots that share it would be one in 10^19
_BALLOT_DIGITS = 32
_DECEMBER = 12

_OF_STATE: Mapping[DossierState, Occasion] = {
    DossierState.INCOMPLETE: Occasion.SUPPLEMENT,
    DossierState.REFUSED: Occasion.REFUSED,
    DossierState.RETURNED: Occasion.RETURNED,
    # as while the result waits: she was last here when it was received
    DossierState.POSTED: Occasion.ACCEPTED,
    **dict.fromkeys(UNDER_WAY, Occasion.ACCEPTED),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """One answer; ``level`` is None where she declined, ``month`` the local month as ``2026-11``."""

    id: str
    month: str
    procedure: str
    procedure_name: str
    occasion: Occasion
    level: Satisfaction | None
    opinions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyRatings:
    """What was said of one procedure in one month; ``declined`` are no ratings and in no percentage."""

    month: str
    procedure: str
    procedure_name: str
    very: int
    satisfied: int
    not_satisfied: int
    declined: int
    opinions: tuple[str, ...]

    @property
    def rated(self) -> int:
        """How many rated."""
        return self.very + self.satisfied + self.not_satisfied


def occasion_of(dossier: Dossier) -> Occasion | None:
    """What of a dossier can be rated as it stands; None while it is being taken in, or was withdrawn or stopped."""
    return _OF_STATE.get(dossier.state)


def ballot_of(dossier: Dossier, occasion: Occasion) -> str:
    """The subject of a dossier's one rating of an occasion; it names neither to whoever only sees it.

    A reception after another round of supplements is another occasion.
    """
    said = f'{dossier.id} {occasion} {len(dossier.supplements)}'
    return f'rating:{sha256(said.encode()).hexdigest()[:_BALLOT_DIGITS]}'


def apply(before: Rating | None, subject: str, body: facts.FactBody, at: datetime) -> Rating:
    """The rating after a fact.

    Raises:
        Refusal: ``rating.given`` when this was answered before: nobody changes it; ``rating.unknown`` for the
            province's word of none.
    """
    if isinstance(body, facts.Rated | facts.RatingDeclined):
        if before is not None:
            raise Refusal('rating.given', rating=subject)
        return Rating(
            id=subject,
            month=month_of(at),
            procedure=body.procedure,
            procedure_name=body.procedure_name,
            occasion=body.occasion,
            level=body.level if isinstance(body, facts.Rated) else None,
            opinions=body.opinions if isinstance(body, facts.Rated) else (),
        )
    if before is None:
        raise Refusal('rating.unknown', rating=subject)
    return before


def month_of(at: datetime) -> str:
    """The month at the centre, as ``2026-11``."""
    return f'{local_day(at):%Y-%m}'


def closes_at(at: datetime) -> datetime:
    """When the month of a moment is over at the centre; its figures are told from then on."""
    day = local_day(at)
    year, month = (day.year + 1, 1) if day.month == _DECEMBER else (day.year, day.month + 1)
    return datetime.combine(day.replace(year=year, month=month, day=1), time(), tzinfo=LOCAL)


def summed(ratings: Sequence[Rating]) -> MonthlyRatings:
    """One procedure's ratings of one month together; opinions in the order of their list, each with its count."""
    first = ratings[0]
    levels = [one.level for one in ratings]
    said = [code for one in ratings for code in one.opinions]
    return MonthlyRatings(
        month=first.month,
        procedure=first.procedure,
        procedure_name=first.procedure_name,
        very=levels.count(Satisfaction.VERY),
        satisfied=levels.count(Satisfaction.SATISFIED),
        not_satisfied=levels.count(Satisfaction.NOT),
        declined=levels.count(None),
        opinions=tuple(f'{words} ({said.count(code)})' for code, words in OPINIONS.items() if code in said),
    )


def shares(counts: Sequence[int]) -> tuple[int, ...]:
    """Whole percentages of counts, best level first, that add up to 100; all 0 where nothing was counted.

    Each is less than one from the truth (largest remainders); of equal remainders the worse level is rounded up, so
    rounding never flatters.
    """
    total = sum(counts)
    if not total:
        return tuple(0 for _ in counts)
    whole = [count * 100 // total for count in counts]
    order = sorted(range(len(counts)), key=lambda at: (counts[at] * 100 % total, at), reverse=True)
    for at in order[: 100 - sum(whole)]:
        whole[at] += 1
    return tuple(whole)
