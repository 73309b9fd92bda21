"""The left region: who waits and who sits here."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem, QVBoxLayout, QWidget

from counter.models.queue_model import QueueModel
from counter.views.parts import button, label, rows
from office.ticket import Ticket, TicketState
from office.workdays import LOCAL

STATES = {TicketState.CALLED: "đang gọi", TicketState.SERVING: "đang phục vụ"}


class QueuePanel(QWidget):
    """The queue of a counter."""

    def __init__(self, model: QueueModel) -> None:
        super().__init__()
        self._model = model
        self._number = label("—", role='number', name='current-number')
        self._state = label("Chưa gọi số nào", role='quiet', name='current-state')
        self._list = rows('waiting')
        self._count = label(role='quiet', name='waiting-count')
        self._call = button(self.tr("Gọi số tiếp theo"), 'F2', 'call-next', model.call_next)
        self._recall = button(self.tr("Gọi lại"), 'F3', 'recall', model.recall)
        self._miss = button(self.tr("Vắng mặt"), 'F4', 'miss', model.miss)
        self._start = button(self.tr("Bắt đầu"), 'F5', 'start', model.start)
        self._finish = button(self.tr("Kết thúc"), 'F6', 'finish', model.finish)
        self._back = button(self.tr("Chờ lại, giữ lượt"), 'F7', 'put-back', model.put_back)
        column = QVBoxLayout(self)
        for part in (self._number, self._state, self._call, self._recall, self._miss, self._start, self._finish):
            column.addWidget(part)
        column.addWidget(self._back)
        column.addWidget(self._count)
        column.addWidget(self._list, 1)
        self._list.itemActivated.connect(self._on_activated)
        model.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        current = self._model.current
        self._number.setText(current.label if current else "—")
        self._state.setText(STATES.get(current.state, '') if current else "Chưa gọi số nào")
        waiting = [ticket for ticket in self._model.waiting if ticket.state is TicketState.WAITING]
        self._count.setText(f"Đang chờ: {len(waiting)}")
        self._list.clear()
        for ticket in self._model.waiting:
            self._list.addItem(_item(ticket))
        self._enable(current)

    def _enable(self, current: Ticket | None) -> None:
        is_called = current is not None and current.state is TicketState.CALLED
        self._call.setEnabled(current is None)
        for one in (self._recall, self._miss, self._start):
            one.setEnabled(is_called)
        self._finish.setEnabled(current is not None and current.state is TicketState.SERVING)
        self._back.setEnabled(current is not None)
        next_step = self._call if current is None else self._start if is_called else self._finish
        for one in (self._call, self._start, self._finish):
            one.setDefault(one is next_step)

    def _on_activated(self, item: QListWidgetItem) -> None:
        self._model.call(item.data(Qt.ItemDataRole.UserRole))


def _item(ticket: Ticket) -> QListWidgetItem:
    missed = "  vắng mặt" if ticket.state is TicketState.MISSED else ''
    item = QListWidgetItem(f'{ticket.label}   {ticket.queued_at.astimezone(LOCAL):%H:%M}{missed}')
    item.setData(Qt.ItemDataRole.UserRole, ticket.id)
    return item
