"""The portal's field rules as data, and the one function that applies them.

The courier asks before it sends, the reference province when it receives; both therefore agree to the letter. Source:
portal-contract.md §1.4 to §1.6; where implementers only found a limit by being refused, the limit they found.
"""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from office.errors import Param
from sync.province.protocol import JSON
from sync.province.record import read_moment


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldProblem:
    """One thing wrong with one field, named as in ``TaiLieuNop[2].TenTepDinhKem``.

    Codes: ``field.missing``, ``field.shape``, ``field.moment``, ``field.code``, ``field.long``, ``field.kind``,
    ``field.contradicts``.
    """

    field: str
    code: str
    params: Mapping[str, Param] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What one field must look like; an empty value is judged by ``required`` alone, ``dated`` is a code's own day."""

    required: bool = False
    moment: bool = False
    whole: bool = False
    longest: int = 0
    codes: frozenset[str] = frozenset()
    pattern: str = ''
    dated: bool = False


def _one_of(codes: str, *, required: bool = False) -> Rule:
    return Rule(required=required, codes=frozenset(codes.split()))


TEXT, NEEDED, MOMENT, NEEDED_MOMENT = (
    Rule(),
    Rule(required=True),
    Rule(moment=True),
    Rule(moment=True, required=True),
)
BIT, NEEDED_BIT = _one_of('0 1'), _one_of('0 1', required=True)
STATES = '1 2 3 4 5 6 7 8 9 10'

# unit code - yymmdd or yyyymmdd - serial of 4 to 7 digits (portal-contract.md §1.4, domain.md §3)
DOSSIER_CODE = r'[A-Z0-9]{1,4}(\.[A-Z0-9]{1,4}){0,7}-(\d{6}|\d{8})-\d{4,7}'

# an enterprise's tax code, a branch's, or the personal number that is a household business's
BUSINESS_NUMBER = r'\d{10}(-?\d{3})?|\d{12}'

HEADER: Mapping[str, Rule] = {
    'MaHoSo': Rule(required=True, pattern=DOSSIER_CODE, dated=True),
    'MaTTHC': Rule(required=True, pattern=r'\d\.\d{6}(\.[A-Z0-9.]+)?'),
    'TenTTHC': NEEDED,
    'MaLinhVuc': NEEDED,
    'TenLinhVuc': NEEDED,
    'KenhThucHien': _one_of('1 2 3', required=True),
    'ChuHoSo': TEXT,
    'SoGiayToChuHoSo': TEXT,
    'LoaiDoiTuong': _one_of('1 2 3 4', required=True),
    'MaDoiTuong': TEXT,
    'ThongTinKhac': TEXT,
    'Email': Rule(pattern=r'[^@\s]+@[^@\s]+'),
    'Fax': TEXT,
    'SoDienThoai': Rule(pattern=r'\+?[\d .-]{3,20}'),
    'TrichYeuHoSo': Rule(required=True, longest=1000),
    'NgayNopHoSo': MOMENT,
    'NgayTiepNhan': NEEDED_MOMENT,
    'NgayHenTra': MOMENT,
    'TrangThaiHoSo': _one_of(STATES, required=True),
    'NgayTuChoi': MOMENT,
    'NgayKetThucXuLy': MOMENT,
    'NgayTra': MOMENT,
    'ThongTinTra': TEXT,
    'HinhThuc': NEEDED_BIT,
    'DonViXuLy': NEEDED,
    'GhiChu': Rule(longest=500),
    'NoiNopHoSo': _one_of('1 2', required=True),
    'HoSoCoThanhPhanSoHoa': NEEDED_BIT,
    'TaiKhoanDuocXacThucVoiVNeID': NEEDED_BIT,
    'DuocThanhToanTrucTuyen': _one_of('0 1 2 3', required=True),
}

