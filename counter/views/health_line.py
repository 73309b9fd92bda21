"""The bottom line: printer, scanner, camera, reader, sync, clock, officer; green is silent, trouble speaks."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy

from counter.models.health_model import HealthModel, Mood, Part
from counter.models.work import Shift
from counter.views.parts import GRID, Sign, holding, label, row
from counter.words import clock, say

SIGNS = {
    'printer': ('mdi6.printer-outline', "Máy in", "Printer"),
    'scanner': ('mdi6.scanner', "Máy quét", "Scanner"),
    'camera': ('mdi6.camera-outline', "Máy ảnh", "Camera"),
    'reader': ('mdi6.card-account-details-outline', "Đọc thẻ", "Cards"),
    'signer': ('mdi6.draw-pen', "Ký số", "Token"),
    'sync': ('mdi6.sync', "Đồng bộ", "Sync"),
}
# between two parts, more than between a part's icon and its words
GAP = 4 * GRID
TOKENS = {Mood.WELL: 'quiet', Mood.ABSENT: 'quiet', Mood.WARN: 'warn', Mood.BAD: 'bad'}


class HealthLine(QFrame):
    """Every part in one line, in a name where words have no room; each says more in its tool tip."""

    def __init__(
        self, shift: Shift, model: HealthModel, machines: QPushButton, more: QPushButton, *commands: QPushButton
    ) -> None:
        super().__init__()
        self._shift, self._model = shift, model
        self._signs = {name: Sign(f'health-{name}', one_line=True) for name in SIGNS}
        self._clock = label(role='strong', name='clock')
        self._officer = label(name='officer')
        for one in (self._clock, self._officer):
            one.setWordWrap(False)
        signs = row(*self._signs.values())
        signs.setSpacing(GAP)
        for sign in self._signs.values():
            sign.tighten()
        self._parts = holding(signs)
        # however much trouble speaks, the window is no wider for it
        self._parts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line = row(self._parts, machines, more, self._clock, self._officer, *commands, stretch=0)
        line.setSpacing(3 * GRID)
        line.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self.setLayout(line)
        model.changed.connect(self._show)
        self._show()

    def tick(self) -> None:
        """Show the present minute."""
        self._clock.setText(clock(self._shift.work.clock.now()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another room, more words or fewer."""
        super().resizeEvent(event)
        self._fit()

    def _show(self) -> None:
        self._officer.setText(self._shift.officer.name)
        self.tick()
        self._fit()

    def _fit(self) -> None:
        """Say as much as there is room for: what the devices say goes first, the sync knows no other place."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
        for at_length in (tuple(SIGNS), ('sync',), ()):
            for part in self._model.parts:
                self._show_part(part, at_length=part.name in at_length)
            shown = [sign.sizeHint().width() for sign in self._signs.values() if not sign.isHidden()]
            if sum(shown) + GAP * (len(shown) - 1) <= self._parts.width():
                return

    def _show_part(self, part: Part, *, at_length: bool) -> None:
        icon_name, vietnamese, english = SIGNS[part.name]
        words = say(vietnamese, english)
        sign = self._signs[part.name]
        # few counters sign; what none of them misses takes no room
        sign.setVisible(part.name != 'signer' or part.mood is not Mood.ABSENT)
        about = part.about if at_length else ''
        said_more = about or ('—' if part.mood is Mood.ABSENT else '')
        shown = f'{words}: {said_more}' if said_more else words
        sign.show_sign('mdi6.alert' if part.mood in (Mood.WARN, Mood.BAD) else icon_name, TOKENS[part.mood], shown)
        sign.setToolTip(part.more or (say("Chưa cài", "Not set up") if part.mood is Mood.ABSENT else part.about))
