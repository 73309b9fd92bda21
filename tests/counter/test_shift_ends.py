"""What an officer worked with ends with her shift: nobody's dossier is kept, and no model goes on listening."""

import gc
from weakref import ref

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from counter.app import Counter, capture_panel
from counter.views.window import CounterWindow
from counter.views.workstation import Workstation
from qtkit.jobs import Jobs
from tests.counter.workstation import PASSWORD, began, find, press


def served(station: Workstation, qtbot: QtBot) -> CounterWindow:
    """An officer has logged in and opened a dossier."""
    find(station.login, QLineEdit, 'login').setText('lan')
    find(station.login, QLineEdit, 'password').setText(PASSWORD)
    with qtbot.waitSignal(station.login.logged_in):
        find(station.login, QPushButton, 'enter').click()
    window = station.window
    assert window is not None
    qtbot.waitExposed(window)
    began(window, qtbot)
    return window


def counter_objects() -> list[str]:
    """The names of the counter's objects of Qt that Python still keeps."""
    gc.collect()
    kept = [type(one) for one in gc.get_objects() if isinstance(one, QObject) and not isinstance(one, Jobs)]
    return sorted(kind.__name__ for kind in kept if kind.__module__.startswith('counter.'))


def test_a_shift_leaves_nothing_behind(counter: Counter, qtbot: QtBot) -> None:
    """The last window may be remembered until the next one goes; all before it are gone, whatever they listened to."""
    station = Workstation(counter.work, capture_panel)
    qtbot.addWidget(station.login)
    station.start()
    kept: list[list[str]] = []
    gone = []
    for _shift in range(2):
        window = served(station, qtbot)
        gone.append(ref(window.dossier))
        press(window, 'log-out')
        qtbot.waitUntil(lambda window=window: not isValid(window))
        del window
        kept.append(counter_objects())
    assert kept[1] == kept[0]
    assert gone[0]() is None
    station.second.close()
