"""The log-in window: an individual account, at this counter."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from counter.models.work import Shift, Work
from counter.texts import sentence
from counter.views.parts import GRID, Sign, button, column, field, holding, label, make_default, row
from counter.words import say
from office.errors import Problem
from office.officer import Officer


class Login(QWidget):
    """Asks for a name and a password until they are right; the name stays for who comes back to a locked counter."""

    logged_in = Signal(object)

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
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
        self._lay_out()

    def ask(self) -> None:
        """Show the window, with the cursor where typing begins."""
        self._password.clear()
        self._told.setVisible(False)
        self.show()
        (self._password if self._name.text() else self._name).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes from the name to the password, and from there in."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif self._name.hasFocus() and not self._password.text():
            self._password.setFocus()
        elif self._enter.isEnabled():
            self._on_enter()

    def _lay_out(self) -> None:
        card = QFrame()
        card.setProperty('role', 'card')
        work = self._work
        box = column(
            label(work.centre.name, role='heading'),
            label(say(f"Quầy {work.counter}", f"Counter {work.counter}"), role='quiet'),
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
        name, password = self._name.text().strip(), self._password.text()
        self._enter.setEnabled(False)
        self._work.store_jobs.run(
            lambda: self._work.supervising.log_in(name, password, self._work.counter),
            owner=self,
            then=self._on_in,
            failed=self._on_problem,
        )

    def _on_in(self, officer: Officer) -> None:
        self._enter.setEnabled(True)
        self._password.clear()
        self._told.setVisible(False)
        self.logged_in.emit(Shift(work=self._work, officer=officer))

    def _on_problem(self, problem: Problem) -> None:
        self._enter.setEnabled(True)
        self._password.clear()
        self._password.setFocus()
        self._told.setVisible(True)
        self._told.show_sign('mdi6.alert-circle', 'bad', sentence(problem))
