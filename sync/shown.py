"""What ``motcua-sync`` prints for people: one line a thing, Vietnamese first."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from office import codec
from office.catalogue_import import ImportOutcome
from office.rating import MonthlyRatings, shares
from office.workdays import LOCAL, Calendar
from sync.carrying import Packed, Unpacked
from sync.codes import Returned
from sync.health import Health
from sync.pulling import Pulled
from sync.purge import Purgeable
from sync.reconcile import Compared
from sync.status import Crossed, LaneState, Owed, Status
from sync.texts import ASIDE, ATTRIBUTE, CHANGE, LANES, STATES, WHAT, WHO, answer, moment, reason
from sync.verify import Finding
from sync.watch_texts import HEALTH, HEALTH_NEVER, LEVELS, PAGES


def plain(one: Any) -> dict[str, Any]:
    """A dataclass for a program."""
    return asdict(one)


def status(found: Status) -> str:
    """How things stand."""
    runs = "đang chạy / running" if found.running else "KHÔNG chạy: \"motcua-sync run\" / NOT running"
    lines = [f"Người đưa tin / courier: {runs}"]
    counts = ', '.join(f'{_lane_state(name)} {count}' for name, count in found.unsent.items())
    lines.append(f"Chưa xong / unsent: {counts}" if counts else "Không còn nợ tỉnh gì / nothing is owed")
    lines += [_lane(lane) for lane in found.lanes]
    if found.compared_at:
        lines.append(f"Đối chiếu với tỉnh lần cuối / last compared with the province: {moment(found.compared_at)}")
    lines.append(f"Mã còn cho hôm nay / codes left today: {found.codes_left}; số tạm / provisional: {found.uncoded}")
    if found.clock_ahead_s:
        minutes, way = (
            abs(found.clock_ahead_s) // 60,
            ("nhanh", "ahead") if found.clock_ahead_s > 0 else ("chậm", "behind"),
        )
        lines.append(
            f"ĐỒNG HỒ máy này {way[0]} {minutes} phút so với tỉnh: chỉnh lại, vì giờ trên phiếu là chứng cứ."
            f" / This clock is {minutes} minutes {way[1]}; set it right, the times on slips are evidence."
        )
    if found.carried:
        lines.append(f"Mang giúp máy khác, chưa gửi / carried for others, not sent yet: {found.carried}")
    if found.aside:
        lines.append(f"Tin chờ tệp kết quả / news that wait for their file: {found.aside}")
        lines += [f'  {count}: {ASIDE.get(code) or answer(code)}' for code, count in sorted(found.aside_why.items())]
    if found.centre is not None:
        lines.append(_lane(found.centre))
    if found.crossed:
        lines.append(
            "Hai máy cùng sửa trong một ngày qua, cần người xem / changed by two machines within a day, look at them:"
        )
        lines += [_crossed(one) for one in found.crossed]
    if found.strays:
        lines.append(f"Tin về hồ sơ lạ, cần người xem / news that fit no dossier here: {found.strays}")
    return '\n'.join([*lines, *_items(found.items)])


def health(line: Health) -> str:
    """The health line."""
    since = f'{line.since.astimezone(LOCAL):%H:%M %d/%m}' if line.since else ''
    said = HEALTH[line.code if line.since or line.code not in HEALTH_NEVER else f'{line.code}.never']
    return f'{LEVELS[line.level]}: {said.format(count=line.count, since=since)}'


def compared(found: Compared) -> str:
    """What a comparison found."""
    lines = [f"Đã đối chiếu {found.counted} mục với tỉnh. / {found.counted} things compared with the province."]
    if found.forgotten:
        lines.append(
            f"Tỉnh không còn giữ {len(found.forgotten)} mục đã xác nhận; máy tự gửi lại."
            f" / The province has forgotten {len(found.forgotten)}; they are sent again."
        )
    if found.surplus:
        lines.append(
            f"Tỉnh giữ {len(found.surplus)} mục mà máy này không biết; báo người quản trị."
            f" / The province holds {len(found.surplus)} that this machine doesn't know."
        )
    return '\n'.join([*lines, *(f'  {one}' for one in (*found.forgotten, *found.surplus))])


def returned(found: Sequence[Returned]) -> str:
    """Which codes went back."""
    if not found:
        return "Không còn mã nào để trả; máy này có thể thôi dùng. / No codes are left; this machine may retire."
    lines = [f'  {one.first} – {one.last}' for one in found]
    return '\n'.join(["Đã trả cho tỉnh, sẽ không ai được cấp lại: / Handed back, never to be given:", *lines])


def purged(going: Sequence[Purgeable], *, is_done: bool) -> str:
    """What was removed, or what would be."""
    size = sum(one.size for one in going) / 1_000_000
    did = ("Đã xóa", "Removed") if is_done else ("Sẽ xóa", "Would remove")
    head = f"{did[0]} {len(going)} tệp, {size:.1f} MB. / {did[1]} {len(going)} files, {size:.1f} MB."
    return '\n'.join([head, *(f'  {one.digest}  {one.size}  {moment(codec.at(one.confirmed_at))}' for one in going)])


def taken_down(down: int, copies: int) -> str:
    """What left the centre's server, and which copies left this machine."""
    return (
        f"Gỡ {down} trang khỏi máy chủ trung tâm, {copies} bản chép của máy khác khỏi máy này."
        f" / {down} pages left the centre's server, {copies} copies left this machine."
    )


