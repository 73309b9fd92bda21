"""``motcua-counter``: the log-in at once, and behind it the store, opened while the officer types.

What is imported here is imported before the first frame, so nothing is that only works on the open store.
"""

import sys
from argparse import BooleanOptionalAction, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

import qtkit.plain_imports  # noqa: F401 - before all that it makes cheaper
from counter.config import CounterConfig
from counter.views.login import Login
from counter.views.style import use_palette
from counter.words import use_language
from office.command import DONE, REFUSED, parser, sentence
from office.errors import Problem, Refusal
from qtkit.config import config_of, shown
from qtkit.garbage import GuiThreadCollector
from qtkit.jobs import Jobs

if TYPE_CHECKING:
    from counter.app import Counter, Opened
    from counter.views.workstation import Workstation

# what an account may do, as ``office.officer.Right`` spells it; importing that brings every fact before the first frame
RIGHTS = ('receive', 'return', 'sign', 'post', 'supervise', 'administer')

# the first frame has the processor for itself; by then nobody can have typed a letter
AFTER_FIRST_FRAME_MS = 50


class Start(QObject):
    """The way from a log-in that shows at once to an officer at work; ``counter`` and ``desk`` are None until then."""

    def __init__(self, config: CounterConfig) -> None:
        super().__init__()
        self._config, self._jobs = config, Jobs('opening')
        self._opened: Opened | None = None
        self.counter: Counter | None = None
        self.desk: Workstation | None = None
        self.login = Login(config.centre.name, config.counter.name)
        self.login.asked_again.connect(self.open)

    def begin(self) -> None:
        """Show the log-in, then open the store."""
        self.login.ask()
        QTimer.singleShot(AFTER_FIRST_FRAME_MS, self, self.open)

    def open(self) -> None:
        """Open the store on a thread; why it doesn't open stands in the log-in, where Enter tries again."""
        self._jobs.run(self._bring, owner=self, then=self._on_open, failed=self._on_shut)

    def close(self) -> None:
        """Let go of everything, of a store too that nobody has come to use."""
        self._jobs.close()
        if self.counter is not None:
            self.counter.close()
        elif self._opened is not None:
            self._opened.close()

    def _bring(self) -> 'Opened':
        """Import what works on the store, and open it."""
        from counter.app import Opened  # noqa: PLC0415 - the log-in shows first

        self._opened = Opened(self._config)
        return self._opened

    def _on_open(self, opened: 'Opened') -> None:
        from counter.app import Counter, desk_of  # noqa: PLC0415 - the log-in shows first

        try:
            self.counter = Counter(self._config, opened)
        except Problem as problem:  # hours or the like that the settings spell wrongly
            self._opened = None
            opened.close()
            self._on_shut(problem)
            return
        self.desk = desk_of(self.counter, self.login)
        self.counter.start_devices()

    def _on_shut(self, problem: Problem) -> None:
        self.login.stay_shut(problem)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the counter until its window is closed, or make or change an account."""
    options = parser('motcua-counter', "Quầy tiếp nhận và trả kết quả / the officer's workstation")
    options.add_argument('--enrol', metavar='LOGIN', help="tạo tài khoản cán bộ / make an officer's account")
    options.add_argument('--name', default='', help="họ tên cán bộ / the officer's name")
    options.add_argument(
        '--rights',
        nargs='+',
        choices=RIGHTS,
        help="quyền của tài khoản; mặc định: receive return / what the account may do",
    )
    options.add_argument('--revise', metavar='LOGIN', help="đổi tài khoản: quyền, tên đăng nhập, đóng, mở / change one")
    options.add_argument('--login', default='', help="tên đăng nhập mới / its new login name")
    options.add_argument('--shut', action=BooleanOptionalAction, help="đóng hoặc mở lại / shut it, or open it again")
    called = options.parse_args(argv)
    try:
        config, given = config_of(CounterConfig, called.config)
    except Refusal as refusal:
        print(sentence(refusal), file=sys.stderr)  # noqa: T201 - a console command
        return REFUSED
    if called.print_settings:
        print(shown(config, given))  # noqa: T201 - a console command
        return DONE
    if called.enrol or called.revise:
        return _accounts(config, called)
    return _run(config)


def _accounts(config: CounterConfig, called: Namespace) -> int:
    from counter.accounts import change  # noqa: PLC0415 - no window needs it
    from counter.app import supervised  # noqa: PLC0415 - no window needs it

    with supervised(config) as supervising:
        return change(supervising, called, config.centre.agency)


def _run(config: CounterConfig) -> int:
    app = QApplication(sys.argv[:1])
    collector = GuiThreadCollector()
    use_language(config.counter.language)
    use_palette(app, config.counter.colours)
    start = Start(config)
    start.begin()
    code = app.exec()
    collector.close()
    start.close()
    return code


if __name__ == '__main__':
    sys.exit(main())