COMPONENT: Mapping[str, Rule] = {
    'TepDinhKemId': TEXT,
    'TenTepDinhKem': Rule(required=True, longest=4000),
    'IsDeleted': _one_of('True False 0 1'),
    'MaThanhPhanHoSo': TEXT,
    'DuongDanTaiTepTin': TEXT,
    'DuocSoHoa': BIT,
    'DuocTaiSuDung': _one_of('0 1 2'),
    'DuocLayTuKhoDMQG': BIT,
    'MaKetQuaThayThe': TEXT,
}

FEE: Mapping[str, Rule] = {
    'TenPhiLePhi': NEEDED,
    'MaPhiLePhi': TEXT,
    'HinhThucThu': _one_of('1 2 4', required=True),
    'Gia': Rule(required=True, pattern=r'\d{1,15}'),
    'LoaiPhiLePhi': _one_of('1 2 3'),
}

SUPPLEMENT: Mapping[str, Rule] = {
    'HoSoBoSungId': NEEDED,
    'NguoiYeuCauBoSung': NEEDED,
    'NoiDungBoSung': NEEDED,
    'NgayBoSung': NEEDED_MOMENT,
    'NguoiTiepNhanBoSung': TEXT,
    'ThongTinTiepNhan': TEXT,
    'NgayTiepNhanBoSung': MOMENT,
    'TrangThaiBoSung': BIT,
    'NgayHenTraTruoc': MOMENT,
    'NgayHenTraMoi': MOMENT,
}

# 9- and 12-digit numbers are the two published kinds; another paper's number has none
IDENTITY: Mapping[str, Rule] = {'LoaiDinhDanh': _one_of('1 2'), 'SoDinhDanh': NEEDED}

LISTS: Mapping[str, Mapping[str, Rule]] = {
    'DinhDanhCHS': IDENTITY,
    'DSKetNoiCSDL': {'MaCSDL': NEEDED},
    'TaiLieuNop': COMPONENT,
    'DanhSachGiayToKetQua': {
        'TenGiayTo': Rule(required=True, longest=2000),
        'MaThanhPhanHoSo': TEXT,
        'GiayToId': TEXT,
        'DuongDanTepTinKetQua': TEXT,
        'MaGiayToKetQua': TEXT,
    },
    'DanhSachLePhi': FEE,
    'DanhSachTepDinhKemKhac': {
        'TenGiayTo': NEEDED,
        'SoLuong': Rule(whole=True),
        'LoaiGiayTo': Rule(whole=True),
    },
    'DanhSachHoSoBoSung': SUPPLEMENT,
}

# lists inside an entry of another list
INNER: Mapping[str, Mapping[str, Mapping[str, Rule]]] = {
    'DanhSachHoSoBoSung': {'DanhSachGiayToBoSung': COMPONENT, 'DanhSachLePhiBoSung': FEE},
}

PROGRESS: Mapping[str, Rule] = {
    'MaHoSo': Rule(required=True, pattern=DOSSIER_CODE, dated=True),
    'NguoiXuLy': Rule(required=True, longest=50),
    'ChucDanh': TEXT,
    'ThoiDiemXuLy': NEEDED_MOMENT,
    'PhongBanXuLy': TEXT,
    'NoiDungXuLy': NEEDED,
    'TrangThai': _one_of(STATES, required=True),
    'NgayBatDau': MOMENT,
    'NgayKetThucTheoQuyDinh': MOMENT,
}

# a state that cannot be true without its moment: refused, finished, returned
MOMENT_OF_STATE = {'3': ('NgayTuChoi',), '9': ('NgayKetThucXuLy',), '10': ('NgayKetThucXuLy', 'NgayTra')}


def problems(record: Mapping[str, JSON]) -> list[FieldProblem]:
    """Everything wrong with a DongBoHoSoMC record; an empty list means that it may be sent."""
    found = list(entry_problems(record, HEADER, ''))
    for name, rules in LISTS.items():
        found += _list_problems(record.get(name, []), rules, name, INNER.get(name, {}))
    return found + list(_contradictions(record))


