"""The counter from log-in to log-out: one window per officer, locked while she is away."""

from counter.models.work import Shift, Work
from counter.views.login import Login
from counter.views.window import Capture, CounterWindow


class Workstation:
    """Shows the log-in, then the officer's window; locking brings the log-in back and keeps what was open.

    Another officer who logs in gets a window of her own: nothing of the first one's screen is shown to her. ``login``
    is one that shows already; without it one is made.
    """

    def __init__(self, work: Work, capture: Capture | None = None, login: Login | None = None) -> None:
        self._capture = capture
        self.login = login or Login(work.centre.name, work.counter)
        self.window: CounterWindow | None = None
        self._officer = ''
        self.login.logged_in.connect(self._on_in)
        self.login.open_to(work)

    def start(self) -> None:
        """Show the log-in."""
        self.login.ask()

    def _on_in(self, shift: Shift) -> None:
        self.login.hide()
        if self.window is None or self._officer != shift.officer.id:
            if self.window is not None:
                self.window.close()
                self.window.deleteLater()
            self._officer = shift.officer.id
            self.window = CounterWindow(shift, self._capture)
            self.window.locked.connect(self._on_locked)
        self.window.show()

    def _on_locked(self) -> None:
        if self.window is not None:
            self.window.hide()
        self.login.ask()
