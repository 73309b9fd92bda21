"""Forms 01 to 03 and the hand-over slip on A5, from the same fields as the roll's slips (look.md, Decree 30/2020).

The agency left, the national motto right, the form's number above both. Callable on any thread while a
QGuiApplication lives.
"""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from html import escape
from typing import assert_never

from office.handover import HandoverFields
from office.money import amount_in_words, dotted
from office.privacy import masked_number
from office.slip import (
    SIGN_HERE,
    SIGNATURE_MM,
    SIGNED,
    FormFields,
    Lines,
    ReceiptFields,
    RefusalFields,
    SupplementFields,
    counts,
)
from office.workdays import LOCAL
from qtkit.form_sheet import BODY_POINTS, Piece, Sheet, sheet_pdf
from qtkit.ink_picture import ink_png

Form = ReceiptFields | SupplementFields | RefusalFields | HandoverFields

NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"

# the largest at which the nation's name stays on one line beside the agency on a sheet of A5
HEAD_POINTS = 8
SMALL_POINTS = 10
TITLE_POINTS = 14
# of Noto Serif's own 1.36: the closest at which a capital with two marks stays clear of the line above
LINE_PERCENT = 92
# rich text measures margins in pixels of 1/96 inch
_PX_PER_POINT = 96 / 72
_POINTS_PER_MM = 72 / 25.4


def form_pdf(fields: Form) -> bytes:
    """The form as a PDF: A5 pages, Vietnamese text as text, the dossier's code as QR; same fields, same bytes."""
    form = fields.form
    return sheet_pdf(
        Sheet(
            title=form.template.title,
            pieces=(*_head(form), *_person(form), *_body(fields), _signatures(_signers(fields), _signed(fields))),
            code=form.code,
            foot=(_named_code(form), form.head.name, f"Điện thoại {form.head.phone}", f"In lúc {_moment(form.at)}"),
            at=form.at,
        )
    )


def _head(form: FormFields) -> tuple[Piece, ...]:
    kind = form.template
    number = f'{kind.label} ({kind.basis})' if kind.basis else kind.label
    local = form.at.astimezone(LOCAL)
    agency = _paragraph(escape(form.head.agency.upper()), points=HEAD_POINTS, align='center')
    centre = _paragraph(f'<b>{escape(form.head.name.upper())}</b>', points=HEAD_POINTS, align='center')
    nation = _paragraph(f'<b>{NATION}</b>', points=HEAD_POINTS, align='center')
    motto = _paragraph(f'<b><u>{MOTTO}</u></b>', points=SMALL_POINTS, align='center')
    serial = _paragraph(f'Số: {escape(form.serial)}', points=SMALL_POINTS, align='center', above=3)
    day = f"<i>Ngày {local:%d} tháng {local:%m} năm {local:%Y}</i>"
    dated = _paragraph(day, points=SMALL_POINTS, align='center', above=3)
    return (
        *([Piece(_paragraph(escape(number), points=SMALL_POINTS, align='right'))] if number else []),
        Piece(
            '<table width="100%" cellspacing="0" cellpadding="0">'
            f'<tr><td width="43%">{agency}{centre}</td><td width="57%">{nation}{motto}</td></tr>'
            f'<tr><td>{serial}</td><td>{dated}</td></tr></table>'
        ),
        Piece(_paragraph(f'<b>{escape(kind.title)}</b>', points=TITLE_POINTS, align='center'), above=3),
        Piece(_paragraph(f'<b>{escape(_named_code(form))}</b>', align='center', below=4)),
    )


def _person(form: FormFields) -> tuple[Piece, ...]:
    shown = (
        ("Hồ sơ của", form.person),
        (form.number_name, form.shown_number),
        ("Người đại diện", form.representative),
        ("Điện thoại", masked_number(form.phone)),
        ("Địa chỉ", form.address),
        ("Nội dung yêu cầu giải quyết", form.request),
    )
    return tuple(_line(name, value) for name, value in shown if value)


