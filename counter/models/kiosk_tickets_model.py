"""The kiosks' tickets of which nobody knows whether they came out: shown with a picture, settled by who looked."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from counter.models.desk import Desk
from counter.models.work import Shift
from counter.words import say
from office.catalogue import seed_services
from office.desk.printing import Printing
from office.errors import Problem, Trouble
from office.officer import Right
from office.service import Service
from office.slip import ticket_opening
from office.slip_job import SlipJob, SlipState, UnsureTicket
from office.slip_layout import Layout
from office.ticket import Ticket
from qtkit.slip_printing import pictured, slip_picture


class KioskTicketsModel(Desk):
    """``rows`` are the tickets, ``chosen`` the one that is looked at and ``picture`` its PNG, b'' until it is drawn.

    ``is_redrawn``: another machine keeps the slip itself; what is shown is drawn from the ticket. ``may_settle``:
    whether this officer may say how it ended.
    """

    changed = Signal()

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self.may_settle = shift.officer.may(Right.RECEIVE)
        self.rows: Sequence[UnsureTicket] = ()
        self.chosen: UnsureTicket | None = None
        self.picture, self.is_redrawn = b'', False

    def refresh(self) -> None:
        """Read them anew."""
        self._run(self._shift.work.read_unsure_tickets, self._on_rows)

    def choose(self, job: str) -> None:
        """Look at one."""
        self.chosen = next((one for one in self.rows if one.job.id == job), None)
        self.picture, self.is_redrawn = b'', False
        self.changed.emit()
        known = self.chosen
        if known is not None:
            self._run(lambda: self._drawn(known), lambda made: self._on_drawn(known, made))

    def settle(self, *, printed: bool) -> None:
        """The officer looked at the kiosk and says whether the ticket that is looked at came out."""
        known, work, officer = self.chosen, self._shift.work, self._shift.officer.id
        if known is not None:
            work.store_jobs.run(
                lambda: Printing(work.ledger).settle_ticket(known.job.id, printed=printed, officer=officer),
                owner=self,
                then=lambda job: self._on_settled(known, job),
                failed=self._on_not_settled,
            )

    def _drawn(self, known: UnsureTicket) -> tuple[bytes, bool]:
        """The slip as it was sent where this machine keeps it, else what is known of the ticket."""
        work = self._shift.work
        if work.far is None or work.far.elsewhere(known.job.layout) is None:
            try:
                return slip_picture(work.pages, known.job), False
            except Trouble:
                # what was kept is gone or damaged; the ticket itself still says whose it is
                pass
        return pictured(redrawn(known.ticket, seed_services(), work.centre.name)), True

    def _on_drawn(self, known: UnsureTicket, made: tuple[bytes, bool]) -> None:
        if self.chosen == known:
            self.picture, self.is_redrawn = made
            self.changed.emit()

    def _on_settled(self, known: UnsureTicket, job: SlipJob) -> None:
        label = known.ticket.label
        if job.state is SlipState.PRINTED:
            self.told.emit(say(f"Đã ghi: phiếu {label} có trên giấy.", f"Written down: {label} is on paper."))
        else:
            self.told.emit(
                say(
                    f"Đã ghi: phiếu {label} không in ra. Số vẫn có hiệu lực, gọi như thường.",
                    f"Written down: {label} did not come out. The number stays valid and will be called.",
                )
            )
        self.refresh()

    def _on_rows(self, rows: Sequence[UnsureTicket]) -> None:
        if rows == self.rows:
            return
        self.rows = rows
        # the next one is chosen by a person: a key pressed twice must not answer for two
        if self.chosen not in rows:
            self.chosen, self.picture, self.is_redrawn = None, b'', False
        self.changed.emit()

    def _on_not_settled(self, problem: Problem) -> None:
        self._on_problem(problem)
        # somebody else may have settled it meanwhile
        self.refresh()


def redrawn(ticket: Ticket, services: Sequence[Service], centre: str) -> Layout:
    """A ticket's opening lines from the ticket alone."""
    names = next(((one.name, one.english) for one in services if one.letter == ticket.service), ('', ''))
    return ticket_opening(centre, ticket.label, names, ticket.issued_at)
