"""A kiosk for tests, and the finger that touches it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from devices.settings import DeviceSettings
from kiosk.app import Kiosk, Opened
from kiosk.config import KioskConfig
from kiosk.settings import KioskSettings
from office.centre import CentreSettings
from office.desk.queueing import Queueing
from tests.offices import FixedClock, SequenceIds, settings_of

PORTRAIT, LANDSCAPE = (720, 1280), (1280, 720)

# a working Wednesday, 08:30 at Asia/Ho_Chi_Minh
WORKDAY = datetime(2026, 11, 25, 1, 30, tzinfo=UTC)


def kiosk_on(
    folder: Path,
    qtbot: QtBot,
    *,
    clock: FixedClock | None = None,
    printer: str = '',
    size: tuple[int, int] = PORTRAIT,
    busy_seconds: float = 5.0,
    **settings: Any,
) -> Kiosk:
    """A kiosk on a store in a folder, its window exposed; idle time passes by ``seconds_pass`` alone."""
    config = KioskConfig(
        centre=CentreSettings(),
        store=replace(settings_of(folder), busy_seconds=busy_seconds),
        devices=DeviceSettings(ticket_printer=printer),
        kiosk=replace(KioskSettings(full_screen=False, voice=''), **settings),
    )
    running = Kiosk(config, Opened(config, clock=clock or FixedClock(WORKDAY), ids=SequenceIds()), size=size)
    running.session.idle.stop()
    qtbot.waitUntil(running.window.isExposed)
    return running


def below(item: QQuickItem) -> Iterator[QQuickItem]:
    """An item and all visible items inside it."""
    if item.isVisible():
        yield item
        for child in item.childItems():
            yield from below(child)


def find(window: QQuickWindow, name: str) -> QQuickItem:
    """A visible item of a window by its name."""
    return next(item for item in below(window.contentItem()) if item.objectName() == name)


def laid_out(item: QQuickItem | None) -> None:
    """Have an item and all around it placed as the next frame will show them."""
    while item is not None:
        item.ensurePolished()
        item = item.parentItem()


def shows(window: QQuickWindow, name: str) -> bool:
    """Whether a window shows an item of a name."""
    return any(item.objectName() == name for item in below(window.contentItem()))


def touch(window: QQuickWindow, name: str, click: Callable[..., None] = QTest.mouseClick) -> None:
    """Touch the middle of an item."""
    item = find(window, name)
    laid_out(item)
    middle = item.mapToScene(QPoint(int(item.width() / 2), int(item.height() / 2)))
    click(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle.toPoint())


def touch_to_ticket(kiosk: Kiosk, qtbot: QtBot) -> None:
    """The common case: what for, which procedure; two touches and there is a number."""
    touch(kiosk.window, 'service-A')
    qtbot.waitUntil(lambda: kiosk.session.screen == 'procedures')
    touch(kiosk.window, 'procedure-1.001193')
    qtbot.waitUntil(lambda: kiosk.session.screen == 'ticket')


def type_in(kiosk: Kiosk, text: str) -> None:
    """Touch the keys of a text."""
    for letter in text:
        touch(kiosk.window, f'key-{letter}')


def seconds_pass(kiosk: Kiosk, seconds: int) -> None:
    """Nobody touches the kiosk for so long."""
    for _ in range(seconds):
        kiosk.session.idle.second()


def crowd(kiosk: Kiosk, service: str, people: int) -> None:
    """So many people take a number before."""
    desk = Queueing(kiosk.store, FixedClock(WORKDAY), SequenceIds(5))
    for _ in range(people):
        desk.issue(service, series=service, place='K2')


def refreshed(kiosk: Kiosk, qtbot: QtBot) -> None:
    """The kiosk has looked at the store anew."""
    with qtbot.waitSignal(kiosk.offering.changed):
        kiosk.offering.refresh()
