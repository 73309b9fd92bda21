"""Slips as data: what stands on the queue ticket and on forms 01 to 03 (domain.md §2.2).

A slip's fields are kept in the page store before it is printed; a layout is made from them for a paper roll. Personal
numbers are masked on paper; the ticket holds nothing of a person at all.
"""

from dataclasses import dataclass
from datetime import datetime

from office.money import amount_in_words, dotted
from office.privacy import masked_number
from office.signature import Line
from office.slip_layout import Element, Ink, Layout, Pair, Qr, Rule, Space, Table, Text
from office.template import FormTemplate
from office.workdays import LOCAL

Lines = tuple[Line, ...]
# room for a signature by hand
SIGNATURE_MM = 12
# beside it the other one signs
SIGNED_SHARE = 0.45
SIGN_HERE = "(ký, ghi rõ họ tên)"
SIGNED = "(đã ký trên màn hình)"


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreHead:
    """Who gives the slip."""

    agency: str
    name: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketFields:
    """A queue ticket: times aware, ``low`` and ``high`` the told wait in minutes, ``lookup`` what its QR says.

    ``told`` replaces the range in minutes where minutes would mislead, as over a lunch break; ``note`` is one more
    sentence that the citizen must know.
    """

    head: CentreHead
    label: str
    service: str
    service_english: str
    issued_at: datetime
    ahead: int
    low: int
    high: int
    lookup: str
    told: str = ''
    note: str = ''


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """One paper of a dossier as a form lists it."""

    name: str
    originals: int
    copies: int
    note: str = ''


