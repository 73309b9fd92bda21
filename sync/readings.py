"""What screens show: quick answers over a connection of their own that can't write."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from office import codec
from office.dossier import Dossier, DossierState
from office.facts import Fact
from office.procedure import Procedure
from office.slip_job import SlipJob, SlipState
from office.ticket import Ticket
from sync import books, chain, foreseen, met, results, rows, search
from sync.connection import telling
from sync.foreseen import PortalProblem
from sync.outbox import NOT_YET
from sync.search import DossierLine, ProcedureLine, Wanted
from sync.store import Store

# the exchange says once a minute that all is well; after three nobody exchanges
_SILENT = timedelta(minutes=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """What the board shows: who is called or served, newest call first, and who waits, in order of issue."""

    called: tuple[Ticket, ...]
    waiting: tuple[Ticket, ...]
    missed: tuple[Ticket, ...]

    @property
    def waiting_by_service(self) -> dict[str, int]:
        """How many wait for each service."""
        counts: dict[str, int] = {}
        for ticket in self.waiting:
            counts[ticket.service] = counts.get(ticket.service, 0) + 1
        return counts


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipLine:
    """A slip that isn't on paper, what it is about, since when it stands so, and by which machine's word."""

    job: SlipJob
    since: datetime
    device: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneLine:
    """How many items of a lane are in a state, the oldest since ``oldest``, of ``size`` bytes together."""

    lane: str
    state: str
    count: int
    size: int
    oldest: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxLine:
    """An item that the province has not confirmed; ``code`` and ``name`` are its dossier's."""

    id: str
    lane: str
    state: str
    subject: str
    code: str
    kind: str
    size: int
    since: datetime
    tries: int
    next_at: datetime
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where this ledger's chain of facts ends; ``seq`` 0 while there is none."""

    seq: int
    digest: str