def _crossed(one: Crossed) -> str:
    came = "lần sau không tính / the second counted for nothing" if one.void else "cả hai đều tính / both count"
    return f'  {one.about}  {WHAT.get(one.what, one.what)}  {one.device}  {moment(one.at)}  {came}'


def parked(items: Sequence[Owed]) -> str:
    """What waits for a person."""
    return '\n'.join(_items(items)) if items else "Không có mục nào chờ người xử lý. / Nothing is parked."


def resent(count: int) -> str:
    """What was put back in the outbox."""
    return f"Đã xếp gửi lại {count} mục. / {count} items will be sent again."


def findings(found: Sequence[Finding]) -> str:
    """The audit's result."""
    if not found:
        return "Dữ liệu, sổ gửi và các trang đều khớp. / Facts, tables, outbox and pages agree."
    head = f"Thấy {len(found)} chỗ không khớp; báo người hỗ trợ, đừng sửa tay. / {len(found)} findings:"
    return '\n'.join([head, *(f'  {one.code}  {one.about}{_who(one)}' for one in found)])


def _who(one: Finding) -> str:
    said = PAGES.get((one.code, one.who))
    return f'\n    {said}' if said else ''


def imported(outcome: ImportOutcome, seconds: float) -> str:
    """What an import gave, and each line that was left out."""
    count, bad = len(outcome.procedures), len(outcome.bad)
    head = (
        f"Đã nhập {count} thủ tục trong {seconds:.1f} giây; bỏ {bad} dòng."
        f" / {count} procedures imported in {seconds:.1f} s; {bad} lines left out."
    )
    left = (
        f"  dòng / line {one.line}{f' ({one.procedure})' if one.procedure else ''}: {reason(one.reason)}"
        for one in outcome.bad
    )
    return '\n'.join([head, *left])


def pulled(found: Pulled, *, end_missing: bool) -> str:
    """How the province's catalogue differs, one procedure a line, and what was done about it."""
    lines = [f"{CHANGE[one.kind]}: {one.code} {one.name}{_what(one.what)}" for one in found.differences]
    if found.unread:
        lines.append(f"Tỉnh liệt kê nhưng không có nội dung / listed without content: {', '.join(found.unread)}")
    gone = sum(one.kind == 'gone' for one in found.differences)
    differ = len(found.differences) - gone
    lines.append(
        f"Giống: {found.same}; khác hoặc mới: {differ}; tỉnh không còn công bố: {gone}."
        f" / Same: {found.same}; changed or new: {differ}; no longer published: {gone}."
    )
    if found.applied:
        kept = '' if end_missing or not gone else " Thủ tục tỉnh không công bố vẫn giữ. / What is gone there is kept."
        lines.append(
            f"Đã áp dụng từ hôm nay; bản trước vẫn đọc được cho hồ sơ cũ.{kept}"
            " / In force from today; the versions before stay for their dossiers."
        )
    elif found.differences:
        lines.append("Chưa đổi gì. Áp dụng: thêm --apply. / Nothing was changed; add --apply to put this in force.")
    return '\n'.join(lines)


