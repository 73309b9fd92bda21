"""What the citizen's display shows: her turn, her dossier sheet by sheet, and nothing once she has gone."""

from PySide6.QtCore import QObject, Signal

from counter.models.citizen_face import Sheet, SheetName, returning_of, sheets_of
from counter.models.dossier_model import DossierModel
from counter.models.fees import transfer_payload
from counter.models.queue_model import QueueModel
from counter.models.rating_model import RatingModel
from counter.models.results_model import ResultsModel
from counter.models.steps import is_intake
from counter.models.work import Work
from devices.lamp.protocol import Light
from office.dossier import Dossier, DossierState
from office.ticket import Ticket, TicketState
from office.workdays import local_day

_LANGUAGES = ('vi', 'en')


class CitizenModel(QObject):
    """The one citizen before the counter; she is forgotten when the dossier is closed or the officer locks.

    Attributes:
        language: her choice, Vietnamese for everybody at first.
        at: the sheet she looks at.
        rating: the question how she was served.
    """

    changed = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__()
        self.centre, self.counter = work.centre, work.counter
        self.rating = RatingModel(work)
        self.rating.changed.connect(self.changed)
        self.language = 'vi'
        self.at = SheetName.WHO
        self._desk: tuple[QueueModel, DossierModel, ResultsModel] | None = None
        self._is_returning = self._is_shut = False
        self._dossier: Dossier | None = None
        self._begun = ''

    @property
    def is_open(self) -> bool:
        """Whether an officer works at this counter now."""
        return self._desk is not None and not self._is_shut

    @property
    def ticket(self) -> Ticket | None:
        """Whose turn it is here."""
        return self._desk[0].current if self._desk is not None and self.is_open else None

    @property
    def light(self) -> Light:
        """What the lamp above the counter says of it."""
        if not self.is_open:
            return Light.PAUSED
        return Light.OPEN if self.ticket is None and self._dossier is None else Light.SERVING

    @property
    def is_called(self) -> bool:
        """Whether her number is called and she has not sat down yet."""
        return self.ticket is not None and self.ticket.state is TicketState.CALLED

    @property
    def dossier(self) -> Dossier | None:
        """What she is shown; None while there is nothing of hers."""
        return self._dossier

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """What is said of it."""
        known = self._dossier
        if known is None:
            return ()
        if self._is_returning:
            return returning_of(known, self.language)
        left = known.fee_due - known.fee_paid
        return sheets_of(known, transfer_payload(self.centre, known, left), self.language)

    @property
    def sheet(self) -> Sheet | None:
        """The sheet she looks at."""
        shown = self.sheets
        return next((one for one in shown if one.name is self.at), shown[0] if shown else None)

    def follow(self, queue: QueueModel, dossier: DossierModel, results: ResultsModel) -> None:
        """Show what happens at an officer's desk from now on."""
        self.leave()
        self._desk, self._is_shut, self._is_returning = (queue, dossier, results), False, False
        for signal in (queue.changed, dossier.changed, results.opened):
            signal.connect(self._on_changed)
        self._on_changed()

    def leave(self) -> None:
        """The officer's window is gone."""
        if self._desk is not None:
            queue, dossier, results = self._desk
            for signal in (queue.changed, dossier.changed, results.opened):
                signal.disconnect(self._on_changed)
        self._desk = None
        self.forget()

    def shut(self, *, on: bool) -> None:
        """The officer locked, or came back."""
        self._is_shut = on
        self._on_changed()

    def look_at_returning(self, *, on: bool) -> None:
        """The officer is where results are returned, or back at the reception."""
        self._is_returning = on
        self._on_changed()

    def turn_to(self, name: SheetName) -> None:
        """Look at a sheet."""
        self.at = name
        self.changed.emit()

    def speak(self) -> None:
        """The other language."""
        self.language = _LANGUAGES[1 - _LANGUAGES.index(self.language)]
        self.changed.emit()

    def forget(self) -> None:
        """She has gone: nothing of hers is left, her language neither."""
        self._dossier, self._begun = None, ''
        self.rating.show(None)
        self.language, self.at = 'vi', SheetName.WHO
        self.changed.emit()

    def _on_changed(self) -> None:
        before, now = self._dossier, self._at_desk()
        self._dossier = now
        # before a result is handed over there is nothing of it to rate
        waits = self._is_returning and now is not None and now.state is DossierState.FINISHED
        self.rating.show(None if waits else now)
        if now is None and self.ticket is None:
            self.language = _LANGUAGES[0]
        if now is None:
            self.at = SheetName.WHO
        elif before is None or before.id != now.id:
            self.at = _stands(now)
        else:
            self.at = _follows(before, now, self.at)
        self.changed.emit()

    def _at_desk(self) -> Dossier | None:
        """The dossier that is hers to see.

        What the officer looks up in a list may be anybody's: a dossier shows that is being taken in here, and then its
        end, and a result that is being returned today.
        """
        if self._desk is None or not self.is_open:
            return None
        _queue, dossier, results = self._desk
        if self._is_returning:
            return _waiting(results)
        known = dossier.dossier
        if known is None:
            self._begun = ''
        elif is_intake(known) or known.state is DossierState.SUPPLEMENT:
            self._begun = known.id
        return known if known is not None and known.id == self._begun else None


def _waiting(results: ResultsModel) -> Dossier | None:
    known = results.dossier
    if known is None:
        return None
    if known.returned is not None:
        is_today = local_day(known.returned.at) == local_day(results.now)
        return known if is_today else None
    return known if known.state is DossierState.FINISHED else None


def _follows(before: Dossier, now: Dossier, at: SheetName) -> SheetName:
    """The sheet of what has just changed."""
    if before.state is not now.state:
        return SheetName.OUTCOME
    if before.applicant != now.applicant or before.summary != now.summary:
        return SheetName.WHO
    if before.components != now.components:
        return SheetName.PAPERS
    if before.fees != now.fees or before.payments != now.payments:
        return SheetName.FEES
    return at


def _stands(now: Dossier) -> SheetName:
    return SheetName.WHO if is_intake(now) else SheetName.OUTCOME
