"""The bottom line: what works is silent, what doesn't says so in a word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from PySide6.QtCore import Signal

from counter.models.desk import Desk
from counter.models.work import LaneStatus, Shift
from counter.words import clock, language, say
from devices.health import DeviceState, Kind

# the courier tries again within minutes; what waits longer than this is worth a word
SLOW = timedelta(minutes=10)


# the kinds of devices that this line speaks of
PARTS_OF: dict[Kind, str] = {
    'receipt_printer': 'printer',
    'scanner': 'scanner',
    'camera': 'camera',
    'id_reader': 'reader',
    'signer': 'signer',
    'chip_reader': 'reader',
    'face_camera': 'camera',
}
# what is said of a device that works; a busy one is most likely at our own work
REMARKS = frozenset({'signer.final_try', 'signer.ends_soon', 'printer.near_end', 'chip.no_roots'})


class Mood(StrEnum):
    """How a part stands: well, worth a word, in need of a person, or not set up at all."""

    WELL = 'well'
    WARN = 'warn'
    BAD = 'bad'
    ABSENT = 'absent'


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the line: ``about`` says what is the matter, '' where all is well; ``more`` says it at length."""

    name: str
    mood: Mood
    about: str = ''
    more: str = ''


class HealthModel(Desk):
    """How the devices and the sync stand; the sync is read from what the province has not confirmed."""

    changed = Signal()

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        printer = Mood.WELL if shift.work.printing else Mood.ABSENT
        absent = ('scanner', 'camera', 'reader', 'signer')
        self._parts = {
            'printer': Part(name='printer', mood=printer),
            **{name: Part(name=name, mood=Mood.ABSENT) for name in absent},
            'sync': Part(name='sync', mood=Mood.WELL),
        }
        shift.work.watch.changed.connect(self._on_devices)
        self._on_devices(shift.work.watch.states)

    @property
    def parts(self) -> Sequence[Part]:
        """Every part, in the order of the line."""
        return tuple(self._parts.values())

    def show(self, part: Part) -> None:
        """A part stands otherwise."""
        if self._parts[part.name] != part:
            self._parts[part.name] = part
            self.changed.emit()

    def refresh(self) -> None:
        """Read the outbox anew."""
        looking, now = self._shift.work.looking, self._shift.work.clock.now()
        self._run(lambda: (looking.outbox_status(), looking.centre_lost_since(now)), self._on_read)

    def _on_devices(self, states: Sequence[DeviceState]) -> None:
        for name in dict.fromkeys(PARTS_OF.values()):
            found = [state for state in states if PARTS_OF.get(state.kind) == name]
            if found:
                self.show(device_part(name, found))

    def _on_read(self, read: tuple[Sequence[LaneStatus], datetime | None]) -> None:
        lanes, lost_since = read
        self.show(sync_part(lanes, self._shift.work.clock.now(), lost_since))


def device_part(name: str, states: Sequence[DeviceState]) -> Part:
    """What the devices of one kind say in a word: a trouble before a remark."""
    more = '\n'.join(words for words in (state.what_to_do(language()) for state in states) if words)
    if any(state.state == 'trouble' for state in states):
        return Part(name=name, mood=Mood.BAD, about=say("có sự cố", "in trouble"), more=more)
    if all(state.state == 'absent' for state in states):
        return Part(name=name, mood=Mood.ABSENT)
    if any(state.code in REMARKS for state in states):
        return Part(name=name, mood=Mood.WARN, about=say("cần chú ý", "needs a look"), more=more)
    return Part(name=name, mood=Mood.WELL)


def sync_part(lanes: Sequence[LaneStatus], now: datetime, lost_since: datetime | None = None) -> Part:
    """What the outbox says in a word: parked before a lost centre, that before late, late before on its way."""
    parked = sum(lane.count for lane in lanes if lane.state == 'parked')
    open_lanes = [lane for lane in lanes if lane.state != 'parked']
    waiting = sum(lane.count for lane in open_lanes)
    oldest = min((lane.oldest for lane in open_lanes), default=None)
    more = _at_length(waiting, oldest, parked)
    if parked:
        about = say(f"{parked} mục bị tỉnh từ chối", f"{parked} refused by the province")
        return Part(name='sync', mood=Mood.BAD, about=about, more=more)
    if lost_since is not None:
        about = say(f"mất máy chủ từ {clock(lost_since)}", f"server lost since {clock(lost_since)}")
        return Part(name='sync', mood=Mood.WARN, about=about, more=f'{_lost_at_length()} {more}')
    if oldest is not None and now - oldest > SLOW:
        about = say(f"{waiting} mục chờ gửi từ {clock(oldest)}", f"{waiting} waiting since {clock(oldest)}")
        return Part(name='sync', mood=Mood.WARN, about=about, more=more)
    return Part(name='sync', mood=Mood.WELL, more=more)


def _lost_at_length() -> str:
    return say(
        "Máy chủ của trung tâm không trả lời. Quầy vẫn làm việc bình thường với dữ liệu đang có; số và hồ sơ của quầy"
        " khác có thể chưa hiện. Mọi việc tự gửi bù khi máy chủ trở lại. Gọi người quản trị nếu kéo dài.",
        "The centre's server doesn't answer. Work on with what is here; other counters' numbers and dossiers may be"
        " missing. Everything catches up by itself. Call the administrator if it lasts.",
    )


def _at_length(waiting: int, oldest: datetime | None, parked: int) -> str:
    since = say(f", cũ nhất từ {clock(oldest)}", f", the oldest since {clock(oldest)}") if oldest else ''
    said = say(f"Đang chờ gửi: {waiting} mục{since}.", f"Waiting to be sent: {waiting}{since}.")
    if parked:
        said += say(
            f" Bị từ chối, chờ người xử lý: {parked} mục. Gọi người quản trị (motcua-sync parked).",
            f" Refused and parked: {parked}. Call the administrator (motcua-sync parked).",
        )
    return said
