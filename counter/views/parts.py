"""Small makers of widgets that every region uses."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from counter.views.style import icon

Box = TypeVar('Box', bound=QBoxLayout)

# the counter's grid
GRID = 4
# what a label shows of an icon, in pixels at one
ICON = 18


def button(text: str, key: str, name: str, pressed: Callable[[], object], *, sign: str = '') -> QPushButton:
    """A button with its key shown on it; the key works wherever the focus is."""
    made = QPushButton(f'{text} ({shown_key(key)})' if key else text)
    made.setObjectName(name)
    if key:
        made.setShortcut(QKeySequence(key))
    if sign:
        made.setIcon(icon(sign))
        made.setProperty('sign', sign)
    made.clicked.connect(lambda _checked: pressed())
    return made


def show_words(one: QPushButton, text: str, key: str) -> None:
    """Say something else on a button; its key stays."""
    words = f'{text} ({shown_key(key)})'
    if one.text() != words:
        one.setText(words)
        one.setShortcut(QKeySequence(key))


def shown_key(key: str) -> str:
    """A key as it stands on keyboards here."""
    return key.replace('Return', 'Enter')


def make_default(one: QPushButton, *, on: bool) -> None:
    """Fill a button, or not; its icon takes the colour that is read on that ground."""
    if one.isDefault() != on:
        one.setDefault(on)
        sign = one.property('sign')
        if sign:
            one.setIcon(icon(sign, 'on_action' if on else 'ink'))
        one.style().polish(one)


def label(text: str = '', *, role: str = '', name: str = '') -> QLabel:
    """A label in a role of the style sheet."""
    made = QLabel(text)
    made.setObjectName(name)
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty('role', role)
    return made


def set_role(made: QWidget, role: str) -> None:
    """Put a widget in another role of the style sheet."""
    if made.property('role') != role:
        made.setProperty('role', role)
        made.style().polish(made)


class Sign(QWidget):
    """An icon and its words, in one token's colour: never the colour alone."""

    def __init__(self, name: str = '', *, one_line: bool = False, elides: bool = False) -> None:
        super().__init__()
        self._icon, self.words = QLabel(), Elided(name=name) if elides else label(name=name)
        one_line = one_line or elides
        self._shown = ('', '')
        line = row(self._icon, self.words, stretch=1)
        line.setContentsMargins(0, 0, 0, 0)
        self.words.setWordWrap(not one_line)
        vertical = Qt.AlignmentFlag.AlignVCenter if one_line else Qt.AlignmentFlag.AlignTop
        self._icon.setAlignment(vertical | Qt.AlignmentFlag.AlignHCenter)
        self._icon.setFixedWidth(ICON + GRID)
        self.setLayout(line)

    def tighten(self) -> None:
        """Draw icon and words together, where signs stand side by side."""
        layout = self.layout()
        if layout is not None:
            layout.setSpacing(0)

    def show_sign(self, sign: str, hue: str, text: str) -> None:
        """Say something with an icon before it; ``hue`` is a role of the style sheet and a colour."""
        if isinstance(self.words, Elided):
            self.words.show_text(text)
        else:
            self.words.setText(text)
        set_role(self.words, hue)
        if (sign, hue) != self._shown:
            self._shown = (sign, hue)
            shown = icon(sign, 'ink' if hue == 'strong' else hue).pixmap(ICON, ICON) if sign else QPixmap()
            self._icon.setPixmap(shown)


class Choice(QComboBox):
    """A list of which one is chosen, with the family's own arrow."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words as far as they go, and the arrow that the style sheet takes away."""
        option, style = QStyleOptionComboBox(), self.style()
        self.initStyleOption(option)
        place = QStyle.SubControl.SC_ComboBoxEditField
        room = style.subControlRect(QStyle.ComplexControl.CC_ComboBox, option, place, self).width()
        option.currentText = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        top = (self.height() - ICON) // 2
        icon('mdi6.chevron-down', 'quiet').paint(painter, self.width() - ICON - GRID, top, ICON, ICON)
        painter.end()


class Elided(QLabel):
    """One line of text that ends in … where the room ends; the whole stands in its tool tip."""

    def __init__(self, role: str = '', name: str = '') -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty('role', role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._whole = ''

    def show_text(self, text: str) -> None:
        """Show a text as far as it goes."""
        self._whole = text
        self.setToolTip(text)
        self._fit()

    @property
    def whole(self) -> str:
        """The text as it was given."""
        return self._whole

    def minimumSizeHint(self) -> QSize:
        """It may shrink to nothing."""
        return QSize(0, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """It asks for no width of its own."""
        return QSize(0, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the text to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width()))


ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Line(QLineEdit):
    """A line; where it has its own Enter, that Enter is over with it, wherever the cursor has gone meanwhile."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep an Enter of its own from the window's default button."""
        is_own = event.key() in ENTER and bool(self.property('own-enter'))
        super().keyPressEvent(event)
        if is_own:
            event.accept()


class Rows(QListWidget):
    """A list with the same manners."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep an Enter of its own from the window's default button."""
        is_own = event.key() in ENTER and bool(self.property('own-enter'))
        super().keyPressEvent(event)
        if is_own:
            event.accept()


def field(placeholder: str, name: str, *, letters: int = 0) -> QLineEdit:
    """A line to type in, as wide as ``letters`` of its content where that is known."""
    made = Line()
    made.setPlaceholderText(placeholder)
    made.setObjectName(name)
    made.setAccessibleName(placeholder)
    if letters:
        made.setFixedWidth(made.fontMetrics().averageCharWidth() * (letters + 4))
    return made


def rows(name: str) -> QListWidget:
    """A list."""
    made = Rows()
    made.setObjectName(name)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    # by rows, the end of one that is taller than the list could not be read
    made.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
    made.setWordWrap(True)
    return made


def row(*parts: QWidget, stretch: int | None = None) -> QHBoxLayout:
    """Widgets side by side; the one at ``stretch`` takes the room that is left, else the end does."""
    return _filled(QHBoxLayout(), parts, stretch)


def column(*parts: QWidget, stretch: int | None = None) -> QVBoxLayout:
    """Widgets below each other; the one at ``stretch`` takes the room that is left, else the end does."""
    return _filled(QVBoxLayout(), parts, stretch)


def holding(layout: QLayout) -> QWidget:
    """A widget around a layout, with no margins of its own."""
    made = QWidget()
    layout.setContentsMargins(0, 0, 0, 0)
    made.setLayout(layout)
    return made


def hairline() -> QFrame:
    """A thin line across."""
    made = QFrame()
    made.setObjectName('line')
    made.setFixedHeight(1)
    return made


def _filled(box: Box, parts: Sequence[QWidget], stretch: int | None) -> Box:
    box.setSpacing(2 * GRID)
    for at, part in enumerate(parts):
        box.addWidget(part, 1 if at == stretch else 0)
    if stretch is None:
        box.addStretch(1)
    return box