class Readings:
    """Readings of one store, each a consistent view; any thread may ask, one at a time.

    Every method raises Trouble as ``sync.connection.telling`` does.
    """

    def __init__(self, store: Store) -> None:
        self._connection, self._clock = store.connect(reads_only=True), store.clock
        self._lock = threading.Lock()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def waiting(self, day: date) -> Sequence[Ticket]:
        """The waiting and the missed tickets of a local day, in order of issue."""
        with self._lock, telling():
            return books.waiting_tickets(self._connection, day)

    def board(self, day: date) -> Board:
        """The board of a local day."""
        with self._lock, telling():
            condition = (
                "WHERE day = ? AND state IN ('waiting', 'missed', 'called', 'serving') ORDER BY queued_at, rowid"
            )
            tickets = rows.select(self._connection, Ticket, condition, day.isoformat())
        at_counters = [ticket for ticket in tickets if ticket.state.value in ('called', 'serving')]
        return Board(
            called=tuple(sorted(at_counters, key=_called, reverse=True)),
            waiting=tuple(ticket for ticket in tickets if ticket.state.value == 'waiting'),
            missed=tuple(ticket for ticket in tickets if ticket.state.value == 'missed'),
        )

    def at_counter(self, day: date, counter: str) -> Ticket | None:
        """The ticket that a counter has called or serves, the newest where there are several."""
        return next((ticket for ticket in self.board(day).called if ticket.counter == counter), None)

    def service_minutes(self, day: date, service: str, limit: int = 20) -> list[float]:
        """How many minutes the last finished tickets of a service took that day, newest first; [] says nothing yet."""
        with self._lock, telling():
            done = rows.select(self._connection, Ticket, "WHERE day = ? AND state = 'done'", day.isoformat())
        spans = [
            (ticket.finished_at, ticket.finished_at - ticket.started_at)
            for ticket in done
            if ticket.service == service and ticket.started_at and ticket.finished_at
        ]
        # a clock set back within a service says nothing about how long it took
        lasted = [span.total_seconds() / 60 for _, span in sorted(spans, reverse=True) if span.total_seconds() >= 0]
        return lasted[:limit]

    def dossiers(self, wanted: Wanted) -> list[DossierLine]:
        """The dossiers of an officer, in some states, found by a text: as ``wanted`` says, newest first."""
        with self._lock, telling():
            return search.dossiers(self._connection, wanted)

    def search(self, text: str, limit: int = 20) -> list[DossierLine]:
        """Dossiers by any part of the applicant's name, an ID number or a code, newest first."""
        return self.dossiers(Wanted(text=text, limit=limit))

    def my_dossiers(
        self, officer: str, text: str = '', *, states: Sequence[DossierState] = (), limit: int = 50, offset: int = 0
    ) -> list[DossierLine]:
        """The dossiers that an officer took in, newest first."""
        return self.dossiers(Wanted(text=text, officer=officer, states=states, limit=limit, offset=offset))

    def due_dossiers(self, officer: str = '', *, before: datetime | None = None, limit: int = 200) -> list[DossierLine]:
        """The dossiers under way that have a due time (before a moment), the soonest first; '' is any officer."""
        conditions, values = '', list[str]()
        if officer:
            conditions += ' AND d.officer = ?'
            values.append(officer)
        if before is not None:
            conditions += ' AND d.due_at < ?'
            values.append(codec.moment(before))
        with self._lock, telling():
            found = self._connection.execute(
                f'SELECT {search.COLUMNS} FROM dossier d'  # noqa: S608  # our own names
                f" WHERE d.state IN ('accepted', 'processing', 'supplement', 'obligation')"
                f' AND d.due_at IS NOT NULL{conditions} ORDER BY d.due_at LIMIT ?',
                (*values, limit),
            ).fetchall()
        return [search.line_of(row) for row in found]

    def results_to_return(self, limit: int = 200) -> list[DossierLine]:
        """Dossiers whose result is here and not handed over, the one that waits longest first."""
        with self._lock, telling():
            return results.to_return(self._connection, limit)

    def posted_results(self, limit: int = 200) -> list[DossierLine]:
        """Dossiers whose result is with the post, the one posted first at the head, each with its tracking number."""
        with self._lock, telling():
            return results.with_post(self._connection, limit)

    def dossier(self, dossier: str) -> Dossier | None:
        """The dossier of an id."""
        with self._lock, telling():
            return rows.read(self._connection, Dossier, dossier)

    def procedure(self, code: str, on: date) -> Procedure:
        """The version of a procedure in force on a day.

        Raises:
            Refusal: ``procedure.unknown`` or ``procedure.not_in_force``.
        """
        with self._lock, telling():
            return books.get_procedure(self._connection, code, on)

    def procedures(self, text: str, on: date, limit: int = 50) -> list[ProcedureLine]:
        """The procedures in force on a day whose code, name or field holds every word of the text."""
        with self._lock, telling():
            return search.procedures(self._connection, text, on, limit)

    def slips(self, *states: SlipState) -> list[SlipLine]:
        """The slip jobs in some of the states before ``PRINTED``, oldest first, with the moment of their last fact."""
        marks = ', '.join('?' * len(states))
        with self._lock, telling():
            found = self._connection.execute(
                'SELECT s.body, f.at, f.device FROM slip s'  # noqa: S608  # our own names
                ' JOIN fact f ON f.seq = (SELECT max(seq) FROM fact WHERE subject = s.id)'
                f" WHERE s.state <> 'printed' AND s.state IN ({marks}) ORDER BY s.rowid",
                tuple(state.value for state in states),
            ).fetchall()
        return [SlipLine(job=codec.load(SlipJob, body), since=codec.at(at), device=by) for body, at, by in found]

    def slips_for_a_person(self, sending_before: datetime) -> list[SlipLine]:
        """The slips that only a person can settle: unknown, failed, or being sent since before a moment."""
        found = self.slips(SlipState.UNKNOWN, SlipState.FAILED, SlipState.SENDING)
        return [line for line in found if line.job.state is not SlipState.SENDING or line.since < sending_before]

    def outbox_status(self) -> list[LaneLine]:
        """What the province has not confirmed, by lane and state."""
        with self._lock, telling():
            found = self._connection.execute(
                'SELECT lane, state, count(*), sum(size), min(since) FROM outbox o'  # noqa: S608  # our own names
                f" WHERE state <> 'done' AND NOT {NOT_YET} GROUP BY lane, state ORDER BY lane, state",
                {'now': codec.moment(self._clock.now())},
            ).fetchall()
        return [
            LaneLine(lane=lane, state=state, count=count, size=size, oldest=codec.at(oldest))
            for lane, state, count, size, oldest in found
        ]

    def centre_lost_since(self, now: datetime) -> datetime | None:
        """When the centre's server was last heard, if it isn't now; None while it answers or there is none."""
        with self._lock, telling():
            row = self._connection.execute(
                "SELECT tries, tried_at, heard_at FROM lane WHERE name = 'centre'"
            ).fetchone()
        if row is None:
            return None
        tries, tried, heard = row
        last = codec.at(heard or tried)
        # a courier that died says nothing of it
        return last if tries or abs(now - last) > _SILENT else None

    def has_twin(self) -> bool:
        """Whether another machine of the centre bears this one's name, or this store was put back to an old copy."""
        with self._lock, telling():
            return met.has_twin(self._connection)

    def outbox(self, *states: str, limit: int = 200) -> list[OutboxLine]:
        """The unconfirmed items in some states (``waiting``, ``sending``, ``parked``), oldest first."""
        marks = ', '.join('?' * len(states))
        with self._lock, telling():
            found = self._connection.execute(
                'SELECT o.id, o.lane, o.state, o.subject, d.code, f.kind, o.size, o.since, o.tries, o.next_at, o.answer'  # noqa: S608  # our own names
                ' FROM outbox o JOIN fact f ON f.seq = o.fact LEFT JOIN dossier d ON d.id = o.subject'
                f" WHERE o.state <> 'done' AND o.state IN ({marks}) ORDER BY o.since, o.id LIMIT ?",
                (*states, limit),
            ).fetchall()
        return [_outbox_line(*row) for row in found]

    def parked(self) -> list[OutboxLine]:
        """The items that the province refused, for a person to look at."""
        return self.outbox('parked')

    def portal_problems(self, dossier: str, agency: str) -> list[PortalProblem]:
        """What the province refuses of a dossier, or will; ``agency`` is the centre's own."""
        with self._lock, telling():
            return foreseen.portal_problems(self._connection, dossier, agency)

    def strays(self, limit: int = 200) -> list[Fact]:
        """What the province said that fits nothing here, newest first."""
        with self._lock, telling():
            condition = "WHERE kind = 'StrayReported' ORDER BY seq DESC LIMIT ?"
            return list(chain.facts(self._connection, condition, limit))

    def facts_of(self, subject: str) -> list[Fact]:
        """All that happened to a subject, in order."""
        with self._lock, telling():
            return list(chain.facts(self._connection, 'WHERE subject = ? ORDER BY seq', subject))

    def head(self) -> Head:
        """Where the chain of facts ends."""
        with self._lock, telling():
            found = self._connection.execute('SELECT seq, digest FROM fact ORDER BY seq DESC LIMIT 1').fetchone()
        return Head(seq=found[0], digest=found[1]) if found else Head(seq=0, digest=chain.BEGINNING)


def _called(ticket: Ticket) -> str:
    return codec.moment(ticket.called_at) if ticket.called_at else ''


def _outbox_line(*row: str | int) -> OutboxLine:
    """A line from the columns in the order of its fields."""
    names = ('id', 'lane', 'state', 'subject', 'code', 'kind', 'size', 'since', 'tries', 'next_at', 'answer')
    read: dict[str, Any] = dict(zip(names, row, strict=True))
    times = {name: codec.at(read[name]) for name in ('since', 'next_at')}
    return OutboxLine(**{**read, **times, 'code': read['code'] or ''})
