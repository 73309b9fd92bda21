"""What Enter does in the officer's window: one default button, of the page, of the queue, or the end of the service."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QPushButton, QStackedWidget

from counter.models.dossier_model import DossierModel
from counter.models.results_model import ResultsModel
from counter.models.steps import is_intake
from counter.views.devices_page import DevicesPage
from counter.views.dossiers_page import DossiersPage
from counter.views.intake_page import IntakePage
from counter.views.outbox_page import OutboxPage
from counter.views.parts import make_default
from counter.views.results_page import ResultsPage
from counter.views.who_region import WhoRegion

Pages = IntakePage | DossiersPage | ResultsPage | OutboxPage | DevicesPage


class EnterKey(QObject):
    """Marks the button that Enter presses, and presses it; ``pages`` are those of the centre region."""

    def __init__(self, pages: QStackedWidget, who: WhoRegion, dossier: DossierModel, results: ResultsModel) -> None:
        super().__init__(pages)
        self._pages, self._who, self._dossier, self._results = pages, who, dossier, results
        self._default: QPushButton | None = None

    def press(self) -> None:
        """Press the button that has the focus, else the default one."""
        focus = QApplication.focusWidget()
        pressed = focus if isinstance(focus, QPushButton) else self._default
        if pressed is not None and pressed.isEnabled() and pressed.isVisible():
            pressed.click()

    def choose(self, _heard: object = None) -> None:
        """One default button: the queue's while nobody is served, else the page's, else the end of the service."""
        page = self._pages.currentWidget()
        chosen = page.default_button() if isinstance(page, Pages) else None
        queue = self._who.default_button()
        at_work = self._dossier.dossier is not None or not isinstance(page, IntakePage)
        if chosen is None and queue is not None and not at_work:
            chosen = queue
        elif chosen is None and queue is None and self._who.finish_button.isEnabled() and self._is_done():
            chosen = self._who.finish_button
        if chosen is not self._default:
            if self._default is not None:
                make_default(self._default, on=False)
            self._default = chosen
        if chosen is not None:
            make_default(chosen, on=True)

    def go_there(self) -> None:
        """When the reception has ended, the cursor is on what Enter does, not on another button beside it."""
        self.choose()
        if self._default is not None and self._is_done():
            self._default.setFocus()

    def _is_done(self) -> bool:
        """Whether the citizen has what she came for: nobody is sent away by an Enter too many."""
        if isinstance(self._pages.currentWidget(), ResultsPage):
            return self._results.is_done
        return self._dossier.dossier is not None and not is_intake(self._dossier.dossier)
