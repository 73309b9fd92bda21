"""The log-in window: an individual account, at this counter."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from counter.models.work import Shift, Work
from counter.texts import sentence
from counter.views.parts import button, field, label
from office.errors import Problem
from office.officer import Officer


class Login(QWidget):
    """Asks for a name and a password until they are right."""

    logged_in = Signal(object)

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self.setWindowTitle("Một Cửa — Đăng nhập")
        self._name = field("Tên đăng nhập", 'login')
        self._password = field("Mật khẩu", 'password')
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._told = label(role='warn', name='login-told')
        column = QVBoxLayout(self)
        column.addWidget(label(f"{work.centre.name}\nQuầy {work.counter}", role='heading'))
        for part in (self._name, self._password, self._told):
            column.addWidget(part)
        self._enter = button("Đăng nhập", 'Return', 'enter', self._on_enter)
        column.addWidget(self._enter)

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
        self._password.clear()
        self.logged_in.emit(Shift(work=self._work, officer=officer))

    def _on_problem(self, problem: Problem) -> None:
        self._enter.setEnabled(True)
        self._password.clear()
        self._told.setText(sentence(problem))
