"""The centre region: what the citizen came for, who she is, and her papers one by one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from counter.models.dossier_model import DossierModel
from counter.models.queue_model import QueueModel
from counter.models.work import ProcedureFound
from counter.texts import PAPERS, STATES
from counter.views.parts import button, field, label, rows
from office.dossier import Dossier, DossierState
from office.papers import Component, PaperStatus
from office.privacy import masked_number
from office.slip_job import SlipState
from office.workdays import LOCAL

ROLE = Qt.ItemDataRole.UserRole


class DossierPanel(QWidget):
    """One dossier being taken in."""

    def __init__(self, model: DossierModel, queue: QueueModel) -> None:
        super().__init__()
        self._model, self._queue = model, queue
        self._search = field("Tìm thủ tục: tên không dấu hoặc mã", 'procedure-search')
        self._found = rows('procedures-found')
        self._title = label(role='heading', name='dossier-title')
        self._state = label(role='quiet', name='dossier-state')
        self._traps = label(role='warn', name='traps')
        self._card = field("Quét mã QR trên thẻ căn cước vào đây", 'card')
        self._who = label(name='applicant')
        self._papers = rows('papers')
        self._reason = field("Lý do (yêu cầu bổ sung hoặc từ chối)", 'reason')
        self._lay_out()
        self._search.textChanged.connect(model.find)
        self._search.returnPressed.connect(self._begin_first)
        self._found.itemActivated.connect(lambda item: self._begin(item.data(ROLE)))
        self._card.returnPressed.connect(self._on_card)
        model.found.connect(self._on_found)
        model.changed.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        model = self._model
        self._marks = [
            button("Có, đúng", 'Ctrl+1', 'seen', lambda: self._mark(PaperStatus.SEEN)),
            button("Còn thiếu", 'Ctrl+2', 'missing', lambda: self._mark(PaperStatus.MISSING)),
            button("Không áp dụng", 'Ctrl+3', 'not-needed', lambda: self._mark(PaperStatus.NOT_NEEDED)),
        ]
        self._accept = button("Tiếp nhận và in giấy hẹn", 'F9', 'accept', model.accept)
        self._supplement = button(
            "Yêu cầu bổ sung", 'F10', 'supplement', lambda: model.ask_supplement(self._reason.text())
        )
        self._refuse = button("Từ chối hồ sơ", 'F11', 'refuse', lambda: model.refuse(self._reason.text()))
        self._print = button("In lại", 'Ctrl+P', 'print', self._on_print)
        self._is_there = button("Có phiếu", '', 'slip-is-there', lambda: model.settle(printed=True))
        self._new = button("Hồ sơ khác", 'Ctrl+N', 'new', model.clear)
        column = QVBoxLayout(self)
        for part in (self._search, self._found, self._title, self._state, self._traps, self._card, self._who):
            column.addWidget(part)
        column.addWidget(self._papers, 1)
        for row in (self._marks, [self._reason], [self._accept, self._supplement, self._refuse]):
            column.addLayout(_row(row))
        column.addLayout(_row([self._print, self._is_there, self._new]))

    def _on_found(self, found: Sequence[ProcedureFound]) -> None:
        self._found.clear()
        for procedure in found:
            item = QListWidgetItem(f'{procedure.code}  {procedure.name}')
            item.setData(ROLE, procedure.code)
            self._found.addItem(item)
        self._found.setCurrentRow(0)

    def _begin_first(self) -> None:
        item = self._found.currentItem()
        if item is not None:
            self._begin(item.data(ROLE))

    def _begin(self, procedure: str) -> None:
        current = self._queue.current
        self._model.begin(procedure, current.id if current else None)
        self._card.setFocus()

    def _on_card(self) -> None:
        self._model.scan_card(self._card.text())
        self._card.clear()
        self._papers.setFocus()

    def _on_print(self) -> None:
        job = self._model.job
        if job is not None and job.state is SlipState.UNKNOWN:
            self._model.settle(printed=False)
        else:
            self._model.print()

    def _mark(self, status: PaperStatus) -> None:
        item = self._papers.currentItem()
        if item is not None:
            at = self._papers.currentRow()
            self._model.mark(item.data(ROLE), status)
            self._papers.setCurrentRow(min(at + 1, self._papers.count() - 1))

    def _show(self) -> None:
        known = self._model.dossier
        self._search.setVisible(known is None)
        self._found.setVisible(known is None)
        shown: tuple[QWidget, ...] = (self._title, self._state, self._card, self._who, self._papers, self._reason)
        for widget in shown:
            widget.setVisible(known is not None)
        self._traps.setVisible(bool(self._model.traps))
        self._enable(known)
        if known is None:
            self._search.setFocus()
            return
        self._title.setText(f'{known.procedure_name}  ({known.procedure})')
        self._state.setText(_state_line(known))
        self._traps.setText("\n".join(f"⚠ {trap}" for trap in self._model.traps[:3]))
        who = known.applicant
        self._who.setText(f"Người nộp: {who.name}, {masked_number(who.number)}" if who else "Chưa có người nộp")
        at = max(0, self._papers.currentRow())
        self._papers.clear()
        for component in known.components:
            self._papers.addItem(_paper(component))
        self._papers.setCurrentRow(min(at, self._papers.count() - 1))

    def _enable(self, known: Dossier | None) -> None:
        job = self._model.job
        is_intake = known is not None and known.state in (DossierState.OPEN, DossierState.INCOMPLETE)
        for one in (*self._marks, self._accept, self._refuse):
            one.setEnabled(is_intake)
        self._supplement.setEnabled(known is not None and known.state is DossierState.OPEN)
        self._card.setEnabled(is_intake)
        self._print.setEnabled(known is not None and known.state is not DossierState.OPEN)
        self._is_there.setVisible(job is not None and job.state is SlipState.UNKNOWN)
        self._new.setEnabled(known is not None)
        self._accept.setDefault(is_intake)
        self._new.setDefault(known is not None and not is_intake)


def _row(parts: Sequence[QWidget]) -> QHBoxLayout:
    row = QHBoxLayout()
    for part in parts:
        row.addWidget(part)
    return row


def _paper(part: Component) -> QListWidgetItem:
    status = "ⓘ lưu ý" if part.listed.is_note else PAPERS[part.status]
    item = QListWidgetItem(f'{status:<18} {part.listed.name}')
    item.setData(ROLE, part.listed.code)
    return item


def _state_line(dossier: Dossier) -> str:
    if not dossier.code:
        return STATES[dossier.state]
    tentative = " (số tạm)" if dossier.provisional else ''
    due = f", hẹn trả {dossier.due_at.astimezone(LOCAL):%H:%M %d/%m/%Y}" if dossier.due_at else ''
    return f'{STATES[dossier.state]}: {dossier.code}{tentative}{due}'
