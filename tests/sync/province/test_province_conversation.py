"""The adapter and the reference province, talking over a real socket."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from office.errors import Refusal
from sync.province.lgsp import Lgsp
from sync.province.protocol import (
    AskedPaper,
    CodeBound,
    IssuedResult,
    Province,
    ProvinceRefused,
    ResultIssued,
    StateChanged,
    SupplementAsked,
)
from sync.province.reference.desk import EResult
from tests.emulators_province import UNIT, RunningProvince, running_province
from tests.offices import MORNING, FixedClock
from tests.sync.province.reports import CODE, FORM, FORM_DIGEST, record, step

PDF = b'%PDF-1.7 khai sinh'


def test_the_adapter_is_a_province(adapter: Lgsp) -> None:
    province: Province = adapter
    assert province.link(FORM_DIGEST).endswith(f'/tep/sha256/{FORM_DIGEST}')


def test_a_dossier_is_taken_with_a_receipt_that_names_it(province: RunningProvince, adapter: Lgsp) -> None:
    receipt = adapter.send_dossier(record(), updating=False, key='k-1')
    assert receipt.confirms
    assert (receipt.ids, receipt.missing) == ((CODE,), (FORM_DIGEST,))
    assert province.desk.dossier(CODE) == record()


def test_fields_this_version_does_not_know_come_back_unchanged(province: RunningProvince, adapter: Lgsp) -> None:
    strange = record() | {'TruongMoi': {'sâu': [1, 'hai', None, 2.5]}}
    adapter.send_dossier(strange, updating=False, key='k-1')
    assert province.desk.dossier(CODE) == strange
    assert adapter.find_dossier(CODE) == strange


def test_the_same_key_and_record_is_the_same_yes(adapter: Lgsp) -> None:
    first = adapter.send_dossier(record(), updating=False, key='k-1')
    assert adapter.send_dossier(record(), updating=False, key='k-1') == first
    # by now the sender may believe that it updates; it is still the same message
    assert adapter.send_dossier(record(), updating=True, key='k-1') == first


def test_the_same_key_with_another_record_is_loud(province: RunningProvince, adapter: Lgsp) -> None:
    adapter.send_dossier(record(), updating=False, key='k-1')
    with pytest.raises(ProvinceRefused) as raised:
        adapter.send_dossier(record(owner='Người Khác'), updating=True, key='k-1')
    assert raised.value.code == 'province.key_conflict'
    assert province.desk.dossier(CODE) == record()


def test_keys_are_remembered_through_a_restart(tmp_path: Path) -> None:
    with running_province(tmp_path) as before, before.adapter() as adapter:
        first = adapter.send_dossier(record(), updating=False, key='k-1')
        block = adapter.reserve_codes(3, key='k-2')
    with running_province(tmp_path) as after, after.adapter() as adapter:
        assert adapter.send_dossier(record(), updating=False, key='k-1') == first
        assert adapter.reserve_codes(3, key='k-2') == block
        assert adapter.reserve_codes(3, key='k-3').first == block.last + 1
        with pytest.raises(ProvinceRefused):
            adapter.send_dossier(record(owner='Người Khác'), updating=True, key='k-1')


def test_a_dossier_that_is_already_there_is_updated(province: RunningProvince, adapter: Lgsp) -> None:
    adapter.send_dossier(record(), updating=False, key='k-1')
    assert adapter.send_dossier(record(owner='Nguyễn Thị Mẫu Hai'), updating=False, key='k-2').confirms
    assert province.desk.dossier(CODE)['ChuHoSo'] == 'Nguyễn Thị Mẫu Hai'


def test_an_update_of_a_dossier_that_a_restored_province_forgot_creates_it(
    province: RunningProvince, adapter: Lgsp
) -> None:
    adapter.send_dossier(record(), updating=False, key='k-1')
    assert province.desk.forget() == [CODE]
    assert adapter.find_dossier(CODE) is None
    assert adapter.send_dossier(record(), updating=True, key='k-2').confirms
    assert province.desk.held() == [{'MaHoSo': CODE, 'TepConThieu': [FORM_DIGEST]}]


def test_a_forgetful_province_forgot_the_key_too(province: RunningProvince, adapter: Lgsp) -> None:
    adapter.send_dossier(record(), updating=False, key='k-1')
    province.desk.forget([CODE])
    adapter.send_dossier(record(), updating=False, key='k-1')
    assert adapter.find_dossier(CODE) == record()


def test_a_dossier_is_complete_only_with_every_file(province: RunningProvince, adapter: Lgsp) -> None:
    adapter.send_dossier(record(), updating=False, key='k-1')
    assert province.desk.held() == [{'MaHoSo': CODE, 'TepConThieu': [FORM_DIGEST]}]
    adapter.upload(FORM, digest=FORM_DIGEST, name='to-khai.pdf')
    assert province.desk.held() == [{'MaHoSo': CODE, 'TepConThieu': []}]
    assert province.desk.file(FORM_DIGEST) == FORM


def test_a_wrong_field_is_refused_by_its_name(adapter: Lgsp) -> None:
    with pytest.raises(ProvinceRefused) as raised:
        adapter.send_dossier(record() | {'NgayHenTra': 'mai'}, updating=False, key='k-1')
    assert (raised.value.answer, raised.value.field) == ('3', 'NgayHenTra')
    assert CODE in raised.value.message
    # a refusal is not remembered: mended, the same key is free
    assert adapter.send_dossier(record(), updating=False, key='k-1').confirms


def test_progress_is_taken_once_whatever_the_key(province: RunningProvince, adapter: Lgsp) -> None:
    adapter.send_dossier(record(), updating=False, key='k-1')
    items = [step(what=f'Bước {number}', minutes=number) for number in range(10)]
    assert adapter.send_progress(items, key='k-2').confirms
    adapter.send_progress(items, key='k-2')
    adapter.send_progress(items[5:], key='k-3')
    assert province.desk.steps(CODE) == items


def test_more_than_ten_steps_are_not_sent(adapter: Lgsp) -> None:
    with pytest.raises(Refusal) as raised:
        adapter.send_progress([step()] * 11, key='k-1')
    assert raised.value.code == 'province.too_many'


def test_progress_of_a_dossier_that_was_never_acknowledged_is_refused(adapter: Lgsp) -> None:
    with pytest.raises(ProvinceRefused) as raised:
        adapter.send_progress([step()], key='k-1')
    assert 'chưa tồn tại' in raised.value.message


def test_code_blocks_never_overlap_and_carry_their_day(adapter: Lgsp) -> None:
    first = adapter.reserve_codes(20, key='k-1')
    again = adapter.reserve_codes(20, key='k-1')
    second = adapter.reserve_codes(5, key='k-2')
    assert first == again
    assert (first.prefix, first.first, first.last, first.width) == (f'{UNIT}-261124-', 1, 20, 4)
    assert (second.first, second.last) == (21, 25)
    tomorrow = adapter.reserve_codes(5, key='k-3', day=date(2026, 11, 25))
    assert (tomorrow.prefix, tomorrow.first, tomorrow.usable_on) == (f'{UNIT}-261125-', 1, date(2026, 11, 25))
    for count in (0, 501):
        with pytest.raises(ProvinceRefused):
            adapter.reserve_codes(count, key=f'k-{count}')


def test_the_day_of_a_block_is_vietnams(tmp_path: Path) -> None:
    # 23:30 on 31 December in UTC is already New Year's morning
    clock = FixedClock(MORNING.replace(month=12, day=31, hour=23, minute=30))
    with running_province(tmp_path, clock=clock) as province, province.adapter() as adapter:
        assert adapter.reserve_codes(1, key='k-1').usable_on == date(2027, 1, 1)


def test_a_day_runs_out_of_codes(adapter: Lgsp) -> None:
    for number in range(19):
        adapter.reserve_codes(500, key=f'k-{number}')
    adapter.reserve_codes(499, key='k-last')
    with pytest.raises(ProvinceRefused) as raised:
        adapter.reserve_codes(1, key='k-more')
    assert raised.value.answer == '6'


def test_everything_officials_do_arrives_in_the_feed(province: RunningProvince, adapter: Lgsp) -> None:
    adapter.send_dossier(record(), updating=False, key='k-1')
    desk = province.desk
    desk.move(CODE, 4, note='Đang thẩm tra', due='20261201170000')
    paper = {'MaThanhPhanHoSo': 'G15-02', 'TenGiayTo': 'Giấy chứng sinh', 'NoiDung': 'Bản chính'}
    desk.ask_supplement(CODE, serial='BS-1', official='Trần Văn Duyệt', reason='Thiếu giấy', papers=[paper])
    desk.issue(CODE, [EResult(code='KQ1', name='Giấy khai sinh', content=PDF), EResult(code='KQ2', name='Bản giấy')])
    desk.renumber(CODE, f'{UNIT}-261124-0999')
    moved, asked, issued, bound = adapter.changes('', 10).items
    assert isinstance(moved, StateChanged)
    assert (moved.status, moved.note, moved.dossier, moved.at) == (4, 'Đang thẩm tra', CODE, MORNING)
    assert moved.due_at == MORNING.replace(month=12, day=1, hour=10)
    assert isinstance(asked, SupplementAsked)
    assert (asked.serial, asked.reason, asked.asked_by) == ('BS-1', 'Thiếu giấy', 'Trần Văn Duyệt')
    assert asked.papers == (AskedPaper(component='G15-02', name='Giấy chứng sinh', what='Bản chính'),)
    assert isinstance(issued, ResultIssued)
    first, second = issued.results
    assert (first.name, first.size, first.url) == ('Giấy khai sinh', len(PDF), adapter.link(first.digest))
    assert adapter.download(first.digest) == PDF
    assert second == IssuedResult(code='KQ2', name='Bản giấy', digest='', size=0, url='')
    assert isinstance(bound, CodeBound)
    assert (bound.dossier, bound.code) == (CODE, f'{UNIT}-261124-0999')


def test_both_codes_find_a_renumbered_dossier(province: RunningProvince, adapter: Lgsp) -> None:
    adapter.send_dossier(record(), updating=False, key='k-1')
    province.desk.renumber(CODE, f'{UNIT}-261124-0998')
    province.desk.renumber(CODE, f'{UNIT}-261124-0999')
    for code in (CODE, f'{UNIT}-261124-0998', f'{UNIT}-261124-0999'):
        found = adapter.find_dossier(code)
        assert found is not None
        assert found['MaHoSo'] == f'{UNIT}-261124-0999'
    # an update under the old code reaches the same dossier
    adapter.send_dossier(record(owner='Mẫu Mới'), updating=True, key='k-2')
    assert [one['MaHoSo'] for one in province.desk.held()] == [f'{UNIT}-261124-0999']
    with pytest.raises(Refusal):
        province.desk.renumber(f'{UNIT}-261124-0999', f'{UNIT}-261124-0999')


def test_the_feed_repeats_a_little_and_loses_nothing(province: RunningProvince, adapter: Lgsp) -> None:
    adapter.send_dossier(record(), updating=False, key='k-1')
    for number in range(7):
        province.desk.move(CODE, 4, note=str(number))
    seen: list[str] = []
    cursor, more = '', True
    while more:
        stretch = adapter.changes(cursor, 2)
        seen += [item.id for item in stretch.items]
        cursor, more = stretch.cursor, stretch.more
    assert list(dict.fromkeys(seen)) == [str(number) for number in range(1, 8)]
    idle = adapter.changes(cursor, 2)
    assert (idle.cursor, idle.more) == (cursor, False)
    assert [item.id for item in idle.items] == ['5', '6', '7']


def test_a_cursor_of_another_province_is_refused(adapter: Lgsp) -> None:
    with pytest.raises(ProvinceRefused):
        adapter.changes('khác', 10)


def test_what_officials_decided_stands_until_the_centre_reports_later_news(
    province: RunningProvince, adapter: Lgsp
) -> None:
    adapter.send_dossier(record(), updating=False, key='k-1')
    province.desk.issue(CODE, [EResult(code='KQ1', name='Giấy khai sinh', content=PDF)])
    # a report that says nothing new of the state does not undo it
    adapter.send_dossier(record(owner='Mẫu Mới'), updating=True, key='k-2')
    now = province.desk.dossier(CODE)
    assert (now['TrangThaiHoSo'], now['ChuHoSo'], len(now['DanhSachGiayToKetQua'])) == ('9', 'Mẫu Mới', 1)
    handed = MORNING + timedelta(hours=1)
    adapter.send_dossier(
        record(owner='Mẫu Mới', state=10, finished_at=handed, returned_at=handed), updating=True, key='k-3'
    )
    assert province.desk.dossier(CODE)['TrangThaiHoSo'] == '10'


def test_a_result_for_a_dossier_nobody_knows_is_told_to_the_unit(province: RunningProvince, adapter: Lgsp) -> None:
    stranger = f'{UNIT}-261101-0042'
    province.desk.issue(stranger, [EResult(code='KQ1', name='Quyết định', content=PDF)], unit=UNIT)
    (change,) = adapter.changes('', 10).items
    assert (change.dossier, type(change)) == (stranger, ResultIssued)
    with pytest.raises(Refusal):
        province.desk.issue(stranger, [EResult(code='KQ1', name='Quyết định')])


def test_the_catalogue_is_published(adapter: Lgsp) -> None:
    listed = {one['MATTHC']: one['TENTTHC'] for one in adapter.procedures()}
    assert len(listed) >= 20
    birth = adapter.procedure('1.001193')
    assert birth is not None
    assert birth['TENTTHC'] == listed['1.001193']
    assert birth['THANHPHANHOSO']
    assert birth['KETQUATHUCHIEN']
    assert adapter.procedure('9.999999') is None