def progress_problems(item: Mapping[str, JSON]) -> list[FieldProblem]:
    """Everything wrong with a CapNhatTienDoHoSoMC item."""
    return list(entry_problems(item, PROGRESS, ''))


def _list_problems(
    entries: JSON, rules: Mapping[str, Rule], name: str, inner: Mapping[str, Mapping[str, Rule]]
) -> Iterator[FieldProblem]:
    if not isinstance(entries, list):
        yield FieldProblem(field=name, code='field.kind', params={'wanted': 'list'})
        return
    for place, entry in enumerate(entries):
        path = f'{name}[{place}]'
        if not isinstance(entry, dict):
            yield FieldProblem(field=path, code='field.kind', params={'wanted': 'object'})
            continue
        yield from entry_problems(entry, rules, f'{path}.')
        for below, below_rules in inner.items():
            yield from _list_problems(entry.get(below, []), below_rules, f'{path}.{below}', {})


def entry_problems(entry: Mapping[str, JSON], rules: Mapping[str, Rule], path: str) -> Iterator[FieldProblem]:
    """What is wrong with the fields of one entry, each under ``path`` and its name."""
    for name, rule in rules.items():
        code, params = _judge(entry.get(name, ''), rule)
        if code:
            yield FieldProblem(field=path + name, code=code, params=params)


def _judge(value: JSON, rule: Rule) -> tuple[str, dict[str, Param]]:
    if rule.whole:
        right = isinstance(value, int) and not isinstance(value, bool) and value >= 0
        return ('', {}) if right else ('field.kind', {'wanted': 'int'})
    if not isinstance(value, str):
        return 'field.kind', {'wanted': 'str'}
    if not value.strip():
        return ('field.missing', {}) if rule.required else ('', {})
    if rule.longest and len(value) > rule.longest:
        return 'field.long', {'length': len(value), 'longest': rule.longest}
    return _judge_spelling(value, rule)


def _judge_spelling(value: str, rule: Rule) -> tuple[str, dict[str, Param]]:
    if rule.moment and read_moment(value) is None:
        return 'field.moment', {'value': value}
    if rule.codes and value not in rule.codes:
        return 'field.code', {'value': value, 'codes': ' '.join(sorted(rule.codes))}
    if rule.pattern and not re.fullmatch(rule.pattern, value):
        return 'field.shape', {}
    if rule.dated and not _names_a_day(value):
        return 'field.shape', {}
    return '', {}


def _names_a_day(code: str) -> bool:
    """Whether the date in a dossier's code is one: yymmdd or yyyymmdd before the serial."""
    day = code.split('-')[1]
    return read_moment(f'{day if len(day) == 8 else f"20{day}"}000000') is not None  # noqa: PLR2004  # yyyymmdd


def _contradictions(record: Mapping[str, JSON]) -> Iterator[FieldProblem]:
    """What each field may say alone but not together."""
    if not record.get('DinhDanhCHS'):
        yield FieldProblem(field='DinhDanhCHS', code='field.missing')
    number = record.get('SoGiayToChuHoSo')
    if record.get('LoaiDoiTuong') == '2' and not (isinstance(number, str) and re.fullmatch(BUSINESS_NUMBER, number)):
        code = 'field.shape' if number else 'field.missing'
        yield FieldProblem(field='SoGiayToChuHoSo', code=code, params={'other': 'LoaiDoiTuong'} if number else {})
    state = record.get('TrangThaiHoSo')
    for name in MOMENT_OF_STATE.get(state, ()) if isinstance(state, str) else ():
        if not record.get(name):
            yield FieldProblem(field=name, code='field.missing', params={'state': str(state)})
    papers = record.get('TaiLieuNop')
    digitised = isinstance(papers, list) and any(
        isinstance(one, dict) and one.get('DuocSoHoa') == '1' for one in papers
    )
    if record.get('HoSoCoThanhPhanSoHoa') == '1' and not digitised:
        yield FieldProblem(field='HoSoCoThanhPhanSoHoa', code='field.contradicts', params={'other': 'TaiLieuNop'})
