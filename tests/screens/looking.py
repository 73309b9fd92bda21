"""What a test can say about a window by its geometry: sizes, overlaps, what is cut off, and contrast."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtQuick import QQuickItem, QQuickWindow

from qtkit.theme import contrast
from tests.kiosk.touching import below, laid_out

# half a pixel of rounding is nobody's overlap
SLACK = 1.0


@dataclass(frozen=True, slots=True)
class Seen:
    """An item as it lies in its window, in pixels."""

    item: QQuickItem
    rect: QRectF

    @property
    def name(self) -> str:
        """What to call it when something is wrong."""
        text = self.item.property('text') or self.item.property('title') or ''
        return f'{self.item.objectName() or self.item.metaObject().className()} {text!r}'


def placed(item: QQuickItem) -> Seen:
    """An item with its place in the window."""
    return Seen(item, QRectF(item.mapToScene(QPointF(0, 0)), QSizeF(item.width(), item.height())))


def touchables(window: QQuickWindow) -> list[Seen]:
    """Everything that a finger may press, but the ground that only notices a touch."""
    return [
        placed(item)
        for item in below(window.contentItem())
        if item.inherits('QQuickMouseArea') and item.isEnabled() and item.objectName() != 'ground'
    ]


def texts(window: QQuickWindow) -> list[Seen]:
    """Every text with words in it; its rectangle is where its letters may stand."""
    found = []
    for item in below(window.contentItem()):
        if item.inherits('QQuickText') and str(item.property('text')).strip():
            seen = placed(item)
            size = QSizeF(max(seen.rect.width(), item.property('contentWidth')), item.property('contentHeight'))
            found.append(Seen(item, QRectF(seen.rect.topLeft(), size)))
    return found


def outside(window: QQuickWindow, seen: list[Seen]) -> list[str]:
    """What sticks out of the window."""
    ground = QRectF(0, 0, window.width(), window.height()).adjusted(-SLACK, -SLACK, SLACK, SLACK)
    return [one.name for one in seen if not ground.contains(one.rect)]


def overlapping(seen: list[Seen]) -> list[tuple[str, str]]:
    """Pairs that lie on each other."""
    found = []
    for at, one in enumerate(seen):
        smaller = one.rect.adjusted(SLACK, SLACK, -SLACK, -SLACK)
        found += [(one.name, other.name) for other in seen[at + 1 :] if smaller.intersects(other.rect)]
    return found


def cut(seen: list[Seen]) -> list[str]:
    """Texts that are shortened, or whose lines need more than they have; a card's small print may be shortened."""
    return [
        one.name
        for one in seen
        if (one.item.property('truncated') and one.item.objectName() != 'card-subtitle')
        or one.rect.height() > one.item.height() + SLACK
    ]


def clipped(seen: list[Seen]) -> list[str]:
    """Texts whose lines are lower than the tallest Vietnamese letters, those with two marks."""
    found = []
    for one in seen:
        font = one.item.property('font')
        tall = QFontMetricsF(font).tightBoundingRect("ỄỖẬỲgựỵ").height()
        if one.item.height() / one.item.property('lineCount') < tall * 0.98:
            found.append(one.name)
    return found


def escaping(seen: list[Seen]) -> list[str]:
    """Texts that are taller or wider than the box they stand in."""
    found = []
    for one in seen:
        box = _box_of(one.item)
        if box is not None and not placed(box).rect.adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(one.rect):
            found.append(one.name)
    return found


def faint(window: QQuickWindow, seen: list[Seen], least: float) -> list[tuple[str, float]]:
    """Texts that stand out too little from what is behind them."""
    found = []
    for one in seen:
        box = _box_of(one.item)
        ground = (box.property('color') if box is not None else window.color()).name()
        ratio = contrast(QColor(one.item.property('color')).name(), ground)
        if ratio < least:
            found.append((one.name, ratio))
    return found


def filled(window: QQuickWindow) -> list[str]:
    """The filled buttons."""
    return [item.objectName() for item in below(window.contentItem()) if item.property('filled') is True]


def cards(window: QQuickWindow) -> list[Seen]:
    """The choices."""
    return [
        placed(item)
        for item in below(window.contentItem())
        if item.objectName().startswith(('service-', 'procedure-')) or item.objectName() == 'any'
    ]


def settle(window: QQuickWindow) -> None:
    """Everything where the next frame will show it."""
    for item in below(window.contentItem()):
        laid_out(item)


def _box_of(item: QQuickItem) -> QQuickItem | None:
    """The nearest opaque rectangle around an item."""
    return next((one for one in _ancestors(item) if one.inherits('QQuickRectangle')), None)


def _ancestors(item: QQuickItem) -> Iterator[QQuickItem]:
    parent = item.parentItem()
    while parent is not None:
        yield parent
        parent = parent.parentItem()
