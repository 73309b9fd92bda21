"""What can be offered, kept fresh: read every few seconds, and out of service until the store takes numbers again."""

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.models.offer import Offer
from kiosk.models.taking import Taking
from office.errors import Problem
from qtkit.jobs import Jobs

# what is offered changes with the queue and the clock; a store that came back is noticed sooner
REFRESH_MS, RECOVER_MS = 15_000, 5_000


class Offering(QObject):
    """The latest offer; ``is_broken`` while no number could be written down."""

    changed = Signal()

    def __init__(self, taking: Taking, offer: Offer, *, jobs: Jobs) -> None:
        super().__init__()
        self._taking, self._jobs = taking, jobs
        self.offer, self.is_broken = offer, False
        self._is_looking = False
        self._timer = QTimer(self, interval=REFRESH_MS)
        self._timer.timeout.connect(self.refresh)
        self._timer.start()

    def stop(self) -> None:
        """Read no more."""
        self._timer.stop()

    def broke(self) -> None:
        """Something could not be written or read: out of service until a proof of the contrary."""
        self.is_broken = True
        self._timer.setInterval(RECOVER_MS)
        self.changed.emit()

    def refresh(self) -> None:
        """Read anew; while broken, first prove that the store takes numbers."""
        if not self._is_looking:
            self._is_looking = True
            work = self._taking.probe if self.is_broken else self._taking.look
            self._jobs.run(work, owner=self, then=self._on_offer, failed=self._on_silence)

    def _on_offer(self, offer: Offer) -> None:
        self._is_looking = False
        self.offer, self.is_broken = offer, False
        self._timer.setInterval(REFRESH_MS)
        self.changed.emit()

    def _on_silence(self, _problem: Problem) -> None:
        self._is_looking = False
        self.broke()
