"""One step of the dossier: its sign, its name, how it stands, and its body while it is looked at."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QScrollArea, QWidget

from counter.models.steps import Step, StepName, StepState
from counter.views.parts import GRID, Elided, Sign, column, holding, row, set_role
from counter.views.style import icon
from counter.words import Pair, said
from office.money import dotted

TITLES: dict[StepName, Pair] = {
    StepName.PROCEDURE: ("1. Thủ tục", "1. Procedure"),
    StepName.WHO: ("2. Người nộp", "2. Applicant"),
    StepName.PAPERS: ("3. Giấy tờ", "3. Papers"),
    StepName.FEES: ("4. Phí, lệ phí", "4. Fees"),
    StepName.FINISH: ("5. Tiếp nhận", "5. Reception"),
}

SIGNS = {
    StepState.DONE: ('mdi6.check-circle', 'good'),
    StepState.OPEN: ('mdi6.circle-outline', 'action'),
    StepState.STUCK: ('mdi6.alert-circle-outline', 'warn'),
    StepState.BLOCKED: ('mdi6.lock-outline', 'quiet'),
}

REASONS: dict[str, Pair] = {
    'choose': ("tìm theo tên hoặc mã", "search by name or code"),
    'no_procedure': ("chọn thủ tục trước", "choose the procedure first"),
    'no_applicant': ("chưa có người nộp", "no applicant yet"),
    'warnings': ("có {count} cảnh báo phải xem", "{count} warnings to be seen"),
    'face': ("so ảnh trong chip với người đến", "compare the chip's picture with the person"),
    'papers_pending': ("còn {count} giấy tờ chưa xem", "{count} not seen yet"),
    'papers_missing': ("thiếu {count} giấy tờ", "{count} missing"),
    'papers_done': ("đủ {count} giấy tờ", "all {count} are here"),
    'fee_zero': ("mức thu công bố: 0 đ", "published fee: 0 đ"),
    'fee_none': ("thủ tục không công bố mức thu", "no fee is published"),
    'fee_unassessed': ("chưa tính phí", "not assessed yet"),
    'fee_left': ("còn phải thu {money}", "{money} to be collected"),
    'fee_paid': ("đã thu {money}", "{money} collected"),
    'fee_free': ("không thu", "nothing to be paid"),
    'ready': ("đủ điều kiện tiếp nhận", "ready to be received"),
}

STANDINGS: dict[StepState, Pair] = {
    StepState.DONE: ("xong", "done"),
    StepState.OPEN: ("đang mở", "open"),
    StepState.STUCK: ("vướng", "stuck"),
    StepState.BLOCKED: ("chưa đến lượt", "blocked"),
}


def reason_words(step: Step) -> str:
    """Why a step stands as it does."""
    pair = REASONS.get(step.reason)
    return said(pair).format(count=step.count, money=dotted(step.count)) if pair else ''


class StepCard(QFrame):
    """A step; only the one that is looked at shows its body."""

    def __init__(self, name: StepName, key: str, body: QWidget, looked_at: Callable[[StepName], object]) -> None:
        super().__init__()
        self.setProperty('role', 'card')
        self.name, self.body = name, body
        self._head = QPushButton(f'{said(TITLES[name])} ({key})')
        self._head.setObjectName(f'step-{name.value}')
        self._head.setProperty('role', 'step')
        self._head.setShortcut(QKeySequence(key))
        self._head.clicked.connect(lambda _checked: looked_at(name))
        self._about = Elided(role='quiet', name=f'about-{name.value}')
        head = row(self._head, self._about, stretch=1)
        self._place = QScrollArea()
        self._place.setWidgetResizable(True)
        self._place.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._place.setWidget(body)
        # what the portal says of this step is seen whether or not the step is looked at
        self._note = Sign(f'portal-{name.value}')
        self._note.hide()
        box = column(holding(head), self._note, self._place, stretch=2)
        box.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        box.setSpacing(GRID)
        self.setLayout(box)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def show_note(self, words: str) -> None:
        """Say what speaks against this step on its way to the portal, '' for nothing."""
        self._note.show_sign('mdi6.cloud-alert' if words else '', 'warn', words)
        self._note.setVisible(bool(words))

    def show_step(self, step: Step, about: str, *, is_open: bool) -> None:
        """Show how the step stands; ``about`` is what was done where there is no reason to give."""
        sign, token = SIGNS[step.state]
        self._head.setIcon(icon(sign, token))
        self._head.setAccessibleDescription(said(STANDINGS[step.state]))
        words = about or reason_words(step)
        self._about.show_text(words)
        set_role(self._about, 'warn' if step.state is StepState.STUCK else 'quiet')
        self._place.setVisible(is_open)
        if self.property('current') != is_open:
            self.setProperty('current', is_open)
            self.style().polish(self)

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.body.isAncestorOf(now):
            # what has just been filled has its place only after this
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            self._place.ensureWidgetVisible(now)
