"""Slips and forms: which form stands for which procedure and day, and what a slip says, hides and never claims."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from office.catalogue.rules import form_templates
from office.errors import Refusal
from office.handover import HandoverFields, handover_layout
from office.slip import (
    CentreHead,
    FormFields,
    PaperLine,
    ReceiptFields,
    RefusalFields,
    SupplementFields,
    TicketFields,
    receipt_layout,
    refusal_layout,
    supplement_layout,
    ticket_layout,
)
from office.slip_layout import Layout, Pair, Qr, Table, Text
from office.template import FORMS, parse_templates, template_for

AT = datetime(2026, 11, 25, 1, 37, tzinfo=UTC)
TODAY = date(2026, 11, 25)
HEAD = CentreHead(
    agency="Ủy ban nhân dân xã Mẫu", name="Trung tâm Phục vụ hành chính công xã Mẫu", phone="0200 000 000"
)
FORM = FormFields(
    template=template_for(form_templates(), 'receipt', form_set='tt03', on=TODAY),
    head=HEAD,
    serial='17',
    code='H99.12-261125-0001',
    person="Nguyễn Thị Mẫu",
    number='001199000001',
    address="Thôn Thử, Xã Mẫu",
    phone='0900000001',
    request="Đăng ký khai sinh",
    officer="Lê Thị Lan",
    at=AT,
)
RECEIPT = ReceiptFields(
    form=FORM,
    provisional=False,
    papers=(PaperLine(name="Tờ khai", originals=1, copies=0), PaperLine(name="Giấy chứng sinh", originals=1, copies=0)),
    sets=1,
    limit="1 ngày làm việc",
    received_at=AT,
    due_at=datetime(2026, 11, 26, 10, 0, tzinfo=UTC),
    return_at="Tại trung tâm",
    fee=None,
    exemptions=(),
    paid=0,
    competent_agency="Ủy ban nhân dân cấp xã",
)
TICKET = TicketFields(
    head=HEAD,
    label='A017',
    service="Khai sinh",
    service_english='Birth',
    issued_at=AT,
    ahead=4,
    low=10,
    high=25,
    lookup='motcua:A017',
)


def said(layout: Layout) -> str:
    """Everything that stands on a slip, line by line."""
    lines = []
    for element in layout:
        match element:
            case Text():
                lines.append(element.text)
            case Pair():
                lines.append(f'{element.left}: {element.right}')
            case Table():
                lines += [' | '.join(row) for row in element.rows]
            case Qr():
                lines.append(f'[{element.payload}]')
    return '\n'.join(lines)


@pytest.mark.parametrize(
    ('form', 'form_set', 'on', 'label', 'basis'),
    [
        ('receipt', 'tt03', '2025-09-14', "Mẫu số 01", 'TT 01/2018/TT-VPCP'),
        ('receipt', 'tt03', '2025-09-15', "Mẫu số 01", 'TT 03/2025/TT-VPCP'),
        ('supplement', 'tt03', '2026-11-25', "Mẫu số 02", 'TT 03/2025/TT-VPCP'),
        ('refusal', 'ct', '2026-11-25', "Mẫu CT06", 'TT 66/2023/TT-BCA'),
        ('handover', 'ct', '2026-11-25', '', ''),
    ],
)
def test_a_form_is_chosen_by_procedure_and_day(form: str, form_set: str, on: str, label: str, basis: str) -> None:
    """The circular of that day; the police have their own; a slip without number is common to all."""
    chosen = template_for(form_templates(), form, form_set=form_set, on=date.fromisoformat(on))
    assert (chosen.label, chosen.basis) == (label, basis)


def test_a_day_without_a_form_is_refused() -> None:
    """No form is invented for a time before the first circular, nor for a set nobody knows."""
    for form_set, on in (('tt03', date(2018, 1, 1)), ('xx', TODAY)):
        with pytest.raises(Refusal, match=r'form\.no_template'):
            template_for(form_templates(), 'receipt', form_set=form_set, on=on)


@pytest.mark.parametrize('form_set', ['tt03', 'ct'])
@pytest.mark.parametrize('form', FORMS)
def test_every_form_has_one_template_a_day(form: str, form_set: str) -> None:
    """Periods of one form and set do not overlap."""
    own = [one for one in form_templates() if (one.form, one.form_set) == (form, form_set)]
    for on in (date(2025, 9, 14), date(2025, 9, 15), TODAY):
        assert sum(one.begins <= on and (one.ends is None or on <= one.ends) for one in own) <= 1
        assert template_for(form_templates(), form, form_set=form_set, on=on).title


def entry(**changed: Any) -> dict[str, Any]:
    """A sound entry of the templates' file."""
    sound = {'form': 'receipt', 'form_set': 'x', 'label': '', 'title': "T", 'basis': '', 'until': None}
    return {**sound, 'from': '2026-01-01', 'verified': False, **changed}


