"""Step 4: what is to be paid by the published fees, and what came in."""

from PySide6.QtWidgets import QWidget

from counter.models.dossier_model import DossierModel
from counter.views.parts import Sign, column
from counter.words import say
from office.money import amount_in_words, dotted
from office.procedure import FeeNote, channel_of


class FeesStep(QWidget):
    """The fees as published, and what of them was assessed."""

    def __init__(self, model: DossierModel) -> None:
        super().__init__()
        self._model = model
        self._published = Sign('fees-published')
        self._due = Sign('fees-due')
        box = column(self._published, self._due)
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)
        model.changed.connect(self.show_dossier)
        self.show_dossier()

    def focus_first(self) -> None:
        """Put the cursor where this step begins."""

    def show_dossier(self) -> None:
        """Show the published fees."""
        known, procedure = self._model.dossier, self._model.procedure
        channel = channel_of(procedure, known.channel) if procedure and known else None
        notes = channel.fees if channel else ()
        words = '\n'.join(_published(note) for note in notes)
        self._published.show_sign('mdi6.cash', 'strong', words or say("Không công bố mức thu.", "No fee is published."))
        due = known.fee_due if known else 0
        self._due.setVisible(bool(known and known.fees))
        self._due.show_sign('mdi6.sigma', 'strong', f'{dotted(due)} ({amount_in_words(due)})')


def _published(note: FeeNote) -> str:
    if note.is_unclear:
        return say(f"Chỉ ghi bằng chữ: {note.text}", f"In words only: {note.text}")
    return f'{dotted(note.amount or 0)}   {note.text}'.strip()
