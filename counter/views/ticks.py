"""Boxes and circles to tick, drawn with the family's icons: seen on light, dark and black grounds alike."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QRadioButton, QStyle, QStyleOptionButton

from counter.views.parts import shown_key
from counter.views.style import icon

BOXES = ('mdi6.checkbox-blank-outline', 'mdi6.checkbox-marked')
CIRCLES = ('mdi6.radiobox-blank', 'mdi6.radiobox-marked')


class Tick(QCheckBox):
    """A box to tick; its key, where it has one, stands in its words."""

    def __init__(self, words: str, name: str, *, key: str = '') -> None:
        super().__init__(f'{words} ({shown_key(key)})' if key else words)
        self.setObjectName(name)
        if key:
            self.setShortcut(key)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark that the style sheet leaves out."""
        super().paintEvent(event)
        _draw(self, BOXES, QStyle.SubElement.SE_CheckBoxIndicator)


class Circle(QRadioButton):
    """One of several."""

    def __init__(self, words: str, name: str) -> None:
        super().__init__(words)
        self.setObjectName(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark that the style sheet leaves out."""
        super().paintEvent(event)
        _draw(self, CIRCLES, QStyle.SubElement.SE_RadioButtonIndicator)


def _draw(one: QCheckBox | QRadioButton, signs: tuple[str, str], place: QStyle.SubElement) -> None:
    option = QStyleOptionButton()
    option.initFrom(one)
    on = one.isChecked()
    hue = 'quiet' if not one.isEnabled() else 'action' if on else 'ink'
    painter = QPainter(one)
    icon(signs[on], hue).paint(painter, one.style().subElementRect(place, option, one), Qt.AlignmentFlag.AlignCenter)
    painter.end()
