"""The picture on the card's chip beside the person before the camera, for the officer's eye."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QImage, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from counter.views.parts import Sign, button, column, holding, label, row
from counter.words import language, say
from devices import texts
from office.errors import Problem
from qtkit.face_watch import FaceWatch

# as large as a passport's picture on a usual screen; two and the answers fit into the region's width
SHOWN = QSize(150, 188)


class FacePair(QWidget):
    """Two pictures and two answers; ``answered`` brings whether it is the person, and whether a camera showed her."""

    answered = Signal(bool, bool)

    def __init__(self, camera: FaceWatch | None) -> None:
        super().__init__()
        self._camera = camera
        # an Enter here answers nothing: whether it is she is said by the key of the answer alone
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._has_seen = False
        self._chip, self._person = _place('face-chip'), _place('face-person')
        self._trouble = Sign('face-told')
        self.same = button(
            say("Đúng người", "The same person"),
            'Ctrl+D',
            'face-same',
            lambda: self._answer(is_same=True),
            sign='mdi6.check',
        )
        self.other = button(
            say("Không đúng người", "Somebody else"), 'Ctrl+N', 'face-other', lambda: self._answer(is_same=False)
        )
        chip = holding(column(label(say("Ảnh trong chip", "On the chip"), role='small'), self._chip))
        person = holding(column(label(say("Người đến", "The person"), role='small'), self._person))
        person.setVisible(camera is not None)
        words = label(say("So ảnh với người đến: có đúng là một người không?", "Is the person the one on the chip?"))
        answers = holding(column(words, self.same, self.other))
        whole = row(chip, person, answers, stretch=2)
        box = column(holding(whole), self._trouble)
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)
        self._trouble.hide()
        if camera is not None:
            camera.seen.connect(self._on_seen)
            camera.troubled.connect(self._on_trouble)

    def show_face(self, face: QImage, *, is_written: bool) -> None:
        """Show the chip's picture, and film the person; she is answered for once the books have what the chip said."""
        self.same.setEnabled(is_written)
        self.other.setEnabled(is_written)
        self._chip.setPixmap(_fitted(face))
        if self._camera is not None and self.isVisible():
            self._camera.start()

    def forget(self) -> None:
        """Nothing of either is shown or kept any more."""
        if self._camera is not None:
            self._camera.stop()
        self._chip.setPixmap(QPixmap())
        self._person.setPixmap(QPixmap())
        self._trouble.hide()
        self._has_seen = False

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: the camera films nobody."""
        if self._camera is not None and not event.spontaneous():
            self._camera.stop()
        super().hideEvent(event)

    def _answer(self, *, is_same: bool) -> None:
        self.answered.emit(is_same, self._has_seen)

    def _on_seen(self, image: QImage) -> None:
        if self.isVisible():
            self._has_seen = True
            self._trouble.hide()
            self._person.setPixmap(_fitted(image))

    def _on_trouble(self, problem: Problem) -> None:
        """She is compared as she stands there."""
        code = problem.code.replace('camera.', 'face.')
        self._person.setPixmap(QPixmap())
        self._has_seen = False
        self._trouble.show_sign('mdi6.alert', 'warn', texts.sentence(code, language(), **problem.params))
        self._trouble.show()


def _place(name: str) -> QLabel:
    made = QLabel()
    made.setObjectName(name)
    made.setFixedSize(SHOWN)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setProperty('role', 'picture')
    return made


def _fitted(image: QImage) -> QPixmap:
    mode, way = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return QPixmap.fromImage(image.scaled(SHOWN, mode, way))
