"""Small makers of widgets that every panel uses."""

from collections.abc import Callable

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QPushButton


def button(text: str, key: str, name: str, pressed: Callable[[], object]) -> QPushButton:
    """A button with its key shown on it; the key works wherever the focus is."""
    made = QPushButton(f'{text} ({key})' if key else text)
    made.setObjectName(name)
    if key:
        made.setShortcut(QKeySequence(key))
    made.clicked.connect(lambda _checked: pressed())
    return made


def label(text: str = '', *, role: str = '', name: str = '') -> QLabel:
    """A label in a role of the style sheet."""
    made = QLabel(text)
    made.setObjectName(name)
    made.setWordWrap(True)
    if role:
        made.setProperty('role', role)
    return made


def field(placeholder: str, name: str) -> QLineEdit:
    """A line to type in, saying what belongs there while it is empty."""
    made = QLineEdit()
    made.setPlaceholderText(placeholder)
    made.setObjectName(name)
    return made


def rows(name: str) -> QListWidget:
    """A list."""
    made = QListWidget()
    made.setObjectName(name)
    return made
