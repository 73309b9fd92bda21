"""Below the pages: how far their text is read, and files that a citizen brought."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from counter.models.capture_model import CaptureModel
from counter.models.files_model import FilesModel
from counter.reading_texts import reading
from counter.views.parts import Elided, button, row
from counter.words import say


class FileRow(QWidget):
    """A quiet line about the text, and the button for files."""

    def __init__(self, model: CaptureModel) -> None:
        super().__init__()
        self._model = model
        self._read = Elided('quiet', 'capture-read')
        words = say("Thêm tệp", "Add file")
        self._add = button(words, 'Ctrl+F', 'file-add', lambda: choose_files(self, model.files))
        box = row(self._read, self._add, stretch=0)
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)
        model.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        model = self._model
        self._read.show_text(reading(model.texts.progress, is_able=model.texts.is_able))
        self._add.setEnabled(model.can_capture and not model.is_scanning and not model.files.is_taking)


def choose_files(parent: QWidget, files: FilesModel) -> None:
    """Ask which files are to be taken in; the dialog holds nothing else up."""
    dialog = QFileDialog(parent, say("Thêm tệp người nộp đưa", "Add files that the citizen brought"))
    dialog.setObjectName('file-choice')
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilter('PDF, JPEG, PNG (*.pdf *.jpg *.jpeg *.png *.PDF *.JPG *.JPEG *.PNG)')
    dialog.filesSelected.connect(lambda names: files.add([Path(name) for name in names]))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
