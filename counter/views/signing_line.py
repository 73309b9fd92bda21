"""How the scans of a dossier stand with their signatures, and the button that signs them."""

from PySide6.QtWidgets import QPushButton, QWidget

from counter.models.signing_model import SigningModel
from counter.views.parts import Sign, button, column, holding, row, show_words
from counter.views.pin_dialog import PinDialog
from counter.words import say
from devices.signer.protocol import TokenState

KEY = 'Ctrl+F9'


class SigningLine(QWidget):
    """Shown where this counter signs, and where something was signed."""

    def __init__(self, model: SigningModel) -> None:
        super().__init__()
        self._model = model
        self._state = Sign('signing-state')
        self.sign: QPushButton = button(say("Ký số", "Sign"), KEY, 'sign-scans', model.sign, sign='mdi6.draw-pen')
        box = column(self._state, holding(row(self.sign)), stretch=-1)
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)
        model.changed.connect(self.show_state)
        model.pin_asked.connect(self._on_pin_asked)
        self.show_state()

    def show_state(self) -> None:
        """Show how they stand."""
        model = self._model
        count, signed = len(model.unsigned), model.signed
        self.setVisible(bool(signed) or (model.is_set_up and bool(count)))
        # a dossier that was received unsigned stays so
        self.sign.setVisible(model.can_sign or model.is_busy)
        self.sign.setEnabled(model.can_sign)
        show_words(self.sign, say(f"Ký số {count} bản quét", f"Sign scans: {count}"), KEY)
        if model.is_busy:
            self._state.show_sign('mdi6.timer-sand', 'quiet', say("Đang ký số…", "Signing…"))
        elif count:
            words = say(f"{count} bản quét chưa ký số.", f"Scans not signed: {count}.")
            self._state.show_sign('mdi6.information-outline', 'quiet', words)
        elif signed:
            last = signed[-1].signed
            who = last.signature.holder if last else ''
            words = say(f"Đã ký số {len(signed)} bản quét: {who}.", f"Scans signed: {len(signed)}, by {who}.")
            self._state.show_sign('mdi6.check', 'good', words)

    def _on_pin_asked(self, token: TokenState) -> None:
        PinDialog(self.window(), self._model, token).open()
