"""Where the citizen's screen is shown: the display that the settings name, as long as it is plugged in."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QScreen

from counter.models.citizen_model import CitizenModel
from counter.views.citizen_screen import CitizenScreen
from counter.views.citizen_style import theme_for


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
    """Puts the citizen's screen on its display, and takes it away when the display is; ``screen`` is None meanwhile."""

    def __init__(self, model: CitizenModel, displays: Displays, *, wanted: str, panel_mm: float) -> None:
        super().__init__()
        self._model, self._displays, self._wanted, self._panel_mm = model, displays, wanted, panel_mm
        self._stands: tuple[str, int, int, int, int] | None = None
        self.screen: CitizenScreen | None = None
        displays.changed.connect(self.place)
        self.place()

    def place(self) -> None:
        """Show it where it belongs, or nowhere: it never lies over the officer's window."""
        found = chosen(self._wanted, self._displays.listed()) if self._wanted else None
        at = found.geometry() if found is not None else None
        stands = (found.name(), at.x(), at.y(), at.width(), at.height()) if found is not None and at else None
        if stands == self._stands:
            return
        self.close()
        self._stands = stands
        if found is None or at is None:
            return
        self.screen = CitizenScreen(self._model, theme_for(found, self._panel_mm))
        self.screen.setScreen(found)
        self.screen.setGeometry(at)
        # not showFullScreen, which asks for the keyboard
        self.screen.setWindowState(Qt.WindowState.WindowFullScreen)
        self.screen.show()

    def close(self) -> None:
        """Show nothing any more."""
        if self.screen is not None:
            self.screen.hide()
            self.screen.deleteLater()
        self.screen, self._stands = None, None
