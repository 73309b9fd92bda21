"""What the province is still owed, item by item: since when, tried how often, what it said, when next, who can act."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from office import codec
from office.dossier import Dossier
from office.facts import Fact, FactsCrossed
from office.officer import Officer
from office.slip_job import SlipJob
from office.ticket import Ticket
from office.workdays import local_day
from sync import chain, codes, met, reconcile, rows
from sync.alone import is_running
from sync.connection import Connection, telling
from sync.lanes import IN_TURN
from sync.outbox import NOT_YET
from sync.store import Store

# the columns of a reading below, in their order
Row = tuple[Any, ...]

# who can act on an answer: an officer at a counter, the administrator of this machine, or the province's people
OFFICER, ADMINISTRATOR, PROVINCE, NOBODY = 'officer', 'administrator', 'province', 'nobody'

_WHO = {
    **dict.fromkeys(('province.refused', 'province.key_conflict', 'courier.invalid'), OFFICER),
    **dict.fromkeys(('courier.no_applicant', 'courier.state', 'courier.no_code'), OFFICER),
    **dict.fromkeys(('pages.missing', 'pages.damaged', 'pages.disk', 'procedure.unknown'), ADMINISTRATOR),
    **dict.fromkeys(('courier.twin', 'pages.purged'), ADMINISTRATOR),
    **dict.fromkeys(('province.auth', 'province.certificate', 'province.unreachable'), ADMINISTRATOR),
    **dict.fromkeys(('province.busy', 'province.no_answer', 'province.garbled', 'wait.code'), PROVINCE),
}
# what crossed is for the people who did it: after a day nobody remembers
_REMEMBERED = timedelta(days=1)
_CROSSED = "WHERE kind = 'FactsCrossed' AND at >= ? ORDER BY seq"
# the lane of the exchange with the centre's server
CENTRE = 'centre'
# a slip shows minutes; two of them are within what an unsynchronised clock and a slow line make
_CLOCK_WRONG_S = 120
_OWED = (
    'SELECT o.id, o.lane, o.state, o.subject, d.code, f.kind, o.since, o.tries, o.next_at, o.answer,'  # noqa: S608  # our own names
    " d.provisional, CASE WHEN o.lane <> 'facts' THEN 1 ELSE" + IN_TURN + ' END'
    ' FROM outbox o JOIN fact f ON f.seq = o.fact LEFT JOIN dossier d ON d.id = o.subject'
    f" WHERE o.state <> 'done' AND (:state = '' OR o.state = :state) AND NOT {NOT_YET}"
    ' ORDER BY o.since, o.id LIMIT :limit'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One item of a ``subject``, whose ``dossier`` is its code where it has one.

    ``answer`` is a code, ``said`` the words that came with it.
    ``next_at`` is None where nothing happens by itself: a person has to act, or another item to go before.
    """

    item: str
    subject: str
    lane: str
    state: str
    what: str
    dossier: str
    since: datetime
    tries: int
    answer: str
    said: str
    next_at: datetime | None
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneState:
    """How a lane fares: when the province last answered it, and until when it leaves the province alone.

    ``ahead_s``: by how many seconds our clock ran ahead of the province's, negative behind, None while unknown.
    """

    lane: str
    answer: str
    tries: int
    tried_at: datetime
    heard_at: datetime | None
    rest_until: datetime | None
    ahead_s: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossed:
    """Two machines of the centre changed one thing, neither knowing of the other; ``what`` is the one that came second.

    ``about`` is a dossier's code or a ticket's number; ``void``: the second one changed nothing.
    """

    about: str
    what: str
    void: bool
    device: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Everything a head of centre or an administrator asks of the courier; ``unsent`` counts by lane and state.

    ``centre``: how the exchange with the centre's server fares, None on a machine that is the whole centre;
    ``crossed`` of the last day; ``aside_why`` counts by the code of the answer; ``unmet``: official codes wait until
    the courier has met the province (``sync.met``).
    """

    running: bool
    unsent: dict[str, int]
    aside: int
    carried: int
    strays: int
    codes_left: int
    uncoded: int
    twin: bool
    compared_at: datetime | None
    lanes: tuple[LaneState, ...]
    items: tuple[Owed, ...]
    centre: LaneState | None = None
    crossed: tuple[Crossed, ...] = ()
    aside_why: dict[str, int] = field(default_factory=dict)
    unmet: bool = False

    @property
    def clock_ahead_s(self) -> int:
        """By how many seconds this machine's clock is wrong, by the latest measure; 0 within what may be."""
        told = [(lane.heard_at, lane.ahead_s) for lane in self.lanes if lane.heard_at and lane.ahead_s is not None]
        ahead = max(told)[1] if told else 0
        return ahead if abs(ahead) >= _CLOCK_WRONG_S else 0

    def as_json(self) -> dict[str, object]:
        """The same for a program; moments as ISO 8601 in UTC."""
        return {**asdict(self), 'clock_ahead_s': self.clock_ahead_s}


