"""The counter's window: who at the left, what in the centre, results beside it, health at the bottom."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QTabWidget

from counter.models.dossier_model import DossierModel
from counter.models.queue_model import QueueModel
from counter.models.results_model import ResultsModel
from counter.models.work import Shift
from counter.views.dossier_panel import DossierPanel
from counter.views.parts import label
from counter.views.queue_panel import QueuePanel
from counter.views.results_panel import ResultsPanel
from office.workdays import LOCAL

# the queue changes under other hands; once a second is as fast as anybody looks
REFRESH_MS = 1000


class CounterWindow(QMainWindow):
    """An officer's shift at a counter."""

    def __init__(self, shift: Shift) -> None:
        super().__init__()
        self._shift = shift
        self.queue, self.dossier, self.results = QueueModel(shift), DossierModel(shift), ResultsModel(shift)
        self.setWindowTitle(f"Một Cửa — Quầy {shift.work.counter}")
        self.resize(1366, 768)
        tabs = QTabWidget()
        tabs.setObjectName('tabs')
        tabs.addTab(DossierPanel(self.dossier, self.queue), "Tiếp nhận")
        tabs.addTab(ResultsPanel(self.results), "Trả kết quả")
        split = QSplitter()
        split.addWidget(QueuePanel(self.queue))
        split.addWidget(tabs)
        split.setStretchFactor(1, 1)
        self.setCentralWidget(split)
        self._told, self._health = label(name='told'), label(role='quiet', name='health')
        self._health.setWordWrap(False)
        self.statusBar().addWidget(self._told, 1)
        self.statusBar().addPermanentWidget(self._health)
        for model in (self.queue, self.dossier, self.results):
            model.told.connect(self._told.setText)
        self.queue.started.connect(lambda _ticket: tabs.setCurrentIndex(0))
        self._timer = QTimer(self, interval=REFRESH_MS)
        self._timer.timeout.connect(self._refresh)
        self._timer.start()
        self._refresh()
        self.results.look()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Look at nothing more once the window is gone."""
        self._timer.stop()
        super().closeEvent(event)

    def _refresh(self) -> None:
        self.queue.refresh()
        work = self._shift.work
        printer = "Máy in: có" if work.printing else "Máy in: chưa cài đặt"
        self._health.setText(f'{printer}   {work.clock.now().astimezone(LOCAL):%H:%M}   {self._shift.officer.name}')
