"""What the board shows: the called numbers, who waits, and how old that is when the store stops answering."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Property, QObject, QTimer, Signal

from kiosk.texts import board_says
from office.errors import Problem
from office.ports import Clock
from office.service import Service
from office.ticket import Ticket
from office.workdays import LOCAL
from qtkit.jobs import Jobs
from qtkit.rows import Rows

# the clock, the gold and the age move on so often
TICK_MS = 500

CALLED_SHOWN, WAITING_SHOWN = 5, 4

# a called number is gold for so long (look.md)
GOLD_SECONDS = 10

MINUTE = 60

# a store that nobody else writes to is looked at so often nevertheless: the centre's server may be gone
LOOK_SECONDS = 30

Standing = tuple[Sequence[Ticket], Sequence[Ticket]]
Seen = tuple[Standing, datetime | None]


def _never(_now: datetime) -> None:
    """Nothing is lost where one machine is the whole centre."""


class BoardModel(QObject):
    """The board; ``look`` reads the called and the waiting tickets of a local day, newest call first, and may block.

    Signals:
        changed: something to show is new.
        called: a number was called or called again since the last look.
        announced: (label, counter) of each of them, in the order of the calls.
    """

    changed = Signal()
    called = Signal()
    announced = Signal(str, str)

    def __init__(
        self,
        look: Callable[[], Standing],
        *,
        services: Sequence[Service],
        clock: Clock,
        jobs: Jobs,
        old_after: int,
        lost_since: Callable[[datetime], datetime | None] = _never,
    ) -> None:
        super().__init__()
        self._lost_since = lost_since
        self._lost: datetime | None = None
        self._looked_at: datetime | None = None
        self._look, self._clock, self._jobs, self._old_after = look, clock, jobs, old_after
        self._services = services
        self.called_rows = Rows(['label', 'counter', 'isNew'], self, key='label')
        self.waiting_rows = Rows(['service', 'labels', 'more'], self, key='service')
        self._standing: Standing = ((), ())
        self._heard_at: datetime | None = None
        self._calls: frozenset[tuple[str, int]] | None = None
        self._is_looking, self._is_behind = False, False
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._show)

    def start(self) -> None:
        """Look once and let the clock run."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Let the clock stand."""
        self._timer.stop()

    def look(self) -> None:
        """Look at the store; what changes during a look is seen by the next one."""
        if self._is_looking:
            self._is_behind = True
            return
        self._is_looking = True
        self._looked_at = self._clock.now()
        self._jobs.run(self._see, owner=self, then=self._on_seen, failed=self._on_problem)

    def _see(self) -> Seen:
        return self._look(), self._lost_since(self._clock.now())

    def heard(self) -> None:
        """The store answered and has no news: what is shown is fresh."""
        now = self._clock.now()
        if self._heard_at is not None and self._lost is None:
            self._heard_at = now
        if self._looked_at is not None and (now - self._looked_at).total_seconds() > LOOK_SECONDS:
            self.look()

    def _on_seen(self, seen: Seen) -> None:
        standing, self._lost = seen
        # without the centre's server other machines' calls may be missing: the board is as old as the last word of it
        self._standing, self._heard_at = standing, self._lost or self._clock.now()
        calls = frozenset((ticket.id, ticket.calls) for ticket in standing[0])
        # what was called before the board was switched on is no news
        before, self._calls = self._calls if self._calls is not None else calls, calls
        news = [ticket for ticket in reversed(standing[0]) if (ticket.id, ticket.calls) not in before]
        self._show()
        if news:
            self.called.emit()
        for ticket in news:
            self.announced.emit(ticket.label, ticket.counter)
        self._end_of_look()

    def _on_problem(self, _problem: Problem) -> None:
        self._end_of_look()

    def _end_of_look(self) -> None:
        self._is_looking = False
        if self._is_behind:
            self._is_behind = False
            self.look()

    def _show(self) -> None:
        now = self._clock.now()
        called, waiting = self._standing
        self.called_rows.show([self._called_row(ticket, now) for ticket in called[:CALLED_SHOWN]])
        rows = [
            self._waiting_row(one, [ticket.label for ticket in waiting if ticket.service == one.letter])
            for one in self._services
        ]
        self.waiting_rows.show([row for row in rows if row['labels']])
        self.changed.emit()

    def _called_row(self, ticket: Ticket, now: datetime) -> dict[str, object]:
        age = (now - ticket.called_at).total_seconds() if ticket.called_at else GOLD_SECONDS
        return {'label': ticket.label, 'counter': ticket.counter or '', 'isNew': age < GOLD_SECONDS}

    def _waiting_row(self, service: Service, labels: list[str]) -> dict[str, object]:
        hidden = len(labels) - WAITING_SHOWN
        return {
            'service': service.name,
            'labels': '  '.join(labels[:WAITING_SHOWN]),
            'more': board_says('more', hidden) if hidden > 0 else '',
        }

    def _age(self) -> str:
        if self._heard_at is None:
            return ''
        seconds = int((self._clock.now() - self._heard_at).total_seconds())
        if seconds < self._old_after:
            return ''
        if seconds < 2 * MINUTE:
            return board_says('age_seconds', seconds)
        return board_says('age_minutes', seconds // MINUTE)

    calledRows = Property(QObject, lambda self: self.called_rows, constant=True)
    waitingRows = Property(QObject, lambda self: self.waiting_rows, constant=True)
    isCalling = Property(bool, lambda self: bool(self.called_rows.rows), notify=changed)
    isAwaited = Property(bool, lambda self: bool(self.waiting_rows.rows), notify=changed)
    age = Property(str, lambda self: self._age(), notify=changed)
    time = Property(str, lambda self: f'{self._clock.now().astimezone(LOCAL):%H:%M}', notify=changed)
