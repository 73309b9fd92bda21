"""The catalogue: the product's own procedures, and the national one read line by line without guessing."""

import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.catalogue import seed_procedures, seed_services
from office.catalogue_import import read
from office.errors import Refusal
from office.procedure import TimeLimit
from office.search_key import fold
from office.service import service_of

EVERYDAY = ('1.001193', '1.000894', '1.000656', '2.000815', '2.000884', '1.004222', '1.004194', '1.001612', '3.000347')


def record(**changed: Any) -> dict[str, Any]:
    """A sound record of an invented procedure."""
    return {
        'code': '9.000001',
        'name': "Thủ tục  mẫu",
        'field': "Mẫu",
        'decision_no': '1/QĐ',
        'decision_date': '2026-01-16',
        'agencies': {'executing': "Ủy ban nhân dân cấp xã"},
        'channels': [{'method': 'DIRECT', 'time_qty': 3, 'time_unit': 'working_day', 'note': '', 'fees': []}],
        'composition': [{'case': '', 'items': [{'name': "- Tờ khai", 'code': None, 'originals': 1, 'copies': 0}]}],
        **changed,
    }


def line(**changed: Any) -> str:
    """Such a record as a line of the file."""
    return json.dumps(record(**changed), ensure_ascii=False)


def channel(**changed: Any) -> list[dict[str, Any]]:
    """The channels of a record, with one value changed."""
    return [{**record()['channels'][0], **changed}]


def paper(name: str, originals: int = 1, copies: int = 0) -> dict[str, Any]:
    """A paper without a code of its own."""
    return {'name': name, 'originals': originals, 'copies': copies}


def test_a_sound_record_becomes_a_procedure() -> None:
    """Names lose their list marks and doubled spaces, and a paper without a code can still be named."""
    (one,) = read([line(), '']).procedures
    assert (one.code, one.version, one.name) == ('9.000001', '1/QĐ', "Thủ tục mẫu")
    assert [(part.code, part.name, part.is_note) for part in one.cases[0].components] == [('#1.1', "Tờ khai", False)]
    assert one.channels[0].limit == TimeLimit(quantity=3, unit='working_day')


@pytest.mark.parametrize(
    ('spoilt', 'reason'),
    [
        ('{"code"', 'not_json'),
        ('[1, 2]', 'wrong_kind'),
        ('{"code": "9.000002"}', 'missing:name'),
        (line(name=' '), 'no_name'),
        (line(channels=None), 'wrong_kind'),
        (line(channels=channel(method='FAX')), 'channel'),
        (line(channels=channel(fees=[{'amount': 0.5}])), 'fee_amount'),
        (line(channels=channel(fees=[{'amount': -1}])), 'fee_amount'),
        (line(decision_date='16/01/2026'), 'wrong_value'),
        (line(composition=[{'case': '', 'items': [paper("Tờ khai", -1)]}]), 'paper_count'),
        (line(), 'repeated'),
    ],
)
def test_a_bad_record_is_listed_and_the_rest_load(spoilt: str, reason: str) -> None:
    """Its line and the reason are told; the sound one before it is kept."""
    outcome = read([line(), spoilt])
    assert [one.code for one in outcome.procedures] == ['9.000001']
    assert [(bad.line, bad.reason) for bad in outcome.bad] == [(2, reason)]


@pytest.mark.parametrize('lines', [[], ['name;code'], ['{"rows": []}'], ['[' * 100_000]])
def test_a_file_of_another_kind_is_refused(lines: list[str]) -> None:
    """Not one sound record: nothing of it may replace the catalogue in force."""
    with pytest.raises(Refusal, match=r'catalogue\.shape'):
        read(lines)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(record())), inner),
        max_leaves=12,
    ),
    st.sampled_from(sorted(record())),
)
def test_no_value_whatever_stops_the_import(value: object, key: str) -> None:
    """A record with any one value spoilt loads or is listed."""
    outcome = read([line(), json.dumps({**record(code='9.000002'), key: value})])
    assert len(outcome.procedures) + len(outcome.bad) == 2


