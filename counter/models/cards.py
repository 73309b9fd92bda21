"""What the readers on a wire read, brought to whoever waits for it: the applicant, who collects, or a postal item."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QWindow

from counter.models.dossier_model import DossierModel
from counter.models.health_model import HealthModel, Mood, Part
from counter.models.results_model import ResultsModel
from counter.models.steps import is_intake
from counter.models.work import Shift
from counter.words import language, say
from devices import texts
from devices.id_reader.protocol import IdRead
from office.dossier import DossierState
from office.errors import Problem
from office.identity import read_card
from office.tracking import is_tracking, tracking_number
from qtkit.wedge_filter import WedgeFilter


class Cards(QObject):
    """Routes each read while ``is_awake``; ``code`` is emitted for a code that is no card, as the QR of a receipt.

    While ``is_trial`` a read is only ``tried`` and goes nowhere else.
    """

    told = Signal(str)
    troubled = Signal(str)
    code = Signal(str)
    tried = Signal(object)

    def __init__(self, shift: Shift, dossier: DossierModel, results: ResultsModel, health: HealthModel) -> None:
        super().__init__(shift.home)
        self._dossier, self._results, self._health = dossier, results, health
        self.returning = self.is_awake = self.is_trial = False
        self._wedge = WedgeFilter(shift.work.identifying.wedge) if shift.work.identifying.wedge is not None else None
        if self._wedge is not None:
            self._wedge.read.connect(self.take)
            self._wedge.troubled.connect(self._on_unread)
        for reader in shift.work.identifying.readers:
            reader.read.connect(self.take)
            reader.troubled.connect(self._on_trouble)
            reader.recovered.connect(self._on_recovered)

    def watch(self, window: QWindow | None) -> None:
        """Hear the keys of the officer's window, where a scanner types what it reads; None hears no more."""
        if self._wedge is not None:
            self._wedge.watch(window)

    def take(self, read: IdRead) -> None:
        """A code was shown to a reader; while the counter is locked nobody has asked for it."""
        if not self.is_awake:
            return
        if self.is_trial:
            self.tried.emit(read)
            return
        try:
            read_card(read.payload)
        except Problem:
            if read.damaged:
                self.troubled.emit(
                    say(
                        "Đầu đọc chỉ đọc được một phần mã. Đưa thẻ vào lại.", "Only a part of the code was read. Again."
                    )
                )
            else:
                self._take_code(read.payload.strip())
            return
        known = self._results.dossier
        if self.returning and known is not None and known.state is DossierState.FINISHED:
            self._results.scan_card(read.payload)
        elif is_intake(self._dossier.dossier) and not self.returning:
            self._dossier.scan_card(read.payload)
        else:
            self.told.emit(
                say(
                    "Đã đọc một thẻ nhưng chưa có hồ sơ nào chờ thẻ. Mở hồ sơ rồi đưa thẻ vào lại.",
                    "A card was read, but no dossier waits for one. Open it, then show the card again.",
                )
            )

    def _take_code(self, code: str) -> None:
        """A postal item's barcode goes to the result that waits for one; any other code is looked for."""
        if self.returning and self._results.post.goes_by_post(self._results.dossier) and is_tracking(code):
            self._results.post.scanned.emit(tracking_number(code))
        else:
            self.code.emit(code)

    def _on_unread(self, problem: Problem) -> None:
        self.troubled.emit(texts.sentence(problem.code, language(), **problem.params))

    def _on_trouble(self, problem: Problem) -> None:
        more = texts.sentence(problem.code, language(), **problem.params)
        about = say("không đọc được", "can't read")
        self._health.show(Part(name='reader', mood=Mood.BAD, about=about, more=more))

    def _on_recovered(self) -> None:
        self._health.show(Part(name='reader', mood=Mood.WELL))
