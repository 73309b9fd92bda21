"""What a published procedure leaves unclear, shown as what it is: never as zero, never as a paper."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from counter.views.parts import Sign, column
from counter.words import Pair, said
from office.procedure import Trap

# more lines than these push the papers off the screen; the rest is said in the tool tip
SHOWN = 3

WORDS: dict[str, Pair] = {
    'limit.text': (
        "Thời hạn chỉ ghi bằng chữ nên giấy hẹn không có ngày trả: {about}",
        "The time limit is in words only, so the receipt names no day: {about}",
    ),
    'fee.unclear': ("Mức thu chỉ ghi bằng chữ, không phải miễn phí: {about}", "Fee only in words, not free: {about}"),
    'component.note': ("Ghi chú trong danh mục, không phải giấy tờ: {about}", "A note on the list, no paper: {about}"),
}
NO_TEXT: Pair = ("không ghi rõ", "nothing is said")


class Traps(QWidget):
    """The traps of one procedure."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName('traps')
        self._signs = [Sign(f'trap-{at}', elides=True) for at in range(SHOWN)]
        box = column(*self._signs, stretch=0)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        self.setLayout(box)

    def show_traps(self, traps: Sequence[Trap], channel: str = 'direct') -> None:
        """Show the first of those that concern a channel; the tool tip has them all."""
        lines = list(dict.fromkeys(_words(trap) for trap in traps if _concerns(trap, channel)))
        self.setVisible(bool(lines))
        for sign, line in zip(self._signs, [*lines, *[''] * SHOWN], strict=False):
            sign.setVisible(bool(line))
            sign.show_sign('mdi6.alert-outline', 'warn', line)
        self.setToolTip('\n'.join(lines))


def _concerns(trap: Trap, channel: str) -> bool:
    """A time limit's trap begins with its channel's name."""
    return trap.code != 'limit.text' or trap.about.startswith(f'{channel}:')


def _words(trap: Trap) -> str:
    about = trap.about.partition(':')[2].strip() if trap.code == 'limit.text' else trap.about
    said_so = said(NO_TEXT) if about in ('', 'other') else ' '.join(about.split())
    return said(WORDS[trap.code]).format(about=said_so)
