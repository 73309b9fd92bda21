"""Whether the officer at work may still work here: an account that was shut or changed anywhere ends her shift."""

from PySide6.QtCore import QTimer, Signal

from counter.models.desk import Desk
from counter.models.work import Shift
from counter.words import say
from office.officer import Officer

# a change made on another machine is here within two seconds; asking is one small reading
EVERY_MS = 3000


class Standing(Desk):
    """``ended`` says why she must log in again, or can't."""

    ended = Signal(str)

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Read the account anew."""
        ledger, officer = self._shift.work.ledger, self._shift.officer.id

        def read() -> Officer:
            with ledger.read() as books:
                return books.get_officer(officer)

        self._run(read, self._on_read)

    def stop(self) -> None:
        """She has gone."""
        self._timer.stop()

    def _on_read(self, now: Officer) -> None:
        was = self._shift.officer
        if now.is_shut:
            words = say(
                f"Tài khoản của {now.name} vừa bị đóng. Việc đang dở vẫn nguyên; hỏi người quản trị.",
                f"{now.name}'s account was shut. Nothing is lost; ask the administrator.",
            )
        elif (now.rights, now.login) != (was.rights, was.login):
            words = say(
                f"Tài khoản của {now.name} vừa đổi. Việc đang dở vẫn nguyên; đăng nhập lại để làm tiếp.",
                f"{now.name}'s account was changed. Nothing is lost; log in again to go on.",
            )
        else:
            return
        if self._timer.isActive():
            self.stop()
            self.ended.emit(words)