def status(store: Store, *, state: str = '', limit: int = 200) -> Status:
    """How things stand, on one consistent view.

    Args:
        store: whose.
        state: ``'parked'`` for what waits for a person, '' for everything that is owed.
        limit: at most so many items, oldest first.
    """
    connection = store.connect(reads_only=True)
    try:
        with telling():
            connection.execute('BEGIN')
            known = {row[0]: _lane(row) for row in connection.execute(_LANES)}
            now = codec.moment(store.clock.now())
            since = codec.moment(store.clock.now() - _REMEMBERED)
            crossed = [_crossed(connection, fact) for fact in chain.facts(connection, _CROSSED, since)]
            owed = connection.execute(_OWED, {'state': state, 'limit': limit, 'now': now}).fetchall()
            counted = connection.execute(_COUNTED, {'now': now}).fetchall()
            carried = connection.execute("SELECT count(*) FROM carried WHERE state = 'waiting'").fetchone()[0]
            aside = dict(connection.execute('SELECT answer, count(*) FROM aside GROUP BY answer').fetchall())
            strays = connection.execute("SELECT count(*) FROM fact WHERE kind = 'StrayReported'").fetchone()[0]
            left = codes.left_today(connection, local_day(store.clock.now()), store.settings.device)
            has_twin = met.has_twin(connection)
            unmet = not met.is_met(connection, store.settings.place, store.settings.device)
            uncoded = connection.execute('SELECT count(*) FROM dossier WHERE provisional = 1').fetchone()[0]
            connection.execute('ROLLBACK')
    finally:
        connection.close()
    return Status(
        running=is_running(store.settings.place),
        unsent={f'{lane}.{stands}': count for lane, stands, count in counted},
        aside=sum(aside.values()),
        aside_why=aside,
        carried=carried,
        strays=strays,
        codes_left=left,
        uncoded=uncoded,
        twin=reconcile.is_stopped(store) or has_twin,
        unmet=unmet,
        compared_at=reconcile.compared_at(store),
        lanes=tuple(lane for name, lane in known.items() if name != CENTRE),
        centre=known.get(CENTRE),
        crossed=tuple(one for one in crossed if one is not None),
        items=tuple(_owed(row, known) for row in owed),
    )


_LANES = 'SELECT name, tries, rest_until, answer, tried_at, heard_at, ahead_s FROM lane ORDER BY name'
_COUNTED = (
    f"SELECT lane, state, count(*) FROM outbox o WHERE state <> 'done' AND NOT {NOT_YET}"  # noqa: S608  # our own names
    ' GROUP BY lane, state ORDER BY lane, state'
)


def _crossed(connection: Connection, fact: Fact) -> Crossed | None:
    body = fact.body
    if not isinstance(body, FactsCrossed):
        return None
    slip = rows.read(connection, SlipJob, body.about)
    subject = slip.about if slip is not None else body.about
    dossier, ticket = rows.read(connection, Dossier, subject), rows.read(connection, Ticket, subject)
    officer = rows.read(connection, Officer, body.about)
    known = (ticket and ticket.label, dossier and dossier.code, officer and officer.login)
    about = next((name for name in known if name), body.about)
    return Crossed(about=about, what=body.kind, void=body.void, device=fact.device, at=fact.at)


def _lane(row: Row) -> LaneState:
    name, tries, rest, answer, tried, heard, ahead = row
    return LaneState(
        lane=name,
        answer=answer,
        tries=tries,
        tried_at=codec.at(tried),
        heard_at=codec.at(heard) if heard else None,
        rest_until=codec.at(rest) if rest else None,
        ahead_s=ahead,
    )


def _owed(row: Row, lanes: Mapping[str, LaneState]) -> Owed:
    item, kind, state, subject, code, what, since, tries, next_at, answer, provisional, in_turn = row
    said, _, words = answer.partition(': ')
    lane, due = lanes.get(kind), codec.at(next_at)
    by_itself = state != 'parked'
    if by_itself and kind == 'facts' and (provisional or not in_turn):
        said, words, by_itself = 'wait.code' if provisional else 'wait.turn', '', False
    elif by_itself and lane is not None and lane.rest_until is not None:
        due, said = max(due, lane.rest_until), said or lane.answer
    return Owed(
        item=item,
        subject=subject,
        lane=kind,
        state=state,
        what=what,
        dossier=code or subject,
        since=codec.at(since),
        tries=tries,
        answer=said,
        said=words,
        next_at=due if by_itself else None,
        who=_WHO.get(said, NOBODY),
    )
