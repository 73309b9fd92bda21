"""The part of the return step that handles the post: the number of the item, and afterwards what became of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from counter.models.post_model import PostModel, doubt_in, is_right
from counter.post_texts import DOUBTS
from counter.views.parts import Sign, button, column, field, holding, row
from counter.words import day, moment, said, say
from office.dossier import Dossier, PostalItem

DATE_LETTERS, TRACKING_LETTERS = 10, 22


class PostPanel(QWidget):
    """Shown for a dossier whose result goes by post; ``typed_on`` when Enter may mean another thing."""

    typed_on = Signal()

    def __init__(self, model: PostModel) -> None:
        super().__init__()
        self.setObjectName('post')
        self._model = model
        self._known: Dossier | None = None
        self._shown = ('', '', '')
        self._standing, self._doubt = Sign('post-standing'), Sign('tracking-doubt')
        self._tracking = field(
            say("Quét mã vạch trên bưu gửi, hoặc gõ số hiệu", "Scan the item's barcode, or type its number"), 'tracking'
        )
        self.post: QPushButton = button(
            say("Giao bưu chính", "Hand to the post"),
            'F9',
            'post-result',
            self._on_post,
            sign='mdi6.email-fast-outline',
        )
        self._make_ends()
        self._sending = holding(row(self._tracking, self.post, stretch=0))
        box = column(self._standing, self._sending, self._doubt, self._ends)
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)
        self._tracking.setProperty('own-enter', True)
        # Enter after the number goes to the button that says what will happen, and doesn't press it
        self._tracking.returnPressed.connect(self._on_enter)
        self._tracking.textChanged.connect(self._on_typed)
        self._corrected.textChanged.connect(self._on_typed)
        model.scanned.connect(self._on_scanned)
        self.show_for(None)

    def _make_ends(self) -> None:
        self._on_day = field(say("Ngày phát", "Delivered on"), 'delivered-on', letters=DATE_LETTERS)
        self._receiver = field(say("Người ký nhận, theo phiếu báo phát", "Who signed, by the post's slip"), 'receiver')
        self._reason = field(say("Lý do chuyển hoàn ghi trên bưu gửi", "Why it came back"), 'came-back-reason')
        self._corrected = field(say("Số hiệu đúng", "The right number"), 'tracking-corrected')
        delivered = button(
            say("Đã phát", "Delivered"),
            'F9',
            'post-delivered',
            self._on_delivered,
            sign='mdi6.email-check-outline',
        )
        back = button(
            say("Chuyển hoàn", "Came back"),
            'F11',
            'post-came-back',
            self._on_came_back,
        )
        correct = button(
            say("Sửa số hiệu", "Put it right"),
            'F10',
            'post-correct',
            self._on_correct,
        )
        self._ends = holding(
            column(
                holding(row(self._on_day, self._receiver, delivered, stretch=1)),
                holding(row(self._reason, back, stretch=0)),
                holding(row(self._corrected, correct, stretch=0)),
            )
        )

        # Enter goes to the button that says what will happen, and ends nobody's turn
        for line, ends in (
            (self._on_day, delivered),
            (self._receiver, delivered),
            (self._reason, back),
            (self._corrected, correct),
        ):
            line.setProperty('own-enter', True)
            line.returnPressed.connect(ends.setFocus)

    def default_button(self) -> QPushButton | None:
        """What Enter does: hands to the post once a number stands there that nothing speaks against."""
        is_offered = self.isVisible() and self._sending.isVisible()
        return self.post if is_offered and is_right(self._tracking.text()) else None

    def focus_first(self) -> None:
        """Put the cursor where the scanner's barcode goes, or where the post's slip is written down."""
        (self._tracking if self._sending.isVisibleTo(self) else self._receiver).setFocus()

    def show_for(self, known: Dossier | None) -> bool:
        """Show what can be done with a dossier's result, hidden where the post has no part in it.

        Returns:
            Whether another dossier, another state of it or another day is shown now.
        """
        self._known = known
        waits = self._model.goes_by_post(known)
        item = known.with_post if known is not None and self._model.may_post else None
        last = known.postal_items[-1] if known is not None and known.postal_items else None
        self.setVisible(waits or (last is not None and not last.came_back))
        self._sending.setVisible(waits)
        self._ends.setVisible(item is not None)
        self._standing.show_sign(*_standing(last))
        today = day(self._model.today)
        shown = (known.id, known.state.value, today) if known is not None else ('', '', today)
        is_other = shown != self._shown
        if is_other:
            self._shown = shown
            for line in (self._tracking, self._receiver, self._reason, self._corrected):
                line.clear()
            self._on_day.setText(today)
        self._on_typed()
        return is_other

    def _on_post(self) -> None:
        if self._known is not None:
            self._model.post(self._known, self._tracking.text())

    def _on_delivered(self) -> None:
        if self._known is not None:
            self._model.delivered(self._known, self._on_day.text(), self._receiver.text())

    def _on_came_back(self) -> None:
        if self._known is not None:
            self._model.came_back(self._known, self._reason.text())

    def _on_correct(self) -> None:
        if self._known is not None:
            self._model.correct(self._known, self._corrected.text())

    def _on_enter(self) -> None:
        (self.post if is_right(self._tracking.text()) else self._tracking).setFocus()

    def _on_scanned(self, number: str) -> None:
        self._tracking.setText(number)
        self._on_enter()

    def _on_typed(self, _text: str = '') -> None:
        line = self._tracking if self._sending.isVisibleTo(self) else self._corrected
        doubt = doubt_in(line.text())
        self._doubt.setVisible(doubt is not None)
        if doubt is not None:
            self._doubt.show_sign('mdi6.alert', 'warn', said(DOUBTS[doubt]))
        self.typed_on.emit()


def _standing(item: PostalItem | None) -> tuple[str, str, str]:
    if item is None:
        return (
            'mdi6.email-fast-outline',
            'strong',
            say(
                "Người nộp nhận kết quả qua bưu chính. Quét mã vạch trên bưu gửi rồi bấm Enter.",
                "The result goes back by post. Scan the item's barcode, then press Enter.",
            ),
        )
    number, since = item.tracking, moment(item.at)
    if item.came_back:
        words = say(
            f"Bưu gửi {number} đã chuyển hoàn: {item.came_back}. Trả tại quầy, hoặc gửi lại với số hiệu mới.",
            f"Item {number} came back: {item.came_back}. Hand it over here, or post it anew under a new number.",
        )
        return 'mdi6.email-alert-outline', 'warn', words
    if item.delivered_on is not None:
        who = item.receiver or say("không ghi người nhận", "nobody named")
        words = say(
            f"Bưu gửi {number} đã phát ngày {day(item.delivered_on)}: {who}",
            f"Item {number} was delivered on {day(item.delivered_on)}: {who}",
        )
        return 'mdi6.email-check-outline', 'good', words
    words = say(f"Bưu gửi {number}, giao bưu chính lúc {since}", f"Item {number}, with the post since {since}")
    return 'mdi6.email-fast-outline', 'strong', words
