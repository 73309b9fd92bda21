"""The document camera in the region of the paper: its picture, and what is done with it by keys."""

from PySide6.QtGui import QHideEvent, QImage, QShowEvent
from PySide6.QtWidgets import QWidget

from counter import camera_texts
from counter.models.live_model import LiveModel
from counter.views.live_view import LiveView
from counter.views.parts import button, column, row, show_words
from counter.words import say


class LivePanel(QWidget):
    """Films while it is shown."""

    def __init__(self, model: LiveModel) -> None:
        super().__init__()
        self.setObjectName('live')
        self._model, self._view = model, LiveView()
        self._auto = button(say("Tự chụp", "Auto"), 'Ctrl+F7', 'auto-capture', model.toggle_auto)
        self._undo = button(say("Bỏ tờ vừa chụp", "Undo the last"), 'Shift+F8', 'shot-undo', model.undo)
        box = column(self._view, stretch=0)
        box.addLayout(row(self._auto, self._undo, stretch=-1))
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)
        self._view.roomed.connect(model.show_room)
        model.pictured.connect(self._view.show_picture)
        model.changed.connect(self._show)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Film, and take what lies still."""
        super().showEvent(event)
        self._model.watch(on=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Take nothing that nobody sees."""
        super().hideEvent(event)
        self._model.watch(on=False)

    def _show(self) -> None:
        model = self._model
        if model.trouble or not model.is_filming:
            self._view.show_picture(QImage())
        sign = 'mdi6.camera-off-outline' if model.trouble else ''
        self._view.show_state(model.seen, model.caption, camera_texts.counted(model.count), sign)
        words = say("Tự chụp: bật", "Auto: on") if model.is_auto else say("Tự chụp: tắt", "Auto: off")
        show_words(self._auto, words, 'Ctrl+F7')
        self._undo.setEnabled(model.can_undo)
