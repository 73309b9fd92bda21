"""Tickets that a kiosk may or may not have printed: the list, the slip's picture, and the two answers."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QListWidgetItem, QPushButton, QWidget

from counter.models.kiosk_tickets_model import KioskTicketsModel
from counter.views.parts import Sign, button, column, holding, label, row, rows
from counter.views.style import icon
from counter.words import moment, say
from office.slip_job import UnsureTicket

_LIST_PX = 320
# half of 80 mm paper's dots, whose body text is then as tall as a screen's
_PICTURE_PX = 288


class KioskTicketsDialog(QDialog):
    """Who receives citizens looks at the kiosk's printer and says whether the ticket is there; others read."""

    def __init__(self, model: KioskTicketsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName('kiosk-tickets')
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say("Phiếu ki-ốt chưa rõ đã in", "Kiosk tickets of unknown outcome"))
        self.resize(860, 600)
        self._model, self._is_filling, self._shown = model, False, b''
        self._list = rows('kiosk-ticket-list')
        self._list.setFixedWidth(_LIST_PX)
        self._about = label(name='kiosk-ticket-about')
        self._picture = label(name='kiosk-ticket-picture')
        self._picture.setFrameShape(QFrame.Shape.StyledPanel)
        self._drawn = label(role='small', name='kiosk-ticket-drawn')
        self._state = Sign('kiosk-ticket-state')
        self.came: QPushButton = button(
            say("Có phiếu", "It came out"), 'Ctrl+Y', 'ticket-came', lambda: model.settle(printed=True)
        )
        self.not_there: QPushButton = button(
            say("Không có phiếu", "It didn't"), 'Ctrl+N', 'ticket-not-there', lambda: model.settle(printed=False)
        )
        leave = button(say("Đóng", "Close"), 'Esc', 'close-kiosk-tickets', self.reject)
        for one in (self.came, self.not_there, leave):
            # Enter in the list answers nothing
            one.setAutoDefault(False)
        answers = holding(row(self.came, self.not_there, leave))
        right = column(self._about, self._picture, self._drawn, self._state, answers)
        both = QHBoxLayout(self)
        both.addWidget(holding(column(self._list, stretch=0)))
        both.addWidget(holding(right), 1)
        self._list.currentItemChanged.connect(lambda now, _before: self._on_chosen(now))
        model.changed.connect(self._show)
        model.told.connect(self._on_told)
        model.troubled.connect(self._on_troubled)
        self._show()
        model.refresh()
        if model.rows:
            model.choose(model.rows[0].job.id)

    def _show(self) -> None:
        chosen, may = self._model.chosen, self._model.may_settle
        self._is_filling = True
        self._list.clear()
        for one in self._model.rows:
            self._list.addItem(_item(one))
            if chosen is not None and one.job.id == chosen.job.id:
                self._list.setCurrentRow(self._list.count() - 1)
        self._is_filling = False
        self._about.setText(_about(chosen, may_settle=may) if chosen else self._none())
        for answer in (self.came, self.not_there):
            answer.setVisible(chosen is not None and may)
        self._drawn.setVisible(self._model.is_redrawn)
        self._drawn.setText(
            say(
                "Vẽ lại từ số đã cấp; phiếu in tại ki-ốt có thêm các dòng khác.",
                "Drawn from the number; the slip at the kiosk has more lines.",
            )
        )
        self._show_picture()

    def _none(self) -> str:
        if self._model.rows:
            return say("Chọn một phiếu ở bên trái.", "Choose a ticket at the left.")
        return say("Không còn phiếu nào phải xem.", "No ticket is left to look for.")

    def _show_picture(self) -> None:
        picture = self._model.picture
        self._picture.setVisible(bool(picture))
        if picture != self._shown:
            self._shown = picture
            drawn = QPixmap()
            drawn.loadFromData(picture, 'PNG')
            if not drawn.isNull():
                drawn = drawn.scaledToWidth(_PICTURE_PX, Qt.TransformationMode.SmoothTransformation)
            self._picture.setPixmap(drawn)
            self._picture.setFixedSize(drawn.width() + 2, drawn.height() + 2)

    def _on_told(self, words: str) -> None:
        self._state.show_sign('mdi6.check-circle', 'good', words)

    def _on_troubled(self, words: str) -> None:
        self._state.show_sign('mdi6.alert', 'bad', words)

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        if not self._is_filling and item is not None:
            self._state.show_sign('', 'quiet', '')
            self._model.choose(str(item.data(Qt.ItemDataRole.UserRole)))


def _item(one: UnsureTicket) -> QListWidgetItem:
    where = say(f"ki-ốt {one.kiosk}", f"kiosk {one.kiosk}")
    made = QListWidgetItem(icon('mdi6.printer-alert', 'warn'), f'{one.ticket.label}, {where}, {moment(one.since)}')
    made.setData(Qt.ItemDataRole.UserRole, one.job.id)
    return made


def _about(one: UnsureTicket, *, may_settle: bool) -> str:
    words = say(
        f"Ki-ốt {one.kiosk} tắt hoặc mất máy in khi đang in phiếu {one.ticket.label}. Nhìn máy in của ki-ốt: phiếu này"
        " có ra không? Số vẫn có hiệu lực dù trả lời thế nào; máy không tự in lại.",
        f"Kiosk {one.kiosk} went down or lost its printer while {one.ticket.label} was printing. Look at the kiosk's"
        " printer: did this slip come out? The number is valid either way; nothing is printed again by itself.",
    )
    if may_settle:
        return words
    who = say("Trả lời là việc của cán bộ tiếp nhận.", "Only who receives citizens may answer.")
    return f'{words}\n{who}'
