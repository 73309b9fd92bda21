"""The bottom line: what works is silent, what doesn't says so in a word."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Signal

from counter.health_texts import SYNC
from counter.models.desk import Desk
from counter.models.owing import Health
from counter.models.work import LaneStatus, Shift
from counter.words import clock, language, said, say
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
        work, now = self._shift.work, self._shift.work.clock.now()
        looking = work.looking
        read = partial(_read, work.read_health, looking.outbox_status, lambda: looking.centre_lost_since(now))
        self._run(read, self._on_read)

    def _on_devices(self, states: Sequence[DeviceState]) -> None:
        for name in dict.fromkeys(PARTS_OF.values()):
            found = [state for state in states if PARTS_OF.get(state.kind) == name]
            if found:
                self.show(device_part(name, found))

    def _on_read(self, read: tuple[Health, Sequence[LaneStatus], datetime | None]) -> None:
        line, lanes, lost_since = read
        self.show(sync_part(lanes, self._shift.work.clock.now(), lost_since, line))


def _read(
    line: Callable[[], Health], lanes: Callable[[], Sequence[LaneStatus]], lost: Callable[[], datetime | None]
) -> tuple[Health, Sequence[LaneStatus], datetime | None]:
    return line(), lanes(), lost()


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


def sync_part(
    lanes: Sequence[LaneStatus],
    now: datetime,
    lost_since: datetime | None = None,
    line: Health | None = None,
) -> Part:
    """What the sync says in a word, the worst first: what needs a person, then a lost centre, then what is late."""
    parked = sum(lane.count for lane in lanes if lane.state == 'parked')
    open_lanes = [lane for lane in lanes if lane.state != 'parked']
    waiting = sum(lane.count for lane in open_lanes)
    oldest = min((lane.oldest for lane in open_lanes), default=None)
    more = _at_length(waiting, oldest, parked)
    is_late = oldest is not None and now - oldest > SLOW
    # a courier that isn't up yet is no trouble before something is late
    if line is not None and line.level == 'act' and line.code in SYNC and (line.code != 'stopped' or is_late):
        return _told(line, Mood.BAD, more)
    if parked:
        about = say(f"{parked} mục bị tỉnh từ chối", f"{parked} refused by the province")
        return Part(name='sync', mood=Mood.BAD, about=about, more=more)
    if lost_since is not None:
        about = say(f"mất máy chủ từ {clock(lost_since)}", f"server lost since {clock(lost_since)}")
        return Part(name='sync', mood=Mood.WARN, about=about, more=f'{_lost_at_length()} {more}')
    if oldest is not None and is_late:
        about = say(f"{waiting} mục chờ gửi từ {clock(oldest)}", f"{waiting} waiting since {clock(oldest)}")
        return Part(name='sync', mood=Mood.WARN, about=about, more=more)
    if line is not None and line.level == 'watch' and line.code in SYNC:
        return _told(line, Mood.WARN, more)
    return Part(name='sync', mood=Mood.WELL, more=more)


def _told(line: Health, mood: Mood, more: str) -> Part:
    short, long = (said(pair).format(count=line.count) for pair in SYNC[line.code])
    return Part(name='sync', mood=mood, about=short, more=f'{long} {more}')


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
