"""Money that comes in at the desk: in cash or by transfer, with the number of its fee receipt."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from counter.models.dossier_model import DossierModel
from counter.models.fees import transfer_payload, transfer_purpose
from counter.models.work import Shift
from counter.views.parts import Sign, button, column, field, hairline, holding, label, row, show_words
from counter.views.qr_picture import QrPicture
from counter.views.ticks import Circle
from counter.words import Pair, said, say
from office.dossier import Dossier
from office.money import amount_in_words, dotted
from office.papers import Payment, PayMethod

METHODS: dict[PayMethod, Pair] = {
    PayMethod.CASH: ("Tiền mặt", "Cash"),
    PayMethod.TRANSFER: ("Chuyển khoản", "Transfer"),
    PayMethod.PORTAL: ("Trên Cổng dịch vụ công", "On the portal"),
}


class CollectForm(QWidget):
    """What is left to pay, how it is paid, and the QR that asks for a transfer."""

    def __init__(self, shift: Shift, model: DossierModel) -> None:
        super().__init__()
        self._shift, self._model = shift, model
        self._left = label(role='heading', name='fee-left')
        self._words = label(role='quiet', name='fee-words')
        self._paid = Sign('fee-paid')
        self._cash = Circle(said(METHODS[PayMethod.CASH]), 'pay-cash')
        self._transfer = Circle(said(METHODS[PayMethod.TRANSFER]), 'pay-transfer')
        self._group = QButtonGroup(self)
        for one in (self._cash, self._transfer):
            self._group.addButton(one)
            one.toggled.connect(lambda _on: self.show_dossier())
        self._reference = field(
            say("Số biên lai hoặc mã giao dịch", "Receipt or transfer number"), 'pay-reference', letters=26
        )
        self.collect: QPushButton = button(
            say("Ghi đã thu", "Write down"), 'Ctrl+Return', 'collect', self._on_collect, sign='mdi6.cash-check'
        )
        self._qr = QrPicture('vietqr')
        self._account = label(role='small', name='vietqr-account')
        self._account.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._note = label(
            say(
                "Giấy hẹn ghi số đã thu; không thay biên lai thu phí, lệ phí.",
                "The receipt names what was paid; it does not replace a fee receipt.",
            ),
            role='small',
        )
        self._ask = holding(self._lay_out_ask())
        box = column(hairline(), self._paid, self._ask)
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)
        self._cash.setChecked(True)

    def focus_first(self) -> None:
        """Put the cursor where this begins."""
        (self._cash if self._cash.isChecked() else self._transfer).setFocus()

    def show_dossier(self) -> None:
        """Show what is left, and what came in."""
        known = self._model.dossier
        left = known.fee_due - known.fee_paid if known else 0
        self.setVisible(known is not None and bool(known.fees))
        self._ask.setVisible(left > 0)
        if known is None:
            return
        self._paid.setVisible(bool(known.payments))
        self._paid.show_sign('mdi6.check-circle', 'good', _paid_words(known))
        self._left.setText(say(f"Còn phải thu: {dotted(left)}", f"To be collected: {dotted(left)}"))
        self._words.setText(amount_in_words(max(0, left)))
        method = said(METHODS[self._method]).lower()
        words = say(f"Ghi đã thu {dotted(left)}, {method}", f"{dotted(left)} came in, {method}")
        show_words(self.collect, words, 'Ctrl+Return')
        self._show_qr(known, left)

    @property
    def _method(self) -> PayMethod:
        return PayMethod.TRANSFER if self._transfer.isChecked() else PayMethod.CASH

    def _lay_out_ask(self) -> QVBoxLayout:
        box = column(self._left, self._words, holding(row(self._cash, self._transfer, self._reference)))
        box.insertWidget(3, holding(row(self._qr, self._account, stretch=1)))
        box.insertWidget(4, holding(row(self.collect)))
        box.insertWidget(5, self._note)
        return box

    def _show_qr(self, known: Dossier, left: int) -> None:
        centre = self._shift.work.centre
        payload = transfer_payload(centre, known, left) if self._method is PayMethod.TRANSFER else ''
        for one in (self._qr, self._account):
            one.setVisible(bool(payload))
        self._qr.show_payload(payload)
        self._account.setText(
            say(
                f"Khách quét mã để chuyển vào tài khoản {centre.bank_account}.\nNội dung: {transfer_purpose(known)}\n"
                "Mã chỉ để yêu cầu chuyển; xem tiền về tài khoản rồi mới ghi đã thu.",
                f"The payer scans this for account {centre.bank_account}.\nPurpose: {transfer_purpose(known)}\n"
                "The code only asks; see the money arrive before you write it down.",
            )
        )

    def _on_collect(self) -> None:
        known = self._model.dossier
        if known is None:
            return
        left = known.fee_due - known.fee_paid
        self._model.collect(Payment(amount=left, method=self._method, reference=self._reference.text().strip()))
        self._reference.clear()


def _paid_words(known: Dossier) -> str:
    lines = []
    for payment in known.payments:
        reference = f', {payment.reference}' if payment.reference else ''
        lines.append(f'{dotted(payment.amount)}, {said(METHODS[payment.method]).lower()}{reference}')
    return say("Đã thu: ", "Collected: ") + '; '.join(lines)
