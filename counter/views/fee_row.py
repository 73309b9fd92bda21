"""One published fee: whether it applies, its amount, how many, and what is due."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSpinBox, QWidget

from counter.models.drafts_model import Texts
from counter.models.fees import FeeEntry, kind_words, read_money
from counter.views.parts import field, label
from counter.views.ticks import Tick
from counter.words import say
from office.fee import Exemption
from office.money import dotted
from office.procedure import FeeNote

# texts of a whole paragraph are common; the rest stands in the tool tip
TEXT_LETTERS = 110
# more pages than anybody has copied at one counter
MOST = 999
DRAFTED = ('applies', 'amount', 'count', 'stated')

# three digits and the frame
COUNT_PX = 70


class FeeRow:
    """The widgets of one fee, placed in a grid by the step."""

    def __init__(self, at: int, note: FeeNote, *, applies: bool, changed: Callable[[], object]) -> None:
        self.note = note
        self._changed = changed
        self.applies = Tick(kind_words(note), f'fee-applies-{at}')
        self.applies.setChecked(applies)
        self.amount = field(say("số tiền", "amount"), f'fee-amount-{at}', letters=9)
        self.count = QSpinBox()
        self.count.setObjectName(f'fee-count-{at}')
        self.count.setRange(1, MOST)
        self.count.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.count.setFixedWidth(COUNT_PX)
        self.count.setToolTip(say("↑ ↓ để tăng, giảm", "↑ ↓ change it"))
        self.stated = field(say("sau giảm", "reduced"), f'fee-stated-{at}', letters=9)
        self.text = label(_shortened(note.text), role='warn' if note.is_unclear else 'small')
        self.text.setToolTip(note.text)
        for line in (self.amount, self.stated):
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
            line.textChanged.connect(lambda _text: changed())
        if not note.is_unclear:
            self.amount.setText(dotted(note.amount or 0).removesuffix(' đ'))
        if not self._may_type:
            self.amount.setReadOnly(True)
            self.amount.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.count.valueChanged.connect(lambda _count: changed())
        self.applies.toggled.connect(lambda _on: changed())

    @property
    def _may_type(self) -> bool:
        """Whether a text says more than the number: "from the third page on …", "a person", "by the council"."""
        return self.note.is_unclear or bool(self.note.text.strip())

    def place(self, grid: QGridLayout, at: int) -> None:
        """Put the widgets into two lines of a grid, the second for the published text."""
        for column, part in enumerate((self.applies, self.amount, self.count, self.stated)):
            grid.addWidget(part, 2 * at, column)
        grid.addWidget(self.text, 2 * at + 1, 0, 1, 4)
        self.text.setVisible(bool(self.note.text))

    def show_for(self, exemption: Exemption | None) -> None:
        """Ask for the reduced amount only where an exemption says none."""
        asks = exemption is not None and exemption.keeps_percent is None
        lessens = exemption is not None and (not exemption.kinds or self.note.kind in exemption.kinds)
        self.stated.setVisible(asks and lessens)
        on = self.applies.isChecked()
        for part in (self.amount, self.count, self.stated):
            part.setEnabled(on)

    def entry(self) -> FeeEntry:
        """What the officer filled in."""
        typed = read_money(self.amount.text()) if self._may_type else None
        stated = read_money(self.stated.text()) if not self.stated.isHidden() else None
        count = self.count.value() if self.applies.isChecked() else 0
        return FeeEntry(note=self.note, amount=typed, count=count, stated=stated)

    def typed(self) -> dict[str, str]:
        """What was filled in, for the draft."""
        values = ('1' if self.applies.isChecked() else '', self.amount.text(), self.count.text(), self.stated.text())
        return dict(zip(DRAFTED, values, strict=True))

    def retype(self, draft: Texts) -> None:
        """Put back what was filled in before a crash."""
        self.applies.setChecked(draft.get('applies') == '1')
        if self._may_type:
            self.amount.setText(draft.get('amount', ''))
        self.count.setValue(int(draft.get('count') or 1))
        self.stated.setText(draft.get('stated', ''))

    def remove(self) -> None:
        """Take the widgets away."""
        parts: tuple[QWidget, ...] = (self.applies, self.amount, self.count, self.stated, self.text)
        for part in parts:
            part.setParent(None)
            part.deleteLater()


def _shortened(text: str) -> str:
    whole = ' '.join(text.split())
    return whole if len(whole) <= TEXT_LETTERS else f'{whole[:TEXT_LETTERS]}…'


def heads() -> tuple[QLabel, ...]:
    """The heads of the columns."""
    words = (
        say("Khoản thu", "Fee"),
        say("Mức thu", "Amount"),
        say("Số lượng", "Count"),
        '',
    )
    return tuple(label(one, role='small') for one in words)