@pytest.mark.parametrize(
    ('quantity', 'unit', 'note', 'wanted'),
    [
        (3, 'working_day', '', TimeLimit(quantity=3, unit='working_day')),
        (3.5, 'day', '', TimeLimit(quantity=3.5, unit='day')),
        (1, 'fortnight', '', TimeLimit(quantity=1, unit='other')),
        (0, 'other', "Trả ngay", TimeLimit(quantity=None, unit='other', text="Trả ngay")),
        ("Không quá 20 ngày", 'other', "kể từ khi nhận", None),
        (None, 'day', '', TimeLimit(quantity=None, unit='other')),
        (float('nan'), 'day', '', TimeLimit(quantity=None, unit='other')),
    ],
)
def test_a_time_limit_in_words_stays_words(quantity: object, unit: str, note: str, wanted: TimeLimit | None) -> None:
    """Only a number with a known unit is computed with."""
    (one,) = read([line(channels=channel(time_qty=quantity, time_unit=unit, note=note))]).procedures
    in_words = TimeLimit(quantity=None, unit='other', text="Không quá 20 ngày kể từ khi nhận")
    assert one.channels[0].limit == (wanted or in_words)


def test_headings_that_only_divide_a_list_are_one_case() -> None:
    """Papers to hand in and to show belong together, form first, remarks last and marked as such."""
    lists = [
        {'case': "* Giấy tờ phải xuất trình:", 'items': [paper("Thẻ căn cước")]},
        {'case': "* Lưu ý :", 'items': [paper("Nộp bản chụp", 0)]},
        {'case': "Trường hợp ủy quyền:", 'items': [paper("Văn bản ủy quyền")]},
        {'case': "* Giấy tờ phải nộp:", 'items': [paper("Giấy chứng sinh")]},
        {'case': '', 'items': [paper("Tờ khai")]},
    ]
    (one,) = read([line(composition=lists)]).procedures
    assert [case.name for case in one.cases] == ['', "Trường hợp ủy quyền"]
    assert [(part.name, part.section, part.is_note) for part in one.cases[0].components] == [
        ("Tờ khai", '', False),
        ("Giấy chứng sinh", "Giấy tờ phải nộp", False),
        ("Thẻ căn cước", "Giấy tờ phải xuất trình", False),
        ("Nộp bản chụp", "Lưu ý", True),
    ]


def test_two_cases_of_one_name_can_both_be_chosen() -> None:
    """The national catalogue has such pairs; the second is numbered."""
    lists = [{'case': "Trường hợp mẫu", 'items': [paper(name)]} for name in ("Một", "Hai", "Ba")]
    (one,) = read([line(composition=lists)]).procedures
    assert [case.name for case in one.cases] == ["Trường hợp mẫu", "Trường hợp mẫu (2)", "Trường hợp mẫu (3)"]


def test_police_residence_procedures_have_their_own_forms() -> None:
    """They are known by their field."""
    (one,) = read([line(field="Đăng ký, quản lý cư trú")]).procedures
    assert one.form_set == 'ct'


def test_the_seed_serves_an_ordinary_day() -> None:
    """Enough everyday procedures, each with papers, a way to hand in and words that people use."""
    seed = seed_procedures()
    assert len({one.code for one in seed}) >= 24
    assert set(EVERYDAY) <= {one.code for one in seed}
    assert max(Counter((one.code, one.version) for one in seed).values()) == 1
    for one in seed:
        assert one.name
        assert one.channels
        assert one.keywords
        assert all(case.components for case in one.cases)
        assert max(Counter(case.name for case in one.cases).values()) == 1
        for case in one.cases:
            assert max(Counter(part.code for part in case.components).values()) == 1


def test_the_kiosk_offers_what_the_seed_holds() -> None:
    """At most six services, each with its own letter, and every procedure under exactly one."""
    services = seed_services()
    codes = [code for service in services for code in service.procedures]
    assert len(services) <= 6
    assert len({service.letter for service in services}) == len(services)
    assert sorted(codes) == sorted({one.code for one in seed_procedures()})
    found = service_of(services, '1.001193')
    assert found is not None
    assert '1.001193' in found.procedures
    assert service_of(services, '9.999999') is None


@pytest.mark.parametrize(
    ('typed', 'code'),
    [("so do", '1.012783'), ("bang lai", '3.000347'), ("nhap ho khau", '1.004222'), ("sao y", '2.000815')],
)
def test_people_find_a_procedure_by_their_own_word_for_it(typed: str, code: str) -> None:
    """The official name of the land certificate is nobody's search word."""
    found = {one.code for one in seed_procedures() if fold(typed) in fold(' '.join((one.name, *one.keywords)))}
    assert code in found