def counts(line: PaperLine) -> tuple[str, str]:
    """How many originals and copies were handed in; a dash each for one that was only seen or scanned."""
    return (str(line.originals), str(line.copies)) if line.originals or line.copies else ("–", "–")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFields:
    """What forms 01 to 03 and the hand-over slip share; ``template`` says which form of which circular it is.

    ``person`` is whose the dossier is, ``representative`` who speaks for it where that is an organisation.
    """

    template: FormTemplate
    head: CentreHead
    serial: str
    code: str
    person: str
    number: str
    address: str
    phone: str
    request: str
    officer: str
    at: datetime
    number_name: str = "Số định danh"
    is_number_public: bool = False
    representative: str = ''

    @property
    def shown_number(self) -> str:
        """The number as paper may bear it: a person's is masked, an organisation's is everybody's to know."""
        return self.number if self.is_number_public else masked_number(self.number)

    @property
    def signer(self) -> str:
        """Who signs for whose it is."""
        return self.representative or self.person


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptFields:
    """Form 01, receipt and appointment; ``fee`` and ``paid`` in đồng, ``fee`` None where nobody has assessed it.

    ``exemptions`` are the reasons for which a fee was lessened.
    """

    form: FormFields
    provisional: bool
    papers: tuple[PaperLine, ...]
    sets: int
    limit: str
    received_at: datetime
    due_at: datetime | None
    return_at: str
    fee: int | None
    exemptions: tuple[str, ...]
    paid: int
    competent_agency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementFields:
    """Form 02: everything that is missing, once."""

    form: FormFields
    items: tuple[PaperLine, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalFields:
    """Form 03: the reason in concrete terms."""

    form: FormFields
    reason: str


def ticket_layout(fields: TicketFields) -> Layout:
    """The queue ticket: its number 20 mm high, what for, when, how long honestly, and what to do now."""
    wait = f"Chờ khoảng {fields.low}–{fields.high} phút" if fields.ahead else "Sắp đến lượt ông/bà"
    note = (Text(fields.note),) if fields.note else ()
    return (
        *ticket_opening(fields.head.name, fields.label, (fields.service, fields.service_english), fields.issued_at),
        Pair("Số người chờ trước", str(fields.ahead)),
        Text(fields.told or wait, bold=True),
        *note,
        Space(2),
        Qr(fields.lookup, mm=22, caption="Đưa vào máy lấy số để xem lượt / Hold to the kiosk to see your turn"),
        Text("Mời ông/bà ngồi chờ và nhìn bảng gọi số.", align='centre'),
    )


def ticket_opening(centre: str, label: str, service: tuple[str, str], issued_at: datetime) -> Layout:
    """What tells one ticket from another; ``service`` is its name in Vietnamese and in English."""
    return (
        Text(centre, align='centre', bold=True),
        Space(2),
        Text(label, size='number', bold=True, align='centre'),
        Text(service[0], size='heading', bold=True, align='centre'),
        Text(service[1], size='small', align='centre'),
        Rule(),
        Pair("Giờ lấy số", _moment(issued_at)),
    )


def receipt_layout(fields: ReceiptFields) -> Layout:
    """Form 01 for a paper roll."""
    due = _moment(fields.due_at) if fields.due_at else "theo thông báo của cơ quan giải quyết"
    return (
        *opening_lines(fields.form),
        *([Text("SỐ TẠM - sẽ có mã chính thức sau", bold=True, align='centre')] if fields.provisional else []),
        *person_lines(fields.form),
        Text("Thành phần hồ sơ nộp:", bold=True),
        _papers(fields.papers),
        Pair("Số lượng hồ sơ", f"{fields.sets} bộ"),
        Pair("Thời hạn giải quyết", fields.limit or "không quy định"),
        Pair("Nhận hồ sơ lúc", _moment(fields.received_at)),
        Pair("Hẹn trả kết quả", due, bold=True),
        Pair("Nhận kết quả tại", fields.return_at),
        Pair("Cơ quan giải quyết", fields.competent_agency),
        *_money(fields),
        *closing_lines(fields.form, ("Người nộp", fields.form.signer), ("Người tiếp nhận", fields.form.officer)),
    )


def supplement_layout(fields: SupplementFields) -> Layout:
    """Form 02 for a paper roll."""
    return (
        *opening_lines(fields.form),
        *person_lines(fields.form),
        Text("Đề nghị ông/bà bổ sung đầy đủ một lần:", bold=True),
        *(Text(f"{at}. {item.name}: {item.note}") for at, item in enumerate(fields.items, start=1)),
        Text(f"Lý do: {fields.reason}"),
        Text(f"Cần hỏi thêm: {fields.form.officer}, {fields.form.head.phone}"),
        *closing_lines(fields.form, ("Người hướng dẫn", fields.form.officer)),
    )


def refusal_layout(fields: RefusalFields) -> Layout:
    """Form 03 for a paper roll."""
    return (
        *opening_lines(fields.form),
        *person_lines(fields.form),
        Text("Lý do từ chối:", bold=True),
        Text(fields.reason),
        *closing_lines(fields.form, ("Người nộp", fields.form.signer), ("Người tiếp nhận", fields.form.officer)),
    )


def opening_lines(form: FormFields) -> tuple[Element, ...]:
    """The head of a form: its number, who gives it, its title and codes."""
    kind = form.template
    number = f'{kind.label} ({kind.basis})' if kind.basis else kind.label
    head = (Text(number, size='small', align='right'),) if number else ()
    return (
        *head,
        Text(form.head.agency, align='centre'),
        Text(form.head.name, bold=True, align='centre'),
        Rule(),
        Text(kind.title, size='heading', bold=True, align='centre'),
        Pair("Số", form.serial),
        Pair("Mã hồ sơ", form.code or "chưa cấp", bold=True),
    )


def person_lines(form: FormFields) -> tuple[Element, ...]:
    """Whose dossier it is, and what it asks for."""
    shown = [
        ("Hồ sơ của", form.person),
        (form.number_name, form.shown_number),
        ("Người đại diện", form.representative),
        ("Địa chỉ", form.address),
        ("Điện thoại", masked_number(form.phone)),
        ("Nội dung", form.request),
    ]
    return tuple(Pair(name, value) for name, value in shown if value)


def _papers(papers: tuple[PaperLine, ...]) -> Table:
    rows = tuple((str(at), _paper_words(one), *counts(one)) for at, one in enumerate(papers, start=1))
    return Table((("TT", "Giấy tờ", "Chính", "Sao"), *rows), (0.1, 0.51, 0.22, 0.17))


def _paper_words(line: PaperLine) -> str:
    is_kept_here = bool(line.originals or line.copies)
    return line.name if is_kept_here or not line.note else f'{line.name} ({line.note})'


def _money(fields: ReceiptFields) -> tuple[Element, ...]:
    """What is to be paid and what was; a fee that nobody assessed is passed over, never called free."""
    if fields.fee is None:
        return ()
    reasons = tuple(Text(f"Miễn, giảm: {reason}", size='small') for reason in fields.exemptions)
    if not fields.fee:
        return (Pair("Phí, lệ phí", "không thu"), *reasons)
    amount = Pair("Phí, lệ phí", dotted(fields.fee))
    asked: tuple[Element, ...] = (amount, Text(f"({amount_in_words(fields.fee)})", size='small'), *reasons)
    if not fields.paid:
        return asked
    left = (Pair("Còn phải nộp", dotted(fields.fee - fields.paid)),) if fields.paid < fields.fee else ()
    acknowledged = Text("Xác nhận này không thay biên lai thu phí, lệ phí.", size='small')
    return (*asked, Pair("Đã thu", dotted(fields.paid)), *left, acknowledged)


def closing_lines(form: FormFields, *signers: tuple[str, str], signed: Lines = ()) -> tuple[Element, ...]:
    """Room to sign for each signer (role and name), the code as QR, and whom to call.

    ``signed`` is how the first of them signed on a pad; it stands where she would have signed the paper.
    """
    roles, names = zip(*signers, strict=True)
    signs = tuple(SIGN_HERE if at or not signed else SIGNED for at, _ in enumerate(signers))
    shares = tuple(1 / len(signers) for _ in signers)
    code = (Qr(form.code, mm=22, caption=form.code),) if form.code else ()
    return (
        Space(1),
        Table((roles, signs), shares),
        Ink(signed, mm=SIGNATURE_MM, share=SIGNED_SHARE) if signed else Space(SIGNATURE_MM),
        Pair(*names) if len(names) > 1 else Text(names[0]),
        *code,
        Text(form.head.name, size='small', align='centre'),
        Text(f"Điện thoại {form.head.phone}", size='small', align='centre'),
        Text(_moment(form.at), size='small', align='centre'),
    )


def _moment(at: datetime) -> str:
    return f'{at.astimezone(LOCAL):%H:%M %d/%m/%Y}'
