"""The counter from log-in to log-out: one window per officer, locked while she is away."""

from PySide6.QtWidgets import QDialog

from counter.models.citizen_model import CitizenModel
from counter.models.standing import Standing
from counter.models.work import Shift, Work
from counter.views.citizen_bar import CitizenBar
from counter.views.idleness import Idleness
from counter.views.login import Login
from counter.views.second_display import Displays, SecondDisplay
from counter.views.signing import Signing
from counter.views.window import Capture, CounterWindow
from counter.words import say


class Workstation:
    """Shows the log-in, then the officer's window; locking brings the log-in back and keeps what was open.

    A window that nobody touches for the ``lock_minutes`` of the settings is locked by itself. Another officer who logs
    in gets a window of her own: nothing of the first one's screen is shown to her. ``login`` is one that shows already;
    without it one is made. ``citizen`` is what the citizen's display shows, ``second`` where, with or without one.
    """

    def __init__(
        self,
        work: Work,
        capture: Capture | None = None,
        login: Login | None = None,
        displays: Displays | None = None,
    ) -> None:
        self._capture, self._minutes = capture, work.lock_minutes
        self.login = login or Login(work.centre.name, work.counter)
        self.window: CounterWindow | None = None
        self.idleness = Idleness(work.lock_minutes)
        self._standing: Standing | None = None
        self._officer, self._before = '', self.window
        self.citizen = CitizenModel(work)
        self.second = SecondDisplay(
            self.citizen,
            displays or Displays(),
            wanted=work.citizen_display,
            panel_mm=work.citizen_panel_mm,
            touch=work.citizen_touch,
        )
        if work.lamp is not None:
            self._lamp = work.lamp
            self.citizen.changed.connect(self._show_light)
        self.signing = Signing(self.second, self.citizen, work.clock, work.citizen_panel_mm)
        self.login.logged_in.connect(self._on_in)
        self.idleness.left.connect(self._on_left)
        self.login.open_to(work)

    def start(self) -> None:
        """Show the log-in."""
        self.login.ask()

    def _on_in(self, shift: Shift) -> None:
        self.login.hide()
        if self.window is None or self._officer != shift.officer.id:
            self._close()
            self._officer = shift.officer.id
            self.window = CounterWindow(shift, self._capture)
            self._standing = Standing(shift)
            self._standing.ended.connect(self._on_ended)
            self.window.locked.connect(self._lock)
            self.window.logged_out.connect(self._on_out)
            self.citizen.follow(self.window.queue, self.window.dossier, self.window.results)
            self.window.paged.connect(self._on_paged)
            self.window.results.sign_asked.connect(self._on_sign)
            self.window.who.add_bar(CitizenBar(self.citizen, self.second))
        self.citizen.shut(on=False)
        self.window.show()
        self.idleness.watch(self.window)

    def _on_left(self) -> None:
        name = self.window.shift.officer.name if self.window is not None else ''
        self._lock(
            say(
                f"Quầy tự khóa vì {self._minutes} phút không ai dùng. {name} đăng nhập lại để làm tiếp; "
                "việc đang dở vẫn nguyên.",
                f"Locked: nobody used the counter for {self._minutes} minutes. {name} logs in to go on; "
                "nothing is lost.",
            )
        )

    def _on_sign(self) -> None:
        if self.window is not None:
            self.signing.ask(self.window.results)

    def _show_light(self) -> None:
        self._lamp.show(self.citizen.light)

    def _on_paged(self) -> None:
        if self.window is not None:
            self.citizen.look_at_returning(on=self.window.is_returning)

    def _lock(self, why: str = '') -> None:
        self.citizen.shut(on=True)
        self.signing.close()
        self.idleness.rest()
        if self.window is not None:
            # what a dialog shows is not left on the screen either
            for dialog in self.window.findChildren(QDialog):
                dialog.reject()
            self.window.intake.drafts.flush()
            self.window.hide()
        self.login.ask(why)

    def _on_out(self) -> None:
        self._on_ended('')

    def _on_ended(self, why: str) -> None:
        self.idleness.rest()
        self._close()
        self.login.forget()
        self.login.ask(why)

    def _close(self) -> None:
        """What she typed is kept as a draft of its dossier; her window goes."""
        self.citizen.leave()
        if self._standing is not None:
            self._standing.stop()
            self._standing = None
        self.signing.close()
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            # her own button may have asked for it: the window lasts until that is over
            self.window, self._before, self._officer = None, self.window, ''
