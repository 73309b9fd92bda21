"""Every sentence that a citizen reads, in Vietnamese and in English; problems say what to do and who helps."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot

from devices.voice.protocol import Language
from kiosk.sentences import BOARD, CALLED_SPOKEN, DAYS, SENTENCES
from kiosk.settings import LANGUAGES
from office.dossier import DossierState
from office.errors import Problem
from office.spoken import label_in_words, spaced
from office.workdays import LOCAL

STATES: dict[DossierState, tuple[str, str]] = {
    DossierState.OPEN: ("Đang tiếp nhận tại quầy", "Being received at the counter"),
    DossierState.INCOMPLETE: ("Cần bổ sung giấy tờ", "More papers are needed"),
    DossierState.ABANDONED: ("Chưa được tiếp nhận", "Not received"),
    DossierState.REFUSED: ("Không được tiếp nhận", "Not accepted"),
    DossierState.ACCEPTED: ("Đã tiếp nhận", "Received"),
    DossierState.PROCESSING: ("Đang xử lý", "In process"),
    DossierState.SUPPLEMENT: ("Cần bổ sung giấy tờ", "More papers are needed"),
    DossierState.OBLIGATION: ("Cần thực hiện nghĩa vụ tài chính", "A payment is due"),
    DossierState.FINISHED: ("Đã có kết quả, mời ông/bà nhận tại quầy", "The result is ready for you"),
    DossierState.POSTED: ("Kết quả đang gửi qua bưu chính", "The result is on its way by post"),
    DossierState.RETURNED: ("Đã trả kết quả", "The result was handed over"),
    DossierState.WITHDRAWN: ("Đã rút hồ sơ", "Withdrawn"),
    DossierState.STOPPED: ("Đã dừng giải quyết", "Stopped"),
}


def problem_key(problem: Problem) -> str:
    """The sentence for a problem at the kiosk: a citizen is never shown codes, only what to do and whom to go to."""
    return {'queue.full': 'full', 'queue.too_late': 'too_late'}.get(problem.code, 'closed')


def board_says(key: str, *values: object) -> str:
    """A sentence of the board, in both languages at once."""
    return BOARD[key].format(*values)


def call_spoken(label: str, counter: str, language: str) -> tuple[str, Language]:
    """How a call is said aloud in one of ``LANGUAGES``, with the voice that it needs."""
    if language == 'en':
        return CALLED_SPOKEN[1].format(spaced(label), spaced(counter)), 'en'
    return CALLED_SPOKEN[0].format(label_in_words(label), label_in_words(counter)), 'vi'


class Texts(QObject):
    """The sentences in the language that the citizen chose."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._at = 0

    def use(self, language: str) -> None:
        """Speak another language."""
        at = LANGUAGES.index(language)
        if at != self._at:
            self._at = at
            self.changed.emit()

    @Slot()
    def toggle(self) -> None:
        """Speak the other language."""
        self.use(LANGUAGES[1 - self._at])

    def say(self, key: str, *values: object) -> str:
        """A sentence with its values."""
        return SENTENCES[key][self._at].format(*values)

    def state(self, state: DossierState) -> str:
        """A dossier's state in a citizen's words."""
        return STATES[state][self._at]

    def pick(self, vietnamese: str, english: str) -> str:
        """The one of two names that is in the language."""
        return (vietnamese, english)[self._at]

    def moment(self, at: datetime) -> str:
        """An opening as people say it: ``07:30 thứ Năm, 26/11``."""
        local = at.astimezone(LOCAL)
        return f'{local:%H:%M} {DAYS[local.weekday()][self._at]}, {local:%d/%m}'

    def _all(self) -> dict[str, Any]:
        return {key: pair[self._at] for key, pair in SENTENCES.items()}

    language = Property(str, lambda self: LANGUAGES[self._at], notify=changed)
    s = Property(dict, _all, notify=changed)
