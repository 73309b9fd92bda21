"""The centre region as what the province is owed: how it stands, each item, its last answer, and who can act."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QPushButton, QTableWidget, QTableWidgetItem, QWidget

from counter.models.health_model import Mood
from counter.models.outbox_model import OutboxModel
from counter.models.owing import OwedItem
from counter.outbox_texts import STATES, WHO, answer_words, what_words
from counter.views.parts import Sign, button, column, holding, label, row
from counter.views.style import icon
from counter.words import Pair, clock, moment, said, say
from office.workdays import local_day

HEADS: tuple[tuple[Pair, int], ...] = (
    (("Việc", "What"), 108),
    (("Hồ sơ", "Dossier"), 136),
    (("Thế nào", "State"), 94),
    (("Từ lúc", "Since"), 82),
    (("Đã thử", "Tried"), 58),
    (("Gửi lại", "Next"), 82),
)
STATE_AT = 2
SIGNS = {
    Mood.WELL: ('mdi6.check-circle', 'good'),
    Mood.WARN: ('mdi6.clock-alert-outline', 'warn'),
    Mood.BAD: ('mdi6.alert-circle', 'bad'),
}
# what is worst stands first; a sixth thing would leave no room for the items
LINES = 5


class OutboxPage(QWidget):
    """How the outbox stands, its items, and what can be done about the one that is chosen."""

    opened = Signal(str)
    questions_asked = Signal()

    def __init__(self, model: OutboxModel) -> None:
        super().__init__()
        self._model = model
        self._shown: tuple[OwedItem, ...] = ()
        self._lines = [Sign(f'outbox-line-{at}') for at in range(1, LINES + 1)]
        self.table = QTableWidget(0, len(HEADS))
        self._dress()
        self._about = label(name='outbox-about')
        self._said = label(role='quiet', name='outbox-said')
        self.resend: QPushButton = button(
            say("Gửi lại", "Send again"), 'Ctrl+Return', 'resend', self._on_resend, sign='mdi6.send-outline'
        )
        self.open: QPushButton = button(
            say("Mở hồ sơ", "Open"), 'Ctrl+O', 'open-owed', self._on_open, sign='mdi6.folder-open-outline'
        )
        self.questions: QPushButton = button(
            say("Hỏi đáp", "Questions"),
            'Ctrl+Shift+B',
            'questions',
            self.questions_asked.emit,
            sign='mdi6.help-circle-outline',
        )
        self._why = label(role='small', name='outbox-why')
        parts = (*self._lines, self.table, self._about, self._said)
        box = column(*parts, holding(row(self.resend, self.open, self.questions)), self._why, stretch=LINES)
        box.setContentsMargins(0, 0, 0, 0)
        # takes the table's room while nothing is owed
        box.addStretch(0)
        self.setLayout(box)
        self.table.currentCellChanged.connect(lambda *_: self._show_chosen())
        model.changed.connect(self._show)
        self._show()

    def focus_first(self) -> None:
        """Put the cursor where one begins."""
        self.table.setFocus()
        self._model.refresh()

    def default_button(self) -> QPushButton | None:
        """What Enter does here: look at the dossier; nothing is sent again by an Enter too many."""
        return self.open if self.open.isEnabled() else None

    @property
    def chosen(self) -> OwedItem | None:
        """The item that is looked at."""
        at = self.table.currentRow()
        return self._shown[at] if 0 <= at < len(self._shown) else None

    def _dress(self) -> None:
        table = self.table
        table.setObjectName('outbox')
        table.setHorizontalHeaderLabels([said(words) for words, _width in HEADS])
        for at, (_words, width) in enumerate(HEADS):
            table.setColumnWidth(at, width)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().setVisible(False)
        table.verticalHeader().setDefaultSectionSize(30)
        head = table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(True)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _show(self) -> None:
        lines = self._model.lines
        for at, sign in enumerate(self._lines):
            sign.setVisible(at < len(lines))
            if at < len(lines):
                sign.show_sign(*SIGNS[lines[at].mood], lines[at].words)
        before, owing = self.chosen, self._model.owing
        # what needs a person stands above what goes by itself
        items = sorted(owing.items, key=lambda one: one.state != 'parked') if owing is not None else []
        self._shown = tuple(items)
        self.table.setVisible(bool(items))
        self.table.setRowCount(len(items))
        for at, one in enumerate(items):
            self._fill(at, one)
        ids = [one.item for one in items]
        self.table.setCurrentCell(ids.index(before.item) if before and before.item in ids else min(0, len(ids) - 1), 0)
        self._show_chosen()

    def _fill(self, at: int, one: OwedItem) -> None:
        sign, hue, words = STATES.get(one.state, ('mdi6.help-circle-outline', 'quiet', (one.state, one.state)))
        again = _short(one.next_at, self._model.now) if one.next_at else '—'
        cells = (
            what_words(one.what, one.lane),
            one.dossier,
            said(words),
            _short(one.since, self._model.now),
            str(one.tries),
            again,
        )
        for place, text in enumerate(cells):
            cell = QTableWidgetItem(text)
            cell.setToolTip(text)
            if place == STATE_AT:
                cell.setIcon(icon(sign, hue))
            self.table.setItem(at, place, cell)

    def _show_chosen(self) -> None:
        one = self.chosen
        for part in (self._about, self._said, self.resend, self.open):
            part.setVisible(one is not None)
        self.resend.setEnabled(one is not None and one.state == 'parked' and self._model.may_resend)
        self.open.setEnabled(one is not None)
        self._why.setVisible(one is not None and one.state == 'parked' and not self._model.may_resend)
        self._why.setText(
            say(
                "Gửi lại là việc của người được giao quyền phụ trách; mời lãnh đạo trung tâm đăng nhập để gửi lại.",
                "Sending again is the supervisor's task; ask the head of the centre to log in.",
            )
        )
        if one is None:
            return
        who = said(WHO[one.who]) if one.who in WHO else one.who
        self._about.setText(f'{answer_words(one.answer)}\n{say("Ai xử lý", "Who can act")}: {who}.')
        words = say(f"Tỉnh trả lời: {one.said}", f"The words of the answer: {one.said}") if one.said else ''
        self._said.setText(words)
        self._said.setVisible(bool(words))

    def _on_resend(self) -> None:
        if self.chosen is not None:
            self._model.resend(self.chosen)

    def _on_open(self) -> None:
        if self.chosen is not None:
            self.opened.emit(self.chosen.subject)


def _short(at: datetime, now: datetime) -> str:
    """``08:00`` for today, else ``24/11 08:00``."""
    return clock(at) if local_day(at) == local_day(now) else f'{moment(at)[:5]} {clock(at)}'
