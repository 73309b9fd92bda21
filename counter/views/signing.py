"""Asking the collector to sign: on her display where she can touch it, else on the officer's, turned to her."""

from PySide6.QtCore import QObject

from counter.models.citizen_model import CitizenModel
from counter.models.results_model import ResultsModel
from counter.models.signature_model import SignatureModel
from counter.views.second_display import SecondDisplay
from counter.views.signature_window import SignatureWindow
from office.ports import Clock
from office.signature import Signature


class Signing(QObject):
    """Opens the sheet to be signed, and brings the signature to the result; ``window`` is None while nobody signs."""

    def __init__(self, second: SecondDisplay, citizen: CitizenModel, clock: Clock, panel_mm: float) -> None:
        super().__init__()
        self._second, self._citizen, self._panel_mm = second, citizen, panel_mm
        self._results: ResultsModel | None = None
        self.model = SignatureModel(clock)
        self.window: SignatureWindow | None = None
        self.model.signed.connect(self._on_signed)

    def ask(self, results: ResultsModel) -> None:
        """Let her sign for the result that is looked at."""
        known = results.dossier
        if known is None or self.window is not None:
            return
        self._results = results
        results.signer_gone.connect(self.close)
        self.window = SignatureWindow(
            self.model,
            self._second.for_signing,
            self._panel_mm,
            papers=[one.name for one in known.results],
            language=self._citizen.language,
        )
        self.window.given_up.connect(self.close)
        self.window.show()
        self.window.activateWindow()

    def close(self) -> None:
        """It is over, the officer locked, or what would be signed now is another's."""
        if self.window is not None:
            self.window.hide()
            self.window.deleteLater()
        if self._results is not None:
            self._results.signer_gone.disconnect(self.close)
        self.window, self._results = None, None

    def _on_signed(self, signature: Signature) -> None:
        results = self._results
        self.close()
        if results is not None:
            results.sign(signature)
