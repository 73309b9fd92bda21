"""What opens a card's chip, asked for when no QR was read: six digits, the back of the card, or three entries."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from counter.models.applicant import read_day
from counter.models.chip_model import ChipModel
from counter.views.parts import Sign, button, column, field, holding, label, row
from counter.words import say

CAN_DIGITS = 6


class ChipKey(QWidget):
    """The fields; nothing of them is kept once the chip is open."""

    typed_on = Signal()

    def __init__(self, model: ChipModel) -> None:
        super().__init__()
        self._model = model
        self.can = field(say("6 số trên mặt trước", "6 digits"), 'chip-can', letters=18)
        self._number = field(say("Số định danh", "12 digits"), 'chip-number', letters=13)
        self._birth = field(say("Ngày sinh", "Birth date"), 'chip-birth', letters=11)
        self._expiry = field(say("Có giá trị đến", "Valid until"), 'chip-expiry', letters=12)
        self.open: QPushButton = button(say("Mở chip", "Open the chip"), 'F9', 'chip-open', self._on_open)
        self._back = button(say("Chụp mặt sau", "Photograph the back"), 'F10', 'chip-back', model.photograph)
        self._wrong = Sign('chip-key-told')
        self._wrong.hide()
        about = say(
            "Thẻ đang khóa. Quét mã QR trên thẻ, hoặc gõ 6 số in riêng trên thẻ (số CAN):",
            "The card is locked. Scan its QR, or type the six digits printed apart on it (CAN):",
        )
        more = say(
            "Hoặc gõ theo thẻ (không thời hạn thì bỏ trống ô cuối):",
            "Or type off the card (leave the last one empty when it is valid for life):",
        )
        box = column(
            label(about),
            holding(row(self.can, self.open, self._back)),
            label(more, role='quiet'),
            holding(row(self._number, self._birth, self._expiry)),
            self._wrong,
        )
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)
        for one in (self.can, self._number, self._birth, self._expiry):
            one.setProperty('own-enter', True)
            one.returnPressed.connect(self._on_open)

    def show_ways(self) -> None:
        """Show what this counter can do."""
        self._back.setVisible(self._model.can_photograph)
        self._back.setEnabled(not self._model.photographing)

    def forget(self) -> None:
        """Another card, or an open one."""
        for one in (self.can, self._number, self._birth, self._expiry):
            one.clear()
        self._wrong.hide()

    def _on_open(self) -> None:
        self._wrong.hide()
        can, number, birth = self.can.text().strip(), self._number.text().strip(), read_day(self._birth.text())
        ends = self._expiry.text().strip()
        expiry = read_day(ends)
        if len(can) == CAN_DIGITS and can.isascii() and can.isdigit():
            self._model.unlock(can=can)
        elif number and birth is not None and (not ends or expiry is not None):
            self._model.unlock(number=number, birth=birth, expiry=expiry)
        else:
            words = say(
                "Số CAN có đúng 6 chữ số; hoặc gõ đủ số định danh và ngày sinh (ngày/tháng/năm).",
                "A CAN has six digits; else type the personal number and the birth date (day/month/year).",
            )
            self._wrong.show_sign('mdi6.alert', 'warn', words)
            self._wrong.show()
