"""How a slip stands, and what can be done about it: print, print again, say whether it is there, open its PDF."""

from collections.abc import Callable

from PySide6.QtCore import QMargins, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from counter.models.slips_model import SlipsModel
from counter.views.parts import Sign, button, column, holding, label, row, show_words
from counter.words import say
from office.dossier import Dossier, DossierState
from office.slip_job import SlipJob, SlipState

PRINT = 'Ctrl+P'

# of the picture of a slip, in pixels: half of 80 mm paper's dots, whose body text is then as tall as a screen's
PICTURE_WIDTH, PICTURE_HEIGHT = 288, 300


class SlipLine(QWidget):
    """The slip of the dossier that is shown; an unknown outcome is asked of the officer."""

    def __init__(
        self,
        model: SlipsModel,
        again: Callable[[], object],
        pdf: Callable[[], object],
        *,
        name: str = '',
    ) -> None:
        super().__init__()
        self._model, self._again = model, again
        self._known: Dossier | None = None
        self._standing = Sign(f'slip-state{name}')
        self._print: QPushButton = button(
            say("In phiếu", "Print the slip"), PRINT, f'print{name}', self._on_print, sign='mdi6.printer-outline'
        )
        self._is_there = button(
            say("Có phiếu", "The slip is there"), 'Ctrl+Y', f'slip-is-there{name}', lambda: model.settle(printed=True)
        )
        self._pdf = button(say("Xem bản A5", "View the A5"), 'Ctrl+O', f'pdf{name}', pdf, sign='mdi6.file-eye-outline')
        self._picture = label(name=f'slip-picture{name}')
        self._picture.setFrameShape(QFrame.Shape.StyledPanel)
        self._shown = b''
        box = column(self._standing, self._picture, holding(row(self._print, self._is_there, self._pdf)))
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)
        model.changed.connect(self._show)
        self._show()

    def show_for(self, known: Dossier | None) -> None:
        """Show the slip of a dossier; hidden while it has none."""
        self._known = known
        self._show()

    def _show(self) -> None:
        known, job = self._known, self._model.job
        has_slip = known is not None and known.state not in (DossierState.OPEN, DossierState.ABANDONED)
        self.setVisible(has_slip)
        self._is_there.setVisible(job is not None and job.state is SlipState.UNKNOWN)
        self._show_picture()
        printing = self._model.is_printing
        self._standing.setVisible(job is not None or printing)
        for one in (self._print, self._is_there):
            one.setEnabled(not printing)
        # once is enough on a roll; who needs another copy has the A5
        self._print.setVisible(job is None or job.state is not SlipState.PRINTED)
        asked = job is not None and job.state is SlipState.UNKNOWN
        words = say("Không có, in lại", "It isn't there, print") if asked else say("In phiếu", "Print the slip")
        show_words(self._print, words, PRINT)
        if printing:
            words = say("Đang in phiếu… Có thể làm việc khác trong lúc chờ.", "Printing… You can go on meanwhile.")
            self._standing.show_sign('mdi6.printer-outline', 'quiet', words)
        elif job is not None:
            self._standing.show_sign(*_words(job))

    def _show_picture(self) -> None:
        """The slip that is asked about, small: enough to tell it from the one before."""
        picture = self._model.picture
        self._picture.setVisible(bool(picture))
        if picture == self._shown:
            return
        self._shown = picture
        drawn = QPixmap()
        drawn.loadFromData(picture, 'PNG')
        if not drawn.isNull():
            drawn = drawn.scaledToWidth(PICTURE_WIDTH, Qt.TransformationMode.SmoothTransformation)
            # the head of a slip says whose it is; a long one would push the buttons off the screen
            drawn = drawn.copy(0, 0, drawn.width(), min(drawn.height(), PICTURE_HEIGHT))
        self._picture.setPixmap(drawn)
        frame = 2 * self._picture.frameWidth()
        self._picture.setFixedSize(drawn.size().grownBy(QMargins(0, 0, frame, frame)))

    def _on_print(self) -> None:
        job = self._model.job
        if job is not None and job.state is SlipState.UNKNOWN:
            self._model.settle(printed=False)
        else:
            self._again()


def _words(job: SlipJob) -> tuple[str, str, str]:
    match job.state:
        case SlipState.PRINTED:
            return (
                'mdi6.printer-check',
                'good',
                say("Phiếu đã in. Cần thêm bản: xem bản A5 rồi in.", "Printed. For another copy print the A5."),
            )
        case SlipState.UNKNOWN:
            return (
                'mdi6.printer-alert',
                'warn',
                say("Nhìn máy in: phiếu có ở đó không?", "Look at the printer: is the slip there?"),
            )
        case _:
            return 'mdi6.printer-alert', 'bad', say("Phiếu chưa in được.", "The slip is not printed.")
