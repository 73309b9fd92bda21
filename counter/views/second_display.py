"""Where the citizen's screen is shown: the display that the settings name, as long as it is plugged in."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen

from counter.models.citizen_face import SheetName
from counter.models.citizen_model import CitizenModel
from counter.views.citizen_screen import CitizenScreen
from counter.views.citizen_style import theme_for

# long enough to read two short sentences
THANKS_MS = 3000


class Displays(QObject):
    """The displays of this machine; ``changed`` when one is plugged in, unplugged or turned to another size."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self._on_added)
            app.screenRemoved.connect(self._on_removed)
            for screen in self.listed():
                screen.geometryChanged.connect(self.changed)

    def listed(self) -> Sequence[QScreen]:
        """Those that are plugged in, the main one first."""
        main = QGuiApplication.primaryScreen()
        return sorted(QGuiApplication.screens(), key=lambda one: one != main)

    def _on_added(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self.changed)
        self.changed.emit()

    def _on_removed(self, _screen: QScreen) -> None:
        self.changed.emit()


def chosen(wanted: str, listed: Sequence[QScreen]) -> QScreen | None:
    """The display of a name such as ``HDMI-2`` or of a number, 1 being the main one; None when it isn't there."""
    named = next((one for one in listed if one.name() == wanted), None)
    if named is None and wanted.isdigit() and 0 < int(wanted) <= len(listed):
        return listed[int(wanted) - 1]
    return named


class SecondDisplay(QObject):
    """Puts the citizen's screen on its display, and takes it away when the display is; ``screen`` is None meanwhile.

    Where she can't touch one, the counter is handed to her for her rating: ``handed`` is that window, full screen on
    her display or, without one, on the officer's, until she has answered.
    """

    def __init__(self, model: CitizenModel, displays: Displays, *, wanted: str, panel_mm: float, touch: bool) -> None:
        super().__init__()
        self._model, self._displays, self._wanted, self._panel_mm = model, displays, wanted, panel_mm
        self._touch = touch
        self._stands: tuple[str, int, int, int, int] | None = None
        self.screen: CitizenScreen | None = None
        self.handed: CitizenScreen | None = None
        self._thanked = QTimer(self, singleShot=True, interval=THANKS_MS)
        self._thanked.timeout.connect(self.take_back)
        displays.changed.connect(self.place)
        model.rating.answered.connect(self._on_answered)
        model.changed.connect(self._on_changed)
        self.place()

    @property
    def can_touch(self) -> bool:
        """Whether she has a display that she can touch."""
        return self.screen is not None and self._touch

    @property
    def for_signing(self) -> QScreen:
        """Where the collector signs: her display where she can touch it, else the officer's, turned to her."""
        hers = self._hers() if self._touch else None
        return hers or self._displays.listed()[0]

    def place(self) -> None:
        """Show it where it belongs, or nowhere: it never lies over the officer's window."""
        found = self._hers()
        at = found.geometry() if found is not None else None
        stands = (found.name(), at.x(), at.y(), at.width(), at.height()) if found is not None and at else None
        if stands == self._stands:
            return
        self.take_back()
        self._close_screen()
        self._stands = stands
        if found is not None:
            self.screen = self._shown(found, has_keys=False)

    def ask(self) -> None:
        """Ask her how she was served: where she can touch, or with the keys that the officer hands over."""
        if not self._model.rating.is_open:
            return
        self._model.rating.back()
        self._model.turn_to(SheetName.RATING)
        if not self.can_touch and self.handed is None:
            self.handed = self._shown(self._hers() or self._displays.listed()[0], has_keys=True)
            self.handed.given_back.connect(self.take_back)
            self.handed.activateWindow()

    def take_back(self) -> None:
        """The counter is the officer's again."""
        self._thanked.stop()
        if self.handed is not None:
            _end(self.handed)
        self.handed = None

    def close(self) -> None:
        """Show nothing any more."""
        self.take_back()
        self._close_screen()

    def _close_screen(self) -> None:
        if self.screen is not None:
            _end(self.screen)
        self.screen, self._stands = None, None

    def _hers(self) -> QScreen | None:
        return chosen(self._wanted, self._displays.listed()) if self._wanted else None

    def _shown(self, on: QScreen, *, has_keys: bool) -> CitizenScreen:
        made = CitizenScreen(self._model, theme_for(on, self._panel_mm), has_keys=has_keys)
        made.setScreen(on)
        made.setGeometry(on.geometry())
        # not showFullScreen, which asks for the keyboard
        made.setWindowState(Qt.WindowState.WindowFullScreen)
        made.show()
        return made

    def _on_answered(self) -> None:
        if self.handed is not None:
            self._thanked.start()

    def _on_changed(self) -> None:
        """Locked or put aside while she had it: it is the officer's again at once."""
        if self.handed is not None and self._model.sheet is None:
            self.take_back()


def _end(screen: CitizenScreen) -> None:
    screen.hide()
    screen.deleteLater()
