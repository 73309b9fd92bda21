"""What the board shows: the called numbers, who waits, and how old that is when the store stops answering."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Property, QObject, QTimer, Signal

from office.errors import Problem
from office.ports import Clock
from office.service import Service
from office.ticket import Ticket
from office.workdays import LOCAL
from qtkit.jobs import Jobs
from qtkit.rows import Rows

# look at the store so often: a look costs microseconds, and a call must be seen within 300 ms (design.md §9)
LOOK_EVERY_MS = 150

CALLED_SHOWN, WAITING_SHOWN = 5, 12

# the newest number is gold for so long (look.md)
GOLD_SECONDS = 10

Standing = tuple[Sequence[Ticket], Sequence[Ticket]]


class BoardModel(QObject):
    """The board; ``look`` reads the called and the waiting tickets of a local day, newest call first, and may block."""

    changed = Signal()
    called = Signal()

    def __init__(
        self, look: Callable[[], Standing], *, services: Sequence[Service], clock: Clock, jobs: Jobs, old_after: int
    ) -> None:
        super().__init__()
        self._look, self._clock, self._jobs, self._old_after = look, clock, jobs, old_after
        self._names = {service.letter: service.name for service in services}
        self.called_rows = Rows(['label', 'counter', 'isNew'], self)
        self.waiting_rows = Rows(['label'], self)
        self._waiting_line = ''
        self._seen_at: datetime | None = None
        self._newest: tuple[str, int] | None = None
        self._looking = False
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to look."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Look once, unless the last look is still under way."""
        self.changed.emit()
        if not self._looking:
            self._looking = True
            self._jobs.run(self._look, owner=self, then=self._on_seen, failed=self._on_problem)

    def _on_seen(self, standing: Standing) -> None:
        self._looking = False
        now = self._clock.now()
        self._seen_at = now
        at_counters, waiting = standing
        newest = at_counters[0] if at_counters else None
        call = (newest.id, newest.calls) if newest else None
        if call is not None and call != self._newest:
            self.called.emit()
        self._newest = call
        self.called_rows.show([self._row(ticket, now) for ticket in at_counters[:CALLED_SHOWN]])
        self.waiting_rows.show([{'label': ticket.label} for ticket in waiting[:WAITING_SHOWN]])
        counts = {
            name: sum(1 for ticket in waiting if ticket.service == letter) for letter, name in self._names.items()
        }
        self._waiting_line = '   '.join(f'{name}: {count}' for name, count in counts.items() if count)
        self.changed.emit()

    def _on_problem(self, _problem: Problem) -> None:
        self._looking = False
        self.changed.emit()

    def _row(self, ticket: Ticket, now: datetime) -> dict[str, object]:
        age = (now - ticket.called_at).total_seconds() if ticket.called_at else GOLD_SECONDS
        return {'label': ticket.label, 'counter': ticket.counter or '', 'isNew': age < GOLD_SECONDS}

    def _age(self) -> str:
        if self._seen_at is None:
            return ''
        seconds = int((self._clock.now() - self._seen_at).total_seconds())
        return f'Thông tin của {seconds} giây trước / {seconds} seconds old' if seconds >= self._old_after else ''

    calledRows = Property(QObject, lambda self: self.called_rows, constant=True)
    waitingRows = Property(QObject, lambda self: self.waiting_rows, constant=True)
    waitingLine = Property(str, lambda self: self._waiting_line, notify=changed)
    age = Property(str, lambda self: self._age(), notify=changed)
    time = Property(str, lambda self: f'{self._clock.now().astimezone(LOCAL):%H:%M}', notify=changed)
