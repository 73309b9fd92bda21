"""The morning's report as a PDF: each device, its trial and its last fault, and how the sending stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING

from counter.models.device_row import DeviceRow
from counter.models.outbox_model import lines_of
from counter.models.owing import Owing
from counter.words import clock, language, moment, say
from devices import texts

if TYPE_CHECKING:
    from qtkit.form_sheet import Piece

SHARES = (26, 20, 54)
BODY_POINTS, HEAD_POINTS = 11, 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Morning:
    """What the report is made of."""

    centre: str
    counter: str
    officer: str
    at: datetime
    devices: Sequence[DeviceRow]
    owing: Owing


def report_title() -> str:
    """What the report is called."""
    return say("Báo cáo sẵn sàng đầu ngày", "Readiness in the morning")


def report_pdf(morning: Morning) -> bytes:
    """The report on A5; slow, off the GUI thread."""
    from qtkit.form_sheet import Piece, Sheet, sheet_pdf  # noqa: PLC0415 - costs the start what few need

    troubled = sum(not row.is_ready for row in morning.devices)
    verdict = (
        say(f"{troubled} thiết bị có sự cố, cần xử lý trước giờ tiếp dân.", f"{troubled} devices are in trouble.")
        if troubled
        else say("Thiết bị sẵn sàng.", "The devices are ready.")
    )
    pieces = [
        Piece(_words(f'<b>{escape(report_title())}</b>', points=HEAD_POINTS, align='center')),
        Piece(_words(escape(f'{say("Quầy", "Counter")} {morning.counter}, {moment(morning.at)}'), align='center')),
        Piece(_words(f'<b>{escape(verdict)}</b>'), above=3),
        _row((say("Thiết bị", "Device"), say("Hiện nay", "Now"), say("Ghi chú", "Remarks")), is_head=True),
        *[_row((row.name, texts.state(row.seen.state, language()), _remarks(row))) for row in morning.devices],
        Piece(_words(f'<b>{escape(say("Gửi về tỉnh", "Sending to the province"))}</b>'), above=3),
        *[Piece(_words(f'• {escape(line.words)}')) for line in lines_of(morning.owing, morning.at)],
        Piece(_words(escape(f'{say("Người kiểm tra", "Checked by")}: {morning.officer}')), above=4),
    ]
    foot = (morning.centre, say("Máy tự lập, không thay sổ giao ca.", "Made by the machine; no substitute for a log."))
    return sheet_pdf(Sheet(title=report_title(), pieces=tuple(pieces), code='', foot=foot, at=morning.at))


def _remarks(row: DeviceRow) -> str:
    trial = f'{say("Thử lúc", "Tried at")} {clock(row.trial.at)}: {row.trial.words}' if row.trial else ''
    fault = f'{say("Lần lỗi gần nhất", "Last fault")} {row.fault}' if row.fault else ''
    return '\n'.join(one for one in (row.what_to_do, row.about, trial, fault) if one) or '—'


def _row(cells: tuple[str, ...], *, is_head: bool = False) -> 'Piece':
    from qtkit.form_sheet import Piece  # noqa: PLC0415 - costs the start what few need

    texts_of = [f'<b>{escape(one)}</b>' if is_head else escape(one).replace('\n', '<br>') for one in cells]
    drawn = ''.join(f'<td width="{share}%">{_words(one)}</td>' for one, share in zip(texts_of, SHARES, strict=True))
    return Piece(f'<table width="100%" cellspacing="0" cellpadding="3"><tr>{drawn}</tr></table>', columns=SHARES)


def _words(text: str, *, points: int = BODY_POINTS, align: str = 'left') -> str:
    return f'<p align="{align}" style="font-size:{points}pt; margin:0px">{text}</p>'
