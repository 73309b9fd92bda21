"""The left region: who waits, who sits here, and whose dossier is at the desk."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from counter.models.dossier_model import DossierModel
from counter.models.queue_model import QueueModel
from counter.models.results_model import ResultsModel
from counter.texts import PROOFS, STATES, TICKETS
from counter.views.parts import GRID, button, column, hairline, label, row, rows
from counter.views.style import icon
from counter.words import clock, hidden, said, say
from office.dossier import Dossier
from office.facts import Priority
from office.person import Applicant
from office.ticket import Ticket, TicketState

# fits the longest button and "A017  08:15  vắng mặt"
WIDTH = 258


class WhoRegion(QFrame):
    """The queue of this counter, and the citizen before it."""

    def __init__(self, queue: QueueModel, dossier: DossierModel, results: ResultsModel) -> None:
        super().__init__()
        self.setObjectName('region')
        self.setProperty('role', 'card')
        self.setFixedWidth(WIDTH)
        self._queue, self._dossier, self._results = queue, dossier, results
        self._returning = False
        self._number = label("—", role='number', name='current-number')
        self._state = label(role='quiet', name='current-state')
        self._count = label(role='strong', name='waiting-count')
        self._list = rows('waiting')
        self._who_is = label(role='small', name='citizen-is')
        self._who = label(role='strong', name='citizen')
        self._more = label(role='quiet', name='citizen-more')
        self._make_buttons()
        self._lay_out()
        self._list.setProperty('own-enter', True)
        self._list.itemActivated.connect(self._on_activated)
        queue.changed.connect(self._show)
        dossier.changed.connect(self._show_citizen)
        results.opened.connect(self._show_citizen)
        self._show()
        self._show_citizen()

    def default_button(self) -> QPushButton | None:
        """What Enter does here; None while the citizen is being served."""
        current = self._queue.current
        if current is None:
            return self._call
        return self._start if current.state is TicketState.CALLED else None

    def show_returning(self, *, on: bool) -> None:
        """Show who collects a result, or who applies."""
        self._returning = on
        self._show_citizen()

    def add_bar(self, bar: QWidget) -> None:
        """What the officer does for the citizen's display, above those who wait."""
        self._box.insertWidget(self._box.indexOf(self._count), bar)
        self._box.insertWidget(self._box.indexOf(self._count), hairline())

    @property
    def finish_button(self) -> QPushButton:
        """The button that ends a service."""
        return self._finish

    def _make_buttons(self) -> None:
        queue = self._queue
        self._call = button(say("Gọi số tiếp theo", "Call next"), 'F2', 'call-next', queue.call_next, sign='mdi6.bell')
        self._recall = button(say("Gọi lại", "Recall"), 'F3', 'recall', queue.recall)
        self._miss = button(say("Vắng mặt", "Absent"), 'F4', 'miss', queue.miss)
        self._start = button(
            say("Bắt đầu phục vụ", "Start"), 'F5', 'start', queue.start, sign='mdi6.account-arrow-right'
        )
        self._finish = button(say("Kết thúc lượt", "Finish"), 'F6', 'finish', queue.finish, sign='mdi6.check')
        self._back = button(say("Chờ lại, giữ lượt", "Back to queue"), 'F7', 'put-back', queue.put_back)

    def _lay_out(self) -> None:
        box: QVBoxLayout = column(
            label(say("Đang phục vụ", "Now serving"), role='small'),
            self._number,
            self._state,
            self._call,
            self._start,
            self._finish,
        )
        box.takeAt(box.count() - 1)
        box.addLayout(row(self._recall, self._miss, stretch=0))
        box.addWidget(self._back)
        box.addWidget(hairline())
        for part in (self._who_is, self._who, self._more, hairline()):
            box.addWidget(part)
        box.addWidget(self._count)
        box.addWidget(self._list, 1)
        box.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 3 * GRID)
        box.setSpacing(6)
        self.setLayout(box)
        self._box = box

    def _show(self) -> None:
        current = self._queue.current
        self._number.setText(current.label if current else "—")
        self._state.setText(_standing(current))
        waiting = [ticket for ticket in self._queue.waiting if ticket.state is TicketState.WAITING]
        self._count.setText(say(f"Đang chờ: {len(waiting)}", f"Waiting: {len(waiting)}"))
        at = self._list.currentRow()
        self._list.clear()
        for ticket in self._queue.waiting:
            self._list.addItem(_item(ticket))
        self._list.setCurrentRow(min(at, self._list.count() - 1))
        self._enable(current)

    def _show_citizen(self) -> None:
        if self._returning:
            shown = _collector(self._results)
        else:
            shown = (say("Người nộp hồ sơ", "Applicant"), *_applicant(self._dossier.dossier))
        for part, words in zip((self._who_is, self._who, self._more), shown, strict=True):
            part.setText(words)

    def _enable(self, current: Ticket | None) -> None:
        is_called = current is not None and current.state is TicketState.CALLED
        self._call.setEnabled(current is None)
        for one in (self._recall, self._miss, self._start):
            one.setEnabled(is_called)
        self._finish.setEnabled(current is not None and current.state is TicketState.SERVING)
        self._back.setEnabled(current is not None)

    def _on_activated(self, item: QListWidgetItem) -> None:
        self._queue.call(item.data(Qt.ItemDataRole.UserRole))


