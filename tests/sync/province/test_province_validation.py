"""Each rule of each field, broken alone."""

from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest

from sync.province.record import dossier_record, progress_item
from sync.province.report import ProgressStep
from sync.province.validation import HEADER, LISTS, PROGRESS, problems, progress_problems
from tests.sync.province.reports import CODE, RECEIVED, link, record, report
from tests.sync.province.test_province_record import full

REQUIRED = [name for name, rule in HEADER.items() if rule.required]
MOMENTS = [name for name, rule in HEADER.items() if rule.moment]
CODED = [name for name, rule in HEADER.items() if rule.codes]


def found(changed: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one.field, one.code) for one in problems(changed)]


@pytest.mark.parametrize('name', REQUIRED)
@pytest.mark.parametrize('nothing', ['', '  '])
def test_a_required_field_may_not_be_empty(name: str, nothing: str) -> None:
    assert (name, 'field.missing') in found(record() | {name: nothing})


@pytest.mark.parametrize('name', REQUIRED)
def test_a_required_field_may_not_be_absent(name: str) -> None:
    made = record()
    del made[name]
    assert (name, 'field.missing') in found(made)


@pytest.mark.parametrize('name', sorted(HEADER))
@pytest.mark.parametrize('value', [None, 2, ['2'], True])
def test_every_value_is_a_string(name: str, value: Any) -> None:
    assert (name, 'field.kind') in found(record() | {name: value})


@pytest.mark.parametrize('name', MOMENTS)
@pytest.mark.parametrize('value', ['2026-11-24', '20261324081500', '20261124', '24112026081500x'])
def test_a_moment_is_fourteen_digits_of_a_real_one(name: str, value: str) -> None:
    assert (name, 'field.moment') in found(record() | {name: value})


@pytest.mark.parametrize('name', CODED)
def test_a_code_is_one_of_the_published(name: str) -> None:
    assert (name, 'field.code') in found(record() | {name: '77'})


@pytest.mark.parametrize(
    ('name', 'value'),
    [
        ('MaHoSo', 'TẠM-Q1-261124-001'),
        ('MaHoSo', '000.12.34.H99-2611-0007'),
        ('MaHoSo', '000.12.34.h99-261124-0007'),
        ('MaTTHC', '1001193'),
        ('Email', 'không có'),
        ('SoDienThoai', 'gọi hàng xóm'),
    ],
)
def test_a_shape_that_cannot_be_right(name: str, value: str) -> None:
    assert found(record() | {name: value}) == [(name, 'field.shape')]


@pytest.mark.parametrize(
    ('name', 'value'),
    [
        ('MaHoSo', 'H29.12-231205-0004'),
        ('MaHoSo', '000.00.01.H29-20260310-0420001'),
        ('MaTTHC', '3.000181.000.00.00.H99'),
        ('SoDienThoai', '+84 900 000 001'),
        ('TrichYeuHoSo', 'x' * 1000),
        ('GhiChu', 'x' * 500),
    ],
)
def test_a_shape_that_is_right(name: str, value: str) -> None:
    assert found(record() | {name: value}) == []


@pytest.mark.parametrize(('name', 'longest'), [('TrichYeuHoSo', 1000), ('GhiChu', 500)])
def test_a_text_that_is_too_long(name: str, longest: int) -> None:
    one = problems(record() | {name: 'x' * (longest + 1)})
    assert [(each.field, each.code, dict(each.params)) for each in one] == [
        (name, 'field.long', {'length': longest + 1, 'longest': longest})
    ]


@pytest.mark.parametrize('name', sorted(LISTS))
def test_a_list_is_a_list_of_objects(name: str) -> None:
    assert (name, 'field.kind') in found(record() | {name: 'không'})
    assert (f'{name}[0]', 'field.kind') in found(record() | {name: ['không']})


ENTRY_CASES = [
    (name, field, bad, code)
    for name, rules in LISTS.items()
    for field, rule in rules.items()
    for bad, code, holds in (
        ('', 'field.missing', rule.required),
        ('77', 'field.code', bool(rule.codes)),
        ('hôm qua', 'field.moment', rule.moment),
        ('2', 'field.kind', rule.whole),
        (-1, 'field.kind', rule.whole),
        ('x' * 5000, 'field.long', bool(rule.longest)),
        ('tám nghìn', 'field.shape', bool(rule.pattern)),
        (None, 'field.kind', True),
    )
    if holds
]


@pytest.mark.parametrize(('name', 'field', 'bad', 'code'), ENTRY_CASES)
def test_each_rule_of_each_list(name: str, field: str, bad: Any, code: str) -> None:
    made: dict[str, Any] = deepcopy(dossier_record(full(), link=link))
    made[name][0][field] = bad
    assert (f'{name}[0].{field}', code) in found(made)


def test_lists_within_a_supplement_are_judged_too() -> None:
    made: dict[str, Any] = deepcopy(dossier_record(full(), link=link))
    made['DanhSachHoSoBoSung'][0]['DanhSachLePhiBoSung'][0]['Gia'] = '8.000'
    made['DanhSachHoSoBoSung'][0]['DanhSachGiayToBoSung'] = 'không'
    assert found(made) == [
        ('DanhSachHoSoBoSung[0].DanhSachGiayToBoSung', 'field.kind'),
        ('DanhSachHoSoBoSung[0].DanhSachLePhiBoSung[0].Gia', 'field.shape'),
    ]


@pytest.mark.parametrize(
    ('state', 'missing'), [('3', ['NgayTuChoi']), ('9', ['NgayKetThucXuLy']), ('10', ['NgayKetThucXuLy', 'NgayTra'])]
)
def test_a_state_needs_its_moment(state: str, missing: list[str]) -> None:
    assert found(record() | {'TrangThaiHoSo': state}) == [(name, 'field.missing') for name in missing]
    moments = dict.fromkeys(missing, '20261124160000')
    assert found(record() | {'TrangThaiHoSo': state} | moments) == []


def test_a_dossier_needs_a_paper_number_and_cannot_claim_to_be_digitised_without_a_digitised_paper() -> None:
    assert found(record(identity='')) == [('DinhDanhCHS', 'field.missing')]
    assert found(record(components=()) | {'HoSoCoThanhPhanSoHoa': '1'}) == [
        ('HoSoCoThanhPhanSoHoa', 'field.contradicts')
    ]


def test_fields_nobody_knows_are_no_problem() -> None:
    assert found(record() | {'TruongMoi': {'x': 1}}) == []


@pytest.mark.parametrize('name', [name for name, rule in PROGRESS.items() if rule.required])
def test_a_progress_step_needs_its_fields(name: str) -> None:
    step = progress_item(ProgressStep(code=CODE, officer='Lê Văn Cán', at=RECEIVED, what='Tiếp nhận', state=2))
    assert [(one.field, one.code) for one in progress_problems(step | {name: ''})] == [(name, 'field.missing')]


def test_a_name_of_more_than_fifty_letters_is_shown_not_cut() -> None:
    step = progress_item(
        ProgressStep(code=CODE, officer='L' * 51, at=RECEIVED + timedelta(minutes=1), what='Tiếp nhận', state=2)
    )
    assert [(one.field, one.code) for one in progress_problems(step)] == [('NguoiXuLy', 'field.long')]
    assert problems(dossier_record(report(), link=link)) == []
