"""The log-in window: an individual account, at this counter."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from counter.views.parts import GRID, Sign, button, column, field, holding, label, make_default, row
from counter.words import say
from office.errors import Problem

if TYPE_CHECKING:
    from counter.models.work import Shift, Work


class Login(QWidget):
    """Asks for a name and a password until they are right; the name stays for who comes back to a locked counter.

    It takes letters before the store is open; whoever presses Enter meanwhile is let in as soon as it is.
    """

    logged_in = Signal(object)
    asked_again = Signal()

    def __init__(self, centre: str, counter: str) -> None:
        super().__init__()
        self._work: Work | None = None
        self._waits, self._is_shut = False, False
        self.setWindowTitle(say("Một Cửa — Đăng nhập", "Một Cửa — Log in"))
        self.resize(1366, 768)
        self._name = field(say("Tên đăng nhập", "Name"), 'login', letters=52)
        self._password = field(say("Mật khẩu", "Password"), 'password', letters=52)
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._told = Sign('login-told')
        self._told.setVisible(False)
        self._enter = button(say("Đăng nhập", "Log in"), 'Enter', 'enter', self._on_enter, sign='mdi6.login')
        self._enter.setShortcut('')
        make_default(self._enter, on=True)
        self._lay_out(centre, counter)

    def ask(self, why: str = '') -> None:
        """Show the window, with the cursor where typing begins; ``why`` it is shown, where nobody asked for it."""
        self._password.clear()
        self._told.setVisible(bool(why))
        self._told.show_sign('mdi6.lock-outline', 'quiet', why)
        self.show()
        (self._password if self._name.text() else self._name).setFocus()

    def open_to(self, work: 'Work') -> None:
        """The store is open: log in from now on, and at once who asked to come in while it wasn't."""
        self._work, self._is_shut = work, False
        self._told.setVisible(False)
        if self._waits:
            self._waits = False
            self._come_in(work)

    def stay_shut(self, problem: Problem) -> None:
        """The store could not be opened: say why; what was typed stays, and Enter tries again."""
        self._waits, self._is_shut = False, True
        self._enter.setEnabled(True)
        self._show_problem(problem)

    def forget(self) -> None:
        """The officer has gone: her name goes with her."""
        self._name.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes from the name to the password, and from there in."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif self._name.hasFocus() and not self._password.text():
            self._password.setFocus()
        elif self._enter.isEnabled():
            self._on_enter()

    def _lay_out(self, centre: str, counter: str) -> None:
        card = QFrame()
        card.setProperty('role', 'card')
        box = column(
            label(centre, role='heading'),
            label(say(f"Quầy {counter}", f"Counter {counter}"), role='quiet'),
            self._name,
            self._password,
            self._told,
            holding(row(self._enter)),
        )
        box.setContentsMargins(6 * GRID, 6 * GRID, 6 * GRID, 6 * GRID)
        card.setLayout(box)
        card.setFixedWidth(460)
        card.setMinimumHeight(290)
        middle = column()
        middle.insertStretch(0, 1)
        middle.insertWidget(1, card, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(middle)

    def _on_enter(self) -> None:
        self._enter.setEnabled(False)
        if self._work is not None:
            self._come_in(self._work)
            return
        self._waits = True
        opening = say(
            "Đang mở dữ liệu, mở xong sẽ đăng nhập ngay.", "Opening the data; you come in as soon as it is open."
        )
        self._tell('mdi6.timer-sand', 'quiet', opening)
        if self._is_shut:
            self._is_shut = False
            self.asked_again.emit()

    def _come_in(self, work: 'Work') -> None:
        name, password = self._name.text().strip(), self._password.text()
        work.store_jobs.run(lambda: work.log_in(name, password), owner=self, then=self._on_in, failed=self._on_problem)

    def _on_in(self, shift: 'Shift') -> None:
        self._enter.setEnabled(True)
        self._password.clear()
        self._told.setVisible(False)
        self.logged_in.emit(shift)

    def _on_problem(self, problem: Problem) -> None:
        self._enter.setEnabled(True)
        self._password.clear()
        self._password.setFocus()
        self._show_problem(problem)

    def _show_problem(self, problem: Problem) -> None:
        # all of the counter's sentences, with every word of the field that they name
        from counter.texts import sentence  # noqa: PLC0415 - the log-in shows first

        self._tell('mdi6.alert-circle', 'bad', sentence(problem))

    def _tell(self, sign: str, hue: str, words: str) -> None:
        self._told.setVisible(True)
        self._told.show_sign(sign, hue, words)
