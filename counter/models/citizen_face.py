"""What a citizen is shown of her own dossier: a pure reading of how it stands, one question a sheet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from counter.citizen_texts import ENDINGS, PAPER_SIGNS, PAPERS, RETURN_WAYS, SEXES, tell
from counter.models.steps import is_intake
from counter.organisation_texts import ORGANISATIONS
from counter.words import day, hidden, moment
from office.dossier import UNDER_WAY, Dossier, DossierState
from office.money import dotted
from office.papers import FeeLine, PaperStatus
from office.person import Organisation
from office.rating import occasion_of

Say = Callable[[str, str], str]

# papers come after one another as they matter to her: first what is missing
_ORDER = (
    PaperStatus.MISSING,
    PaperStatus.SCANNED,
    PaperStatus.SEEN,
    PaperStatus.REUSED,
    PaperStatus.PENDING,
    PaperStatus.NOT_NEEDED,
)


class SheetName(StrEnum):
    """The sheets, in the order in which a reception comes by them."""

    WHO = 'who'
    PAPERS = 'papers'
    FEES = 'fees'
    OUTCOME = 'outcome'
    RATING = 'rating'


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: what it is, what it says, and a sign with its colour where a state is said.

    ``is_pair``: what it is stands beside what it says, as in a form; else above it, as a paper's name does.
    """

    head: str = ''
    text: str
    sign: str = ''
    hue: str = 'ink'
    is_strong: bool = False
    is_pair: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: its name in the row of sheets, its one sentence, its lines, and what a QR beside them asks for."""

    name: SheetName
    tab: str
    title: str
    lines: tuple[Line, ...]
    payload: str = ''
    caption: str = ''


def _pair(head: str, text: str, *, is_strong: bool = False) -> Line:
    return Line(head=head, text=text, is_strong=is_strong, is_pair=True)


def speaking(language: str) -> Say:
    """A way to say either language's text."""
    return lambda vietnamese, english: tell((vietnamese, english), language)


def sheets_of(dossier: Dossier, payload: str, language: str) -> tuple[Sheet, ...]:
    """The sheets that have something to say of a dossier at the desk.

    Args:
        dossier: as it stands.
        payload: the VietQR of what is left to pay, '' where there is none.
        language: ``vi`` or ``en``.
    """
    say = speaking(language)
    made = [_who(dossier, say), _papers(dossier, say, language)]
    if dossier.fees:
        made.append(_fees(dossier, payload, say))
    if not is_intake(dossier) or dossier.supplements:
        made.append(_outcome(dossier, say, language))
    return (*made, *_asked(dossier, say))


def returning_of(dossier: Dossier, language: str) -> tuple[Sheet, ...]:
    """What is said of a result at the desk; who it belongs to only once it was handed over, for anybody may ask."""
    say = speaking(language)
    if dossier.state is DossierState.RETURNED and dossier.returned is not None:
        return (_outcome(dossier, say, language), *_asked(dossier, say))
    lines = [
        _pair(say("Thủ tục", "Procedure"), dossier.procedure_name, is_strong=True),
        _pair(say("Mã hồ sơ", "Code"), dossier.code),
        *(Line(text=one.name, sign='mdi6.file-certificate-outline') for one in dossier.results),
    ]
    title = say("Kết quả sắp trả cho ông/bà:", "The result to be handed to you:")
    return (Sheet(name=SheetName.OUTCOME, tab=say("Kết quả", "Result"), title=title, lines=tuple(lines)),)


def _asked(dossier: Dossier, say: Say) -> tuple[Sheet, ...]:
    """The question how she was served, where there is something to rate."""
    if occasion_of(dossier) is None:
        return ()
    title = say("Ông/bà có hài lòng với việc phục vụ hôm nay không?", "Are you satisfied with today's service?")
    return (Sheet(name=SheetName.RATING, tab=say("Đánh giá", "Rate"), title=title, lines=()),)


def _who(dossier: Dossier, say: Say) -> Sheet:
    lines = [_pair(say("Thủ tục", "Procedure"), dossier.procedure_name, is_strong=True)]
    if dossier.summary:
        lines.append(_pair(say("Nội dung", "Asks for"), dossier.summary))
    lines += _person(dossier, say)
    title = say(
        "Xin ông/bà xem lại. Sai chỗ nào, nói ngay với cán bộ.", "Please check. Tell the officer at once what is wrong."
    )
    return Sheet(name=SheetName.WHO, tab=say("Người nộp", "Applicant"), title=title, lines=tuple(lines))


def _person(dossier: Dossier, say: Say) -> list[Line]:
    who = dossier.applicant
    if who is None:
        return []
    sex = SEXES.get(who.sex.casefold())
    body = who.organisation
    said = (
        *_body(body, say),
        (say("Người đại diện", "Represented by") if body else say("Họ và tên", "Name"), who.name, True),
        (say("Số giấy tờ", "ID number"), hidden(who.number), False),
        (say("Ngày sinh", "Born"), day(who.birth), False),
        (say("Giới tính", "Sex"), say(*sex) if sex else who.sex, False),
        (say("Địa chỉ", "Address"), who.address, False),
        (say("Điện thoại", "Telephone"), who.phone, False),
        (say("Thư điện tử", "E-mail"), who.email, False),
    )
    return [_pair(head, text, is_strong=strong) for head, text, strong in said if text]