def _body(fields: Form) -> tuple[Piece, ...]:
    match fields:
        case ReceiptFields():
            return _receipt(fields)
        case SupplementFields():
            return _supplement(fields)
        case RefusalFields():
            return (_bold_line("Lý do từ chối:"), Piece(_paragraph(escape(fields.reason))))
        case HandoverFields():
            return _handover(fields)
        case _:
            assert_never(fields)


def _receipt(fields: ReceiptFields) -> tuple[Piece, ...]:
    due = _moment(fields.due_at) if fields.due_at else "theo thông báo của cơ quan giải quyết"
    rows = [(str(at), one.name, *counts(one), one.note) for at, one in enumerate(fields.papers, start=1)]
    provisional = "<b>SỐ TẠM</b> - mã chính thức được cấp sau"
    return (
        *([_row((provisional,), (100,), 'c')] if fields.provisional else []),
        _bold_line("1. Thành phần hồ sơ nộp:"),
        *_table(("TT", "Tên giấy tờ", "Chính", "Sao", "Ghi chú"), rows, (7, 46, 12, 10, 25), 'clccl'),
        _line("2. Số lượng hồ sơ", f"{fields.sets} bộ", above=1.5),
        _line("3. Thời gian giải quyết theo quy định", fields.limit or "không quy định"),
        _line("4. Thời gian nhận hồ sơ", _moment(fields.received_at)),
        _line("5. Thời gian trả kết quả", due, bold=True),
        _line("6. Đăng ký nhận kết quả", fields.return_at),
        _line("7. Cơ quan giải quyết", fields.competent_agency),
        *_money(fields),
    )


def _money(fields: ReceiptFields) -> tuple[Piece, ...]:
    """What is to be paid and what was; a fee that nobody assessed is passed over, never called free."""
    if fields.fee is None:
        return ()
    reasons = tuple(_line("Miễn, giảm", reason) for reason in fields.exemptions)
    if not fields.fee:
        return (_line("8. Phí, lệ phí", "không thu"), *reasons)
    asked = (_line("8. Phí, lệ phí", f'{dotted(fields.fee)} ({amount_in_words(fields.fee)})'), *reasons)
    if not fields.paid:
        return asked
    left = [_line("Còn phải nộp", dotted(fields.fee - fields.paid))] if fields.paid < fields.fee else []
    acknowledged = "<i>Xác nhận này không thay biên lai thu phí, lệ phí.</i>"
    return (*asked, _line("Đã thu", dotted(fields.paid)), *left, Piece(_paragraph(acknowledged, points=SMALL_POINTS)))


def _supplement(fields: SupplementFields) -> tuple[Piece, ...]:
    rows = [(str(at), one.name, one.note) for at, one in enumerate(fields.items, start=1)]
    return (
        _bold_line("Đề nghị ông/bà bổ sung, hoàn thiện đầy đủ một lần:"),
        *_table(("TT", "Tên giấy tờ", "Nội dung cần bổ sung"), rows, (7, 45, 48), 'cll'),
        _line("Lý do", fields.reason, above=1.5),
        _line("Cần hỏi thêm", f'{fields.form.officer}, {fields.form.head.phone}'),
    )


def _handover(fields: HandoverFields) -> tuple[Piece, ...]:
    rows = [(str(at), name) for at, name in enumerate(fields.results, start=1)]
    return (
        _bold_line("Kết quả đã trao:"),
        *_table(("TT", "Tên kết quả"), rows, (7, 93), 'cl'),
        _line("Người nhận", fields.collector, above=1.5),
        *([_line("Số giấy tờ", masked_number(fields.collector_number))] if fields.collector_number else []),
        *([_line("Theo ủy quyền", fields.authorisation)] if fields.authorisation else []),
    )


def _signers(fields: Form) -> tuple[tuple[str, str], ...]:
    """Role and name of whoever signs, from left to right."""
    officer = fields.form.officer
    match fields:
        case SupplementFields():
            return (("Người hướng dẫn", officer),)
        case HandoverFields():
            return (("Người nhận kết quả", fields.collector), ("Người trả kết quả", officer))
        case _:
            return (("Người nộp hồ sơ", fields.form.signer), ("Người tiếp nhận hồ sơ", officer))


