"""The counter's window: who at the left, what in the centre, the paper at the right, health at the bottom."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QPushButton, QStackedWidget, QWidget

from counter.models.cards import Cards
from counter.models.devices_model import DevicesModel
from counter.models.dossier_model import DossierModel
from counter.models.dossiers_model import DossiersModel
from counter.models.health_model import HealthModel
from counter.models.outbox_model import OutboxModel
from counter.models.procedures_model import ProceduresModel
from counter.models.questions_model import QuestionsModel
from counter.models.queue_model import QueueModel
from counter.models.results_model import ResultsModel
from counter.models.work import Shift
from counter.views.devices_page import DevicesPage
from counter.views.dossiers_page import DossiersPage
from counter.views.enter_key import EnterKey
from counter.views.health_line import HealthLine
from counter.views.intake_page import IntakePage
from counter.views.message_line import MessageLine
from counter.views.outbox_page import OutboxPage
from counter.views.paper_region import PaperRegion, Place
from counter.views.parts import GRID, button, column, holding, row, show_words
from counter.views.questions_dialog import QuestionsDialog
from counter.views.regions import Regions
from counter.views.results_page import ResultsPage
from counter.views.screen import Screen
from counter.views.who_region import WhoRegion
from counter.words import say
from office.ticket import Ticket

# the queue changes under other hands; once a second is as fast as anybody looks
REFRESH_MS = 1000
# the outbox and the lists are read in every fifth of those
SLOW_EVERY = 5

# the number pad's Enter carries this modifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier

Capture = Callable[[Shift, DossierModel], QWidget]


def leave_room(tab: QPushButton) -> None:
    """Let a tab's words be bold while it is chosen."""
    # the letters are those of the style sheet only once it has been applied
    tab.ensurePolished()
    words = tab.fontMetrics().horizontalAdvance(tab.text())
    tab.setMinimumWidth(words + words // 10 + 4 * GRID)


class CounterWindow(QMainWindow):
    """An officer's shift at a counter; ``capture`` makes the panel that scans, for the dossier at the desk."""

    locked = Signal()
    logged_out = Signal()
    paged = Signal()

    def __init__(self, shift: Shift, capture: Capture | None = None) -> None:
        super().__init__()
        home = QObject()
        shift = replace(shift, home=home)
        self.shift, self._ticks = shift, 0
        self._stood = ['', '']
        self.queue, self.dossier, self.results = QueueModel(shift), DossierModel(shift), ResultsModel(shift)
        self.procedures, self.dossiers = ProceduresModel(shift), DossiersModel(shift)
        self.health, self.outbox = HealthModel(shift), OutboxModel(shift)
        self.cards = Cards(shift, self.dossier, self.results, self.health)
        self.setWindowTitle(say(f"Một Cửa — Quầy {shift.work.counter}", f"Một Cửa — Counter {shift.work.counter}"))
        self.resize(1366, 768)
        self.who = WhoRegion(self.queue, self.dossier, self.results)
        self.intake = IntakePage(shift, self.dossier, self.procedures, self.queue)
        self.devices = DevicesModel(shift, self.intake.drafts)
        self.questions = QuestionsModel(shift, self.intake.drafts)
        self.list_page, self.results_page = DossiersPage(self.dossiers), ResultsPage(self.results)
        self.outbox_page, self.devices_page = OutboxPage(self.outbox), DevicesPage(self.devices)
        self._places = {self.results_page: Place.RESULTS, self.devices_page: Place.DEVICES}
        self.paper = PaperRegion(shift, capture(shift, self.dossier) if capture else None)
        self._message, self._line = MessageLine(), HealthLine(shift, self.health, *self._line_buttons())
        self._lay_out()
        self._connect()
        self._timer = QTimer(self, interval=REFRESH_MS)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()
        self._screen = Screen(shift, self.intake.drafts, self.list_page, self.results_page)
        self.show_page(self.intake)
        self._on_tick()
        # the last of its children: models outlive the widgets that show them, and nothing outlives the window
        home.setParent(self)

    def show_page(self, page: QWidget) -> None:
        """Show one of the pages of the centre region."""
        self._pages.setCurrentWidget(page)
        for tab, shown in self._tabs.items():
            tab.setChecked(shown is page)
        if isinstance(page, IntakePage):
            page.look_at(page.looked_at)
        elif isinstance(page, DossiersPage | ResultsPage | OutboxPage | DevicesPage):
            page.focus_first()
        returning = page is self.results_page
        self.cards.returning = returning
        self.who.show_returning(on=returning)
        self.paper.show_place(self._places.get(page, Place.CAPTURE))
        self.cards.is_trial = page is self.devices_page
        if returning:
            self.results.read_first_file()
        self._enter.choose()
        self.paged.emit()

    @property
    def is_returning(self) -> bool:
        """Whether a result is being returned."""
        return self._pages.currentWidget() is self.results_page

    def showEvent(self, event: QShowEvent) -> None:
        """Cards that are shown to a reader are for whoever works here."""
        self.cards.is_awake = True
        super().showEvent(event)
        self.cards.watch(self.windowHandle())

    def hideEvent(self, event: QHideEvent) -> None:
        """Locked or closed: no card is for her."""
        self.cards.is_awake = event.spontaneous()
        if not event.spontaneous():
            self.cards.watch(None)
            self.intake.signing.forget()
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Look at nothing more once the window is gone."""
        self._timer.stop()
        self.devices.trials.stop()
        self.intake.drafts.flush()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, of the number pad too, is for the button of this moment."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers() & ~KEYPAD:
            super().keyPressEvent(event)
            return
        self._enter.press()

    def _lay_out(self) -> None:
        self._pages = QStackedWidget()
        self._enter = EnterKey(self._pages, self.who, self.dossier, self.results)
        for page in (self.intake, self.list_page, self.results_page, self.outbox_page, self.devices_page):
            self._pages.addWidget(page)
        self._tabs: dict[QPushButton, QWidget] = {
            self._tab(say("Tiếp nhận", "Reception"), 'Ctrl+T', 'tab-intake', self.intake): self.intake,
            self._tab(say("Hồ sơ", "Dossiers"), 'Ctrl+H', 'tab-dossiers', self.list_page): self.list_page,
            self._tab(say("Trả kết quả", "Return"), 'Ctrl+K', 'tab-results', self.results_page): self.results_page,
        }
        self.centre = QFrame()
        box = column(holding(row(*self._tabs)), self._pages, stretch=1)
        self._tabs |= {self._more: self.outbox_page, self._machines: self.devices_page}
        box.setContentsMargins(0, 0, 0, 0)
        self.centre.setLayout(box)
        whole = column(Regions(self.who, self.centre, self.paper), self._message, self._line, stretch=0)
        whole.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 0)
        ground = QWidget()
        ground.setLayout(whole)
        self.setCentralWidget(ground)

    def _line_buttons(self) -> tuple[QPushButton, ...]:
        lock, leave = self.locked.emit, self.logged_out.emit
        self._more = self._tab(say("Gửi tỉnh", "Sending"), 'Ctrl+J', 'tab-outbox', self.outbox_page)
        self._machines = self._tab(say("Thiết bị", "Devices"), 'F1', 'tab-devices', self.devices_page)
        return (
            self._machines,
            self._more,
            button(say("Khóa", "Lock"), 'Ctrl+L', 'lock', lock, sign='mdi6.lock-outline'),
            button(say("Đăng xuất", "Log out"), 'Ctrl+Q', 'log-out', leave, sign='mdi6.logout'),
        )

    def _tab(self, text: str, key: str, name: str, page: QWidget) -> QPushButton:
        made = button(text, key, name, lambda: self.show_page(page))
        made.setProperty('role', 'tab')
        made.setCheckable(True)
        leave_room(made)
        return made

    def _connect(self) -> None:
        self._message.listen(self.queue, self.procedures, self.dossier, self.dossier.slips)
        self._message.listen(self.results, self.results.slips, self.dossiers, self.health, self.outbox, self.devices)
        self._message.listen(self.intake.portal, self.intake.chip, self.intake.signing)
        self.paper.told.connect(self._message.show_done)
        self.paper.troubled.connect(self._message.show_trouble)
        self.cards.told.connect(self._message.show_done)
        self.cards.troubled.connect(self._message.show_trouble)
        self.cards.code.connect(self._on_code)
        self.queue.started.connect(self._on_started)
        for page in (self.list_page, self.outbox_page):
            page.opened.connect(self._on_opened)
        self.outbox_page.questions_asked.connect(lambda: QuestionsDialog(self.questions, self).open())
        for shown in (self.dossier.slips.pdf_made, self.results.slips.pdf_made):
            shown.connect(self.paper.show_file)
        self.results.file_read.connect(self.paper.show_received)
        self.devices.reported.connect(self.paper.show_file)
        self.devices.trials.pictured.connect(self.paper.show_picture)
        self.cards.tried.connect(self.devices.trials.card_shown)
        self.dossier.changed.connect(self._follow)
        self.results.opened.connect(self._follow)
        self.dossiers.changed.connect(self._show_counts)
        self.dossiers.changed.connect(lambda: self.intake.procedure.show_unfinished(self.dossiers.unfinished))
        self.results.changed.connect(self._show_counts)
        self.devices.tickets.changed.connect(self._show_counts)
        for model in (self.queue, self.dossier, self.dossier.slips, self.dossiers):
            model.changed.connect(self._enter.choose)
        self.results.opened.connect(self._enter.choose)
        self.outbox.changed.connect(self._enter.choose)
        self.intake.moved.connect(self._enter.go_there)
        self.intake.who.typed_on.connect(self._enter.choose)
        self.intake.chip.changed.connect(self._enter.choose)
        self.results_page.ready_changed.connect(self._enter.choose)
        self.procedures.looked_at.connect(self._enter.choose)
        self.procedures.found.connect(self._enter.choose)
        self.queue.finished.connect(self.dossier.clear)

    def _follow(self) -> None:
        """Another dossier, or another state of one: the paper of the citizen before is closed, and lists are true."""
        known = (self.dossier.dossier, self.results.dossier)
        before, self._stood = self._stood, [f'{one.id} {one.state}' if one else '' for one in known]
        if self._stood == before:
            return
        if [one.split()[:1] for one in self._stood] != [one.split()[:1] for one in before]:
            self.paper.show_capture()
            if self.is_returning:
                self.results.read_first_file()
        self.dossiers.refresh()
        self.results.refresh()

    def _show_counts(self) -> None:
        """What waits behind a tab is said on it: late is seen before it is late."""
        tabs = {tab.objectName(): tab for tab in self._tabs}
        urgent, ready = self.dossiers.urgent, self.results.ready
        soon = say(f": {urgent} gấp", f": {urgent} urgent") if urgent else ''
        here = f': {ready}' if ready else ''
        left = f': {len(self.devices.tickets.rows)}' if self.devices.tickets.rows else ''
        show_words(tabs['tab-dossiers'], say(f"Hồ sơ{soon}", f"Dossiers{soon}"), 'Ctrl+H')
        show_words(tabs['tab-results'], say(f"Trả kết quả{here}", f"Return{here}"), 'Ctrl+K')
        show_words(tabs['tab-devices'], say(f"Thiết bị{left}", f"Devices{left}"), 'F1')
        for tab in self._tabs:
            leave_room(tab)

    def _on_started(self, ticket: Ticket) -> None:
        self._message.clear()
        self.show_page(self.intake)
        self.intake.start(ticket)

    def _on_code(self, code: str) -> None:
        """The QR of a receipt was read: its dossier is looked for where results are returned."""
        self.show_page(self.results_page)
        self.results_page.search.setText(code)

    def _on_opened(self, dossier: str) -> None:
        self.show_page(self.intake)
        self.dossier.open(dossier)

    def _on_tick(self) -> None:
        self.queue.refresh()
        self._line.tick()
        if self._ticks % SLOW_EVERY == 0:
            self.health.refresh()
            self.dossiers.refresh()
            self.results.refresh()
            self.devices.tickets.refresh()
            if self.outbox_page.isVisible():
                self.outbox.refresh()
        self._ticks += 1
