"""One line on how the sync fares, for a head of centre: is everything well, and who has to act."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from office.numbers import REFILL_BELOW
from sync.status import Status

# within this, a line that is down is the network's everyday life; items go by themselves when it is back
_SILENT = timedelta(hours=1)
# the comparison runs by the hour; a day without one is no accident
_UNCOMPARED = timedelta(hours=24)
# what nobody at the province mends for us
_OURS_TO_MEND = ('province.auth', 'province.certificate')


class Level(StrEnum):
    """GOOD: nobody needs to do anything. WATCH: it mends itself, or soon won't. ACT: a person has to act now."""

    GOOD = 'good'
    WATCH = 'watch'
    ACT = 'act'


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The worst that is the case: its code, how many things it is about, and since when; ``sync.shown`` says it."""

    level: Level
    code: str
    count: int = 0
    since: datetime | None = None


def health(found: Status, now: datetime) -> Health:
    """The line for a status; the first that is the case, the worst first."""
    return _to_act(found) or _to_watch(found, now) or Health(level=Level.GOOD, code='good', since=found.compared_at)


def _to_act(found: Status) -> Health | None:
    parked = sum(count for named, count in found.unsent.items() if named.endswith('.parked'))
    mend = next((lane for lane in found.lanes if lane.answer in _OURS_TO_MEND), None)
    cases = (
        (found.twin, Health(level=Level.ACT, code='twin')),
        (not found.running, Health(level=Level.ACT, code='stopped', count=_waiting(found))),
        (mend is not None, Health(level=Level.ACT, code=mend.answer if mend else '')),
        (bool(found.clock_ahead_s), Health(level=Level.ACT, code='clock', count=abs(found.clock_ahead_s) // 60)),
        (parked > 0, Health(level=Level.ACT, code='parked', count=parked)),
        (found.strays > 0, Health(level=Level.ACT, code='strays', count=found.strays)),
    )
    return next((one for is_so, one in cases if is_so), None)


def _to_watch(found: Status, now: datetime) -> Health | None:
    waiting = _waiting(found)
    heard = max((lane.heard_at for lane in found.lanes if lane.heard_at), default=None)
    silent = waiting > 0 and (heard is None or now - heard > _SILENT)
    uncompared = found.compared_at is not None and now - found.compared_at > _UNCOMPARED
    cases = (
        (found.unmet, Health(level=Level.WATCH, code='unmet')),
        (silent, Health(level=Level.WATCH, code='silent', count=waiting, since=heard)),
        (found.uncoded > 0, Health(level=Level.WATCH, code='uncoded', count=found.uncoded)),
        (0 < found.codes_left < REFILL_BELOW, Health(level=Level.WATCH, code='codes', count=found.codes_left)),
        (uncompared, Health(level=Level.WATCH, code='uncompared', since=found.compared_at)),
        (waiting > 0, Health(level=Level.GOOD, code='sending', count=waiting)),
    )
    return next((one for is_so, one in cases if is_so), None)


def _waiting(found: Status) -> int:
    return sum(count for named, count in found.unsent.items() if not named.endswith('.parked'))