def _what(names: Sequence[str]) -> str:
    return f" ({', '.join(ATTRIBUTE[name] for name in names)})" if names else ''


def calendar(replaced: Calendar) -> str:
    """What calendar is in force now."""
    until = f'{replaced.known_until:%d/%m/%Y}'
    return f"Lịch mới có hiệu lực, biết đến {until}. / The new calendar is in force, until {until}."


def ratings(found: Sequence[MonthlyRatings]) -> str:
    """What citizens said; nobody's single answer, and nobody who served."""
    lines = []
    for one in found:
        very, satisfied, unsatisfied = shares((one.very, one.satisfied, one.not_satisfied))
        lines.append(f"{one.month}  {one.procedure}  {one.procedure_name}")
        lines.append(
            f"    {one.rated} đánh giá / rated: {very}% rất hài lòng / very, {satisfied}% hài lòng / satisfied,"
            f" {unsatisfied}% chưa hài lòng / not; không đánh giá / declined {one.declined}"
        )
        lines += [f"    {'; '.join(one.opinions)}"] if one.opinions else []
    return '\n'.join(lines) or "Chưa có đánh giá nào. / Nobody has rated yet."


def packed(made: Packed, device: str) -> str:
    """What went into a bag."""
    head = (
        f"Đã đóng túi cho máy {device}: {made.items} mục hồ sơ, {made.pages} tệp, {made.answers} trả lời."
        f" / Packed for {device}: {made.items} messages, {made.pages} files, {made.answers} answers."
    )
    owed = "Các mục vẫn chờ ở máy này cho đến khi tỉnh xác nhận. / They stay owed here until the province confirms."
    lines = [head, f"  {made.folder}", owed]
    if made.left:
        lines.append(
            f"Chưa đi được {len(made.left)} mục (chưa có mã chính thức, chờ người, hoặc tệp hỏng); xem status."
            f" / {len(made.left)} items can't travel; see status."
        )
    return '\n'.join(lines)


def unpacked(got: Unpacked) -> str:
    """What a bag brought."""
    return (
        f"Túi của máy {got.device}: mới {got.items} mục, {got.pages} tệp, {got.answers} trả lời."
        f" / From {got.device}, new: {got.items} messages, {got.pages} files, {got.answers} answers."
    )


def _lane_state(name: str) -> str:
    lane, _, state = name.partition('.')
    return f'{LANES.get(lane, lane)}, {STATES.get(state, state)}:'


def _lane(lane: LaneState) -> str:
    heard = f"tỉnh trả lời lần cuối / last answered {moment(lane.heard_at)}"
    line = f"  {LANES.get(lane.lane, lane.lane)}: {heard}"
    if not lane.answer:
        return line
    again = f"lần {lane.tries}, thử lại / tried {lane.tries} times, again at {moment(lane.rest_until)}"
    return f'{line}; {answer(lane.answer)}; {again}'


def _items(items: Iterable[Owed]) -> list[str]:
    lines = []
    for one in items:
        what = WHAT.get(one.what, one.what)
        lines.append(
            f"{one.dossier}  {LANES.get(one.lane, one.lane)}: {what}; {STATES.get(one.state, one.state)}"
            f" từ / since {moment(one.since)}"
        )
        told = answer(one.answer, one.said) if one.answer else "chưa thử / not tried yet"
        lines.append(f"    {told}; lần / tries {one.tries}; tiếp / next {moment(one.next_at)}")
        lines.append(f"    {WHO[one.who]}; mục / item {one.item}")
    return lines
