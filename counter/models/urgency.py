"""How urgent a due time is: late, today, tomorrow, or in some days, by the centre's own calendar day."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from office.workdays import LOCAL, local_day

# a day's work stands between "soon" and "late", so that late is seen before it is late
SOON = timedelta(days=1)


class Urgency(StrEnum):
    """How a due time stands against the clock."""

    NONE = 'none'
    LATER = 'later'
    SOON = 'soon'
    TODAY = 'today'
    LATE = 'late'


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What is left until a due time: ``days`` between the local days, below zero once it has passed."""

    urgency: Urgency
    days: int = 0


def left_until(due: datetime | None, now: datetime) -> Left:
    """How long is left."""
    if due is None:
        return Left(urgency=Urgency.NONE)
    days = (local_day(due) - local_day(now)).days
    if due < now:
        return Left(urgency=Urgency.LATE, days=days)
    if days == 0:
        return Left(urgency=Urgency.TODAY)
    return Left(urgency=Urgency.SOON if days <= SOON.days else Urgency.LATER, days=days)


def soon_before(now: datetime) -> datetime:
    """Before which moment a due time is soon: the end of the local day after this one."""
    after = now.astimezone(LOCAL).replace(hour=0, minute=0, second=0, microsecond=0) + SOON + timedelta(days=1)
    return after.astimezone(now.tzinfo)
