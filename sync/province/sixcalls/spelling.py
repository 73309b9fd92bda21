"""The canonical record in the words of S3 (portal-contract.md §1.12); what the record doesn't know stays empty."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sync.province.protocol import JSON, ProvinceRefused
from sync.province.record import read_moment
from sync.province.report import REPRESENTED_BY

# LoaiDoiTuong is numbered otherwise here; a state body and other organisations have no number at all
_SUBJECTS = {'1': 0, '2': 1}
# the portal counts a household business among the enterprises; its number, since 01/07/2025 its owner's own, tells it
# from theirs of ten or thirteen digits (Circular 86/2024/TT-BTC Art. 5)
_HOUSEHOLD, _PERSONAL_DIGITS = 2, 12
# results may only go along with these states
_WITH_RESULTS = frozenset({'5', '6', '9'})

# the province's id of an uploaded file, by its digest
FileId = Callable[[str], str]


def created(record: Mapping[str, JSON], unit: str, file_id: FileId) -> dict[str, JSON]:
    """What TaoHoSo takes.

    Raises:
        ProvinceRefused: the dossier belongs to a kind of body that S3 has no number for.
    """
    subject = _subject(record)
    if subject is None:
        raise ProvinceRefused('LoaiDoiTuong', _text(record, 'LoaiDoiTuong'), field='LoaiDoiTuong')
    return {
        'MaHoSo': _text(record, 'MaHoSo'),
        'MaTTHC': _text(record, 'MaTTHC'),
        'MaDichVuCong': '',
        'ChuHoSo': _text(record, 'ChuHoSo'),
        'LoaiDoiTuong': subject,
        'MaDonViTiepNhan': unit,
        'NgayNop': _moment(record, 'NgayNopHoSo', '%Y-%m-%d %H:%M:%S'),
        'NgayTiepNhan': _moment(record, 'NgayTiepNhan', '%Y-%m-%d %H:%M:%S'),
        'EformThongTinChiTiet': {},
        'ThanhPhanHoSo': [_component(one, file_id) for one in _entries(record, 'TaiLieuNop')],
        'ThongTinNguoiNop': {
            'LoaiDoiTuong': subject,
            'IdDoiTuong': _text(record, 'MaDoiTuong'),
            'ThongTinChiTiet': _submitter(record),
        },
    }


def progressed(item: Mapping[str, JSON], number: str) -> dict[str, JSON]:
    """What one entry of CapNhatTienTrinh is; ``number`` the province's own id of the dossier, '' unknown."""
    return {
        'IDHoSo': number,
        'MaHoSo': _text(item, 'MaHoSo'),
        'NguoiXuLy': _text(item, 'NguoiXuLy'),
        'ThoiDiemXuLy': _iso(item, 'ThoiDiemXuLy'),
        'PhongBanXuLy': _text(item, 'PhongBanXuLy'),
        'NoiDungXuLy': _text(item, 'NoiDungXuLy'),
        'TrangThai': int(_text(item, 'TrangThai')),
        'NgayBatDau': _iso(item, 'NgayBatDau'),
        'NgayKetThucTheoQuyDinh': _iso(item, 'NgayKetThucTheoQuyDinh'),
    }


def stated(record: Mapping[str, JSON], number: str, file_id: FileId) -> dict[str, JSON]:
    """What one entry of CapNhatTrangThai is: the state, the fees, and the results where the state may bear them."""
    state = _text(record, 'TrangThaiHoSo')
    said: dict[str, JSON] = {
        'IdHoSo': number,
        'MaHoSo': _text(record, 'MaHoSo'),
        'TrangThai': int(state),
        'NoiDungYKien': '',
        'PhongBanXuLy': '',
        'NoiDungXuLy': '',
        'DanhSachLePhi': [dict(one) for one in _entries(record, 'DanhSachLePhi')],
    }
    if state in _WITH_RESULTS:
        said['DanhSachGiayToKetQua'] = [_result(one, file_id) for one in _entries(record, 'DanhSachGiayToKetQua')]
    return said


def _component(one: Mapping[str, JSON], file_id: FileId) -> JSON:
    digest = _text(one, 'TepDinhKemId')
    files: list[JSON] = []
    if digest:
        name, result = _text(one, 'TenTepDinhKem'), _text(one, 'MaKetQuaThayThe')
        files.append({'IdGiayTo': file_id(digest), 'HashTepTin': digest, 'TenGiayTo': name, 'MaKetQua': result})
    return {
        'MaThanhPhanHoSo': _text(one, 'MaThanhPhanHoSo'),
        'TenThanhPhanHoSo': _text(one, 'TenTepDinhKem'),
        # each entry of the record is one paper; whether original or copy (LoaiBan) no fact says
        'SoLuong': 1,
        'LoaiBan': None,
        'GiayToDinhKem': files,
    }


def _result(one: Mapping[str, JSON], file_id: FileId) -> JSON:
    digest = _text(one, 'GiayToId')
    return {
        'MaKetQua': _text(one, 'MaGiayToKetQua'),
        'TenGiayTo': _text(one, 'TenGiayTo'),
        'IdGiayTo': file_id(digest) if digest else '',
        'HashTepTin': digest,
    }


def _subject(record: Mapping[str, JSON]) -> int | None:
    subject = _SUBJECTS.get(_text(record, 'LoaiDoiTuong'))
    number = _text(record, 'SoGiayToChuHoSo')
    is_household = subject == 1 and len(number) == _PERSONAL_DIGITS and number.isdigit()
    return _HOUSEHOLD if is_household else subject


def _submitter(record: Mapping[str, JSON]) -> JSON:
    """Who handed it in: the owner herself, or who spoke for an organisation, of whom the record has but the name."""
    empty: dict[str, JSON] = dict.fromkeys(
        ('NgayCapDinhDanh', 'NgaySinh', 'MaTinh', 'MaHuyen', 'MaXa', 'DiaChiChiTiet'), ''
    )
    empty |= dict.fromkeys(('MaTinhChuHs', 'MaXaChuHs', 'DiaChiChiTietChuHs'), '')
    owner, number = _text(record, 'ChuHoSo'), _text(record, 'SoGiayToChuHoSo')
    _, represented, spoke = _text(record, 'ThongTinKhac').partition(REPRESENTED_BY)
    return empty | {
        'TenNguoiNop': spoke if represented else owner,
        'SoDinhDanh': '' if represented else number,
        'SoDienThoai': _text(record, 'SoDienThoai'),
        'Email': _text(record, 'Email'),
        'Fax': _text(record, 'Fax'),
        'TenChuHs': owner,
        'SoDinhDanhChuHs': number,
    }


def _entries(record: Mapping[str, JSON], name: str) -> list[dict[str, JSON]]:
    listed = record.get(name)
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _text(record: Mapping[str, JSON], name: str) -> str:
    value = record.get(name)
    return '' if value is None else str(value)


def _moment(record: Mapping[str, JSON], name: str, form: str) -> str:
    at: datetime | None = read_moment(_text(record, name))
    return f'{at:{form}}' if at else ''


def _iso(record: Mapping[str, JSON], name: str) -> str:
    at = read_moment(_text(record, name))
    return at.isoformat(timespec='milliseconds') if at else ''