def _body(body: Organisation | None, say: Say) -> tuple[tuple[str, str, bool], ...]:
    """An organisation as its representative checks it."""
    if body is None:
        return ()
    number = body.number if body.has_public_number else hidden(body.number)
    return (
        (say(*ORGANISATIONS[body.kind]), body.name, True),
        (say("Mã số", "Number"), number, False),
        (say("Trụ sở", "Its address"), body.address, False),
    )


def _papers(dossier: Dossier, say: Say, language: str) -> Sheet:
    asked = [part for part in dossier.components if not part.listed.is_note]
    handed = sum(part.status in (PaperStatus.SEEN, PaperStatus.SCANNED, PaperStatus.REUSED) for part in asked)
    lines = []
    for part in sorted(asked, key=lambda one: _ORDER.index(one.status)):
        sign, hue = PAPER_SIGNS[part.status]
        words = tell(PAPERS[part.status], language)
        lines.append(Line(head=part.listed.name, text=words, sign=sign, hue=hue))
    title = say(
        f"Đã nhận {handed} trong {len(asked)} loại giấy tờ.", f"{handed} of {len(asked)} kinds of papers are here."
    )
    return Sheet(name=SheetName.PAPERS, tab=say("Giấy tờ", "Papers"), title=title, lines=tuple(lines))


def _fees(dossier: Dossier, payload: str, say: Say) -> Sheet:
    left = dossier.fee_due - dossier.fee_paid
    lines = [_fee(line, say) for line in dossier.fees]
    if dossier.fee_paid:
        lines.append(
            Line(head=say("Đã nộp", "Paid"), text=dotted(dossier.fee_paid), sign='mdi6.check-circle', hue='good')
        )
    if left > 0:
        title = say(f"Ông/bà cần nộp {dotted(left)}.", f"You are asked to pay {dotted(left)}.")
    else:
        paid = say("Ông/bà đã nộp đủ.", "You have paid in full.")
        title = paid if dossier.fee_due else say("Ông/bà không phải nộp tiền.", "There is nothing to pay.")
    caption = say("Quét mã để chuyển khoản, hoặc nộp tiền mặt.", "Scan to transfer, or pay in cash.")
    return Sheet(
        name=SheetName.FEES,
        tab=say("Phí, lệ phí", "Fees"),
        title=title,
        lines=tuple(lines),
        payload=payload if left > 0 else '',
        caption=caption,
    )


def _fee(line: FeeLine, say: Say) -> Line:
    lessened = say(
        f" (giảm từ {dotted(line.amount)}: {line.exemption})", f" (from {dotted(line.amount)}: {line.exemption})"
    )
    return Line(head=line.name, text=f'{dotted(line.due)}{lessened if line.exemption else ""}', is_strong=True)


def _outcome(dossier: Dossier, say: Say, language: str) -> Sheet:
    pair = ENDINGS.get(dossier.state, ENDINGS[DossierState.ACCEPTED])
    return Sheet(
        name=SheetName.OUTCOME,
        tab=say("Hẹn trả", "Due") if dossier.state in UNDER_WAY else say("Kết quả", "Outcome"),
        title=tell(pair, language),
        lines=tuple(_ending(dossier, say, language)),
    )


def _ending(dossier: Dossier, say: Say, language: str) -> Sequence[Line]:
    head = [_pair(say("Thủ tục", "Procedure"), dossier.procedure_name)]
    if dossier.state is DossierState.REFUSED:
        return [*head, _pair(say("Lý do", "Reason"), dossier.refusal, is_strong=True)]
    if dossier.state is DossierState.INCOMPLETE and dossier.supplements:
        return [Line(head=item.name, text=item.what) for item in dossier.supplements[-1].items]
    if dossier.returned is not None:
        done = dossier.returned
        return [
            *head,
            _pair(say("Người nhận", "Collector"), done.collector.name),
            *(Line(text=name, sign='mdi6.file-certificate-outline') for name in done.papers),
            _pair(say("Lúc", "At"), moment(done.at)),
        ]
    tentative = say(" (số tạm)", " (provisional)") if dossier.provisional else ''
    due = moment(dossier.due_at) or say("sẽ báo sau", "will be told")
    way = RETURN_WAYS.get(dossier.return_method)
    lines = [*head, _pair(say("Mã hồ sơ", "Code"), f'{dossier.code}{tentative}', is_strong=True)]
    lines.append(_pair(say("Hẹn trả kết quả", "Result due"), due, is_strong=True))
    if way:
        lines.append(_pair(say("Nhận kết quả", "Result comes"), tell(way, language)))
    return lines