@pytest.mark.parametrize(
    'spoilt',
    [
        entry(form='letter'),
        entry(title=' '),
        entry(until='2025-12-31'),
        entry(**{'from': 'today'}),
        {'form': 'receipt'},
        'receipt',
    ],
)
def test_a_damaged_template_is_named_by_its_place(spoilt: object) -> None:
    """Nothing half read replaces the forms in force."""
    with pytest.raises(Refusal) as refused:
        parse_templates(json.dumps({'templates': [entry(), spoilt]}))
    assert (refused.value.code, refused.value.params) == ('templates.entry', {'position': 2})
    with pytest.raises(Refusal, match=r'templates\.shape'):
        parse_templates('[]')


def test_a_ticket_says_when_and_where_and_nothing_of_a_person() -> None:
    """The number large, the local time, people ahead, an honest range, and what to do."""
    text = said(ticket_layout(TICKET))
    assert Text('A017', size='number', bold=True, align='centre') in ticket_layout(TICKET)
    assert "Giờ lấy số: 08:37 25/11/2026" in text
    assert "Số người chờ trước: 4" in text
    assert '10–25 phút' in text
    assert "Sắp đến lượt" in said(ticket_layout(replace(TICKET, ahead=0)))


def test_a_receipt_says_what_was_handed_in_and_when_to_come_back() -> None:
    """Form and circular, code, papers with counts, both times by the local clock, and the code again as QR."""
    text = said(receipt_layout(RECEIPT))
    for line in (
        "Mẫu số 01 (TT 03/2025/TT-VPCP)",
        "Mã hồ sơ: H99.12-261125-0001",
        "2 | Giấy chứng sinh | 1 | 0",
        "Nhận hồ sơ lúc: 08:37 25/11/2026",
        "Hẹn trả kết quả: 17:00 26/11/2026",
        '[H99.12-261125-0001]',
    ):
        assert line in text
    assert 'SỐ TẠM' not in text


def test_a_paper_that_was_only_scanned_counts_as_none() -> None:
    """Neither an original nor a copy stays here, and the slip says what was done instead."""
    scanned = PaperLine(name="Giấy chứng sinh", originals=0, copies=0, note="đã số hóa")
    assert "1 | Giấy chứng sinh (đã số hóa) | – | –" in said(receipt_layout(replace(RECEIPT, papers=(scanned,))))


def test_a_receipt_of_another_agency_promises_no_day() -> None:
    """Its clock has not started."""
    assert "theo thông báo của cơ quan giải quyết" in said(receipt_layout(replace(RECEIPT, due_at=None)))


