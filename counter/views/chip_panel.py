"""The chip of the applicant's card in step 2: waited for, asked for its key, read, proven or not, compared."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QProgressBar, QPushButton, QWidget

from counter.chip_texts import Finding, findings, reading, verdict
from counter.models.chip_model import ChipModel, ChipState
from counter.views.chip_key import ChipKey
from counter.views.face_pair import FacePair
from counter.views.parts import GRID, Sign, button, column, holding, row
from counter.words import say
from qtkit.face_watch import FaceWatch

SIGNS = {'good': 'mdi6.check-circle', 'warn': 'mdi6.alert', 'bad': 'mdi6.alert-circle'}
# changed, copy, signer, unsigned, revocation or what is well, and validity
MOST_FINDINGS = 6


class ChipPanel(QFrame):
    """What happens at the chip reader; hidden while no card is needed.

    ``left`` tells that the cursor stood in fields that are gone.
    """

    left = Signal()

    def __init__(self, model: ChipModel, camera: FaceWatch | None) -> None:
        super().__init__()
        self.setObjectName('chip')
        self.setProperty('role', 'card')
        self._model = model
        self._state = Sign('chip-state')
        self._bar = QProgressBar()
        self._bar.setObjectName('chip-progress')
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(2 * GRID)
        self.key, self.faces = ChipKey(model), FacePair(camera)
        self._findings = [Sign(f'chip-finding-{at}') for at in range(MOST_FINDINGS)]
        self._again = button(
            say("Đọc chip lại", "Read the chip again"), 'F11', 'chip-again', model.wait, sign='mdi6.refresh'
        )
        lines = column(*self._findings)
        lines.setSpacing(GRID // 2)
        self._lines = holding(lines)
        box = column(self._state, self._bar, self.key, self._lines, self.faces, holding(row(self._again)))
        box.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        box.setSpacing(GRID)
        self.setLayout(box)
        self.faces.answered.connect(lambda same, seen: model.compared(is_same=same, beside_camera=seen))
        self._face_shown = False
        model.changed.connect(self.show_model)
        self.show_model()

    @property
    def asks(self) -> bool:
        """Whether it asks for something to be typed."""
        return self._model.state is ChipState.ASKING

    def first(self) -> QWidget | None:
        """Where the cursor belongs, None where it asks for nothing."""
        if self.asks:
            return self.key.can
        return self.faces if self._model.face is not None else None

    def default_button(self) -> QPushButton | None:
        """What Enter does here; whether it is the person is never answered by an Enter too many."""
        return self.key.open if self.asks else None

    def show_model(self) -> None:
        """Show how it stands."""
        model = self._model
        state, identity = model.state, model.identity
        self.setVisible(state is not ChipState.OFF)
        sign, hue, words = self._words()
        self._state.show_sign(sign, hue, words)
        self._bar.setVisible(state is ChipState.READING)
        self._bar.setRange(0, model.whole)
        self._bar.setValue(model.done)
        was_at_key = self.key.isVisible() and self.key.isAncestorOf(QApplication.focusWidget() or self)
        self.key.setVisible(state is ChipState.ASKING)
        if state is ChipState.ASKING:
            self.key.show_ways()
        elif state is not ChipState.READING:
            self.key.forget()
        found = findings(identity) if identity is not None and state is ChipState.READ else []
        self._show_findings(found)
        self._again.setVisible(
            state in (ChipState.TROUBLED, ChipState.READ) and (model.face is None or not model.is_written)
        )
        self._show_face()
        if was_at_key and not self.asks:
            self.left.emit()

    def _show_findings(self, found: list[Finding]) -> None:
        self._lines.setVisible(bool(found))
        for at, line in enumerate(self._findings):
            line.setVisible(at < len(found))
            if at < len(found):
                line.show_sign(SIGNS[found[at].hue], found[at].hue, found[at].words)

    def _show_face(self) -> None:
        face = self._model.face
        self.faces.setVisible(face is not None)
        if face is not None:
            self.faces.show_face(face, is_written=self._model.is_written)
        elif self._face_shown:
            self.faces.forget()
        self._face_shown = face is not None

    def _words(self) -> tuple[str, str, str]:
        """Sign, hue and words of the state."""
        model = self._model
        if model.state is ChipState.READ and model.identity is not None:
            told = verdict(model.identity)
            return SIGNS[told.hue], told.hue, told.words
        if model.state is ChipState.READING:
            return 'mdi6.nfc-variant', 'strong', reading(model.done, model.whole)
        if model.state in (ChipState.REMOVED, ChipState.TROUBLED) or model.problem is not None:
            return 'mdi6.alert', 'bad' if model.state is ChipState.TROUBLED else 'warn', model.words
        if model.state is ChipState.ASKING:
            return 'mdi6.lock-outline', 'strong', say("Đã thấy thẻ trên đầu đọc.", "A card lies on the reader.")
        words = say("Đặt thẻ căn cước lên đầu đọc chip và giữ yên.", "Lay the identity card on the chip reader.")
        return 'mdi6.nfc-variant', 'strong', words