def _signed(fields: Form) -> Lines:
    """How the first of the signers signed on a pad."""
    return fields.signed if isinstance(fields, HandoverFields) else ()


def _signatures(signers: tuple[tuple[str, str], ...], signed: Lines) -> Piece:
    """Room to sign by hand under each role; one who signs alone signs at the right.

    ``signed`` is how the first of them signed on a pad.
    """
    cells = ''.join(
        '<td width="50%">'
        + _paragraph(f'<b>{escape(role)}</b>', align='center')
        + (_room(name) if at or not signed else _ink(name, signed))
        + '</td>'
        for at, (role, name) in enumerate(signers)
    )
    alone = '<td width="50%"></td>' if len(signers) == 1 else ''
    return Piece(
        f'<table width="100%" cellspacing="0" cellpadding="0"><tr>{alone}{cells}</tr></table>', above=3, brings=3
    )


def _room(name: str) -> str:
    hint = _paragraph(f'<i>{SIGN_HERE}</i>', points=SMALL_POINTS, align='center')
    return hint + _paragraph(escape(name), align='center', above=SIGNATURE_MM * _POINTS_PER_MM)


def _ink(name: str, signed: Lines) -> str:
    drawn, width, height = ink_png(signed, SIGNATURE_MM)
    px = _POINTS_PER_MM * _PX_PER_POINT
    picture = b64encode(drawn).decode()
    return (
        _paragraph(f'<i>{SIGNED}</i>', points=SMALL_POINTS, align='center')
        + f'<p align="center"><img src="data:image/png;base64,{picture}" width="{width * px:.0f}"'
        f' height="{height * px:.0f}"></p>' + _paragraph(escape(name), align='center')
    )


def _named_code(form: FormFields) -> str:
    return f'Mã hồ sơ: {form.code or "chưa cấp"}'


def _line(name: str, value: str, *, above: float = 0, bold: bool = False) -> Piece:
    said = f'<b>{escape(value)}</b>' if bold else escape(value)
    return Piece(_paragraph(f'{escape(name)}: {said}'), above=above)


def _bold_line(text: str) -> Piece:
    return Piece(_paragraph(f'<b>{escape(text)}</b>', below=2), above=1.5)


def _table(
    head: tuple[str, ...], rows: Iterable[tuple[str, ...]], shares: tuple[int, ...], aligns: str
) -> tuple[Piece, ...]:
    """A table of which each row is a piece; its head stands again on every page; ``aligns`` as in ``_row``."""
    titles = _row(tuple(f'<b>{escape(cell)}</b>' for cell in head), shares, 'c' * len(head))
    return (titles, *(replace(_row(tuple(map(escape, row)), shares, aligns), again=titles) for row in rows))


def _row(cells: tuple[str, ...], shares: tuple[int, ...], aligns: str) -> Piece:
    """A row of a table of these columns; ``aligns`` says per column ``l`` left or ``c`` centred."""
    drawn = ''.join(
        f'<td width="{share}%">{_paragraph(cell, align="center" if align == "c" else "left")}</td>'
        for cell, share, align in zip(cells, shares, aligns, strict=True)
    )
    return Piece(f'<table width="100%" cellspacing="0" cellpadding="3"><tr>{drawn}</tr></table>', columns=shares)


def _paragraph(text: str, *, points: int = BODY_POINTS, align: str = 'left', above: float = 0, below: float = 0) -> str:
    """A paragraph; ``above`` and ``below`` are points of white."""
    margin = f'margin:{round(above * _PX_PER_POINT)}px 0px {round(below * _PX_PER_POINT)}px 0px'
    return f'<p align="{align}" style="font-size:{points}pt; line-height:{LINE_PERCENT}%; {margin}">{text}</p>'


def _moment(at: datetime) -> str:
    local = at.astimezone(LOCAL)
    return f"{local:%H} giờ {local:%M} phút, ngày {local:%d/%m/%Y}"