@pytest.mark.parametrize(
    'layout',
    [
        receipt_layout(RECEIPT),
        supplement_layout(SupplementFields(form=FORM, items=RECEIPT.papers, reason="Thiếu")),
        refusal_layout(RefusalFields(form=FORM, reason="Không thuộc thẩm quyền")),
        handover_layout(
            HandoverFields(
                form=FORM, results=("Giấy khai sinh",), collector="Trần Văn Thử", collector_number='001090000123',
                authorisation="Giấy ủy quyền 01"
            )
        ),
    ],
    ids=FORMS,
)  # fmt: skip
def test_no_slip_shows_a_number_in_full(layout: Layout) -> None:
    """Identity and telephone numbers show their last three digits only."""
    text = said(layout)
    assert '•••••••••001' in text
    for hidden in ('001199000001', '0900000001', '001090000123'):
        assert hidden not in text


def test_the_right_people_sign() -> None:
    """Who takes the result signs for it, not the applicant; a request for more is signed by whoever guides."""
    fields = HandoverFields(
        form=FORM, results=("Giấy khai sinh",), collector="Trần Văn Thử", collector_number='', authorisation=''
    )
    assert Pair("Trần Văn Thử", "Lê Thị Lan") in handover_layout(fields)
    assert Pair("Nguyễn Thị Mẫu", "Lê Thị Lan") in receipt_layout(RECEIPT)
    guided = said(supplement_layout(SupplementFields(form=FORM, items=(), reason="Thiếu")))
    assert "Người hướng dẫn" in guided
    assert "Người nộp" not in guided


def test_a_provisional_number_is_called_one() -> None:
    """Nobody takes it for the official code."""
    form = replace(FORM, code='TẠM-Q1-261125-001')
    assert "SỐ TẠM - sẽ có mã chính thức sau" in said(receipt_layout(replace(RECEIPT, form=form, provisional=True)))


@pytest.mark.parametrize(
    ('fee', 'paid', 'exemptions', 'wanted', 'unwanted'),
    [
        (None, 0, (), (), ("Phí, lệ phí", "không thu")),
        (0, 0, (), ("Phí, lệ phí: không thu",), ("biên lai", "Miễn")),
        (0, 0, ("Người thuộc hộ nghèo",), ("không thu", "Miễn, giảm: Người thuộc hộ nghèo"), ("biên lai",)),
        (8000, 0, (), ("Phí, lệ phí: 8.000 đ", "(tám nghìn đồng)"), ("Đã thu", "biên lai")),
        (8000, 8000, (), ("Đã thu: 8.000 đ", "không thay biên lai"), ("Còn phải nộp",)),
        (8000, 5000, (), ("Đã thu: 5.000 đ", "Còn phải nộp: 3.000 đ", "không thay biên lai"), ()),
    ],
    ids=['not assessed', 'free', 'exempt', 'to be paid', 'paid', 'part paid'],
)
def test_a_receipt_never_claims_more_about_money_than_is_known(
    fee: int | None, paid: int, exemptions: tuple[str, ...], wanted: tuple[str, ...], unwanted: tuple[str, ...]
) -> None:
    """A fee that nobody assessed isn't called free, and an acknowledgement is no fee receipt."""
    text = said(receipt_layout(replace(RECEIPT, fee=fee, paid=paid, exemptions=exemptions)))
    assert all(line in text for line in wanted)
    assert not any(line in text for line in unwanted)


def test_a_supplement_request_is_complete() -> None:
    """Every paper with how to mend it, the reason, and whom to ask."""
    items = (PaperLine(name="Giấy chứng sinh", originals=0, copies=0, note="nộp bản chính"),)
    text = said(supplement_layout(SupplementFields(form=FORM, items=items, reason="Bản chụp không rõ")))
    for line in ("1. Giấy chứng sinh: nộp bản chính", "Lý do: Bản chụp không rõ", "Lê Thị Lan, 0200 000 000"):
        assert line in text


def test_a_refusal_gives_its_reason() -> None:
    """In concrete terms, with the code where there is one."""
    text = said(refusal_layout(RefusalFields(form=replace(FORM, code=''), reason="Không thuộc thẩm quyền")))
    assert "Không thuộc thẩm quyền" in text
    assert "Mã hồ sơ: chưa cấp" in text
    assert '[' not in text
