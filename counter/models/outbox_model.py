"""What the province has not confirmed, item by item, and how all of it stands in a head of centre's words."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Signal

from counter.models.desk import Desk
from counter.models.health_model import SLOW, Mood
from counter.models.owing import OwedItem, Owing
from counter.models.work import Shift
from counter.words import moment, say
from office.officer import Right

# answers that no waiting cures
NEEDS_SOMEBODY = frozenset({'province.auth', 'province.certificate'})
MINUTE_S = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence of how it stands."""

    mood: Mood
    words: str


class OutboxModel(Desk):
    """``owing`` is what was read last, None before; ``may_resend`` whether this officer may have items sent again."""

    changed = Signal()

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self.owing: Owing | None = None
        self.may_resend = shift.officer.may(Right.SUPERVISE)

    @property
    def now(self) -> datetime:
        """The moment by which waiting is judged."""
        return self._shift.work.clock.now()

    @property
    def lines(self) -> list[Line]:
        """How it stands: the worst first."""
        return lines_of(self.owing, self.now) if self.owing is not None else []

    def refresh(self) -> None:
        """Read it anew."""
        self._run(self._shift.work.read_owing, self._on_read)

    def resend(self, one: OwedItem) -> None:
        """Have an item sent again that was parked."""
        resending, officer = self._shift.work.resending, self._shift.officer.id

        def then(_: None) -> None:
            self.told.emit(say("Đã xếp gửi lại. Máy gửi trong ít phút.", "It will be sent again within minutes."))
            self.refresh()

        self._run(lambda: resending.resend(one.subject, one.item, officer), then)

    def _on_read(self, owing: Owing) -> None:
        if owing != self.owing:
            self.owing = owing
            self.changed.emit()


def lines_of(owing: Owing, now: datetime) -> list[Line]:
    """What a head of centre needs to know of the outbox: what is wrong, whether anything is lost, who acts."""
    parked = sum(count for name, count in owing.unsent.items() if name.endswith('.parked'))
    waiting = sum(owing.unsent.values()) - parked
    found = [*_courier(owing, waiting), *_parked(parked), *_waiting(owing, waiting, now), *_others(owing)]
    if not found:
        words = say("Tỉnh đã xác nhận mọi việc của máy này.", "The province has confirmed everything of this machine.")
        return [Line(mood=Mood.WELL, words=words)]
    order = (Mood.BAD, Mood.WARN, Mood.WELL)
    return sorted(found, key=lambda line: order.index(line.mood))


def _courier(owing: Owing, waiting: int) -> list[Line]:
    if owing.running:
        return []
    here = say(f": {waiting} mục nằm an toàn ở máy này", f": {waiting} items are safe here") if waiting else ''
    words = say(
        f"Chương trình gửi chưa chạy{here}. Gọi người quản trị bật motcua-sync.",
        f"The sending program does not run{here}. Call the administrator (motcua-sync).",
    )
    return [Line(mood=Mood.BAD, words=words)]


def _parked(parked: int) -> list[Line]:
    if not parked:
        return []
    words = say(
        f"{parked} mục chờ người xử lý, không tự gửi. Chọn từng mục để xem vì sao.",
        f"{parked} items need a person and do not go by themselves. Choose one to see why.",
    )
    return [Line(mood=Mood.BAD, words=words)]


def _waiting(owing: Owing, waiting: int, now: datetime) -> list[Line]:
    if not owing.running:
        return []
    resting = [lane for lane in owing.lanes if lane.answer and lane.rest_until is not None]
    if any(lane.answer in NEEDS_SOMEBODY for lane in resting):
        words = say(
            f"Tỉnh không cho máy này kết nối; {waiting} mục nằm an toàn ở đây. Gọi người quản trị.",
            f"The province lets this machine not in; {waiting} items are safe here. Call the administrator.",
        )
        return [Line(mood=Mood.BAD, words=words)]
    if resting:
        heard = max((lane.heard_at for lane in owing.lanes if lane.heard_at), default=None)
        last = say(f", lần cuối {moment(heard)}", f", last {moment(heard)}") if heard else ''
        words = say(
            f"Tỉnh chưa trả lời{last}. {waiting} mục nằm an toàn ở đây, tự gửi khi có mạng; cứ tiếp nhận như thường.",
            f"The province does not answer{last}. {waiting} items are safe and go by themselves; go on receiving.",
        )
        return [Line(mood=Mood.WARN, words=words)]
    oldest = min((one.since for one in owing.items if one.state != 'parked'), default=None)
    if not waiting or oldest is None:
        return []
    late = now - oldest > SLOW
    words = say(
        f"{waiting} mục đang chờ gửi, cũ nhất từ {moment(oldest)}. Máy tự gửi.",
        f"{waiting} items wait, the oldest since {moment(oldest)}. They go by themselves.",
    )
    return [Line(mood=Mood.WARN if late else Mood.WELL, words=words)]


def _others(owing: Owing) -> list[Line]:
    found = []
    if owing.twin:
        words = say(
            "Máy này dừng gửi vì máy khác gửi dưới tên của nó. Dữ liệu vẫn nguyên; gọi người quản trị ngay.",
            "This machine stopped sending: another one sends under its name. Nothing is lost; call the administrator.",
        )
        found.append(Line(mood=Mood.BAD, words=words))
    if owing.uncoded:
        words = say(
            f"{owing.uncoded} hồ sơ còn số tạm; mã chính thức về thì máy tự ghi, cả hai số đều tra cứu được.",
            f"Dossiers with a provisional number: {owing.uncoded}; both numbers will find them.",
        )
        found.append(Line(mood=Mood.WELL, words=words))
    if owing.clock_ahead_s:
        minutes = abs(owing.clock_ahead_s) // MINUTE_S
        way = say("nhanh", "ahead") if owing.clock_ahead_s > 0 else say("chậm", "behind")
        words = say(
            f"Đồng hồ máy này {way} {minutes} phút so với tỉnh. Gọi người quản trị chỉnh; giờ trên phiếu là chứng cứ.",
            f"This clock is {minutes} minutes {way}. Call the administrator; the times on slips are evidence.",
        )
        found.append(Line(mood=Mood.WARN, words=words))
    found += _of_the_centre(owing)
    if owing.strays:
        words = say(
            f"{owing.strays} tin của tỉnh về hồ sơ không có ở máy này. Báo người quản trị.",
            f"{owing.strays} of the province's news fit no dossier here. Tell the administrator.",
        )
        found.append(Line(mood=Mood.WARN, words=words))
    return found


def _of_the_centre(owing: Owing) -> list[Line]:
    """What is said of a server that is gone, and of what two machines did meanwhile."""
    found = []
    if owing.centre is not None and owing.centre.answer:
        words = say(
            "Máy chủ của trung tâm không trả lời; hồ sơ chưa lên tỉnh được. Cứ tiếp nhận như thường, máy tự gửi bù.",
            "The centre's server doesn't answer, so nothing goes to the province. Go on; everything catches up.",
        )
        found.append(Line(mood=Mood.WARN, words=words))
    if owing.crossed:
        named = ', '.join(dict.fromkeys(one.about for one in owing.crossed))
        words = say(
            f"Hai máy cùng làm một việc lúc mất máy chủ: {named}. Hai quầy hỏi nhau; số gọi trùng thì một quầy thôi.",
            f"Two machines did one thing while the server was gone: {named}. Ask the other counter.",
        )
        found.append(Line(mood=Mood.WARN, words=words))
    return found