def _applicant(known: Dossier | None) -> tuple[str, str]:
    who = known.applicant if known else None
    if who is None:
        more = say("Chưa có người nộp", "No applicant yet") if known else say("Chưa mở hồ sơ", "No dossier open")
        return "—", more
    return who.owner, _about(who)


def _collector(results: ResultsModel) -> tuple[str, str, str]:
    """Who collects: as written down, else whose card was shown; before that, whom the result is waiting for."""
    head, known = say("Người nhận kết quả", "Collector"), results.dossier
    if known is None or known.applicant is None:
        return head, "—", say("Chưa chọn kết quả", "No result chosen")
    if known.returned is not None:
        return head, known.returned.collector.name, _about(known.returned.collector)
    if results.card is None:
        waits = say("chưa xem giấy tờ", "no card seen yet")
        if known.postal_items and results.is_done:
            waits = said(STATES[known.state])
        return (
            say("Kết quả của", "The result is of"),
            known.applicant.name,
            f'{hidden(known.applicant.number)}\n{waits}',
        )
    is_hers = (
        say("người nộp", "the applicant")
        if results.is_applicants_card
        else say("không phải người nộp", "not the applicant")
    )
    return head, results.card.name, f'{hidden(results.card.number)}\n{is_hers}'


def _about(who: Applicant) -> str:
    number = f'{hidden(who.number)}\n' if who.number else ''
    if who.organisation is not None:
        number = f'{say("Đại diện", "By")}: {who.name}\n{number}'
    return f'{number}{said(PROOFS[who.proof])}'


def _standing(current: Ticket | None) -> str:
    if current is None:
        return say("Chưa gọi số nào", "Nobody is called")
    since = current.started_at or current.called_at
    return f'{said(TICKETS[current.state])} {clock(since)}' if since else said(TICKETS[current.state])


def _item(ticket: Ticket) -> QListWidgetItem:
    said_more = []
    if ticket.priority is not Priority.NORMAL:
        said_more.append(say("ưu tiên", "priority"))
    if ticket.state is TicketState.MISSED:
        said_more.append(say("vắng mặt, Enter để gọi", "absent, Enter calls"))
    item = QListWidgetItem(f'{ticket.label}   {clock(ticket.queued_at)}   {", ".join(said_more)}'.rstrip())
    item.setData(Qt.ItemDataRole.UserRole, ticket.id)
    missed = ticket.state is TicketState.MISSED
    item.setIcon(icon('mdi6.account-off-outline' if missed else 'mdi6.account-clock-outline', 'quiet'))
    return item
