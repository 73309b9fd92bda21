"""Every sentence that a citizen reads, in Vietnamese and in English; problems say what to do and who helps."""

from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot

from office.dossier import DossierState
from office.errors import Problem

LANGUAGES = ('vi', 'en')

SENTENCES: dict[str, tuple[str, str]] = {
    'welcome': ("Ông/bà cần làm việc gì?", "What do you need today?"),
    'have_code': ("Tôi đã có mã hồ sơ", "I have a dossier number"),
    'procedures': ("Mời ông/bà chọn thủ tục", "Please choose what you came for"),
    'any': ("Lấy số, chưa rõ thủ tục", "Take a number, not sure which"),
    'search': ("Tìm thủ tục", "Search"),
    'back': ("Quay lại", "Back"),
    'restart': ("Làm lại từ đầu", "Start over"),
    'language': ("English", "Tiếng Việt"),
    'text_size': ("Cỡ chữ", "Text size"),
    'more': ("Xem tiếp", "More"),
    'none_found': (
        "Không tìm thấy. Mời ông/bà gõ từ khác hoặc hỏi cán bộ.",
        "Nothing found. Try another word or ask staff.",
    ),
    'ticket': ("Số của ông/bà", "Your number"),
    'ahead': ("Trước ông/bà còn {0} người", "{0} people are ahead of you"),
    'soon': ("Sắp đến lượt ông/bà", "Your turn is soon"),
    'wait': ("Chờ khoảng {0}–{1} phút", "About {0}–{1} minutes"),
    'sit': ("Mời ông/bà ngồi chờ và nhìn bảng gọi số.", "Please take a seat and watch the board."),
    'printing': ("Đang in phiếu…", "Printing your ticket…"),
    'printed': ("Mời ông/bà nhận phiếu ở khe bên dưới.", "Please take your ticket below."),
    'not_printed': (
        "Máy chưa in được phiếu. Mời ông/bà nhớ hoặc chụp lại số này; số vẫn có hiệu lực. Cán bộ hướng dẫn sẽ giúp.",
        "The ticket could not be printed. Please remember or photograph this number; it is valid. Staff will help.",
    ),
    'maybe_printed': (
        "Nếu không thấy phiếu, mời ông/bà nhớ hoặc chụp lại số này; số vẫn có hiệu lực.",
        "If no ticket came out, please remember or photograph this number; it is valid.",
    ),
    'done': ("Xong", "Done"),
    'lookup': ("Nhập hoặc quét mã hồ sơ trên giấy hẹn", "Enter or scan the number on your receipt"),
    'look': ("Tra cứu", "Look up"),
    'clear': ("Xóa hết", "Clear"),
    'lookup_none': (
        "Chưa tìm thấy mã này. Mời ông/bà xem lại mã trên giấy hẹn hoặc hỏi cán bộ.",
        "This number was not found. Please check your receipt or ask staff.",
    ),
    'idle': ("Ông/bà còn dùng máy không?", "Are you still there?"),
    'idle_more': ("Màn hình sẽ trở về đầu sau {0} giây.", "The screen starts over in {0} seconds."),
    'stay': ("Tôi còn dùng", "I am still here"),
    'closed': (
        "Máy tạm thời chưa lấy số được. Mời ông/bà đến bàn hướng dẫn.",
        "This machine cannot give numbers now. Please go to the information desk.",
    ),
}

STATES: dict[DossierState, tuple[str, str]] = {
    DossierState.OPEN: ("Đang tiếp nhận tại quầy", "Being received at the counter"),
    DossierState.INCOMPLETE: ("Cần bổ sung giấy tờ", "More papers are needed"),
    DossierState.ABANDONED: ("Chưa được tiếp nhận", "Not received"),
    DossierState.REFUSED: ("Không được tiếp nhận", "Not accepted"),
    DossierState.ACCEPTED: ("Đã tiếp nhận", "Received"),
    DossierState.PROCESSING: ("Đang xử lý", "In process"),
    DossierState.SUPPLEMENT: ("Cần bổ sung giấy tờ", "More papers are needed"),
    DossierState.OBLIGATION: ("Cần thực hiện nghĩa vụ tài chính", "A payment is due"),
    DossierState.FINISHED: ("Đã có kết quả, mời ông/bà đến nhận", "The result is ready for you"),
    DossierState.RETURNED: ("Đã trả kết quả", "The result was handed over"),
    DossierState.WITHDRAWN: ("Đã rút hồ sơ", "Withdrawn"),
    DossierState.STOPPED: ("Đã dừng giải quyết", "Stopped"),
}


def problem_key(_problem: Problem) -> str:
    """The sentence for a problem at the kiosk: a citizen is never shown codes, only whom to go to."""
    return 'closed'


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

    def _all(self) -> dict[str, Any]:
        return {key: pair[self._at] for key, pair in SENTENCES.items()}

    language = Property(str, lambda self: LANGUAGES[self._at], notify=changed)
    s = Property(dict, _all, notify=changed)
