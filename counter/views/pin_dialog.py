"""Asks for the PIN of the officer's token, with the name on it before she types: a wrong one may lock it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QWidget

from counter.models.signing_model import SigningModel
from counter.views.parts import GRID, Sign, button, column, field, holding, label, make_default, row
from counter.words import day, language, say
from devices import texts
from devices.signer.protocol import TokenState, Tries
from office.search_key import fold
from office.workdays import LOCAL


class PinDialog(QDialog):
    """Over the window until the PIN is right, or the officer puts it off."""

    def __init__(self, parent: QWidget, model: SigningModel, token: TokenState) -> None:
        super().__init__(parent)
        self.setObjectName('pin-dialog')
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say("PIN ký số", "Signing PIN"))
        self._model = model
        self._pin = field(say("PIN của thiết bị ký số", "PIN of the signing token"), 'pin', letters=24)
        self._pin.setEchoMode(QLineEdit.EchoMode.Password)
        self._told, self._other = Sign('pin-told'), Sign('pin-other')
        self._other.show_sign(
            'mdi6.alert',
            'warn',
            say(
                f"Chứng thư này không mang tên {model.officer}. Chỉ ký bằng thiết bị của mình.",
                f"This certificate isn't in the name of {model.officer}. Sign with your own token only.",
            ),
        )
        self._give: QPushButton = button(say("Ký", "Sign"), 'Return', 'give-pin', self._on_give, sign='mdi6.draw-pen')
        self._later = button(say("Để sau", "Later"), 'Esc', 'put-off-pin', self.reject)
        for one in (self._give, self._later):
            one.setAutoDefault(False)
        make_default(self._give, on=True)
        head = label(_whose(token), role='heading', name='pin-whose')
        about = label(_about(token), role='quiet', name='pin-about')
        box = column(head, about, self._other, self._pin, self._told, holding(row(self._give, self._later)))
        box.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 4 * GRID)
        self.setLayout(box)
        self.setMinimumWidth(460)
        self._warn(token.tries)
        self._other.setVisible(self._is_anothers(token))
        model.pin_refused.connect(self._on_refused)
        model.pin_over.connect(self.accept)
        self.rejected.connect(model.put_off)
        self._pin.setFocus()

    def _is_anothers(self, token: TokenState) -> bool:
        known = token.certificate
        return known is not None and fold(known.holder) != fold(self._model.officer)

    def _warn(self, tries: Tries) -> None:
        if tries is Tries.FINAL:
            self._told.show_sign('mdi6.alert', 'bad', texts.sentence('signer.final_try', language()))
        elif tries is Tries.FEWER:
            words = say(
                "Lần trước PIN đã sai. Sai nhiều lần thiết bị sẽ khóa.",
                "The PIN was wrong the last time. The token locks after some wrong ones.",
            )
            self._told.show_sign('mdi6.alert', 'warn', words)
        else:
            once = say(
                "Chỉ hỏi một lần; quên ngay khi khóa quầy, đăng xuất hoặc rút thiết bị.",
                "Asked once; forgotten when you lock, log out or pull the token out.",
            )
            self._told.show_sign('mdi6.information-outline', 'quiet', once)

    def _on_give(self) -> None:
        pin = self._pin.text()
        if pin and self._give.isEnabled():
            self._pin.clear()
            self._give.setEnabled(False)
            self._model.give_pin(pin)

    def _on_refused(self, words: str) -> None:
        self._give.setEnabled(True)
        self._told.show_sign('mdi6.alert', 'bad', words)
        self._pin.setFocus()


def _whose(token: TokenState) -> str:
    known = token.certificate
    if known is None:
        return token.label
    return f'{known.holder} – {known.organisation}' if known.organisation else known.holder


def _about(token: TokenState) -> str:
    known = token.certificate
    if known is None:
        return token.model
    until = day(known.until.astimezone(LOCAL).date())
    issued = say(f"{known.issuer} cấp, đến {until}.", f"Issued by {known.issuer}, until {until}.")
    return f'{issued} {token.model}'
