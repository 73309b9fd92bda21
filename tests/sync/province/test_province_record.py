"""The portal record, field by field."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sync.province.record import dossier_record, moment, named_digests, progress_item, read_moment
from sync.province.report import (
    Channel,
    Collected,
    DossierReport,
    OtherPaper,
    PaidOnline,
    ProgressStep,
    ReportedComponent,
    ReportedFee,
    ReportedResult,
    ReportedSupplement,
    Reuse,
)
from sync.province.validation import HEADER, LISTS, problems, progress_problems
from tests.sync.province.reports import CODE, FORM_DIGEST, RECEIVED, link, record, report

GOLDEN = {
    'MaHoSo': '000.12.34.H99-261124-0007',
    'MaTTHC': '1.001193',
    'TenTTHC': 'Thủ tục đăng ký khai sinh',
    'MaLinhVuc': 'G15-HT01',
    'TenLinhVuc': 'Hộ tịch',
    'KenhThucHien': '1',
    'ChuHoSo': 'Nguyễn Thị Mẫu',
    'SoGiayToChuHoSo': '001199000001',
    'LoaiDoiTuong': '1',
    'MaDoiTuong': '',
    'ThongTinKhac': '',
    'Email': '',
    'Fax': '',
    'SoDienThoai': '0900000001',
    'TrichYeuHoSo': 'Đăng ký khai sinh cho Trần Văn Thử',
    'NgayNopHoSo': '20261124081500',
    'NgayTiepNhan': '20261124081500',
    'NgayHenTra': '20261124170000',
    'TrangThaiHoSo': '2',
    'NgayTuChoi': '',
    'NgayKetThucXuLy': '',
    'NgayTra': '',
    'ThongTinTra': '',
    'HinhThuc': '0',
    'DonViXuLy': 'UBND xã Mẫu',
    'GhiChu': '',
    'NoiNopHoSo': '2',
    'HoSoCoThanhPhanSoHoa': '1',
    'TaiKhoanDuocXacThucVoiVNeID': '0',
    'DuocThanhToanTrucTuyen': '0',
    'DinhDanhCHS': [{'LoaiDinhDanh': '1', 'SoDinhDanh': '001199000001'}],
    'DSKetNoiCSDL': [],
    'TaiLieuNop': [
        {
            'TepDinhKemId': FORM_DIGEST,
            'TenTepDinhKem': 'Tờ khai',
            'IsDeleted': 'False',
            'MaThanhPhanHoSo': 'G15-01',
            'DuongDanTaiTepTin': link(FORM_DIGEST),
            'DuocSoHoa': '1',
            'DuocTaiSuDung': '0',
            'DuocLayTuKhoDMQG': '0',
            'MaKetQuaThayThe': '',
        }
    ],
    'DanhSachGiayToKetQua': [],
    'DanhSachLePhi': [
        {'TenPhiLePhi': 'Lệ phí hộ tịch', 'MaPhiLePhi': 'LP1', 'HinhThucThu': '1', 'Gia': '0', 'LoaiPhiLePhi': '2'}
    ],
    'DanhSachTepDinhKemKhac': [],
    'DanhSachHoSoBoSung': [],
}

DIGESTS = [c * 64 for c in 'abcd']
SUPPLEMENT = ReportedSupplement(
    id='BS-1',
    asked_by='Lê Văn Cán',
    content='Bổ sung giấy chứng sinh',
    asked_at=RECEIVED,
    due_before=RECEIVED + timedelta(days=1),
    received_by='Lê Văn Cán',
    received_at=RECEIVED + timedelta(hours=2),
    due_after=RECEIVED + timedelta(days=2),
    papers=(ReportedComponent(code='G15-02', name='Giấy chứng sinh', digest=DIGESTS[1], digitised=True),),
    fees=(ReportedFee(code='LP2', name='Phí sao', kind='1', due=8000, collected=Collected.AT_SUPPLEMENT),),
)


def full() -> DossierReport:
    """A dossier with something in every list."""
    return report(
        channel=Channel.ONLINE,
        account='tk-mau-1',
        state=10,
        finished_at=RECEIVED + timedelta(hours=3),
        returned_at=RECEIVED + timedelta(hours=4),
        return_note='Trả trực tiếp',
        return_by_post=True,
        filed_on_national_portal=True,
        verified_by_vneid=True,
        paid_online=PaidOnline.NATIONAL_PORTAL,
        databases=('7',),
        components=(
            ReportedComponent(code='1', name='Tờ khai', digest=DIGESTS[0], digitised=True),
            ReportedComponent(code='2', name='Giấy cũ', reuse=Reuse.RESULT, replaced_by_result='KQ9'),
            ReportedComponent(code='3', name='Bỏ', digest=DIGESTS[3], deleted=True),
        ),
        results=(ReportedResult(code='KQ1', name='Giấy khai sinh', digest=DIGESTS[2]),),
        others=(OtherPaper(name='Ảnh 3x4', count=2, kind=0),),
        supplements=(SUPPLEMENT,),
    )


def test_the_golden_record() -> None:
    assert record() == GOLDEN


def test_every_field_of_the_contract_is_there_even_in_the_barest_dossier() -> None:
    bare = dossier_record(report(components=(), fees=(), identity='', phone='', due_at=None), link=link)
    assert set(bare) == {*HEADER, *LISTS}
    assert bare['NgayHenTra'] == ''
    assert all(bare[name] == [] for name in LISTS)


def test_a_full_record_is_valid_and_names_its_files() -> None:
    made = dossier_record(full(), link=link)
    assert problems(made) == []
    # the deleted paper's file is not waited for
    assert set(named_digests(made)) == {DIGESTS[0], DIGESTS[1], DIGESTS[2]}
    assert made['MaDoiTuong'] == 'tk-mau-1'
    assert made['HinhThuc'] == made['NoiNopHoSo'] == made['DuocThanhToanTrucTuyen'] == '1'
    assert made['DanhSachTepDinhKemKhac'] == [{'TenGiayTo': 'Ảnh 3x4', 'SoLuong': 2, 'LoaiGiayTo': 0}]


def test_a_supplement_round_is_spelt_whole_or_left_out_where_a_province_refuses_them() -> None:
    rounds = dossier_record(full(), link=link)['DanhSachHoSoBoSung']
    assert isinstance(rounds, list)
    one = rounds[0]
    assert isinstance(one, dict)
    assert (one['TrangThaiBoSung'], one['NgayTiepNhanBoSung']) == ('1', '20261124101500')
    assert (one['NgayHenTraTruoc'], one['NgayHenTraMoi']) == ('20261125081500', '20261126081500')
    assert one['DanhSachLePhiBoSung'] == [
        {'TenPhiLePhi': 'Phí sao', 'MaPhiLePhi': 'LP2', 'HinhThucThu': '2', 'Gia': '8000', 'LoaiPhiLePhi': '1'}
    ]
    assert dossier_record(full(), link=link, supplements=False)['DanhSachHoSoBoSung'] == []


def test_nothing_is_invented() -> None:
    paper = ReportedComponent(code='1', name='Bản giấy đã xem')
    made = dossier_record(
        report(components=(paper,), account='tk-mau-1', fees=(ReportedFee(code='', name='Phí', kind='1', due=8000),)),
        link=link,
    )
    # seen on paper: no file, not digitised, not reused; a fee paid in cash is not online; no account at the desk
    assert made['TaiLieuNop'] == [
        {
            'TepDinhKemId': '',
            'TenTepDinhKem': 'Bản giấy đã xem',
            'IsDeleted': 'False',
            'MaThanhPhanHoSo': '1',
            'DuongDanTaiTepTin': '',
            'DuocSoHoa': '0',
            'DuocTaiSuDung': '0',
            'DuocLayTuKhoDMQG': '0',
            'MaKetQuaThayThe': '',
        }
    ]
    assert made['HoSoCoThanhPhanSoHoa'] == made['DuocThanhToanTrucTuyen'] == '0'
    assert made['MaDoiTuong'] == ''


@pytest.mark.parametrize(
    ('number', 'said'),
    [
        ('001199000001', [{'LoaiDinhDanh': '1', 'SoDinhDanh': '001199000001'}]),
        ('012345678', [{'LoaiDinhDanh': '2', 'SoDinhDanh': '012345678'}]),
        ('C1234567', [{'LoaiDinhDanh': '', 'SoDinhDanh': 'C1234567'}]),
        ('', []),
    ],
)
def test_the_kind_of_a_paper_number_is_said_only_where_it_is_published(number: str, said: object) -> None:
    assert record(identity=number)['DinhDanhCHS'] == said


def test_moments_are_vietnams_also_over_midnight_and_new_year() -> None:
    assert moment(datetime(2026, 12, 31, 17, 0, 1, tzinfo=UTC)) == '20270101000001'
    assert moment(datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC)) == '20261231235959'
    assert read_moment('20270101000001') == datetime(2026, 12, 31, 17, 0, 1, tzinfo=UTC)
    assert [read_moment(text) for text in ('', '2027', '20271301000000', '2027010100000x')] == [None] * 4


def test_a_progress_step() -> None:
    step = ProgressStep(
        code=CODE,
        officer='Lê Văn Cán',
        at=RECEIVED,
        what='Tiếp nhận hồ sơ',
        state=2,
        position='Công chức một cửa',
        department='Bộ phận TN&TKQ',
        started_at=RECEIVED,
    )
    assert progress_item(step) == {
        'MaHoSo': CODE,
        'NguoiXuLy': 'Lê Văn Cán',
        'ChucDanh': 'Công chức một cửa',
        'ThoiDiemXuLy': '20261124081500',
        'PhongBanXuLy': 'Bộ phận TN&TKQ',
        'NoiDungXuLy': 'Tiếp nhận hồ sơ',
        'TrangThai': '2',
        'NgayBatDau': '20261124081500',
        'NgayKetThucTheoQuyDinh': '',
    }
    assert progress_problems(progress_item(step)) == []


def test_every_field_of_a_report_reaches_the_record() -> None:
    """Changing any one field of a report changes the record: no fact gets lost on the way."""
    base = full()
    changed: dict[str, Any] = {
        'procedure': replace(full().procedure, code='2.000635'),
        'channel': Channel.POSTAL,
        'subject': '2',
        'state': 9,
        'submitted_at': RECEIVED - timedelta(hours=1),
        'received_at': RECEIVED + timedelta(minutes=1),
        'paid_online': PaidOnline.NO,
        'databases': (),
    }  # fmt: skip
    for field in fields(DossierReport):
        old = getattr(base, field.name)
        new = changed.get(field.name)
        if new is None:
            new = other(old)
        if field.name == 'subject':
            new = type(old)('2')
        assert dossier_record(replace(base, **{field.name: new}), link=link) != dossier_record(base, link=link), (
            field.name
        )


def other(value: object) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return f'{value}x'
    if isinstance(value, datetime):
        return value + timedelta(days=1)
    return () if isinstance(value, tuple) else RECEIVED
