"""Hands and eyes at real windows: touches, keys, waiting for what they bring about, and pictures of it."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from PySide6.QtCore import QElapsedTimer, QPointF, Qt
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QWidget

from tools.demo.journal import NotHappenedError

W = TypeVar('W', bound=QWidget)

# the slowest thing waited for is a province that comes back between two rounds of the courier
PATIENCE_SECONDS = 15.0
_LOOK_MS = 10
_NEARLY = 0.97
# every third dot meets a stroke of some letter; print is darker than this of 255
_STRIDE, _INK = 3, 110


def until(happened: Callable[[], object], what: str) -> None:
    """Let the windows work until something has happened.

    Raises:
        NotHappenedError: it didn't within ``PATIENCE_SECONDS``.
    """
    clock = QElapsedTimer()
    clock.start()
    while not happened():
        if clock.elapsed() > PATIENCE_SECONDS * 1000:
            raise NotHappenedError(what)
        QTest.qWait(_LOOK_MS)


def item(window: QQuickWindow, name: str) -> QQuickItem | None:
    """A visible item of a touch window by its name."""
    return next((found for found in _visible(window.contentItem()) if found.objectName() == name), None)


def touch(window: QQuickWindow, name: str) -> None:
    """Touch the middle of an item once it is there."""
    until(lambda: item(window, name), f'nothing to touch: {name}')
    found = item(window, name)
    if found is not None:
        middle = found.mapToScene(QPointF(found.width() / 2, found.height() / 2)).toPoint()
        QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)


def is_lit(window: QQuickWindow, name: str) -> bool:
    """Whether an item is fully to be seen just now; a called number blinks."""
    found = item(window, name)
    return found is not None and _opacity(found) > _NEARLY


def is_written_on(paper: QWidget) -> bool:
    """Whether there is print in the middle of a widget; pages are drawn when their time comes."""
    middle = paper.rect().adjusted(paper.width() // 5, paper.height() // 5, -paper.width() // 5, -paper.height() // 5)
    image = paper.grab(middle).toImage()
    dots = ((x, y) for x in range(0, image.width(), _STRIDE) for y in range(0, image.height(), _STRIDE))
    return any(image.pixelColor(x, y).lightness() < _INK for x, y in dots)


def reads(window: QQuickWindow, name: str) -> str:
    """What an item of a touch window says, '' while it isn't there."""
    found = item(window, name)
    return str(found.property('text')) if found is not None else ''


def widget(parent: QWidget, kind: type[W], name: str) -> W:
    """A widget by its name.

    Raises:
        NotHappenedError: there is none.
    """
    found = parent.findChild(kind, name)
    if found is None:
        raise NotHappenedError(f'no {name} at this window')
    return found


def press(window: QWidget, name: str) -> None:
    """Press a button by its own key, as an officer does, once it can be pressed; by the mouse where it has no key."""
    button = widget(window, QPushButton, name)
    until(lambda: button.isEnabled() and button.isVisible(), f'cannot be pressed: {name}')
    clicked: list[bool] = []
    connection = button.clicked.connect(lambda *_: clicked.append(True))
    if button.shortcut().isEmpty():
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    else:
        come_forward(window)
        QTest.keySequence(QApplication.focusWidget() or window, button.shortcut())
    # a button that was pressed by its key shows it for a tenth of a second before it acts
    until(lambda: clicked, f'was not pressed: {name}')
    button.clicked.disconnect(connection)


def come_forward(window: QWidget) -> None:
    """Make a window the one that keys go to."""
    window.activateWindow()
    until(window.isActiveWindow, 'the window does not come forward')


def write(window: QWidget, name: str, text: str, *, enter: bool = True) -> None:
    """Type or scan into a field as a keyboard or a wedge scanner does."""
    line = widget(window, QLineEdit, name)
    until(line.isVisible, f'cannot be written into: {name}')
    line.setFocus()
    line.setText(text)
    if enter:
        QTest.keyClick(line, Qt.Key.Key_Return)


def choose(window: QWidget, name: str, value: object) -> None:
    """Choose what stands for a value in a list that drops down."""
    box = widget(window, QComboBox, name)
    places = [at for at in range(box.count()) if box.itemData(at) == value]
    if not places:
        raise NotHappenedError(f'not to be chosen: {value}')
    box.setFocus()
    box.setCurrentIndex(places[0])
    box.activated.emit(places[0])


def _opacity(found: QQuickItem | None) -> float:
    return found.opacity() * _opacity(found.parentItem()) if found is not None else 1.0


def _visible(found: QQuickItem) -> Iterator[QQuickItem]:
    if found.isVisible():
        yield found
        for child in found.childItems():
            yield from _visible(child)
