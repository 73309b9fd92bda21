"""The left region: who waits, and who sits at this counter."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal

from counter.models.desk import Desk
from counter.models.work import Shift
from counter.words import moment, say
from office.errors import Problem
from office.ticket import Ticket, TicketState
from office.workdays import local_day


class QueueModel(Desk):
    """The queue as this counter sees it; every intent runs on the store's thread."""

    changed = Signal()
    started = Signal(object)
    finished = Signal()

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self.waiting: Sequence[Ticket] = ()
        self.current: Ticket | None = None

    def refresh(self) -> None:
        """Read the queue anew."""
        work = self._shift.work
        day = local_day(work.clock.now())
        self._run(lambda: (work.looking.waiting(day), work.looking.at_counter(day, work.counter)), self._on_read)

    def call_next(self) -> None:
        """Call whose turn it is; one ticket at a time sits at a counter."""
        work, officer = self._shift.work, self._shift.officer.id
        if self.current is None:
            self._do(lambda: work.queueing.call_next(work.counter, officer, work.services))

    def call(self, ticket: str) -> None:
        """Call a missed one whose citizen came after all, or one by choice."""
        work, officer = self._shift.work, self._shift.officer.id
        if self.current is None:
            self._do(lambda: work.queueing.call(ticket, work.counter, officer))

    def recall(self) -> None:
        """Call the called ticket once more."""
        self._move(TicketState.CALLED, self._shift.work.queueing.recall)

    def miss(self) -> None:
        """Nobody came."""
        self._move(TicketState.CALLED, self._shift.work.queueing.miss)

    def start(self) -> None:
        """The citizen sits down."""
        self._move(TicketState.CALLED, self._shift.work.queueing.start)

    def finish(self) -> None:
        """The citizen leaves."""
        self._move(TicketState.SERVING, self._shift.work.queueing.finish)

    def put_back(self) -> None:
        """The citizen mends a form and keeps her place."""
        queueing, officer, ticket = self._shift.work.queueing, self._shift.officer.id, self.current
        if ticket is not None:
            self._do(lambda: queueing.put_back(ticket.id, officer, 'mends a paper'))

    def _move(self, state: TicketState, verb: Callable[[str, str, str], Ticket]) -> None:
        ticket, work, officer = self.current, self._shift.work, self._shift.officer.id
        if ticket is not None and ticket.state is state:
            self._do(lambda: verb(ticket.id, work.counter, officer))

    def _do(self, work: Callable[[], Ticket | None]) -> None:
        self._run(work, self._on_moved)

    def _on_moved(self, ticket: Ticket | None) -> None:
        if ticket is None:
            self.told.emit(say("Không có ai đang chờ.", "Nobody is waiting."))
        elif ticket.state is TicketState.SERVING:
            self.started.emit(ticket)
        elif ticket.state is TicketState.CALLED:
            self._ring()
        else:
            self.finished.emit()
        self.refresh()

    def _ring(self) -> None:
        """A bell for whoever doesn't look at the board; a call is a call without it."""
        work = self._shift.work
        printing = work.printing
        if work.ring_on_call and printing is not None:
            work.print_jobs.run(
                lambda: printing.signal(f'ring:{moment(work.clock.now())}', rings=True),
                owner=self,
                then=lambda _nothing: None,
                failed=lambda _problem: work.watch.look_now(),
            )

    def _on_read(self, read: tuple[Sequence[Ticket], Ticket | None]) -> None:
        if read != (self.waiting, self.current):
            self.waiting, self.current = read
            self.changed.emit()

    def _on_problem(self, problem: Problem) -> None:
        super()._on_problem(problem)
        self.refresh()
